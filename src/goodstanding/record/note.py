"""Signed notes (C2SP signed-note): a text, an empty line, one line for every signature.

    — <key name> base64(4 bytes of key id ‖ signature)

A line by a key that the reader does not know proves nothing and is ignored; one by a known key must be good.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std
from goodstanding.record.keys import ID, SigningKey, VerifierKey, is_name

DASH = "— "
MOST_SIGNATURES = 32
MOST_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Signature:
    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        return f"{DASH}{self.name} {base64std.encode(self.key_id + self.data)}\n"

    def is_by(self, key: VerifierKey) -> bool:
        """By its own word: the name and the id together say which key."""
        return self.name == key.name and self.key_id == key.key_id


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n" + "".join(signature.line for signature in self.signatures)


def sign(text: str, keys: Sequence[SigningKey], *, time: int = 0) -> str:
    """The signed note. `time` (seconds since 1970) goes into the signatures whose kind carries one."""
    if not keys or not text.endswith("\n") or not _is_clean(text):
        raise Bug("A note is text without control characters that ends with a line break, signed by a key.")
    made = tuple(Signature(key.name, key.verifier.key_id, key.sign(text, time)) for key in keys)
    return str(Note(text, made))


def read(note: str) -> Note:
    """The parts of a note, nothing of it proved yet. Damage says which part has not the form."""
    raw = note.encode("utf-8", "surrogatepass")
    if len(raw) > MOST_BYTES:
        raise Damage(f"The signed text has more than {MOST_BYTES} bytes.")
    if not _is_clean(note):
        raise Damage("The signed text holds a control character.")
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n"):
        raise Damage("The signed text does not end with an empty line and lines of signatures.")
    text, below = note[: end + 1], note[end + 2 :]
    lines = below[:-1].split("\n") if below else []
    if not lines or len(lines) > MOST_SIGNATURES:
        raise Damage(f"The signed text has {len(lines)} signatures; 1 to {MOST_SIGNATURES} can be.")
    signatures = tuple(_signature(line, number) for number, line in enumerate(lines, 1))
    if len({(each.name, each.key_id) for each in signatures}) != len(signatures):
        raise Damage("The signed text has two signatures by one key.")
    return Note(text, signatures)


def _signature(line: str, number: int) -> Signature:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not is_name(name):
        raise Damage(f"Signature line {number} is not a dash, the name of a key and a signature.")
    raw = base64std.decode(encoded, f"Signature line {number}")
    if len(raw) <= ID:
        raise Damage(f"Signature line {number} is too short to be a signature.")
    return Signature(name, raw[:ID], raw[ID:])


def verified(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys that signed this text, or Damage: nobody known did, or one line is not what its key signed."""
    found: list[VerifierKey] = []
    for key in keys:
        for signature in note.signatures:
            if not signature.is_by(key):
                continue
            if not key.verify(note.text, signature.data):
                raise Damage(f"The signature of {key.name} is not over this text: one of them was altered.")
            found.append(key)
            break
    if not found:
        raise Damage("No key that is known here signed this text.")
    return tuple(found)


def _is_clean(text: str) -> bool:
    """Text that UTF-8 can write, and no control character in it but the line break."""
    return not any((each < " " and each != "\n") or "\ud800" <= each <= "\udfff" for each in text)
