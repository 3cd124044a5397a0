"""`goodstanding review`: what in a file would not stand up, and why. Needs no server and no database."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodstanding.documents.review.report import Report
    from goodstanding.review.load import Loaded
    from goodstanding.review.rule import Pack

EXIT_DECISIVE = 10
AUDIENCES = ("hr", "employee", "leave", "counsel")


def add(commands: Any) -> None:
    command = commands.add_parser(
        "review",
        help="review a file without a server",
        description="Read an exported file (docs/reference/file-export.md) or a case file "
        "(docs/reference/case-file.md) and print what would not stand up. "
        f"Exit code {EXIT_DECISIVE} if any finding is decisive, 0 if none is.",
    )
    command.add_argument("file", metavar="FILE.json", help="the file, or - for standard input")
    command.add_argument("--pack", action="append", metavar="PACK",
                         help="beside good practice; may be repeated (default: by jurisdiction)")  # fmt: skip
    command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD",
                         help="the day of the review (default: the day that the file gives)")  # fmt: skip
    command.add_argument("--format", choices=("text", "json", "html"), default="text")
    command.add_argument("--for", dest="readers", action="append", choices=AUDIENCES,
                         help="only what is for this reader; may be repeated (default: all)")  # fmt: skip
    command.add_argument("--to", type=Path, metavar="FILE", help="write here (default: the screen)")
    command.add_argument("--score", action="store_true",
                         help="for decisions with their outcome: print how the review does")  # fmt: skip
    command.set_defaults(run=run)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write YYYY-MM-DD") from None


def run(chosen: argparse.Namespace) -> int:
    data = _read(chosen.file)
    if chosen.score:
        return _score(data)
    from goodstanding.review.load import load

    packs = _packs(chosen.pack) if chosen.pack else None
    reports = [_reviewed(loaded, packs, chosen) for loaded in load(data)]
    _write(_formatted(reports, chosen), chosen.to)
    return EXIT_DECISIVE if any(r.decisive for r in reports) else 0


def _read(name: str) -> Any:
    from goodstanding.domain.errors import UserError

    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        return json.loads(text)
    except OSError as error:
        raise UserError(f"{name} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UserError(f"{name} is not JSON: {error}.") from error


def _packs(names: list[str]) -> tuple[Pack, ...]:
    from goodstanding.domain.errors import UserError
    from goodstanding.review.packs import GOOD_PRACTICE, PACKS

    unknown = [n for n in names if n not in PACKS]
    if unknown:
        raise UserError(f"There is no pack {unknown[0]!r}. There are: {', '.join(PACKS)}.")
    return (GOOD_PRACTICE, *(PACKS[n] for n in dict.fromkeys(names) if n != GOOD_PRACTICE.id))


def _reviewed(loaded: Loaded, packs: tuple[Pack, ...] | None, chosen: argparse.Namespace) -> Report:
    from goodstanding.documents.review.report import report
    from goodstanding.review.engine import review
    from goodstanding.review.finding import Audience
    from goodstanding.review.packs import packs_for

    done = review(loaded.file, packs or packs_for(loaded.jurisdiction), as_of=chosen.as_of or loaded.as_of)
    if chosen.readers:
        done = done.for_(*(Audience(r) for r in chosen.readers))
    return report(loaded, done)


def _formatted(reports: list[Report], chosen: argparse.Namespace) -> str:
    questions = chosen.readers == ["employee"]
    if chosen.format == "json":
        made = [r.model_dump(mode="json") for r in reports]
        return json.dumps(made[0] if len(made) == 1 else made, ensure_ascii=False, indent=2) + "\n"
    if chosen.format == "html":
        from goodstanding.documents.review.page import pages

        return pages(reports, questions=questions)
    from goodstanding.documents.review.text import text

    return ("\n" + "=" * 96 + "\n\n").join(text(r, questions=questions) for r in reports)


def _write(text: str, to: Path | None) -> None:
    from goodstanding.domain.errors import UserError

    if to is None:
        sys.stdout.write(text)
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{to} cannot be written: {error.strerror}.") from error


def _score(data: Any) -> int:
    from goodstanding.domain.errors import UserError
    from goodstanding.review.score import score, table

    decisions = data if isinstance(data, list) else [data]
    if not all(isinstance(d, dict) and "facts" in d and "outcome" in d for d in decisions):
        raise UserError("To be scored, each decision needs its facts and its outcome.")
    print(table(score(decisions)))
    return 0
