"""A file from outside as one table: columns, rows with the numbers that a spreadsheet shows, and notices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Literal

from goodstanding.domain.errors import UserError
from goodstanding.ingest import sniff, text
from goodstanding.ingest.binary import reading
from goodstanding.ingest.cells import Cell, is_blank, restore
from goodstanding.ingest.limits import DEFAULT, Limits
from goodstanding.ingest.source import Format, Source, Stream, check_size, detect, on_disk, opened

SAMPLE_ROWS = 2_000
_SAMPLE_CHARACTERS = 256 * 1024

NumberedRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user may say about a file; None means: guess it."""

    encoding: str | None = None
    delimiter: str | None = None
    header: bool | None = None
    sheet: str | None = None
    short_rows: Literal["refuse", "fill"] = "refuse"
    limits: Limits = DEFAULT


@dataclass(frozen=True)
class Table:
    """An open table. `rows` can be walked once and holds no header; blank rows are among them."""

    format: Format
    columns: tuple[str, ...]
    has_header: bool
    sample: tuple[NumberedRow, ...]
    rows: Iterator[NumberedRow]
    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    about_rows: int | None = None
    notices: tuple[str, ...] = field(default=())


@contextmanager
def open_table(source: Source, options: Options) -> Iterator[Table]:
    """The table in a file, whatever its format. Raises `UserError` for a file that is not one."""
    with opened(source) as stream:
        check_size(stream, options.limits)
        form = detect(stream)
        if form is Format.TEXT:
            yield _text_table(stream, options)
            return
    with on_disk(source) as path, reading(path, form, options.sheet, options.limits) as found:
        sheets = tuple(found.about.get("sheets", ()))
        columns = found.about.get("columns")
        notices = list(found.about.get("notices", ()))
        if len(sheets) > 1 and options.sheet is None:
            notices.append(f"The file has {len(sheets)} sheets; “{found.about['sheet']}” is read.")
        rows: Iterator[NumberedRow] = found.rows
        if columns is not None:
            rows = chain([(1, list(columns))], rows)
        yield _table(
            rows, options, form, notices, header=True if columns is not None else options.header,
            sheets=sheets, sheet=found.about.get("sheet"), about_rows=found.about.get("about_rows"),
        )  # fmt: skip


def _text_table(stream: Stream, options: Options) -> Table:
    encoding = text.find_encoding(stream, options.encoding, options.limits)
    first, sample = _sample(stream, encoding.name, options.limits)
    hint = sniff.explicit_delimiter(first)
    delimiter = options.delimiter
    if delimiter is None:
        delimiter = hint or sniff.guess_delimiter(sample)
    if len(delimiter) != 1 or delimiter in '"\r\n\0' or not delimiter.isascii():
        raise UserError(
            "The delimiter has to be one character such as a comma, semicolon, tab or vertical bar."
        )
    rows: Iterator[NumberedRow] = _restored(
        text.records(text.lines(stream, encoding.name, options.limits), delimiter, options.limits)
    )
    if hint:
        next(rows)
    return _table(
        rows, options, Format.TEXT, list(encoding.notices), header=options.header,
        encoding=encoding.name, delimiter=delimiter, about_rows=encoding.lines,
    )  # fmt: skip


def _sample(stream: Stream, encoding: str, limits: Limits) -> tuple[str, list[str]]:
    sample: list[str] = []
    size = 0
    for line in text.lines(stream, encoding, limits):
        sample.append(line)
        size += len(line)
        if len(sample) >= SAMPLE_ROWS or size > _SAMPLE_CHARACTERS:
            break
    return (sample[0] if sample else ""), sample


def _restored(records: Iterator[tuple[int, list[str]]]) -> Iterator[NumberedRow]:
    for number, cells in records:
        yield number, [restore(cell) if cell.startswith("'") else cell for cell in cells]


def _table(
    rows: Iterator[NumberedRow], options: Options, form: Format, notices: list[str], *, header: bool | None,
    encoding: str | None = None, delimiter: str | None = None, sheets: tuple[str, ...] = (),
    sheet: str | None = None, about_rows: int | None = None,
) -> Table:  # fmt: skip
    head = list(_bounded_sample(rows, options.limits))
    filled = [index for index, (_, cells) in enumerate(head) if not all(map(is_blank, cells))]
    if not filled:
        raise UserError("The file has no filled row. Choose a file with a table in it.")
    start = filled[0]
    samples = [head[index][1] for index in filled]
    has_header = header if header is not None else sniff.guess_header(samples)
    if has_header:
        columns, found = sniff.column_names(samples[0])
        notices += found
        body = head[start + 1 :]
    else:
        columns, body = sniff.numbered_names(_usual_width(samples)), head[start:]
    _check_columns(len(columns), options.limits)
    return Table(
        format=form, columns=columns, has_header=has_header, sample=tuple(body), rows=chain(body, rows),
        encoding=encoding, delimiter=delimiter, sheets=sheets, sheet=sheet, about_rows=about_rows,
        notices=tuple(notices),
    )  # fmt: skip


def _bounded_sample(rows: Iterator[NumberedRow], limits: Limits) -> Iterator[NumberedRow]:
    """The first rows; fewer where they are so long that keeping them would cost much memory."""
    size = 0
    for number, cells in islice(rows, SAMPLE_ROWS):
        yield number, cells
        size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells)
        if size > _SAMPLE_CHARACTERS or len(cells) > limits.max_columns:
            return


def _usual_width(samples: Sequence[Sequence[Cell]]) -> int:
    widths = [len(cells) for cells in samples]
    return max(set(widths), key=lambda width: (widths.count(width), width))


def _check_columns(count: int, limits: Limits) -> None:
    if count > limits.max_columns:
        raise UserError(
            f"The table has {count:,} columns; at most {limits.max_columns} are accepted. "
            "Keep the columns that are needed, or check the delimiter."
        )
