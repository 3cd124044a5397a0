"""Guesses about delimited text, each of which the user can override: the delimiter and the header row."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence

from goodstanding.ingest.cells import Cell, as_text, is_blank
from goodstanding.ingest.parse import looks_like_date, looks_like_number

DELIMITERS = ("\t", ";", "|", ",")
DELIMITER_NAMES = {"\t": "tab", ";": "semicolon", "|": "vertical bar", ",": "comma"}


def explicit_delimiter(first_line: str) -> str | None:
    """Excel's own hint, a first line that reads `sep=;`."""
    text = first_line.strip().lstrip("\ufeff").strip('"').lower()
    return text[4] if len(text) == 5 and text.startswith("sep=") and text[4] in DELIMITERS else None


def guess_delimiter(sample: Sequence[str]) -> str:
    """The first candidate that splits nearly every row of the sample into the same number of cells.

    The comma comes last: it also stands inside numbers and sentences of files delimited otherwise.
    """
    scores = {}
    for delimiter in DELIMITERS:
        widths = Counter(len(row) for row in _tolerant(sample, delimiter) if row)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        if width >= 2:
            scores[delimiter] = count / widths.total()
    for delimiter, share in scores.items():
        if share >= 0.9:
            return delimiter
    return max(scores, key=lambda d: scores[d]) if scores else ","


def _tolerant(sample: Iterable[str], delimiter: str) -> Iterable[list[str]]:
    reader = csv.reader(iter(sample), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        return


def guess_header(rows: Sequence[Sequence[Cell]]) -> bool:
    """A header is a row of distinct words above; a number or a date in the first row makes it data."""
    if not rows:
        return False
    first = [as_text(cell).strip() for cell in rows[0]]
    filled = [text for text in first if text]
    if not filled or len(filled) < len(first) * 0.5:
        return False
    if any(not isinstance(cell, str) and not is_blank(cell) for cell in rows[0]):
        return False
    if any(looks_like_number(text) or looks_like_date(text) for text in filled):
        return False
    return len({text.casefold() for text in filled}) > len(filled) * 0.5


def column_names(header: Sequence[Cell]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names, notices): blank headers get a number, repeated ones too, so that each name is one column."""
    names: list[str] = []
    notices: list[str] = []
    seen: set[str] = set()
    for index, cell in enumerate(header, start=1):
        words = " ".join(as_text(cell)[:400].split())
        wanted = "".join(c for c in words if c.isprintable())[:200] or f"Column {index}"
        name, number = wanted, 2
        while name in seen:
            name, number = f"{wanted} ({number})", number + 1
        if name != wanted and len(notices) < 5:
            notices.append(
                f"Two columns are called “{wanted[:60]}”; the later one is shown as “{name[:70]}”."
            )
        seen.add(name)
        names.append(name)
    return tuple(names), tuple(notices)


def numbered_names(width: int) -> tuple[str, ...]:
    return tuple(f"Column {number}" for number in range(1, width + 1))
