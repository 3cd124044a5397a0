"""What is asked of the signer and what it answers: one line of JSON each, over a Unix socket.

    {"do": "status", "origin": …}
    {"do": "sign", "origin": …, "old": 5, "size": 9, "root": "hex", "proof": ["hex", …]}

Answers: {"ok": {…}} or {"refused": "why in words", "kind": …, "size": …, "root": …}.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from goodstanding.domain.errors import UserError

LONGEST = 64 * 1024
"""Bytes of a request or an answer. A proof for 2**63 leaves has 63 hashes of 64 digits."""
MOST_STEPS = 130
_HASH = re.compile(r"[0-9a-f]{64}")


class Malformed(UserError):
    """The request is not one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Sign `size` and `root`, which `proof` shows to continue the log that had `old` leaves."""

    origin: str
    old: int
    size: int
    root: bytes
    proof: tuple[bytes, ...]

    def line(self) -> bytes:
        said = {
            "do": "sign", "origin": self.origin, "old": self.old, "size": self.size, "root": self.root.hex(),
            "proof": [step.hex() for step in self.proof],
        }  # fmt: skip
        return json.dumps(said).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class AskStatus:
    origin: str

    def line(self) -> bytes:
        return json.dumps({"do": "status", "origin": self.origin}).encode("ascii") + b"\n"


def read_request(line: bytes) -> Ask | AskStatus:
    """Strict: a request that is anything else is refused whole."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Malformed("The request is not JSON.") from error
    if not isinstance(said, dict):
        raise Malformed("The request is not an object.")
    match said.get("do"):
        case "status" if said.keys() == {"do", "origin"}:
            return AskStatus(_text(said["origin"]))
        case "sign" if said.keys() == {"do", "origin", "old", "size", "root", "proof"}:
            steps = said["proof"]
            if not isinstance(steps, list) or len(steps) > MOST_STEPS:
                raise Malformed("The proof is not a list of hashes.")
            return Ask(
                _text(said["origin"]), _count(said["old"]), _count(said["size"]), _hash(said["root"]),
                tuple(map(_hash, steps)),
            )  # fmt: skip
    raise Malformed("The request asks for nothing that the signer does.")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= 200:
        raise Malformed("The name of the log is not a short text.")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise Malformed("A size is not a whole number.")
    return int(value)


def _hash(value: Any) -> bytes:
    if not isinstance(value, str) or not _HASH.fullmatch(value):
        raise Malformed("A hash is not 64 hexadecimal digits.")
    return bytes.fromhex(value)
