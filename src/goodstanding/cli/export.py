"""`goodstanding export`: one person's file as JSON, or as a dossier."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "export",
        help="write a person's file as JSON or as a dossier",
        description="Write a person's file as JSON (docs/reference/file-export.md), as a signed document "
        "(PDF), or as an archive with both (ZIP). The export itself becomes an entry of the file.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("number", help="the person's number")
    command.add_argument("--as", dest="reader", required=True, metavar="EMAIL",
                         help="the account that exports; what it may not see is left out")  # fmt: skip
    command.add_argument("--form", choices=("json", "pdf", "zip"), default="json", help="default: json")
    command.add_argument("--to", type=Path, metavar="FILE", help="write here (default: the screen)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django

    _django.start(chosen)
    _django.migrate()
    from django.utils import timezone

    from goodstanding.documents.dossier.make import hand_out_to
    from goodstanding.domain.errors import UserError

    if chosen.form != "json" and chosen.to is None and sys.stdout.isatty():
        raise UserError("A document is not for the screen. Say where it goes: --to FILE")
    made = hand_out_to(number=chosen.number, email=chosen.reader, form=chosen.form, now=timezone.now())
    if chosen.to is None:
        sys.stdout.buffer.write(made)
        return 0
    try:
        chosen.to.write_bytes(made)
    except OSError as error:
        raise UserError(f"{chosen.to} cannot be written: {error.strerror}.") from error
    print(f"Wrote {len(made):,} bytes to {chosen.to}.", file=sys.stderr)
    return 0
