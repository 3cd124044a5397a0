"""Four tables from outside (people, metrics, definitions, assignments) to what a review reads."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from goodstanding.analytics.tables import Counted, Fingerprint, Problem, Source, SourceKind, Table
from goodstanding.domain.errors import UserError

if TYPE_CHECKING:
    from goodstanding.analytics.engine import Engine
    from goodstanding.analytics.load import Loaded as Loaded

IN_A_WAREHOUSE = "table:"
TABLES = tuple(table.value for table in Table)
_BY_SUFFIX = {
    ".parquet": SourceKind.PARQUET,
    ".pq": SourceKind.PARQUET,
    ".csv": SourceKind.CSV,
    ".tsv": SourceKind.CSV,
    ".txt": SourceKind.CSV,
    ".gz": SourceKind.CSV,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may cost, and how much of a table may be bad before nothing is said at all.

    `most_bad` rows of any one table; None: one in a hundred, and ten of a small table. Findings about people
    from a damaged table would be worse than none. `memory_mb` is for the engine; a panel needs 8 bytes for
    each metric, person and period besides.
    """

    most_bad: int | None = None
    memory_mb: int = 1_000
    threads: int | None = None

    def bad_rows(self, counted: Counted) -> int:
        return max(10, counted.rows // 100) if self.most_bad is None else self.most_bad


@dataclass(frozen=True, slots=True)
class Where:
    """Which engine reads. `spark`: address of a cluster or Connect server; `exchange`: a shared folder."""

    engine: str = "duckdb"
    spark: str | None = None
    exchange: str | None = None


def fingerprint(given: str) -> Fingerprint | None:
    """None for a table of a warehouse, which has no bytes of its own."""
    place = source(given)
    if place.kind is SourceKind.NAME:
        return None
    path = Path(place.place)
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    hashes = [_sha256(each) for each in files]
    size = sum(each.stat().st_size for each in files)
    if not path.is_dir():
        return Fingerprint(hashes[0], size)
    lines = "".join(f"{each.name}  {sha256}\n" for each, sha256 in zip(files, hashes, strict=True))
    return Fingerprint(hashlib.sha256(lines.encode()).hexdigest(), size)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def source(given: str) -> Source:
    """A path, or `table:name` for a table of a warehouse. A file is what its ending or content says."""
    if given.startswith(IN_A_WAREHOUSE):
        return Source(SourceKind.NAME, given.removeprefix(IN_A_WAREHOUSE))
    path = Path(given)
    if path.is_dir():
        return Source(SourceKind.PARQUET, given)
    kind = _BY_SUFFIX.get(path.suffix.lower()) or _by_content(path)
    return Source(kind, given)


def _by_content(path: Path) -> SourceKind:
    if not path.is_file():  # a path that only the cluster sees; the engine says if there is nothing
        return SourceKind.PARQUET
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PAR1":
        return SourceKind.PARQUET
    if start[:2] == b"PK" or start == b"\xd0\xcf\x11\xe0":
        raise UserError(f"{path} is a spreadsheet. Save the sheet as CSV (UTF-8), and give that.")
    return SourceKind.CSV


@contextmanager
def read(
    tables: Mapping[str, str],
    *,
    as_of: date | None,
    where: Where,
    limits: Limits,
    progress: Callable[[str, int, int | None], None],
) -> Iterator[Loaded]:
    """The panel, with every row accounted for. The engine is gone at the end of the block."""
    from goodstanding.analytics.load import load

    sources = {Table(table): source(given) for table, given in tables.items()}
    engine = _engine(where, limits)
    try:
        yield load(engine, sources, as_of=as_of, progress=progress)
    except MemoryError as error:
        raise UserError(
            "There is not enough memory for so many people, metrics and periods. A review needs about 16 "
            "bytes for each of them; see docs/how-to/signals.md."
        ) from error
    finally:
        engine.close()


def _engine(where: Where, limits: Limits) -> Engine:
    if where.engine == "spark":
        from goodstanding.analytics.spark import Spark

        return Spark(master=where.spark, exchange=where.exchange)
    from goodstanding.analytics.embedded import Embedded

    return Embedded(memory_mb=limits.memory_mb, threads=limits.threads)


def refuse_damaged(loaded: Loaded, limits: Limits) -> None:
    """UserError where a table has more bad rows than allowed."""
    for table, counted in loaded.counted.items():
        most = limits.bad_rows(counted)
        if counted.bad > most:
            first = next((problem for problem in loaded.problems if problem.table is table), None)
            raise UserError(
                f"{counted.bad:,} of the {counted.rows:,} rows of the table of {table.value} are bad; at "
                f"most {most:,} may be, because findings about people must not rest on a damaged table. "
                f"{_first(first)}Mend the file, or allow more with --most-bad-rows."
            )


def _first(problem: Problem | None) -> str:
    return f"The first: {problem} " if problem else ""
