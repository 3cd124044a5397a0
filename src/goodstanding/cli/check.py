"""`goodstanding check`: is the record whole?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.record.problems import Problem


def add(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="check the whole record",
        description="Recompute the log from its leaves, hold every entry against its leaf and its chain, and "
        "name everything that does not fit. Exit code 4 if anything is damaged.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from goodstanding.cli import EXIT_DAMAGE, _django

    _django.start(chosen)
    _django.migrate()
    from goodstanding.queries.audit import check_record, size_and_root

    problems = check_record()
    problems = problems or _ask_signer()
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in this record.", file=sys.stderr)
        return EXIT_DAMAGE
    size, root = size_and_root()
    print(f"The record is whole: {size} entries, root {root}.")
    return 0


def _ask_signer() -> list[Problem]:
    """What the signer remembers is out of reach of whoever holds the database alone."""
    from goodstanding.actions.checkpoints import compare_with_signer
    from goodstanding.signing.client import SignerAway, SignerRefuses

    try:
        return compare_with_signer()
    except (SignerAway, SignerRefuses) as error:
        print(f"The signer was not asked: {error.message}")
        return []
