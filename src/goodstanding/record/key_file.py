"""The key file: which key speaks for a log, and over which sizes of the log.

    # a comment
    <public key> <from size>-<to size, or nothing> <note>

After a theft the old line ends at the last size that is trusted: “old key valid up to size N”. What the
stolen key signs beyond is then refused by everybody who has the new file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodstanding.domain.errors import Damage
from goodstanding.record import checkpoint, note
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.keys import ED25519, KINDS, VerifierKey, read_key

MOST_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class KeyLine:
    """Both sizes belong to the range. `last` is None while the key is in use."""

    key: VerifierKey
    first: int = 0
    last: int | None = None
    note: str = ""

    def holds(self, size: int) -> bool:
        return self.first <= size and (self.last is None or size <= self.last)

    def __str__(self) -> str:
        last = "" if self.last is None else self.last
        return f"{self.key} {self.first}-{last} {self.note}".rstrip()


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint whose signature was checked. `ignored`: in words, the lines that prove nothing here."""

    checkpoint: Checkpoint
    by: tuple[VerifierKey, ...]
    ignored: tuple[str, ...]


def write(lines: Iterable[KeyLine]) -> str:
    return "".join(f"{line}\n" for line in lines)


def read(text: str) -> tuple[KeyLine, ...]:
    """Every key of the file, or Damage that names the line."""
    if len(text) > MOST_BYTES:
        raise Damage("The key file is too large to be one.")
    numbered = enumerate(text.splitlines(), 1)
    lines = [_line(line.strip(), at) for at, line in numbered if line.strip() and line.strip()[0] != "#"]
    if not lines:
        raise Damage("The key file names no key.")
    return tuple(lines)


def _line(text: str, at: int) -> KeyLine:
    key, _, rest = text.partition(" ")
    sizes, _, said = rest.strip().partition(" ")
    try:
        found = read_key(key)
        first, dash, last = (sizes or "0-").partition("-")
        if not dash:
            raise Damage("after the key stand the sizes for which it holds, as in 0- or 0-1500.")
        low = checkpoint.read_number(first, "the size that its range begins with")
        high = checkpoint.read_number(last, "the size that its range ends with") if last else None
    except Damage as damage:
        raise Damage(f"Line {at} of the key file: {damage.message}") from damage
    if high is not None and high < low:
        raise Damage(f"Line {at} of the key file: its range ends before it begins.")
    return KeyLine(found, low, high, said.strip())


def open_checkpoint(text: str, keys: Iterable[KeyLine]) -> Signed:
    """The checkpoint, proved to be signed for its log and its size; Damage says what is wrong.

    The log's own key has the log's name (its origin) and is Ed25519. Other known keys must be good as well.
    """
    signed = note.read(text)
    head = checkpoint.read(signed.text)
    known, keys = {}, tuple(keys)
    for line in keys:
        if line.holds(head.size):
            known[str(line.key)] = line.key
    _check_log_key(signed, head, known.values(), keys)
    by = note.verified(signed, known.values())
    return Signed(head, by, tuple(_ignored(signed, known.values(), head.size, keys)))


def unproved(text: str) -> Checkpoint:
    """What a checkpoint says, its signatures not looked at. Nothing may rest on it."""
    return checkpoint.read(note.read(text).text)


def _check_log_key(
    signed: note.Note, head: Checkpoint, known: Iterable[VerifierKey], keys: Iterable[KeyLine]
) -> None:
    def signs(key: VerifierKey) -> bool:
        return (
            key.kind == ED25519 and key.name == head.origin and any(s.is_by(key) for s in signed.signatures)
        )

    if any(map(signs, known)):
        return
    for line in keys:
        if signs(line.key):
            raise Damage(f"It is signed with a key that {_range(line)}, but the log had {head.size} entries.")
    if not any(line.key.name == head.origin for line in keys):
        raise Damage(f"It is of the log “{head.origin}”, of which the key file knows no key.")
    raise Damage(f"None of its signatures is by a key of the log “{head.origin}” that is known here.")


def _ignored(
    signed: note.Note, known: Iterable[VerifierKey], size: int, keys: Iterable[KeyLine]
) -> Iterable[str]:
    known = tuple(known)
    for signature in signed.signatures:
        if any(signature.is_by(key) for key in known):
            continue
        late = [line for line in keys if signature.is_by(line.key)]
        yield (
            f"the line of {signature.name} is by a key that {_range(late[0])} and proves nothing at {size}"
            if late
            else f"the line of {signature.name} is by a key that is not known here and proves nothing"
        )


def _range(line: KeyLine) -> str:
    kind = KINDS[line.key.kind]
    if line.last is None:
        return f"holds from size {line.first} on ({kind})"
    return f"holds for sizes {line.first} to {line.last} alone ({kind})"
