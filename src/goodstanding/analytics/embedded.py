"""DuckDB inside this process: the engine where nothing else is asked for.

Tables are Parquet, read where they lie; CSV is turned into Parquet once, in a scratch folder that goes with
the engine. Nothing is written beside the given files, and no file of a database is made or locked.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodstanding.analytics.engine import Opened, matched
from goodstanding.analytics.tables import COLUMNS, Problem, Source, SourceKind, Table
from goodstanding.domain.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodstanding.analytics.engine import Block

FIRST_ROW = 2  # below the header, as a spreadsheet shows it
MOST_UNREADABLE = 1_000


class Embedded:
    name = "duckdb"

    def __init__(self, *, memory_mb: int = 1_000, threads: int | None = None) -> None:
        import duckdb

        self._scratch = tempfile.TemporaryDirectory(prefix="goodstanding-")
        config: dict[str, Any] = {
            "memory_limit": f"{memory_mb}MB",
            "temp_directory": self._scratch.name,
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if threads is not None:
            config["threads"] = threads
        self._duckdb = duckdb
        self._db = duckdb.connect(":memory:", config=config)
        self._sources: dict[Table, tuple[str, tuple[int, ...]]] = {}

    def open(self, table: Table, source: Source) -> Opened:
        place, unreadable = self._as_parquet(table, source)
        with self._readable(source):
            described = self.rows(f"DESCRIBE SELECT * FROM read_parquet({place})")
            (count,) = self.rows(f"SELECT CAST(SUM(num_rows) AS BIGINT) FROM parquet_file_metadata({place})")[
                0
            ]
        given = matched(table, source, [row[0] for row in described])
        columns = ", ".join(
            f"{_quoted(given[column]) if column in given else 'NULL'} AS {column.known_as}"
            for column in COLUMNS[table]
        )
        self.view(f"raw_{table.value}", f"SELECT {columns} FROM read_parquet({place})")
        lines = sorted(problem.row for problem in unreadable if problem.row is not None)
        self.view(
            f"numbered_{table.value}",
            f"SELECT file_row_number + {FIRST_ROW} AS row_id, {columns} "
            f"FROM read_parquet({place}, file_row_number = true)",
        )
        self._sources[table] = place, tuple(lines)
        kinds = {row[0]: row[1] for row in described}
        texts = tuple(column.name for column, name in given.items() if kinds[name] == "VARCHAR")
        return Opened(int(count or 0), tuple(column.name for column in given), texts, unreadable)

    def number(self, table: Table) -> str:
        return f"numbered_{table.value}"

    def line(self, table: Table, row: int) -> int:
        """The line of a CSV file, lines that could not be read counted too."""
        for unreadable in self._sources[table][1]:
            if unreadable > row:
                break
            row += 1
        return row

    def view(self, name: str, select: str) -> None:
        self._db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {select}")

    def keep(self, name: str, select: str) -> None:
        self._db.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {select}")

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._db.execute(select).fetchall()
        return found

    def arrays(self, select: str) -> list[NDArray[Any]]:
        return [column for column in self._db.execute(select).fetchnumpy().values()]

    def blocks(self, select: str) -> Iterator[Block]:
        import nanoarrow
        import numpy as np

        for piece in nanoarrow.c_array_stream(self._db.sql(select)):
            columns = (piece.child(i).view() for i in range(3))
            place, value, size = (
                np.asarray(each.buffer(1))[each.offset : each.offset + len(piece)] for each in columns
            )
            yield place, value, size

    def close(self) -> None:
        self._db.close()
        self._scratch.cleanup()

    def _as_parquet(self, table: Table, source: Source) -> tuple[str, tuple[Problem, ...]]:
        """What read_parquet reads, as SQL text, and the lines that are no rows."""
        if source.kind is SourceKind.NAME:
            raise UserError(
                f"“{source}” is the name of a table in a warehouse; this engine reads files. Give a Parquet "
                "or CSV file, or choose --engine spark."
            )
        path = Path(source.place)
        if not path.exists():
            raise UserError(f"There is no file {path}. Check the path of the table of {table.value}.")
        if source.kind is SourceKind.PARQUET:
            return _text(f"{path}/*.parquet" if path.is_dir() else str(path)), ()
        target = Path(self._scratch.name) / f"{table.value}.parquet"
        with self._readable(source):
            self._db.execute("SET preserve_insertion_order = true")
            self._db.execute(
                f"COPY (SELECT NULLIF(TRIM(COLUMNS(*)), '') FROM read_csv({_text(str(path))}, header = true, "
                f"all_varchar = true, store_rejects = true, rejects_limit = {MOST_UNREADABLE})) "
                f"TO {_text(str(target))} (FORMAT parquet)"
            )
            self._db.execute("SET preserve_insertion_order = false")
        return _text(str(target)), self._rejected(table)

    def _rejected(self, table: Table) -> tuple[Problem, ...]:
        lines: dict[int, tuple[str, str]] = {}
        for line, kind, text in self.rows(
            "SELECT line, error_type, csv_line FROM reject_errors ORDER BY line, error_type"
        ):
            lines.setdefault(int(line), (str(kind), str(text or "")))
        self._db.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
        return tuple(
            Problem(table, line, "the line", text[:60], _UNREADABLE.get(kind, "cannot be read."))
            for line, (kind, text) in lines.items()
        )

    @contextmanager
    def _readable(self, source: Source) -> Iterator[None]:
        try:
            yield
        except self._duckdb.OutOfMemoryException as error:
            raise UserError(
                f"{source} needs more memory than was allowed. Give more with --memory."
            ) from error
        except (self._duckdb.Error, UnicodeDecodeError) as error:
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise UserError(
                f"{source} cannot be read: {reason}. Write it anew as Parquet, or as CSV in UTF-8 with "
                "a header."
            ) from error


_UNREADABLE = {
    "TOO MANY COLUMNS": "has more cells than there are columns. Look for a separator inside a cell.",
    "MISSING COLUMNS": "has fewer cells than there are columns. Look for a line break inside a cell.",
    "UNQUOTED VALUE": "has a quotation mark that is never closed.",
    "LINE SIZE OVER MAXIMUM": "is too long for a row.",
    "INVALID ENCODING": "is not in UTF-8. Save the file as CSV in UTF-8.",
}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
