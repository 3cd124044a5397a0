"""`goodstanding export`: one person's file as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "export",
        help="write a person's file as JSON",
        description="Write a person's whole file as JSON (docs/reference/file-export.md). The export itself "
        "becomes an entry of the file.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("number", help="the person's number")
    command.add_argument("--as", dest="reader", required=True, metavar="EMAIL",
                         help="the account that exports; what it may not see is left out")  # fmt: skip
    command.add_argument("--to", type=Path, metavar="FILE", help="write here (default: the screen)")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django

    _django.start(chosen)
    _django.migrate()
    from django.utils import timezone

    from goodstanding.documents.export import export_for_command

    data = export_for_command(number=chosen.number, email=chosen.reader, now=timezone.now())
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if chosen.to is None:
        sys.stdout.write(text)
        return 0
    from goodstanding.domain.errors import UserError

    try:
        chosen.to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{chosen.to} cannot be written: {error.strerror}.") from error
    print(f"Wrote {len(data['entries'])} entries to {chosen.to}.", file=sys.stderr)
    return 0
