"""Ask the signer. Whatever goes wrong is one of two things: it is away, or it refuses."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from goodstanding.domain.errors import GoodStandingError
from goodstanding.signing.protocol import Ask, AskStatus

SECONDS = 5.0
MOST = 4 * 1024 * 1024


class SignerAway(GoodStandingError):
    """Nobody answers, or not in time. Nothing is lost: the next try signs what is there then."""


class SignerRefuses(GoodStandingError):
    """It answered, and signs nothing. `kind` as in `signing.signer.Refused`."""

    def __init__(self, message: str, kind: str, size: int | None) -> None:
        super().__init__(message)
        self.kind = kind
        self.size = size


@dataclass(frozen=True, slots=True)
class Status:
    size: int
    root: bytes
    key_file: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignerClient:
    path: Path

    def status(self, origin: str) -> Status:
        said = self._ask(AskStatus(origin).line())
        return Status(said["size"], bytes.fromhex(said["root"]), said["keys"], tuple(said["statements"]))

    def sign(self, ask: Ask) -> str:
        """The signed note."""
        return str(self._ask(ask.line())["note"])

    def _ask(self, line: bytes) -> dict[str, Any]:
        try:
            said = json.loads(_exchange(self.path, line))
        except OSError as error:
            raise SignerAway(f"The signer at {self.path} does not answer ({error}).") from error
        except ValueError as error:
            raise SignerAway("The signer's answer was cut off.") from error
        if "ok" not in said:
            raise SignerRefuses(str(said.get("refused")), str(said.get("kind")), said.get("size"))
        found: dict[str, Any] = said["ok"]
        return found


def _exchange(path: Path, line: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(SECONDS)
        connection.connect(str(path))
        connection.sendall(line)
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
            if len(answer) > MOST:
                raise ValueError("too long")
    return answer
