"""Bring a backup into an empty database and an empty folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction

from goodstanding.actions import erasures
from goodstanding.actions.backup import Progress
from goodstanding.domain import erasure_journal
from goodstanding.domain.errors import Damage, UserError
from goodstanding.queries.audit import check_record
from goodstanding.record.backup_archive import Archive
from goodstanding.record.problems import Problem
from goodstanding.store import tables
from goodstanding.store.log_state import log_state
from goodstanding.store.tables import Table

ALIAS = "default"
KEPT_BY_MIGRATIONS = frozenset({"store.loghead", "contenttypes.contenttype", "auth.permission"})


def check_is_empty() -> None:
    """UserError where the database holds anything that somebody could miss."""
    wanted = tables.targets(ALIAS)
    if not wanted:
        with connection.cursor() as cursor:
            if connection.introspection.table_names(cursor):
                raise UserError("The database holds tables of something else. Name an empty one.")
        return
    found = tables.tables_at(wanted, ALIAS)
    if any(tables.count(table, ALIAS) for table in found if table.name not in KEPT_BY_MIGRATIONS):
        raise UserError("The database is in use already. A backup is brought into an empty one only.")
    raise UserError(
        "The database has tables, all empty, as an interrupted restore leaves them. Drop it, create it anew, "
        "and try again."
    )


def tables_into(archive: Archive, progress: Progress = lambda done, total, what: None) -> None:
    """All rows, in one transaction, into tables as they were then; afterwards the tables are migrated.

    The log that comes out has the size and the root that the backup names, or Damage."""
    check_is_empty()
    manifest = archive.manifest
    if newer := tables.unknown(manifest.migrations, ALIAS):
        raise UserError(
            f"The backup was made by a newer version ({manifest.program}): this one does not know "
            f"{'.'.join(newer[0])}. Install that version or a later one."
        )
    tables.migrate_to(manifest.migrations, ALIAS)
    found = tables.tables_at(manifest.migrations, ALIAS)
    with transaction.atomic(durable=True):
        load(found, lambda table: _rows(archive, table), _total(archive), progress)
        state = log_state(found, ALIAS)
        if (state.size, state.root) != (manifest.log.size, manifest.log.root):
            raise Damage("The log that came out of the backup is not the one that it names.")
    call_command("migrate", verbosity=0, interactive=False)


def load(
    found: list[Table], rows: Callable[[Table], Iterator[list[Any]]], total: int, progress: Progress
) -> None:
    """Rows into tables that hold at most what migrations put there. Inside a transaction."""
    done = 0
    for table in found:
        tables.empty(table, ALIAS)
    for table in found:
        progress(done, total, table.name)
        for some in tables.load(table, rows(table), ALIAS):
            done += some
            progress(done, total, table.name)
    tables.reset_sequences(found, ALIAS)


def _total(archive: Archive) -> int:
    return sum(part.rows or 0 for part in archive.manifest.parts)


def _rows(archive: Archive, table: Table) -> Iterator[list[Any]]:
    columns, rows = archive.table(table.name)
    if columns and columns != [field.attname for field in table.fields]:
        raise Damage(f"The table {table.name} in the backup has other columns than its version has.")
    return rows


def audit() -> list[Problem]:
    """Every way in which the record that was brought in does not hold."""
    return check_record()


def erase_again(journal: Path, *, now: datetime) -> int:
    """What the journal of the instance tells as erased and this backup brought back; says how many parts."""
    try:
        lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The journal of erasures {journal} cannot be read: {error}.") from error
    return erasures.replay(lines=erasure_journal.read(lines), now=now)


def settle() -> None:
    """Everything into the one file, so that the folder can be moved: SQLite keeps the newest beside it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
