"""`goodstanding backup`: everything in one file, while the server runs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "backup",
        help="write everything into one file, while the server runs",
        description="Write every table and every file of the data folder, as they are at one moment, into "
        "one file, from which either kind of database can be restored. The signer's keys are not in it: "
        "they have a backup of their own (docs/how-to/back-up.md).",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("target", metavar="TARGET", type=Path, help="a new file, or a folder for it")
    command.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", help="encrypt it with the first line of this file"
    )
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django
    from goodstanding.domain.errors import UserError

    passphrase = read_passphrase(chosen.passphrase_file)
    folder = _django.data_folder(chosen)
    if not folder.is_dir():  # `start` would make it, and what was mistyped would lie there as an instance
        raise UserError(f"There is no data folder {folder}. Say with --data where the data lie.")
    _django.start(chosen)
    from django.db import DatabaseError
    from django.utils import timezone
    from rich.progress import Progress

    from goodstanding.actions.backup import make

    with Progress(transient=True) as bar:
        task = bar.add_task("Backing up", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        try:
            made = make(chosen.target, now=timezone.now(), passphrase=passphrase, progress=progress)
        except DatabaseError as error:
            raise UserError(f"The database cannot be read: {error}") from error
    log = made.manifest.log
    print(f"Wrote {made.path}: {made.bytes:,} bytes, {log.size:,} entries, root {log.root}.")
    print("The signer's keys are not in it; back its folder up apart.", file=sys.stderr)
    if not passphrase:
        print("It is not encrypted: keep it as you keep the server itself.", file=sys.stderr)
    return 0


def read_passphrase(path: Path | None) -> str:
    """The first line of the file; empty without one."""
    from goodstanding.domain.errors import UserError

    if path is None:
        return ""
    try:
        first = path.read_text("utf-8").split("\n", 1)[0].rstrip("\r")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {error}.") from error
    if len(first) < 12:
        raise UserError(f"The first line of {path} is the passphrase: twelve characters or more.")
    return first
