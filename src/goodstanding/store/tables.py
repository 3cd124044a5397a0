"""Every table as plain rows that no database is needed to read, and back again, whatever the database.

Rows are read and written as the schema was at given migrations, so that a backup of an earlier version goes
into tables of that version, and is migrated like any other database.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, ForeignKey, Model

CHUNK = 1_000
Target = tuple[str, str]
Row = list[Any]

LEFT_OUT = {
    "sessions.session": "who is signed in: everybody signs in again",
    "axes.accessattempt": "failed sign-ins",
    "axes.accessattemptexpiration": "failed sign-ins",
    "axes.accessfailurelog": "failed sign-ins",
    "axes.accesslog": "sign-ins",
}
"""Tables whose rows are of the running server alone, and why nobody misses them."""


@dataclass(frozen=True, slots=True)
class Table:
    """`name` as in store.entry. `fields` in the order of a row's values."""

    name: str
    model: type[Model]
    fields: tuple[Field[Any, Any], ...]


def targets(alias: str) -> list[Target]:
    """The last migrations that were applied, of every app: together they say what the tables look like."""
    done = set(MigrationRecorder(connections[alias]).applied_migrations())
    graph = MigrationExecutor(connections[alias]).loader.graph
    known = {node for node in done if node in graph.nodes}
    later = {parent for node in known for parent in graph.node_map[node].parents if parent[0] == node[0]}
    before = {(parent.key[0], parent.key[1]) for parent in later}
    return sorted(node for node in known if node not in before)


def applied_unknown(alias: str) -> list[Target]:
    """Migrations of ours that were applied and that this program does not have: a newer one worked here."""
    done = MigrationRecorder(connections[alias]).applied_migrations()
    return sorted(node for node in unknown(done, alias) if node[0] == "store")


def unknown(wanted: Iterable[Target], alias: str) -> list[Target]:
    """Those that this program does not have: the tables were made by a newer one."""
    graph = MigrationExecutor(connections[alias]).loader.graph
    return [each for each in wanted if each not in graph.nodes]


def migrate_to(wanted: Sequence[Target], alias: str) -> None:
    """Make the tables as they were then."""
    MigrationExecutor(connections[alias]).migrate(list(wanted))


def tables_at(wanted: Sequence[Target], alias: str) -> list[Table]:
    """All tables but those in `LEFT_OUT`, by name."""
    apps = MigrationExecutor(connections[alias]).loader.project_state(list(wanted)).apps
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    found = [Table(model._meta.label_lower, model, tuple(model._meta.concrete_fields)) for model in models]
    return sorted((each for each in found if each.name not in LEFT_OUT), key=lambda each: each.name)


def count(table: Table, alias: str) -> int:
    return int(table.model._base_manager.using(alias).count())


def rows(table: Table, alias: str) -> Iterator[Row]:
    """Ordered by key. The values are what JSON can hold, the same whichever database they come from."""
    names = [field.attname for field in table.fields]
    writers = [_WRITERS.get(_kind(field), _same) for field in table.fields]
    found = table.model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in found.iterator(CHUNK):
        yield [None if value is None else write(value) for write, value in zip(writers, row, strict=True)]


def load(table: Table, found: Iterable[Row], alias: str) -> Iterator[int]:
    """Insert these rows, and say after every chunk how many there were in it."""
    db = connections[alias]
    readers = [_READERS.get(_kind(field), _same) for field in table.fields]
    quote = db.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in table.fields)
    marks = ", ".join("%s" for _ in table.fields)
    sql = f"INSERT INTO {quote(table.model._meta.db_table)} ({columns}) VALUES ({marks})"
    for chunk in _chunks(found):
        params = [
            [
                None if value is None else field.get_db_prep_save(read(value), db)
                for field, read, value in zip(table.fields, readers, row, strict=True)
            ]
            for row in chunk
        ]
        with db.cursor() as cursor:
            cursor.executemany(sql, params)
        yield len(chunk)


def empty(table: Table, alias: str) -> None:
    """Take out what the migrations themselves put in. Asked first: triggers refuse even to remove nothing."""
    if count(table, alias):
        table.model._base_manager.using(alias).all().delete()


def reset_sequences(tables: Iterable[Table], alias: str) -> None:
    """The next number is one beyond the largest. SQLite sees to that by itself."""
    db = connections[alias]
    statements = db.ops.sequence_reset_sql(no_style(), [table.model for table in tables])
    with db.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def _chunks(found: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in found:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _kind(field: Field[Any, Any]) -> str:
    """What the column holds: for a reference, what the key that it names holds."""
    while isinstance(field, ForeignKey):
        field = field.target_field
    return field.get_internal_type()


def _same(value: Any) -> Any:
    return value


def _base64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode("ascii")


_WRITERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": _base64,
    "DateField": date.isoformat,
    "DateTimeField": datetime.isoformat,
    "DecimalField": str,
    "UUIDField": str,
    "GenericIPAddressField": str,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    "BinaryField": base64.b64decode,
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "UUIDField": UUID,
}
