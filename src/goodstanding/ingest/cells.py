"""Cells: what a source yields, how a cell becomes text, and formula-neutral export."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | Decimal | date | datetime | bool | None

# Excel and LibreOffice take a cell that starts so for a formula; the full-width forms are taken too.
FORMULA_STARTERS = "=+-@\t\r＝＋－＠"
_NEEDS_QUOTE = re.compile(f"'*[{re.escape(FORMULA_STARTERS)}]")
_HAS_QUOTE = re.compile(f"'+[{re.escape(FORMULA_STARTERS)}]")


def neutralise(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and _NEEDS_QUOTE.match(cell):
        return "'" + cell
    return cell


def restore(text: str) -> str:
    """Undo `neutralise`: export and import together are the identity."""
    return text[1:] if text.startswith("'") and _HAS_QUOTE.match(text) else text


def csv_lines(rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """Rows as CSV text, formula-neutral, a row a piece. Excel reads it if `\\ufeff` comes first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([neutralise(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def as_text(cell: Cell) -> str:
    """The cell as a person would read it: 274.0 from a spreadsheet is 274, a date is written ISO."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))


def shorten(cell: Cell, length: int = 60) -> str:
    """A value as it may stand in a message: short, on one line, without control characters."""
    raw = cell[: length * 4] if isinstance(cell, str) else as_text(cell)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " ".join(raw.split()))
    if len(text) > length or (isinstance(cell, str) and len(cell) > length * 4):
        return text[: length - 1] + "…"
    return text
