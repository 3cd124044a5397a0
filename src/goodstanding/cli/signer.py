"""`goodstanding signer`: the process that signs checkpoints, and what its keeper does with its keys."""

from __future__ import annotations

import argparse
import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.signing.signer import Signer


def add(commands: Any) -> None:
    command = commands.add_parser(
        "signer",
        help="sign checkpoints, in a process of its own",
        description="Sign the record's checkpoints, only if they continue what was signed last. In a real "
        "installation it runs as a user of its own: docs/how-to/keep-the-signer.md.",
    )
    steps = command.add_subparsers(title="what to do", metavar="STEP", required=True)
    _step(steps, "begin", _begin, "make the first key of a log").add_argument(
        "--quantum", action="store_true", help="beside it one that quantum computers cannot break (ML-DSA-44)"
    )
    serve = _step(steps, "serve", _serve, "sign until stopped")
    serve.add_argument("--socket", type=Path, help="listen here (default: “socket” in the folder)")
    serve.add_argument("--group", action="store_true", help="the socket may be used by the group, too")
    serve.add_argument("--with-parent", action="store_true", help="stop when the starting process ends")
    _step(steps, "status", _status, "what was signed last, and the keys")
    rotate = _step(steps, "rotate", _rotate, "a new key beside the old one; both sign until “retire”")
    rotate.add_argument("--quantum", action="store_true", help="an ML-DSA-44 key")
    retire = _step(steps, "retire", _retire, "let an old key rest; what it signed stays valid")
    revoke = _step(steps, "revoke", _revoke, "a key may be in other hands: it counts up to a size only")
    revoke.add_argument("--valid-to", type=int, required=True, metavar="SIZE")
    for one in (retire, revoke):
        one.add_argument("--key", required=True, help="its eight digits, as “status” shows them")
    for one in (rotate, retire, revoke):
        one.add_argument("--reason", required=True)
    resume = _step(steps, "resume", _resume, "after its state was lost: go on from a checkpoint")
    resume.add_argument("checkpoint", type=Path, help="a file with the newest checkpoint that anybody holds")
    resume.add_argument("--reason", required=True)


def _step(steps: Any, name: str, run: Any, what: str) -> Any:
    made = steps.add_parser(name, help=what, description=f"{what[:1].upper()}{what[1:]}.")
    made.add_argument(
        "--folder", type=Path, default=None, help="the signer's own folder (default: data/signer)"
    )
    if name != "serve":
        made.add_argument("--log", default="", help="the name of the log, where the folder holds several")
    made.set_defaults(run=lambda chosen: run(chosen))
    return made


def _signer(chosen: argparse.Namespace) -> Signer:
    from goodstanding.signing.signer import Signer

    default = Path(os.environ.get("GOODSTANDING_DATA", "data")) / "signer"
    return Signer(chosen.folder or default)


def _log(chosen: argparse.Namespace, signer: Signer) -> str:
    from goodstanding.domain.errors import UserError

    if chosen.log:
        return str(chosen.log)
    names = signer.logs()
    if len(names) != 1:
        raise UserError(f"Name the log with --log. Known here: {', '.join(names) or 'none'}.")
    return names[0]


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat(timespec="seconds")


def _begin(chosen: argparse.Namespace) -> int:
    from goodstanding.domain.errors import UserError

    if not chosen.log:
        raise UserError("Name the log with --log, the same as GOODSTANDING_LOG_NAME of the server.")
    signer = _signer(chosen)
    signer.begin(chosen.log, when=_now(), quantum=chosen.quantum)
    print(signer.status(chosen.log).key_file, end="")
    return 0


def _serve(chosen: argparse.Namespace) -> int:
    from goodstanding.signing.server import SignerServer

    signer = _signer(chosen)
    path = chosen.socket or signer.folder / "socket"
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if chosen.with_parent:
        from goodstanding.cli.worker import stop_with_parent

        stop_with_parent(stop)
    with SignerServer(path, signer, mode=0o660 if chosen.group else 0o600) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        stop.wait()
        server.shutdown()
    path.unlink(missing_ok=True)
    return 0


def _status(chosen: argparse.Namespace) -> int:
    signer = _signer(chosen)
    found = signer.status(_log(chosen, signer))
    print(f"{found.origin}\nsigned last: {found.last.size} entries, root {found.last.root.hex()}")
    print(found.key_file, end="")
    return 0


def _rotate(chosen: argparse.Namespace) -> int:
    signer = _signer(chosen)
    made = signer.rotate(_log(chosen, signer), when=_now(), reason=chosen.reason, quantum=chosen.quantum)
    print(
        f"Key {made.id} signs beside the old one. Publish the key file, then retire the old key:\n{made.line}"
    )
    return 0


def _retire(chosen: argparse.Namespace) -> int:
    signer = _signer(chosen)
    log = _log(chosen, signer)
    signer.retire(log, chosen.key, when=_now(), reason=chosen.reason)
    print(signer.status(log).key_file, end="")
    return 0


def _revoke(chosen: argparse.Namespace) -> int:
    signer = _signer(chosen)
    log = _log(chosen, signer)
    signer.revoke(log, chosen.key, chosen.valid_to, when=_now(), reason=chosen.reason)
    print("Publish this key file, and tell whoever holds the old one:")
    print(signer.status(log).key_file, end="")
    return 0


def _resume(chosen: argparse.Namespace) -> int:
    signer = _signer(chosen)
    last = signer.vouched(_read(chosen.checkpoint))
    signer.resume(last.origin, last.at, when=_now(), reason=chosen.reason)
    print(f"The signer goes on from {last.at.size} entries.")
    return 0


def _read(path: Path) -> str:
    from goodstanding.domain.errors import UserError

    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from error
