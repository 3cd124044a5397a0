"""`goodstanding export`: the whole log as commitments, or one person's file as JSON, or as a dossier."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "export",
        help="write a person's file as JSON or as a dossier, or the whole log",
        description="Write a person's file as JSON (docs/reference/file-export.md), as a signed document "
        "(PDF), or as an archive with both (ZIP). The export itself becomes an entry of the file. Or, with "
        "--log, write the log up to its newest checkpoint: commitments (docs/reference/log-files.md).",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("number", nargs="?", help="the person's number")
    command.add_argument("--as", dest="reader", metavar="EMAIL",
                         help="the account that exports; what it may not see is left out")  # fmt: skip
    command.add_argument("--form", choices=("json", "pdf", "zip"), default="json", help="default: json")
    command.add_argument("--to", type=Path, metavar="FILE", help="write here (default: the screen)")
    command.add_argument("--since", type=Path, metavar="CHECKPOINT",
                         help="with JSON: show that the record continues this checkpoint")  # fmt: skip
    command.add_argument(
        "--log", type=Path, metavar="FOLDER", help="write the whole log into this new folder"
    )
    command.set_defaults(run=run, usage_error=command.error)


def run(chosen: argparse.Namespace) -> int:
    if bool(chosen.log) == bool(chosen.number) or (chosen.number and not chosen.reader):
        chosen.usage_error("name a person, and as whom with --as; or the whole log with --log FOLDER")
    from goodstanding.cli import _django

    _django.start(chosen)
    _django.migrate()
    return _write_log(chosen.log) if chosen.log else _write_file(chosen)


def _write_file(chosen: argparse.Namespace) -> int:
    from django.utils import timezone

    from goodstanding.documents.dossier.make import hand_out_to
    from goodstanding.domain.errors import UserError

    if chosen.form != "json" and chosen.to is None and sys.stdout.isatty():
        raise UserError("A document is not for the screen. Say where it goes: --to FILE")
    since = _size_of(chosen.since) if chosen.since else 0
    made = hand_out_to(
        number=chosen.number, email=chosen.reader, form=chosen.form, now=timezone.now(), since=since
    )
    if chosen.to is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        chosen.to.write_bytes(made)
    except OSError as error:
        raise UserError(f"{chosen.to} cannot be written: {error.strerror}.") from error
    print(f"Wrote {len(made):,} bytes to {chosen.to}.", file=sys.stderr)
    return 0


def _size_of(path: Path) -> int:
    """What a kept checkpoint says of its size. Nothing rests on it here: whoever verifies compares it."""
    from goodstanding.documents.verification.sources import read_file
    from goodstanding.domain.errors import Damage, UserError
    from goodstanding.record.key_file import unproved
    from goodstanding.record.verification.growth import read_kept

    try:
        return unproved(read_kept(read_file(path)).checkpoint).size
    except Damage as damage:
        raise UserError(f"{path} is not a checkpoint. {damage.message}") from damage


def _write_log(folder: Path) -> int:
    from goodstanding.domain.errors import UserError
    from goodstanding.queries import log_export

    files = log_export.files()
    count = 0
    try:
        folder.mkdir(parents=True)
        for name, data in files:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            count += 1
    except FileExistsError as error:
        raise UserError(f"{folder} is there already. Name a new folder, so that nothing is mixed.") from error
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}.") from error
    print(
        f"Wrote {count} files to {folder}. Check them with “goodstanding verify {folder}”.", file=sys.stderr
    )
    return 0
