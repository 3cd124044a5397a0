"""The tables of the record made anew in the order of the log, with data: nothing is lost, nor any trigger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from tests.conftest import Cast

migration = import_module("goodstanding.store.migrations.0019_rows_in_the_order_of_the_log")
TABLES: tuple[str, ...] = migration.TABLES


@pytest.fixture
def copied(cast: Cast) -> sqlite3.Connection:
    """These tables and what is in them, in a database of their own."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no such tables.")
    made = sqlite3.connect(":memory:")
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
            for (sql,) in cursor.fetchall():
                made.execute(sql)
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                made.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    # As it was at that migration: the later one, which names another table, is undone before this one is.
    made.execute("DROP TRIGGER store_payload_no_update")
    made.execute(
        "CREATE TRIGGER store_payload_no_update BEFORE UPDATE ON store_payload "
        "BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"
    )
    return made


def editor(of: sqlite3.Connection) -> Any:
    @contextmanager
    def cursor() -> Iterator[Any]:
        opened = of.cursor()
        yield SimpleNamespace(
            execute=lambda sql, params=(): opened.execute(sql.replace("%s", "?"), params),
            fetchall=opened.fetchall,
        )

    return SimpleNamespace(connection=SimpleNamespace(vendor="sqlite", cursor=cursor))


def contents(of: sqlite3.Connection) -> dict[str, list[Any]]:
    made = {table: of.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in TABLES}
    others = "SELECT name, sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL ORDER BY 1"
    return {**made, "indexes and triggers": of.execute(others).fetchall()}


def keys(of: sqlite3.Connection) -> set[str]:
    columns = [column for table in TABLES for column in of.execute(f"PRAGMA table_info({table})")]
    return {kind.upper() for *_, kind, _, _, is_key in columns if is_key}


def test_rows_indexes_and_triggers_are_carried_over_both_ways(copied: sqlite3.Connection) -> None:
    before = contents(copied)
    assert before["store_leaf"]
    assert keys(copied) == {"INTEGER"}
    migration.as_before(None, editor(copied))
    assert contents(copied) == before
    assert keys(copied) == {"BIGINT"}
    migration.in_order(None, editor(copied))
    assert contents(copied) == before
    assert keys(copied) == {"INTEGER"}
    for table in ("store_entry", "store_payload", "store_leaf"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            copied.execute(f"DELETE FROM {table}")


def test_done_twice_changes_nothing(copied: sqlite3.Connection) -> None:
    before = contents(copied)
    migration.in_order(None, editor(copied))
    assert contents(copied) == before
