"""New rows by one statement, whose SQL is worked out once a process and not for every write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model


@dataclass(frozen=True, slots=True)
class _Insert:
    sql: str
    fields: tuple[Field[Any, Any], ...]

    def params(self, row: Sequence[Any], db: BaseDatabaseWrapper) -> list[Any]:
        """The values as this database wants them."""
        return [field.get_db_prep_save(value, db) for field, value in zip(self.fields, row, strict=True)]


def insert(
    model: type[Model],
    columns: tuple[str, ...],
    rows: Iterable[Sequence[Any]],
    *,
    unless: tuple[str, ...] = (),
) -> None:
    """Values in the order of the columns. `unless`: a row that has the same values in these columns is there
    already; it gets the new ones in the others."""
    db = connections[DEFAULT_DB_ALIAS]  # itself: what stands before it asks which thread it is, every time
    made = _insert(db.vendor, model, columns, unless)
    params = [made.params(row, db) for row in rows]
    if not params:
        return
    with db.cursor() as cursor:
        if len(params) == 1:
            cursor.execute(made.sql, params[0])
        else:
            cursor.executemany(made.sql, params)


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
    return _Insert(sql, tuple(fields[name] for name in columns))
