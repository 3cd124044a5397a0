"""The text of a checkpoint (C2SP tlog-checkpoint): which log, how many entries, and the root over them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std

HASH = 32
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """What is signed: the lines, each with its newline."""
        lines = [self.origin, str(self.size), base64std.encode(self.root), *self.extensions]
        if len(self.root) != HASH or not 0 <= self.size <= LARGEST or not all(map(_is_line, lines)):
            raise Bug("A checkpoint has a root of 32 bytes, a size, and lines that are not empty.")
        return "".join(f"{line}\n" for line in lines)


def read(text: str) -> Checkpoint:
    """Read strictly, or Damage that says which line is wrong."""
    if not text.endswith("\n"):
        raise Damage("The checkpoint does not end with a line break.")
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise Damage("The checkpoint does not have three lines or more, none of them empty.")
    if not all(map(_is_line, lines)):
        raise Damage("The checkpoint holds a control character.")
    root = base64std.decode(lines[2], "The root of the checkpoint")
    if len(root) != HASH:
        raise Damage(f"The root of the checkpoint has {len(root)} bytes in place of {HASH}.")
    return Checkpoint(lines[0], read_number(lines[1], "The size of the checkpoint"), root, tuple(lines[3:]))


def read_number(text: str, what: str) -> int:
    """A decimal number as C2SP writes it: no sign, no leading zero, ASCII digits."""
    if _NUMBER.fullmatch(text) is None or int(text) > LARGEST:
        raise Damage(f"{what} is not a plain decimal number.")
    return int(text)


def _is_line(line: str) -> bool:
    return bool(line) and all(character >= " " for character in line)
