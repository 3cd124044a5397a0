"""Whatever the bytes: rows in are rows out, export then import is the identity, no error but ours."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import date
from pathlib import Path

import duckdb
from hypothesis import example, given, settings
from hypothesis import strategies as st

from goodstanding.domain.errors import UserError
from goodstanding.ingest.cells import FORMULA_STARTERS, csv_lines, neutralise, restore
from goodstanding.ingest.files import Options, open_table
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.parse import DateOrder, DecimalMark, Unreadable, parse_date, parse_number
from goodstanding.ingest.read import preview, rows
from goodstanding.ingest.results import BadRow
from goodstanding.ingest.suggest import suggest
from goodstanding.ingest.targets import OBSERVATIONS, PEOPLE, TARGETS
from tests.fixtures.spreadsheets import ods_cell, ods_of, xlsx

TODAY = date(2026, 11, 23)
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30)
NASTY = st.text(st.sampled_from(FORMULA_STARTERS + "'\"\n ;,a1\ufeff"), max_size=8)
PIECES = st.sampled_from(
    ["number", "name", "1", "2", ",", ",", ";", "\t", "\n", "\n", "\r\n", "\r",
     '"', '"', '""', " ", "'", "=1",
     "2024-01-01", "1/2/2024", "0.5", "1e400", "NaN", "é", "\ufeff",
     "\u2028", "\x0b", "\x85", "x" * 50]
)  # fmt: skip


@given(st.one_of(TEXT, NASTY))
@example("'=1")
@example("''＝x")
@example("'")
def test_no_exported_text_begins_a_formula_and_import_restores_it(text: str) -> None:
    exported = neutralise(text)
    assert isinstance(exported, str)
    assert not exported.startswith(tuple(FORMULA_STARTERS))
    assert restore(exported) == text


@given(st.lists(st.lists(st.one_of(TEXT, NASTY), min_size=3, max_size=3), min_size=1, max_size=8))
@settings(max_examples=300, deadline=None)
def test_export_and_import_are_the_identity_for_cells(table: list[list[str]]) -> None:
    content = "\ufeff" + "".join(csv_lines([["a", "b", "c"], *table]))
    for row in csv.reader(io.StringIO(content, newline="")):
        assert not any(cell.startswith(tuple(FORMULA_STARTERS)) for cell in row)
    with open_table(io.BytesIO(content.encode()), Options(header=True, delimiter=",")) as found:
        assert found.columns == ("a", "b", "c")
        assert [list(cells) for _, cells in found.rows] == table


def check_words(refusal: Exception) -> None:
    assert len(str(refusal)) > 10


def read_every_row(content: bytes, options: Options) -> None:
    """Reads as a user would: preview, suggestion, rows; counts the rows in by walking the table."""
    seen = preview(io.BytesIO(content), options)
    for target in TARGETS.values():
        suggest(seen.columns, seen.sample, target)
    with open_table(io.BytesIO(content), options) as table:
        came_in = sum(any(str(cell or "").strip() for cell in cells) for _, cells in table.rows)
    mapping = Mapping.of({"number": seen.columns[0], "name": seen.columns[-1]}, {"hired_on": "2020-01-01"})
    found = rows(io.BytesIO(content), options, mapping, PEOPLE, today=TODAY)
    out = list(found)
    assert found.good + found.bad == came_in == len(out)
    assert found.bad == sum(isinstance(row, BadRow) for row in out)
    assert all(str(row) for row in out)
    assert len({row.row for row in out}) == len(out)


@given(st.lists(PIECES, max_size=60).map("".join),
       st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
       st.sampled_from([None, True, False]), st.sampled_from(["refuse", "fill"]))  # fmt: skip
@settings(max_examples=800, deadline=None)
def test_every_row_of_any_text_comes_out_good_or_bad(
    text: str, encoding: str, header: bool | None, short: str
) -> None:
    content = text.encode(encoding, "replace")
    try:
        read_every_row(content, Options(header=header, short_rows=short))  # type: ignore[arg-type]
    except UserError as refusal:
        check_words(refusal)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "iso-8859-1"]))
@settings(max_examples=800, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(content: bytes, encoding: str | None) -> None:
    try:
        read_every_row(content, Options(encoding=encoding))
    except UserError as refusal:
        check_words(refusal)


@given(TEXT, st.sampled_from(DateOrder), st.sampled_from(DecimalMark))
@settings(max_examples=1_000)
def test_any_text_is_a_date_and_a_number_or_unreadable(
    text: str, order: DateOrder, mark: DecimalMark
) -> None:
    for read in (lambda: parse_date(text, order), lambda: parse_number(text, mark)):
        try:
            read()
        except Unreadable as refusal:
            check_words(refusal)


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=6), st.dates(date(1950, 1, 1), TODAY))
def test_figures_and_dates_survive_export_and_import(value: object, day: date) -> None:
    content = "".join(csv_lines([["n", "v", "d"], ["1", value, day]])).encode()  # type: ignore[list-item]
    mapping = Mapping.of({"number": "n", "value": "v", "period_start": "d"}, {"metric": "m"})
    [row] = rows(io.BytesIO(content), Options(header=True), mapping, OBSERVATIONS, today=TODAY)
    assert not isinstance(row, BadRow)
    assert (row.value.value, row.value.period_start) == (value, day)


HARMED = {
    "xlsx": xlsx([["number", "name"], *[[n, f"Person {n}"] for n in range(50)]]),
    "ods": ods_of(f"<table:table-row>{ods_cell('number')}{ods_cell('name')}</table:table-row>" * 5),
}


def parquet() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.parquet"
        query = "SELECT range AS number, 'Person ' || range AS name FROM range(2000)"
        duckdb.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


HARMED["parquet"] = parquet()


@given(
    st.sampled_from(sorted(HARMED)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6),
    st.one_of(st.none(), st.floats(0, 1)),
)
@settings(max_examples=60, deadline=None)
def test_a_harmed_spreadsheet_or_parquet_file_is_read_or_refused_in_words(
    form: str, changes: list[tuple[float, int]], cut: float | None
) -> None:
    content = bytearray(HARMED[form])
    for place, byte in changes:
        content[int(place * len(content))] = byte
    if cut is not None:
        del content[int(cut * len(content)) :]
    try:
        read_every_row(bytes(content), Options())
    except UserError as refusal:
        check_words(refusal)
