"""Delimited text: its encoding, bounded lines, and strict records."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from goodstanding.domain.errors import UserError
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.source import Stream

_CHUNK = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "iso-8859-1", "iso-8859-15",
             "cp1250", "iso-8859-2", "cp437", "cp850", "mac-roman")  # fmt: skip
_WIDE = ("utf-16", "utf-32")


@dataclass(frozen=True, slots=True)
class Encoding:
    name: str
    notices: tuple[str, ...] = ()
    lines: int | None = None


class _Utf8Scan:
    """One pass over all bytes before anything is read: UTF-8 or not, NUL bytes, endless lines."""

    def __init__(self, limits: Limits) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        # A character of text takes at most 4 bytes, so no acceptable line is longer than this.
        self._longest = limits.max_line * 4
        self._run = 0
        self._seen = 0
        self._returns = 0
        self.lines = 0
        self.wide_letters = False
        self.invalid_at: int | None = None
        self.invalid_line = 0
        self.valid_letters_before = False

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        if (nul := chunk.find(b"\0")) >= 0:
            raise nul_error(self.lines + chunk.count(b"\n", 0, nul) + 1)
        self._check_run(chunk)
        if self.invalid_at is None:
            self._decode(chunk, last)
        self.lines += chunk.count(b"\n")
        self._returns += chunk.count(b"\r")
        self._seen += len(chunk)

    def line_count(self) -> int:
        return (self.lines or self._returns) + (1 if self._run else 0)

    def _check_run(self, chunk: bytes) -> None:
        end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if end < 0:
            self._run += len(chunk)
            if self._run > self._longest:
                raise long_line_error((self.lines or self._returns) + 1, self._longest // 4)
        else:
            self._run = len(chunk) - end - 1

    def _decode(self, chunk: bytes, last: bool) -> None:
        try:
            text = self._decoder.decode(chunk, last)
        except UnicodeDecodeError as error:
            good = error.object[: error.start]
            carried = len(error.object) - len(chunk)
            self.invalid_at = self._seen - carried + error.start
            self.invalid_line = self.lines + good.count(b"\n") + 1
            self.valid_letters_before = self.wide_letters or not good.isascii()
        else:
            self.wide_letters = self.wide_letters or not text.isascii()


def find_encoding(stream: Stream, chosen: str | None, limits: Limits) -> Encoding:
    """The encoding that the user chose, or by byte order mark, or UTF-8, or Windows-1252 with a notice."""
    if chosen is not None and chosen.lower() not in ENCODINGS:
        raise UserError(
            f"The encoding {chosen[:40]!r} is not known here. Choose one of: {', '.join(ENCODINGS)}."
        )
    stream.seek(0)
    head = stream.read(4)
    stream.seek(0)
    by_mark = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    name = by_mark or (chosen.lower() if chosen else None)
    if name is not None and not name.startswith("utf-8"):
        return Encoding(name)
    if by_mark is None and name is None and _looks_like_utf16(stream):
        raise UserError(
            "Every second byte of the file is empty: it seems to be UTF-16 without its byte order mark. "
            "Choose the encoding utf-16-le or utf-16-be, or save the file as UTF-8."
        )
    scan = _scan(stream, limits)
    if scan.invalid_at is None:
        return Encoding(name or "utf-8", (), scan.line_count())
    if name is not None or scan.valid_letters_before:
        raise undecodable_error(scan.invalid_line, scan.invalid_at, "UTF-8")
    notice = (
        f"The file is not UTF-8 (line {scan.invalid_line}, byte {scan.invalid_at:,}), "
        "so it is read as Windows-1252. "
        "If letters with accents look wrong below, choose another encoding."
    )
    return Encoding("cp1252", (notice,), scan.line_count())


def _looks_like_utf16(stream: Stream) -> bool:
    head = stream.read(2048)
    stream.seek(0)
    half = len(head) // 2
    return (
        half >= 2
        and max(head[::2].count(0), head[1::2].count(0)) > half * 0.6
        and head.count(0) < len(head) * 0.7
    )


def _scan(stream: Stream, limits: Limits) -> _Utf8Scan:
    scan = _Utf8Scan(limits)
    while chunk := stream.read(_CHUNK):
        scan.feed(chunk)
    scan.feed(b"", last=True)
    stream.seek(0)
    return scan


class _Counted(io.RawIOBase):
    """Hands out a stream's bytes and remembers how many, so that a decoding error can name the byte."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        return len(data)


def lines(stream: Stream, encoding: str, limits: Limits) -> Iterator[str]:
    """Lines with their endings. A line beyond the limit is refused without having been read whole."""
    stream.seek(0)
    raw = _Counted(stream)
    reader = io.TextIOWrapper(io.BufferedReader(raw, 64 * 1024), encoding=encoding, newline="")
    number = 0
    try:
        while line := reader.readline(limits.max_line + 1):
            number += 1
            if len(line) > limits.max_line:
                raise long_line_error(number, limits.max_line)
            if "\0" in line:
                raise nul_error(number)
            yield line
    except UnicodeDecodeError as error:
        at = raw.count - len(error.object) + error.start
        line_number = number + 1 + error.object[: error.start].count(b"\n")
        raise undecodable_error(line_number, max(at, 0), encoding) from error
    except UnicodeError as error:
        raise undecodable_error(number + 1, raw.count, encoding) from error


class _Feeder:
    """Gives `csv` its lines one by one, and knows how much the record being read has taken so far."""

    def __init__(self, source: Iterator[str], limits: Limits) -> None:
        self._source = source
        self._limit = limits.max_line
        self.row = 0
        self._size = 0
        self.taken = 0

    def begin(self) -> None:
        self.row += 1
        self._size = 0
        self.taken = 0

    def __iter__(self) -> _Feeder:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        self._size += len(line)
        self.taken += 1
        if self._size > self._limit:
            raise unclosed_error(self.row)
        return line


def records(source: Iterator[str], delimiter: str, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """(row number as a spreadsheet counts it, cells). Blank lines are rows without cells."""
    feeder = _Feeder(source, limits)
    reader = csv.reader(feeder, delimiter=delimiter, strict=True)
    while True:
        feeder.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _record_error(feeder, error, limits) from error
        yield feeder.row, cells


def _record_error(feeder: _Feeder, error: csv.Error, limits: Limits) -> UserError:
    if "field limit" in str(error) and feeder.taken == 1:
        return UserError(
            f"Row {feeder.row} has a cell of more than {limits.max_cell:,} characters. "
            "Shorten it and choose the file again."
        )
    if "expected after" in str(error) and feeder.taken == 1:
        return UserError(
            f"Row {feeder.row}: text follows a closing quotation mark. "
            'Inside a quoted cell write a quotation mark twice ("").'
        )
    return unclosed_error(feeder.row)


def unclosed_error(row: int) -> UserError:
    return UserError(
        f'Row {row}: a quotation mark (") opens a cell here and is not closed where the cell ends, so the '
        "rows after it cannot be told apart. Close it or take it out and choose the file again."
    )


def nul_error(line: int) -> UserError:
    return UserError(
        f"Row {line} contains an empty (NUL) byte, which no text has: the file is damaged or not a text "
        "file. Save the table anew as CSV (UTF-8) and choose that file."
    )


def long_line_error(line: int, limit: int) -> UserError:
    return UserError(
        f"Line {line} is longer than {limit:,} characters, so it cannot be a row of a table. "
        "Check that the file is a table and that its rows end with line breaks."
    )


def undecodable_error(line: int, at: int, encoding: str) -> UserError:
    return UserError(
        f"Row {line}, byte {at:,} of the file cannot be read as {encoding}. "
        "The file is damaged or has another encoding: choose the encoding, or save the file as UTF-8."
    )
