"""The inclusion proof as text (C2SP tlog-proof@v1): the entry's number, the path, the signed checkpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, checkpoint, note

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """`checkpoint` is the signed note, verbatim. `extra` is signed by nobody."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    @property
    def text(self) -> str:
        if len(self.path) > MOST_HASHES or any(len(each) != checkpoint.HASH for each in self.path):
            raise Bug("The path of a proof is hashes of 32 bytes, 63 at most.")
        extra = [] if self.extra is None else [f"extra {base64std.encode(self.extra)}"]
        lines = [FIRST_LINE, *extra, f"index {self.index}", *map(base64std.encode, self.path), ""]
        return "\n".join(lines) + "\n" + self.checkpoint


def read(text: str) -> Proof:
    """Read strictly, or Damage that says which line is wrong. The checkpoint is not checked here."""
    if len(text) > 2 * note.MOST_BYTES:
        raise Damage("The proof is too large to be one.")
    above, blank, signed = text.partition("\n\n")
    lines = above.split("\n")
    if not blank or lines[0] != FIRST_LINE:
        raise Damage(f"The proof does not begin with the line “{FIRST_LINE}”, or has no checkpoint.")
    extra, at = None, 1
    if len(lines) > at and lines[at].startswith("extra "):
        extra, at = base64std.decode(lines[at].removeprefix("extra "), "The extra line of the proof"), 2
    if len(lines) <= at or not lines[at].startswith("index "):
        raise Damage("The proof does not name the number of the entry where it should.")
    index = checkpoint.read_number(lines[at].removeprefix("index "), "The number of the entry in the proof")
    return Proof(index, read_path(lines[at + 1 :]), signed, extra)


def read_path(lines: Sequence[str]) -> tuple[bytes, ...]:
    if len(lines) > MOST_HASHES:
        raise Damage(f"The proof has a path of {len(lines)} hashes; no log is that large.")
    return tuple(_hash(line, number) for number, line in enumerate(lines, 1))


def _hash(line: str, number: int) -> bytes:
    what = f"Hash {number} of the proof’s path"
    value = base64std.decode(line, what)
    if len(value) != checkpoint.HASH:
        raise Damage(f"{what} has {len(value)} bytes in place of {checkpoint.HASH}.")
    return value
