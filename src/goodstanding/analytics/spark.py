"""Apache Spark: the same statements where the tables are too many for one machine, or lie in a warehouse.

A session that is there already is used (Spark Connect, a notebook, a cluster's submit); otherwise `master`
says where, by default inside this process. What comes back in bulk crosses as Parquet in a folder that both
sides see: for a cluster, name one on shared storage.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodstanding.analytics.embedded import Embedded
from goodstanding.analytics.engine import Opened, matched
from goodstanding.analytics.tables import COLUMNS, Source, SourceKind, Table
from goodstanding.domain.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodstanding.analytics.engine import Block


CONNECT = "sc://"  # the address of a Spark Connect server begins so


class Spark:
    name = "spark"

    def __init__(
        self, session: Any = None, *, master: str | None = None, exchange: str | None = None
    ) -> None:
        self._own = session is None
        self._session = session if session is not None else started(master)
        self._folder = tempfile.TemporaryDirectory(prefix="goodstanding-", dir=exchange)
        self._kept: list[str] = []
        self._crossings = 0
        self._reader = Embedded()

    def open(self, table: Table, source: Source) -> Opened:
        frame = self._frame(table, source)
        given, kinds = matched(table, source, frame.columns), dict(frame.dtypes)
        from pyspark.sql import functions as f

        columns = [
            (frame[_quoted(given[column])] if column in given else f.lit(None).cast("string")).alias(
                column.known_as
            )
            for column in COLUMNS[table]
        ]
        if source.kind is SourceKind.CSV:
            names = [column.known_as for column in COLUMNS[table]]
            frame = frame.select(*columns)
            columns = [f.nullif(f.trim(frame[name]), f.lit("")).alias(name) for name in names]
        frame.select(*columns).createOrReplaceTempView(f"raw_{table.value}")
        self.view(
            f"numbered_{table.value}", f"SELECT CAST(NULL AS BIGINT) AS row_id, * FROM raw_{table.value}"
        )
        (count,) = self.rows(f"SELECT COUNT(*) AS many FROM raw_{table.value}")[0]
        texts = tuple(column.name for column, name in given.items() if kinds[name] == "string")
        return Opened(int(count), tuple(column.name for column in given), texts)

    def number(self, table: Table) -> str:
        return f"numbered_{table.value}"

    def line(self, table: Table, row: int) -> int:
        return row

    def view(self, name: str, select: str) -> None:
        self._session.sql(select).createOrReplaceTempView(name)

    def keep(self, name: str, select: str) -> None:
        frame = self._session.sql(select)
        if name in self._kept:
            self._session.catalog.uncacheTable(name)
        frame.createOrReplaceTempView(name)
        self._session.catalog.cacheTable(name)
        self._kept.append(name)

    def rows(self, select: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self._session.sql(select).collect()]

    def arrays(self, select: str) -> list[NDArray[Any]]:
        import numpy as np

        frame = self._session.sql(select)
        rows = frame.collect()
        kinds = {"int": np.int32, "bigint": np.int64, "double": np.float64}
        types = [kinds.get(kind, object) for _, kind in frame.dtypes]
        return [np.array([row[i] for row in rows], dtype=kind) for i, kind in enumerate(types)]

    def blocks(self, select: str) -> Iterator[Block]:
        self._crossings += 1
        folder = Path(self._folder.name) / f"crossing{self._crossings}"
        self._session.sql(select).write.mode("overwrite").parquet(str(folder))
        if any(folder.glob("*.parquet")):
            yield from self._reader.blocks(
                f"SELECT * FROM read_parquet('{str(folder).replace(chr(39), chr(39) * 2)}/*.parquet')"
            )

    def close(self) -> None:
        for name in set(self._kept):
            self._session.catalog.dropTempView(name)
        self._reader.close()
        self._folder.cleanup()
        if self._own:
            self._session.stop()

    def _frame(self, table: Table, source: Source) -> Any:
        from pyspark.errors import PySparkException

        read = self._session.read
        try:
            if source.kind is SourceKind.NAME:
                return self._session.table(source.place)
            if source.kind is SourceKind.PARQUET:
                return read.parquet(source.place)
            return read.option("header", True).option("mode", "FAILFAST").csv(source.place)
        except PySparkException as error:
            reason = str(error).splitlines()[0][:200]
            raise UserError(
                f"{source} cannot be read by Spark as the table of {table.value}: {reason} Check the path or "
                "the table's name, and that every worker can see it."
            ) from error


def started(master: str | None) -> Any:
    """A session, or a sentence about what is missing. Names and figures of people stay out of Spark's log."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UserError(
            "Spark is not installed here. Install goodstanding[spark] and a Java runtime of version 17 or "
            "later, or use --engine duckdb."
        ) from error
    from pyspark.errors import PySparkException

    try:
        session = SparkSession.getActiveSession()
        if session is None:
            made = SparkSession.builder.appName("goodstanding")
            if master is not None and master.startswith(CONNECT):
                session = made.remote(master).getOrCreate()
            else:
                session = _configured(made.master(master or "local[*]"), local=master is None).getOrCreate()
                session.sparkContext.setLogLevel("ERROR")  # its hints are about clusters, not about data
    except (PySparkException, RuntimeError) as error:
        raise UserError(
            f"Spark does not start: {str(error).splitlines()[0][:200]} It needs a Java runtime of version 17 "
            "or later (JAVA_HOME), or the address of a running one with --spark."
        ) from error
    return session


def _configured(made: Any, *, local: bool) -> Any:
    settings = {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if local:
        settings["spark.sql.shuffle.partitions"] = "8"
    for name, value in settings.items():
        made = made.config(name, value)
    return made


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"
