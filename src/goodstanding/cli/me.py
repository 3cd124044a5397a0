"""`goodstanding me`: one person's own file, on their own computer."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import Any

HOME = Path("Good Standing") / "my-file.gsme"


def add(commands: Any) -> None:
    command = commands.add_parser(
        "me",
        help="your own private file, on your own computer",
        description="Open your own private file in the browser: no account, no network, encrypted with your "
        "passphrase. Do not keep it on your employer's computer.",
    )
    command.add_argument("--file", metavar="PATH", help=f"the file (default: {HOME} in your home folder)")
    command.add_argument("--port", type=int, default=0, help="listen here (default: any free one)")
    command.add_argument("--idle-minutes", type=float, default=10, help="lock after so long (default: 10)")
    command.add_argument("--no-browser", action="store_true", help="print the address only")
    command.add_argument(
        "--check", metavar="COPY", help="read a backup to its end, say what it holds, and stop"
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    if chosen.check:
        return _check(Path(chosen.check))
    _no_core_dumps()
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.settings_personal"
    import django

    from goodstanding.actions.own import house as houses
    from goodstanding.cli import _own_server, _server

    django.setup()
    path = Path(chosen.file).expanduser() if chosen.file else Path.home() / HOME
    server = _own_server.listen(chosen.port)
    house = houses.move_in(
        path.resolve(), port=server.server_port, idle_seconds=max(chosen.idle_minutes, 0.05) * 60
    )
    base = f"http://127.0.0.1:{server.server_port}/open"
    house.door.used = lambda: print(f"For another window:\n  {base}/{house.door.new_address()}/", flush=True)
    first = f"{base}/{house.door.new_address()}/"
    house.watch()
    print(f"Your file: {house.own.path}\nOpen this address, once:\n  {first}\nCtrl-C ends it.", flush=True)
    if not chosen.no_browser:
        _server.open_browser(first)
    _own_server.serve(server)
    return 0


def _no_core_dumps() -> None:
    """A crash must not write memory to the disk."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _check(copy: Path) -> int:
    from goodstanding.actions.own.keys import check
    from goodstanding.domain.errors import UserError

    try:
        data = copy.read_bytes()
    except OSError as error:
        raise UserError(f"{copy} cannot be read ({error.strerror}).") from error
    passphrase = getpass.getpass("Passphrase: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    report = check(data=data, passphrase=passphrase)
    newest = f", the newest written {report.newest:%Y-%m-%d %H:%M} UTC" if report.newest else ""
    print(f"The copy opens: {report.entries} entries{newest}. Each follows the one before it.")
    return 0
