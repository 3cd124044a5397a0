"""`goodstanding signals`: early signs from four tables. Needs no server and no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodstanding.documents.signals import SignalsReview
    from goodstanding.ingest.measurements import Loaded

SHOWN_PROBLEMS = 20


def add(commands: Any) -> None:
    command = commands.add_parser(
        "signals",
        help="early signs from measurements",
        description="Read people, metrics and definitions, each as Parquet or CSV, and write who has fallen "
        "behind comparable people or declined against their own past, as findings that ask for a "
        "conversation. Formats: docs/reference/signals-formats.md.",
    )
    given = command.add_argument_group("tables", "Parquet (a file or folder), CSV, or table:NAME with Spark")
    given.add_argument("--people", required=True, metavar="FILE")
    given.add_argument("--metrics", required=True, metavar="FILE")
    given.add_argument("--definitions", required=True, metavar="FILE")
    given.add_argument("--assignments", metavar="FILE", help="who was responsible for what, and when")
    command.add_argument("--out", required=True, type=Path, metavar="FILE.json", help="where findings go")
    command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD",
                         help="review as of this day (default: the end of the figures)")  # fmt: skip
    engine = command.add_argument_group("engine")
    engine.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    engine.add_argument("--spark", metavar="ADDRESS",
                        help="of a cluster or Connect server (sc://…); default: in this process")  # fmt: skip
    engine.add_argument("--exchange", metavar="FOLDER",
                        help="where Spark hands figures over; both see it (default: temporary)")  # fmt: skip
    engine.add_argument("--memory", type=_size, default=1_000, metavar="MB",
                        help="for the engine; the arrays come on top (default: 1000)")  # fmt: skip
    limits = command.add_argument_group("bad rows")
    limits.add_argument("--most-bad-rows", type=_count, metavar="N",
                        help="stop where a table has more (default: 1 in 100, at least 10)")  # fmt: skip
    limits.add_argument("--bad-rows", type=Path, metavar="FILE.csv",
                        help="write up to 1,000 of them here")  # fmt: skip
    command.add_argument("--quiet", action="store_true", help="no progress and no summary")
    command.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 upwards")
    return int(text)


def _size(text: str) -> int:
    megabytes = _count(text)
    if megabytes < 100:
        raise argparse.ArgumentTypeError(f"{text} MB are too few: give at least 100")
    return megabytes


def run(chosen: argparse.Namespace) -> int:
    _check_out(chosen.out)
    from goodstanding.documents import signals

    made, loaded = _reviewed(chosen)
    _write(chosen.out, signals.text(made))
    if not chosen.quiet:
        _say_problems(loaded)
        for line in (*signals.summary(made), *made.notes, f"Written to {chosen.out}."):
            print(line)
    return 0


def _reviewed(chosen: argparse.Namespace) -> tuple[SignalsReview, Loaded]:
    from datetime import UTC, datetime

    from goodstanding.documents.signals import document
    from goodstanding.ingest.measurements import TABLES, Limits, Where, fingerprint, read, refuse_damaged
    from goodstanding.stats.signals.review import review
    from goodstanding.stats.signals.settings import SignalSettings

    sources = {table: given for table in TABLES if (given := getattr(chosen, table))}
    limits = Limits(most_bad=chosen.most_bad_rows, memory_mb=chosen.memory)
    where = Where(chosen.engine, chosen.spark, chosen.exchange)
    settings = SignalSettings()
    with _progress(quiet=chosen.quiet) as progress:
        with read(sources, as_of=chosen.as_of, where=where, limits=limits, progress=progress) as loaded:
            if chosen.bad_rows:
                _write_problems(chosen.bad_rows, loaded)
            refuse_damaged(loaded, limits)
        progress("Comparing people", 0, None)
        found = review(loaded.panel, settings)
    prints = {table: fingerprint(given) for table, given in sources.items()}
    made = document(
        found, loaded, settings, sources=sources, prints=prints, engine=chosen.engine, now=datetime.now(UTC)
    )  # fmt: skip
    return made, loaded


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Callable[[str, int, int | None], None]]:
    if quiet:
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def told(what: str, done: int, total: int | None) -> None:
            bar.update(task, description=what, completed=done, total=total)

        yield told


def _check_out(out: Path) -> None:
    """Before an hour of work, not after it."""
    from goodstanding.domain.errors import UserError

    if out.is_dir() or not out.absolute().parent.is_dir():
        raise UserError(f"{out} cannot be written: give a file in a folder that exists.")


def _write(path: Path, text: str) -> None:
    from goodstanding.domain.errors import UserError

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written: {error.strerror}.") from error


def _write_problems(path: Path, loaded: Loaded) -> None:
    from goodstanding.ingest.cells import csv_lines

    header = ("table", "row", "key", "field", "value", "message")
    rows = [(p.table.value, p.row, p.key, p.field, p.value, p.message) for p in loaded.problems]
    _write(path, "".join(csv_lines([header, *rows])))


def _say_problems(loaded: Loaded) -> None:
    for problem in loaded.problems[:SHOWN_PROBLEMS]:
        print(problem, file=sys.stderr)
    bad = sum(counted.bad for counted in loaded.counted.values())
    if bad > SHOWN_PROBLEMS:
        print(f"… and {bad - SHOWN_PROBLEMS:,} more bad rows: --bad-rows FILE.csv.", file=sys.stderr)
    for table, counted in loaded.counted.items():
        for because, rows in counted.left_out:
            many = "1 row" if rows == 1 else f"{rows:,} rows"
            print(f"{table.value}: {many} left out: {because}.", file=sys.stderr)
