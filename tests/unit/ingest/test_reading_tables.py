"""Formats, encodings, guesses and row numbers of ordinary files."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from goodstanding.domain.errors import UserError
from goodstanding.ingest.files import Options
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.read import preview, rows
from goodstanding.ingest.results import BadRow
from goodstanding.ingest.source import Format
from goodstanding.ingest.targets import PEOPLE, PersonRow
from tests.fixtures.spreadsheets import container, ods_cell, ods_of, sheet_data, xlsx, xlsx_of, xlsx_parts

TODAY = date(2026, 11, 23)
BOTH = Mapping.of({"number": "number", "name": "name"})


def people(content: bytes | Path, options: Options | None = None, mapping: Mapping = BOTH) -> list[Any]:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    return list(rows(source, options or Options(), mapping, PEOPLE, today=TODAY))


def names(content: bytes | Path, options: Options | None = None) -> list[tuple[int, str, str | None]]:
    return [(row.row, row.value.number, row.value.name) for row in people(content, options)]


ZOE = [(2, "1", "Zoë"), (3, "2", "Bo")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_is_read_alike_in_every_encoding_delimiter_and_line_ending(
    encoding: str, delimiter: str, ending: str
) -> None:
    text = ending.join([f"number{delimiter}name", f"1{delimiter}Zoë", f"2{delimiter}Bo", ""])
    assert names(text.encode(encoding)) == ZOE


def test_reading_as_windows_1252_is_said() -> None:
    seen = preview(io.BytesIO("number,name\n1,Zoë\n".encode("cp1252")))
    assert seen.encoding == "cp1252"
    assert "line 2, byte 16" in seen.notices[0]


def test_a_chosen_encoding_wins_over_the_guess() -> None:
    content = "number,name\n1,Łukasz\n".encode("cp1250")
    assert names(content, Options(encoding="cp1250")) == [(2, "1", "Łukasz")]


@pytest.mark.parametrize("make", [xlsx, lambda r: ods_of("".join(map(ods_row, r)))], ids=["xlsx", "ods"])
def test_spreadsheets_are_read_with_the_row_numbers_that_they_show(make: Any) -> None:
    table = [["number", "name"], ["1", "Zoë"], ["2", "Bo"]]
    assert names(make(table)) == ZOE


def ods_row(row: list[str]) -> str:
    return f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"


def test_leading_empty_rows_of_a_spreadsheet_count() -> None:
    data = sheet_data([["number", "name"], [7, "Ada"]], first_row=4)
    assert names(xlsx_of(data)) == [(5, "7", "Ada")]


def test_typed_cells_of_a_spreadsheet_need_no_order_of_dates_or_decimal_mark() -> None:
    data = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>number</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>hired</t></is></c></row>'
        '<row r="2"><c r="A2"><v>274</v></c><c r="B2" s="1"><v>44711</v></c></row>'
    )
    mapping = Mapping.of({"number": "number", "hired_on": "hired"})
    [row] = people(xlsx_of(data), mapping=mapping)
    assert row.value == PersonRow(number="274", hired_on=date(2022, 5, 30))


def test_a_second_sheet_is_named_and_can_be_chosen() -> None:
    parts = xlsx_parts(sheet_data([["number"], [1]]), sheets=("People", "Other"))
    seen = preview(io.BytesIO(container(parts)))
    assert (seen.sheets, seen.sheet) == (("People", "Other"), "People")
    assert seen.notices == ("The file has 2 sheets; “People” is read.",)
    with pytest.raises(UserError, match="no filled cell"):
        preview(io.BytesIO(container(parts)), Options(sheet="Other"))


def test_parquet_is_read_by_its_own_column_names(tmp_path: Path) -> None:
    path = tmp_path / "no name [1]*.bin"
    duckdb.execute(
        "COPY (SELECT 1 AS number, 'Zoë' AS name, [1] AS nested UNION ALL SELECT 2, 'Bo', [2] ORDER BY 1) "
        f"TO '{tmp_path / 'x'}' (FORMAT parquet)"
    )
    (tmp_path / "x").rename(path)
    seen = preview(path)
    assert (seen.format, seen.columns, seen.about_rows) == (Format.PARQUET, ("number", "name", "nested"), 2)
    assert "“nested” holds INTEGER[] values" in seen.notices[0]
    assert names(path) == ZOE


def test_parquet_dates_and_decimals_keep_their_value(tmp_path: Path) -> None:
    from goodstanding.ingest.targets import OBSERVATIONS

    path = tmp_path / "x.parquet"
    duckdb.execute(
        "COPY (SELECT 1 AS n, 0.10::DECIMAL(9,2) AS v, 0.8::FLOAT AS t, TIMESTAMP '2024-05-01 00:00' AS d) "
        f"TO '{path}' (FORMAT parquet)"
    )
    mapping = Mapping.of({"number": "n", "value": "v", "target": "t", "period_start": "d"}, {"metric": "m"})
    [row] = rows(path, Options(), mapping, OBSERVATIONS, today=TODAY)
    assert not isinstance(row, BadRow)
    assert (str(row.value.value), str(row.value.target)) == ("0.10", "0.8")
    assert row.value.period_start == date(2024, 5, 1)


def test_the_reading_process_can_open_no_other_file(tmp_path: Path) -> None:
    from goodstanding.ingest.limits import DEFAULT
    from goodstanding.ingest.worker import confined_duckdb

    allowed, other = tmp_path / "a.parquet", tmp_path / "b.parquet"
    for path in (allowed, other):
        duckdb.execute(f"COPY (SELECT 1 AS n) TO '{path}' (FORMAT parquet)")
    with confined_duckdb(allowed, DEFAULT) as db:
        assert db.execute(f"SELECT n FROM read_parquet('{allowed}')").fetchall() == [(1,)]
        for statement in (
            f"SELECT n FROM read_parquet('{other}')",
            "SELECT * FROM read_text('/etc/passwd')",
            f"COPY (SELECT 1) TO '{tmp_path / 'c.csv'}'",
            "SET enable_external_access = true",
            "INSTALL httpfs",
        ):
            with pytest.raises(duckdb.Error):
                db.execute(statement)


def test_a_stream_is_left_open_for_its_owner() -> None:
    for content in (b"number,name\n1,a\n", xlsx([["number", "name"], [1, "a"]])):
        stream = io.BytesIO(content)
        preview(stream)
        assert not stream.closed


def test_blank_rows_keep_their_numbers_and_are_counted() -> None:
    found = rows(io.BytesIO(b"number,name\n1,a\n\n  ,\n2,b\n\n\n"), Options(), BOTH, PEOPLE, today=TODAY)
    assert [row.row for row in found] == [2, 5]
    assert (found.good, found.bad, found.blank) == (2, 0, 4)


def test_a_line_break_in_a_quoted_cell_does_not_shift_the_row_numbers() -> None:
    assert [r.row for r in people(b'number,name\n1,"a\nb"\n2,c\n')] == [2, 3]


def test_excels_own_delimiter_line_is_obeyed() -> None:
    seen = preview(io.BytesIO(b"sep=;\nnumber;name\n1;a,b,c\n"))
    assert (seen.delimiter, seen.columns, seen.rows[0][0]) == (";", ("number", "name"), 3)


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    assert preview(io.BytesIO(b"1;1,5;2,5\n2;1,6;3,5\n")).delimiter == ";"


def test_a_chosen_delimiter_and_header_win_over_the_guess() -> None:
    seen = preview(io.BytesIO(b"a;b\n1;2\n"), Options(delimiter=",", header=False))
    assert (seen.columns, seen.has_header) == (("Column 1",), False)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"number,name\n1,a\n", True),
        (b"1,a\n2,b\n", False),
        (b"2024-01-01,a\n", False),
        (b"number,name\n", True),
        (b"a,a,a,a\nb,b,b,b\n", False),
        (b"number,,\n1,2,3\n", False),
    ],
)
def test_a_header_is_a_first_row_of_distinct_words(content: bytes, expected: bool) -> None:
    assert preview(io.BytesIO(content)).has_header is expected


def test_repeated_and_blank_headers_each_become_one_column() -> None:
    seen = preview(io.BytesIO(b"name,name,,name (2),number\na,b,c,d,e\n"))
    assert seen.columns == ("name", "name (2)", "Column 3", "name (2) (2)", "number")
    assert "Two columns are called “name”" in seen.notices[0]


def test_a_mapping_that_does_not_fit_names_each_field() -> None:
    mapping = Mapping.of({"name": "absent", "colour": "name"})
    with pytest.raises(UserError) as caught:
        people(b"number,name\n1,a\n", mapping=mapping)
    assert set(caught.value.fields) == {"name", "colour", "number"}
    assert caught.value.fields["number"] == ["Person's number is needed. Choose a column or write a value."]


def test_rows_longer_or_shorter_than_the_header_are_named() -> None:
    content = b"number,name\n1,a,b\n2\n3,c,\n"
    assert [str(r)[:38] for r in people(content)[:2]] == [
        "Row 2: has 3 cells, but the table has ", "Row 3: has 1 cells, but the table has ",
    ]  # fmt: skip
    filled = people(content, Options(short_rows="fill"))
    assert [isinstance(r, BadRow) for r in filled] == [True, False, False]
