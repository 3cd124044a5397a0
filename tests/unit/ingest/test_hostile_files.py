"""Files that are damaged, disguised or made to do harm: each ends in a clear error and nothing else."""

# ruff: noqa: E501  (a table of cases reads best with a case a line)

from __future__ import annotations

import codecs
import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.ingest.files import Options
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.read import preview, rows
from goodstanding.ingest.targets import PEOPLE
from tests.fixtures.spreadsheets import (
    XML,
    Endless,
    cell,
    container,
    letters,
    ods_cell,
    ods_of,
    sheet_data,
    xlsx,
    xlsx_of,
    xlsx_parts,
)

TODAY = date(2026, 11, 23)
GOOD = b"number,name\n1,Ada\n2,Bo\n"
PEOPLE_ROWS = [["number", "name"], [1, "Ada"], [2, "Bo"]]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HUGE = Options(limits=Limits(max_bytes=2 * 1024**3))


def read_all(content: object, options: Options | None = None) -> None:
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    settings = options or Options()
    columns = preview(stream, settings).columns  # type: ignore[arg-type]
    mapping = Mapping.of({"number": columns[0]})
    for _ in rows(stream, settings, mapping, PEOPLE, today=TODAY):  # type: ignore[arg-type]
        pass


def bomb(size: int) -> bytes:
    return xlsx_of(sheet_data(PEOPLE_ROWS), extra=[("xl/theme.xml", b" " * size)])


def lying_bomb() -> bytes:
    """The container declares ten bytes for a part that inflates to 60 MB."""
    size = 60_000_000
    real = size.to_bytes(4, "little")
    return bomb(size).replace(real, (10).to_bytes(4, "little"))


def encrypted() -> bytes:
    data = bytearray(xlsx(PEOPLE_ROWS))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def doubled() -> bytes:
    parts = xlsx_parts(sheet_data(PEOPLE_ROWS))
    with pytest.warns(UserWarning, match="Duplicate name"):
        return container([*parts, parts[-1]])


def with_part(name: str, content: str | bytes) -> bytes:
    return xlsx_of(sheet_data(PEOPLE_ROWS), extra=[(name, content)])


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes(b ^ 0xFF for b in data[middle : middle + 64]) + data[middle + 64 :]


def shared_bomb() -> bytes:
    """One text of 30,000 characters that 40,000 cells refer to: 1.2 GB once unfolded."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 40_001))
    return xlsx_of(rows, shared=f"<si><t>{'x' * 30_000}</t></si>")


def corners(last: str) -> bytes:
    number = last.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return xlsx_of(f'<row r="1">{cell("A1", "x")}</row><row r="{number}">{cell(last, "y")}</row>')


def ods_bomb(rows: int) -> bytes:
    wide = ods_cell("x", 'table:number-columns-repeated="400"')
    return ods_of(f'<table:table-row table:number-rows-repeated="{rows}">{wide}</table:table-row>')


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))

WHOLE_FILE: list[tuple[str, Callable[[], object], str]] = [
    ("nothing", lambda: b"", "is empty"),
    ("only a UTF-8 mark", lambda: codecs.BOM_UTF8, "no filled row"),
    ("only a UTF-16 mark", lambda: codecs.BOM_UTF16_LE, "no filled row"),
    ("only spaces", lambda: b"   \n  \n", "no filled row"),
    ("only line breaks", lambda: b"\n" * 5000, "no filled row"),
    ("only delimiters", lambda: b",,,\n,,,\n", "no filled row"),
    ("NUL in row 3", lambda: b"number,name\n1,a\n2,b\0c\n", "Row 3 contains an empty (NUL) byte"),
    ("NUL in UTF-16", lambda: "a,b\n1,\0\n".encode("utf-16"), "Row 2 contains an empty (NUL) byte"),
    ("NULs alone", lambda: b"\0" * 4096, "NUL"),
    ("quote never closed", lambda: b'number,name\n1,"Ada\n2,Bo\n', "Row 2: a quotation mark"),
    ("quote swallows the rest", lambda: b'number,name\n1,a\n2,"x\n' + b"3,c\n" * 400_000, "Row 3: a quotation"),
    ("quote closes too late", lambda: b'number,name\n1,"a\n2,b\n3,"c"\n', "Row 2: a quotation mark"),
    ("text after a quote", lambda: b'number,name\n1,"a"b\n', "Row 2: text follows"),
    ("a long line", lambda: GOOD + b"3," + b"x" * 1_000_001 + b"\n", "Line 4 is longer than 1,000,000"),
    ("a huge cell", lambda: b"number,name\n1," + b"x" * 200_000 + b"\n", "Row 2 has a cell of more than 32,000"),
    ("a million columns", lambda: b",".join(b"%d" % n for n in range(1_000_000)), "longer than 1,000,000"),
    ("a million empty columns", lambda: b"x" + b"," * 999_998 + b"\n", "columns; at most 500"),
    ("501 columns", lambda: b",".join(b"c%d" % n for n in range(501)) + b"\n", "501 columns; at most 500"),
    ("a gigabyte in one line", lambda: Endless(1024**3), "MB are accepted"),
    ("UTF-16 without a mark", lambda: GOOD.decode().encode("utf-16-le"), "UTF-16 without its byte order mark"),
    ("UTF-16 big-endian without a mark", lambda: GOOD.decode().encode("utf-16-be"), "UTF-16 without"),
    ("UTF-8 with damage", lambda: "number,name\n1,é\n2,".encode() + b"\xff\n", "Row 3, byte 19 of the file"),
    ("marked UTF-8 with damage", lambda: codecs.BOM_UTF8 + b"a,b\n1,\xe9\n", "Row 2, byte 9 of the file"),
    ("cut in a character", lambda: "number,name\n1,é\n2,é".encode()[:-1], "Row 3, byte 19"),
    ("undefined in Windows-1252", lambda: b"number,name\n1,\x81\n", "cannot be read as cp1252"),
    ("lone surrogate in UTF-8", lambda: "a,é\n1,".encode() + b"\xed\xa0\x80\n", "Row 2, byte 7"),
    ("lone surrogate in UTF-16", lambda: codecs.BOM_UTF16_LE + b"a\0\n\0\x00\xd8b\0", "cannot be read as utf-16"),
    ("half a UTF-16 character", lambda: "a,b\n1,2\n".encode("utf-16")[:-1], "cannot be read as utf-16"),
    ("UTF-32 out of range", lambda: codecs.BOM_UTF32_LE + b"\xff\xff\xff\xff", "cannot be read as utf-32"),
    ("noise", lambda: bytes((i * 73 + i // 7) % 256 for i in range(20_000)), "NUL"),
    ("a PNG", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "a PNG picture"),
    ("a JPEG", lambda: b"\xff\xd8\xff\xe0JFIF", "a JPEG picture"),
    ("a PDF", lambda: b"%PDF-1.7\n", "a PDF document"),
    ("a gzip file", lambda: b"\x1f\x8b\x08\0", "a gzip archive"),
    ("a 7z file", lambda: b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    ("a RAR file", lambda: b"Rar!\x1a\x07", "a RAR archive"),
    ("a program", lambda: b"\x7fELF\x02\x01", "a program"),
    ("a database", lambda: b"SQLite format 3\0", "a SQLite database"),
    ("a web page", lambda: b"<!DOCTYPE html><table><tr><td>1", "web page or XML"),
    ("XML with an entity", lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "XML"),
    ("a zip that is no spreadsheet", lambda: container([("a.csv", GOOD)]), "a zip archive, not a spreadsheet"),
    ("an empty zip", lambda: container([]), "a zip archive, not a spreadsheet"),
    ("a spreadsheet cut short", lambda: xlsx(PEOPLE_ROWS)[:-200], "damaged or cut short"),
    ("a spreadsheet's first bytes", lambda: xlsx(PEOPLE_ROWS)[:30], "damaged or cut short"),
    ("a spreadsheet with flipped bytes", lambda: flipped(xlsx(PEOPLE_ROWS)), "damaged"),
    ("a bomb", lambda: bomb(268_000_000), "unpacks to"),
    ("a bomb that hides its size", lying_bomb, "damaged or cut short"),
    ("a spreadsheet in a spreadsheet", lambda: with_part("xl/embeddings/b.xlsx", xlsx(PEOPLE_ROWS)), "another archive"),
    ("a nested bomb", lambda: container([("[Content_Types].xml", ""), ("b.zip", bomb(10**8))]), "another archive"),
    ("a part outside", lambda: with_part("../../etc/cron.d/x", "x"), "points outside"),
    ("an absolute part", lambda: with_part("/etc/passwd", "x"), "points outside"),
    ("a part on a drive", lambda: with_part("C:\\x", "x"), "points outside"),
    ("an external entity", lambda: with_part("xl/a.xml", f'{XML}<!DOCTYPE a SYSTEM "http://h/x"><a/>'), "document type"),
    ("a billion laughs", lambda: with_part("xl/a.xml", f"{XML}<!DOCTYPE a [{LAUGHS}]><a>&a9;</a>"), "document type"),
    ("an entity in UTF-16", lambda: with_part("xl/a.xml", "<!DOCTYPE a><a/>".encode("utf-16")), "document type"),
    ("an entity across a chunk",
     lambda: with_part("xl/a.xml", " " * (256 * 1024 - 4) + "<!ENTITY x 'y'>"), "document type"),
    ("2,001 parts", lambda: container([(f"p{n}", "") for n in range(2_001)]), "2,001 parts"),
    ("the same part twice", doubled, "the same part twice"),
    ("a password", encrypted, "protected by a password"),
    ("a binary workbook", lambda: container([("[Content_Types].xml", ""), ("xl/workbook.bin", "")]), "xlsb"),
    ("an odd compression", lambda: container([("[Content_Types].xml", "x")], compression=zipfile.ZIP_LZMA), "packed"),
    ("a workbook without sheets", lambda: container([("[Content_Types].xml", XML)]), "cannot be read"),
    ("a sheet without cells", lambda: xlsx([]), "no filled cell"),
    ("a value at the far corner", lambda: corners("XFD1048576"), "more memory than an import may use"),
    ("a value far to the right", lambda: corners("XFD2"), "16,384 columns"),
    ("a value far below", lambda: corners("B1048576"), "1,048,576 rows"),
    ("half a billion cells", lambda: corners("SA999999"), "more memory than an import may use"),
    ("one long text 40,000 times", shared_bomb, "more memory than an import may use"),
    ("400 million repeated cells", lambda: ods_bomb(1_000_000), "cannot be read"),
    ("90 million repeated cells", lambda: ods_bomb(225_000), "more memory than an import may use"),
    ("two million blank rows", lambda: GOOD + b"\n" * 2_000_000, "blank rows"),
    ("501 spreadsheet columns", lambda: xlsx([[f"c{n}" for n in range(501)]]), "501 columns"),
    ("an old spreadsheet cut short", lambda: OLE + b"\0" * 100, "cannot be read"),
    ("an old spreadsheet of noise", lambda: OLE + bytes(range(256)) * 40, "cannot be read"),
    ("Parquet's first bytes", lambda: b"PAR1", "Parquet file cannot be read"),
    ("Parquet without a footer", lambda: b"PAR1" + b"\0" * 1000, "Parquet file cannot be read"),
    ("Parquet with a footer of noise", lambda: b"PAR1" + bytes(range(200)) + b"\xb0\0\0\0PAR1", "Parquet file cannot"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "says"), [case[1:] for case in WHOLE_FILE], ids=[c[0] for c in WHOLE_FILE])
def test_a_hostile_file_ends_in_a_clear_error(make: Callable[[], object], says: str) -> None:
    with pytest.raises(UserError) as caught:
        read_all(make())
    assert says in caught.value.message
    assert len(caught.value.message) < 400


def test_there_are_at_least_sixty_hostile_files() -> None:
    assert len({name for name, *_ in WHOLE_FILE}) >= 60


def test_a_gigabyte_line_is_refused_after_a_few_megabytes() -> None:
    endless = Endless(1024**3)
    with pytest.raises(UserError, match="Line 2 is longer than 1,000,000 characters"):
        read_all(endless, HUGE)
    assert endless.given < 8_000_000


def test_a_gigabyte_line_in_a_wide_encoding_is_refused_after_a_few_megabytes() -> None:
    endless = Endless(1024**3, codecs.BOM_UTF16_LE + "number\n".encode("utf-16-le"))
    with pytest.raises(UserError, match="Line 2 is longer than 1,000,000 characters"):
        read_all(endless, HUGE)
    assert endless.given < 8_000_000


def test_a_sparse_file_above_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(UserError, match="The file has 1,024 MB; at most 200 MB"):
        preview(path)
    with pytest.raises(UserError, match="NUL"):
        preview(path, HUGE)


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    for path, says in [
        (tmp_path / "absent.csv", "There is no file absent.csv"),
        (tmp_path, "is not a file"),
        (Path("/dev/zero"), "is not a file"),
        (tmp_path / ("x" * 5000), "cannot be opened"),
        (tmp_path / "a\0b", "cannot be opened"),
    ]:
        with pytest.raises(UserError, match=says):
            preview(path)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (Options(encoding="utf-7"), "encoding 'utf-7' is not known"),
        (Options(delimiter='"'), "delimiter has to be one character"),
        (Options(delimiter=", "), "delimiter has to be one character"),
        (Options(delimiter=""), "delimiter has to be one character"),
        (Options(encoding="utf-16-le"), "cannot be read as utf-16-le"),
    ],
)
def test_an_impossible_choice_is_refused(options: Options, says: str) -> None:
    with pytest.raises(UserError, match=says):
        read_all(GOOD, options)


def test_a_sheet_that_is_absent_is_refused_with_the_names_that_are_there() -> None:
    with pytest.raises(UserError, match="The sheets are: Sheet1"):
        read_all(xlsx(PEOPLE_ROWS), Options(sheet="Other"))


def test_the_column_letters_of_the_fixtures_are_those_of_a_spreadsheet() -> None:
    assert [letters(n) for n in (0, 25, 26, 494, 16383)] == ["A", "Z", "AA", "SA", "XFD"]
