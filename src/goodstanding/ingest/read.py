"""A file and a mapping to validated rows: every row comes out good or bad, none is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Generic

from pydantic import ValidationError

from goodstanding.domain.errors import UserError
from goodstanding.ingest import duplicates
from goodstanding.ingest import mapping as mappings
from goodstanding.ingest.cells import Cell, is_blank, shorten
from goodstanding.ingest.convert import Converter, converter
from goodstanding.ingest.files import NumberedRow, Options, Table, open_table
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.parse import Unreadable
from goodstanding.ingest.results import BadCell, BadRow, GoodRow
from goodstanding.ingest.source import Format, Source
from goodstanding.ingest.targets.base import Field, R, Target

PREVIEW_ROWS = 20


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file looks like, before anything is imported. Rows are (row number, cells as short text)."""

    format: Format
    columns: tuple[str, ...]
    has_header: bool
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    sample: tuple[NumberedRow, ...]
    encoding: str | None
    delimiter: str | None
    sheets: tuple[str, ...]
    sheet: str | None
    about_rows: int | None
    notices: tuple[str, ...]


def preview(source: Source, options: Options | None = None) -> Preview:
    """The columns and first rows, with everything that was guessed. `sample` is for `suggest`."""
    with open_table(source, options or Options()) as table:
        filled = (row for row in table.sample if not all(map(is_blank, row[1])))
        first = tuple(
            (number, tuple(shorten(cell) for cell in cells[: len(table.columns)]))
            for number, cells in islice(filled, PREVIEW_ROWS)
        )
        return Preview(
            format=table.format, columns=table.columns, has_header=table.has_header, rows=first,
            sample=table.sample, encoding=table.encoding, delimiter=table.delimiter, sheets=table.sheets,
            sheet=table.sheet, about_rows=table.about_rows, notices=table.notices,
        )  # fmt: skip


class Rows(Generic[R]):
    """Each iteration reads the file anew.

    Afterwards `good + bad` is the number of filled rows; `blank` ones were skipped.

    A fault of the whole file, such as a quotation mark that is never closed, is a `UserError` while
    iterating: whoever imports all or nothing then keeps nothing.
    """

    def __init__(
        self, source: Source, options: Options, mapping: Mapping, target: Target[R], *, today: date
    ) -> None:
        self._source, self._options = source, options
        self._mapping, self._target, self._today = mapping, target, today
        self.good = 0
        self.bad = 0
        self.blank = 0
        self.about_rows: int | None = None
        self.notices: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[GoodRow[R] | BadRow]:
        self.good = self.bad = self.blank = 0
        with open_table(self._source, self._options) as table:
            self.about_rows, self.notices = table.about_rows, table.notices
            mappings.check(self._mapping, table.columns, self._target)
            reader = _RowReader(table, self._options, self._mapping, self._target, self._today)
            read = (reader.read(number, cells) for number, cells in self._filled(table))
            for row in duplicates.settled(read, self._target, self._mapping.duplicates, self._options.limits):
                if isinstance(row, BadRow):
                    self.bad += 1
                else:
                    self.good += row.count
                yield row

    def _filled(self, table: Table) -> Iterator[NumberedRow]:
        most = self._options.limits.max_rows
        count = 0
        for number, cells in table.rows:
            if all(map(is_blank, cells)):
                self.blank += 1
                if self.blank > most:
                    raise UserError(f"The file has more than {most:,} blank rows. Take them out.")
                continue
            count += 1
            if count > most:
                raise UserError(f"The file has more than {most:,} rows. Split it into smaller files.")
            yield number, cells


def rows(source: Source, options: Options, mapping: Mapping, target: Target[R], *, today: date) -> Rows[R]:
    """Every filled row of the file as a good or a bad one, in the file's order (merged rows come last)."""
    return Rows(source, options, mapping, target, today=today)


@dataclass(frozen=True, slots=True)
class _Feed:
    field: Field
    column: str | None
    index: int
    constant: str | None
    convert: Converter


class _RowReader(Generic[R]):
    def __init__(
        self, table: Table, options: Options, mapping: Mapping, target: Target[R], today: date
    ) -> None:
        self._width = len(table.columns)
        self._fill = options.short_rows == "fill"
        self._longest = options.limits.max_cell
        self._target = target
        self._feeds = [_feed(name, table.columns, mapping, target, today) for name in mapping.fields]
        self._validate: Callable[[Any], R] = target.model.__pydantic_validator__.validate_python

    def read(self, number: int, cells: Sequence[Cell]) -> GoodRow[R] | BadRow:
        if len(cells) != self._width and (problem := self._ragged(cells)):
            return BadRow(number, (problem,))
        values: dict[str, object] = {}
        problems: list[BadCell] = []
        for feed in self._feeds:
            cell = feed.constant if feed.column is None else _at(cells, feed.index)
            try:
                if is_blank(cell):
                    if feed.field.required:
                        raise Unreadable(f"is empty. {feed.field.label} is needed in every row.")
                    continue
                if isinstance(cell, str) and len(cell) > self._longest:
                    raise Unreadable(f"has more than {self._longest:,} characters. Shorten it.")
                values[feed.field.name] = feed.convert(cell)
            except Unreadable as error:
                problems.append(BadCell(feed.field.name, feed.column, shorten(cell), str(error)))
        if problems:
            return BadRow(number, tuple(problems))
        try:
            return GoodRow(number, self._validate(values))
        except ValidationError as error:
            return BadRow(number, tuple(self._problem(e, cells) for e in error.errors(include_url=False)))

    def _ragged(self, cells: Sequence[Cell]) -> BadCell | None:
        count = len(cells)
        if count > self._width and not all(map(is_blank, cells[self._width :])):
            what = (
                f"has {count:,} cells, but the table has {self._width} columns. "
                "Look for a delimiter inside a cell."
            )
        elif count < self._width and not self._fill:
            what = (
                f"has {count} cells, but the table has {self._width} columns. "
                "Look for a line break inside a cell, or choose to fill short rows."
            )
        else:
            return None
        return BadCell(None, None, "", what)

    def _problem(self, error: Any, cells: Sequence[Cell]) -> BadCell:
        message = error["msg"].removeprefix("Value error, ")
        feed = next((f for f in self._feeds if error["loc"] and f.field.name == error["loc"][0]), None)
        if feed is None:
            return BadCell(None, None, "", message)
        value = feed.constant if feed.column is None else _at(cells, feed.index)
        return BadCell(feed.field.name, feed.column, shorten(value), message)


def _feed(name: str, columns: Sequence[str], mapping: Mapping, target: Target[Any], today: date) -> _Feed:
    field, source = target.field(name), mapping.fields[name]
    index = columns.index(source.column) if source.column is not None else -1
    return _Feed(field, source.column, index, source.constant, converter(field, mapping, today))


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None
