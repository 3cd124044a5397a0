"""Bad rows as they are kept: the first ones for the page, all of them in a file to download."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from goodstanding.actions.imports.rows import Bad, Plan

KEPT = 1_000
HEADER = ("Row", "Field", "Column", "Value", "What is wrong")
# A spreadsheet takes a cell that starts so for a formula.
FORMULA = tuple("=+-@\t\r＝＋－＠'")


def keep(path: Path, bad: Sequence[Bad]) -> list[list[Any]]:
    """Write them all to `path`; returns the first ones as lists that JSON can hold."""
    path.unlink(missing_ok=True)
    if bad:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", newline="", encoding="utf-8-sig") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL)
            writer.writerow(HEADER)
            writer.writerows([_neutral(cell) for cell in line] for line in _lines(bad))
    lines = _lines(bad)
    return [line for line, _ in zip(lines, range(KEPT), strict=False)]


def _lines(bad: Sequence[Bad]) -> Iterator[list[Any]]:
    for row in bad:
        for problem in row.problems:
            yield [row.row, problem.field or "", problem.column or "", problem.value, problem.message]


def _neutral(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def summary(plan: Plan) -> dict[str, Any]:
    return {"notices": plan.notices, "sample": [asdict(change) for change in plan.sample]}
