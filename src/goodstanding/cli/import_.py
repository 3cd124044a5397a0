"""`goodstanding import`: read exported files back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "import",
        help="read a person's exported file back",
        description="Read files that “goodstanding export” wrote into an instance that has no file for that "
        "person yet. All or nothing, a file at a time. Tables of people or figures are imported on the page.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE")
    command.add_argument("--as", dest="reader", required=True, metavar="EMAIL",
                         help="the account that imports; it must hold the HR part")  # fmt: skip
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import _django

    _django.start(chosen)
    _django.migrate()
    from django.utils import timezone

    from goodstanding.actions.exchange import import_for_command
    from goodstanding.domain.errors import UserError

    for path in chosen.files:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UserError(f"{path} cannot be read: {error}.") from error
        count = import_for_command(text=text, email=chosen.reader, now=timezone.now())
        print(f"{path}: {count} entries.")
    return 0
