"""The reading process: opens one spreadsheet or Parquet file under hard limits and writes out its rows.

Binary formats are parsed by native libraries that build the whole sheet in memory and may crash on a hostile
file. They run here, where the operating system ends them, and not in the process that serves everybody.
Nothing but frames of JSON crosses back.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, NamedTuple

from goodstanding.domain.errors import UserError
from goodstanding.ingest.limits import MEGABYTE, Limits

BATCH_BYTES = 128 * 1024
OUT_OF_MEMORY = 86


def bound_this_process(limits: Limits) -> None:
    """Memory and time that the operating system enforces, where it can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.reader_seconds, limits.reader_seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.reader_memory, limits.reader_memory))


class NumberText(NamedTuple):
    """A number that JSON or a binary float would change."""

    text: str


def encode(cell: object) -> object:
    """JSON for a cell: plain values as they are, the others tagged."""
    if cell is None or isinstance(cell, (str, bool, int, float)):
        return cell
    if isinstance(cell, datetime):
        return ["t", cell.isoformat()]
    if isinstance(cell, date):
        return ["d", cell.isoformat()]
    if isinstance(cell, NumberText):
        return ["n", cell.text]
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return f"<{type(cell).__name__}>"


class Output:
    """Frames of four bytes of length and JSON."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self._rows: list[str] = []
        self._size = 0
        self._first = 0

    def frame(self, **content: Any) -> None:
        self._write(json.dumps(content))

    def row(self, number: int, cells: Iterable[object]) -> None:
        if not self._rows:
            self._first = number
        text = json.dumps([encode(cell) for cell in cells])
        self._rows.append(text)
        self._size += len(text)
        if self._size > BATCH_BYTES:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            self._write(f'{{"first": {self._first}, "rows": [{",".join(self._rows)}]}}')
            self._rows, self._size = [], 0

    def _write(self, text: str) -> None:
        data = text.encode("ascii")
        self._pipe.write(len(data).to_bytes(4, "big") + data)
        self._pipe.flush()


def read_excel(path: Path, sheet: str | None, limits: Limits, out: Output) -> None:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from goodstanding.ingest.zipguard import check_container

    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped:
        check_container(path, limits)
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            _send_sheet(book, sheet, limits, out)
    except PasswordError:
        raise UserError(
            "The spreadsheet is protected by a password. Save a copy without one and choose that."
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise UserError(
            "The spreadsheet cannot be read: it is damaged, cut short, or not really a spreadsheet. "
            "Open it in your spreadsheet program, save it anew as xlsx or CSV, and choose that file."
        ) from error


def _send_sheet(book: Any, wanted: str | None, limits: Limits, out: Output) -> None:
    from python_calamine import SheetVisibleEnum

    names: list[str] = list(book.sheet_names)
    if wanted is not None and wanted not in names:
        raise UserError(f"There is no sheet of that name. The sheets are: {_listed(names)}.")
    visible = [m.name for m in book.sheets_metadata if m.visible == SheetVisibleEnum.Visible] or names
    sheet = None
    for name in [wanted] if wanted is not None else visible:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None:
            break
    if sheet is None or sheet.end is None:
        raise UserError("The spreadsheet has no filled cell. Choose a file with a table in it.")
    last_row, last_column = sheet.end
    _check_shape(last_row + 1, last_column + 1, limits)
    out.frame(sheets=names[:100], sheet=sheet.name, about_rows=last_row + 1)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        out.row(number, cells)


def _check_shape(rows: int, columns: int, limits: Limits) -> None:
    if columns > limits.max_columns:
        raise UserError(
            f"The table has {columns:,} columns; at most {limits.max_columns} are accepted. "
            "Keep the columns that are needed, and look for a stray value far to the right."
        )
    if rows > limits.max_rows + 1:
        raise UserError(
            f"The table has {rows:,} rows; at most {limits.max_rows:,} are accepted. "
            "Split it, and look for a stray value far below."
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names[:10]) + (" and more" if len(names) > 10 else "")


_AS_THEY_ARE = {"BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER",
                "UBIGINT", "DOUBLE"}  # fmt: skip
_AS_NUMBER_TEXT = ("FLOAT", "HUGEINT", "UHUGEINT", "DECIMAL")
_AS_TEXT = ("DATE", "TIME", "TIMESTAMP", "UUID", "INTERVAL", "ENUM")


@contextmanager
def confined_duckdb(path: Path, limits: Limits) -> Iterator[Any]:
    """A database in memory that can read this one file and nothing else, for good."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{limits.parquet_memory // MEGABYTE}MiB",
        "threads": 1,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as db:
        db.execute("SET allowed_paths = [" + _quoted(str(path)) + "]")
        db.execute("SET enable_external_access = false")
        db.execute("SET lock_configuration = true")
        yield db


def read_parquet(path: Path, sheet: str | None, limits: Limits, out: Output) -> None:
    import duckdb

    try:
        with confined_duckdb(path, limits) as db:
            _send_parquet(db, str(path), limits, out)
    except duckdb.OutOfMemoryException:
        raise MemoryError from None
    except duckdb.Error as error:
        raise UserError(
            "The Parquet file cannot be read: it is damaged or cut short. "
            "Write it anew, or choose a CSV file."
        ) from error


def _send_parquet(db: Any, path: str, limits: Limits, out: Output) -> None:
    source = f"read_parquet({_quoted(path)})"
    (count,) = db.execute(f"SELECT sum(num_rows) FROM parquet_file_metadata({_quoted(path)})").fetchone()
    described = db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    _check_shape(int(count or 0), len(described), limits)
    names = [str(row[0]) for row in described]
    parts: list[str] = []
    notices: list[str] = []
    for name, kind, *_ in described:
        expression = _selected(name, kind, limits)
        parts.append(expression or "NULL")
        if expression is None and len(notices) < 5:
            notices.append(f"The column “{name[:60]}” holds {kind[:30]} values, which are left out.")
    cursor = db.execute(f"SELECT {', '.join(parts)} FROM {source}")
    out.frame(columns=names, about_rows=int(count or 0), notices=notices)
    numeric = [kind.startswith(_AS_NUMBER_TEXT) for _, kind, *_ in described]
    number = 1
    while batch := cursor.fetchmany(500):
        for row in batch:
            number += 1
            out.row(number, (NumberText(c) if n and c else c for c, n in zip(row, numeric, strict=True)))


def _selected(name: str, kind: str, limits: Limits) -> str | None:
    column = '"' + name.replace('"', '""') + '"'
    if kind in _AS_THEY_ARE:
        return column
    if kind == "VARCHAR":
        return f"left({column}, {limits.max_cell + 1})"
    if kind.startswith(_AS_NUMBER_TEXT + _AS_TEXT) and not kind.endswith("]"):
        return f"CAST({column} AS VARCHAR)"
    return None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _tell_where(out: Output) -> None:
    """An unforeseen error says its kind and place, never its text, which may quote the file."""

    def hook(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
        out.frame(failed=f"{kind.__name__} at {place}")

    sys.excepthook = hook


def main() -> None:
    task = json.loads(sys.argv[1])
    limits = Limits(**task["limits"])
    bound_this_process(limits)
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    out = Output(pipe)
    _tell_where(out)
    read = read_excel if task["format"] == "excel" else read_parquet
    try:
        read(Path(task["path"]), task["sheet"], limits, out)
        out.flush()
        out.frame(end=True)
    except UserError as error:
        out.frame(error=error.message)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    sys.setrecursionlimit(500)
    main()
