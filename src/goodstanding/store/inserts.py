"""New rows by one statement, whose SQL is worked out once a process and not for every write."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import Field, ForeignKey, Model

Ready = Callable[[Any], Any]
"""Makes of a value what the database wants to be given."""


@dataclass(frozen=True, slots=True)
class _Insert:
    sql: str
    ready: tuple[tuple[int, Ready], ...]
    """Columns whose values are not given as they are."""

    def params(self, row: Sequence[Any]) -> list[Any]:
        """The values as this database wants them."""
        values = list(row)
        for at, ready in self.ready:
            if values[at] is not None:
                values[at] = ready(values[at])
        return values


@dataclass(frozen=True, slots=True)
class Rows:
    """Values in the order of the columns. `unless`: a row that has the same values in these columns is there
    already; it gets the new ones in the others."""

    model: type[Model]
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]
    unless: tuple[str, ...] = ()


def insert(*tables: Rows) -> None:
    """New rows of one table after the other. On PostgreSQL all go at once where each table gets one row, as
    an ordinary write has it: whoever holds the log's head then waits for one answer in place of five."""
    db = connections[DEFAULT_DB_ALIAS]  # itself: what stands before it asks which thread it is, every time
    work = []
    for rows in tables:
        made = _insert(db.vendor, rows.model, rows.columns, rows.unless)
        if params := [made.params(row) for row in rows.values]:
            work.append((made.sql, params))
    together = db.vendor == "postgresql" and not db.settings_dict["OPTIONS"].get("server_side_binding")
    with db.cursor() as cursor:
        if together and all(len(params) == 1 for _, params in work):
            cursor.execute("; ".join(sql for sql, _ in work), [value for _, (one,) in work for value in one])
            return
        for sql, params in work:
            if len(params) == 1:
                cursor.execute(sql, params[0])
            else:
                cursor.executemany(sql, params)


@cache
def _insert(vendor: str, model: type[Model], columns: tuple[str, ...], unless: tuple[str, ...]) -> _Insert:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quoted = {name: connection.ops.quote_name(str(fields[name].column)) for name in columns}
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join("%s" for _ in columns)
    sql = f"INSERT INTO {table} ({', '.join(quoted.values())}) VALUES ({marks})"
    if unless:
        others = ", ".join(f"{quoted[c]} = EXCLUDED.{quoted[c]}" for c in columns if c not in unless)
        sql += f" ON CONFLICT ({', '.join(quoted[c] for c in unless)}) DO UPDATE SET {others}"
    ready = [(at, _ready(fields[name], vendor)) for at, name in enumerate(columns)]
    return _Insert(sql, tuple((at, each) for at, each in ready if each is not None))


_AS_IT_IS = frozenset(
    {"BigIntegerField", "PositiveSmallIntegerField", "PositiveIntegerField", "CharField", "TextField"}
)


def _ready(field: Field[Any, Any], vendor: str) -> Ready | None:
    """What Django does to a value of this field, without asking anew each time what there is to do."""
    target = field.target_field if isinstance(field, ForeignKey) else field
    kind = target.get_internal_type()
    if kind in _AS_IT_IS:
        return None
    if kind == "BinaryField":
        return None  # both drivers take bytes
    if kind == "UUIDField":
        return _hex if vendor == "sqlite" else None
    return lambda value: target.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


def _hex(value: UUID) -> str:
    return value.hex
