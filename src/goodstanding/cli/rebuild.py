"""`goodstanding rebuild`: fold every file anew."""

from __future__ import annotations

import argparse
from typing import Any


def add(commands: Any) -> None:
    command = commands.add_parser(
        "rebuild",
        help="fold everything anew from the entries",
        description="Fold every file anew from its entries and store what the pages list. Says whose rows "
        "had been different; none is the normal answer.",
    )
    from goodstanding.cli._django import add_data_options

    add_data_options(command, "data")
    command.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    from rich.progress import Progress

    from goodstanding.cli import _django

    _django.start(chosen)
    _django.migrate()
    from goodstanding.actions.rebuild import rebuild

    with Progress(transient=True) as bar:
        task = bar.add_task("Folding files", total=None)
        differences = rebuild(progress=lambda done, total: bar.update(task, completed=done, total=total))
    for each in differences:
        print(f"mended {each.person}: {', '.join(each.tables)}")
    print(
        f"{len(differences)} files had been different."
        if differences
        else "Every file was as its entries say."
    )
    return 0
