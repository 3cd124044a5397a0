"""Serve a signer on a Unix socket: a thread for each connection, a request and an answer each."""

from __future__ import annotations

import json
import logging
import os
import socket
import socketserver
import stat
import time
from pathlib import Path
from typing import Any

from goodstanding.domain.errors import GoodStandingError, UserError
from goodstanding.signing.protocol import LONGEST, Ask, read_request
from goodstanding.signing.signer import Refused, Signer

log = logging.getLogger("goodstanding")
SECONDS = 10.0
"""How long a connection may be silent."""


class _Handler(socketserver.StreamRequestHandler):
    timeout = SECONDS
    server: SignerServer

    def handle(self) -> None:
        try:
            line = self.rfile.readline(LONGEST + 1)
        except OSError:
            return
        self.wfile.write(json.dumps(answer(self.server.signer, line)).encode("utf-8") + b"\n")


class SignerServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: Path, signer: Signer, *, mode: int = 0o600) -> None:
        self.signer = signer
        _make_way(path)
        before = os.umask(0o777 & ~mode)
        try:
            super().__init__(str(path), _Handler)
        except OSError as error:
            raise UserError(f"The signer cannot listen on {path}: {error.strerror or error}.") from error
        finally:
            os.umask(before)

    def handle_error(self, request: Any, client_address: Any) -> None:
        log.exception("The signer could not answer a request.")


def answer(signer: Signer, line: bytes) -> dict[str, object]:
    """What is said to one request. A fault of the signer's own folder is told in words, too."""
    if len(line) > LONGEST:
        return {"refused": "The request is too long.", "kind": "malformed"}
    try:
        ask = read_request(line)
        if isinstance(ask, Ask):
            return {"ok": {"note": signer.sign(ask, time=int(time.time()))}}
        found = signer.status(ask.origin)
    except Refused as no:
        said: dict[str, object] = {"refused": no.message, "kind": no.kind}
        if no.last is not None:
            said |= {"size": no.last.size, "root": no.last.root.hex()}
        return said
    except GoodStandingError as error:
        return {"refused": error.message, "kind": "trouble"}
    except OSError as error:
        return {"refused": f"The signer cannot use its folder: {error.strerror}.", "kind": "trouble"}
    return {
        "ok": {
            "size": found.last.size, "root": found.last.root.hex(), "keys": found.key_file,
            "statements": list(found.statements),
        }
    }  # fmt: skip


def _make_way(path: Path) -> None:
    """Remove what a signer that ended left behind; refuse where one still answers."""
    try:
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise UserError(f"{path} is there and is no socket. Choose another place.")
    except FileNotFoundError:
        return
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(2)
        try:
            probe.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
            return
    raise UserError(f"A signer answers on {path} already.")
