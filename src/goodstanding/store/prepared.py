"""Queries that Django compiles once a process. Afterwards only their values change.

Working out the SQL of a filter takes Django longer than the database takes to run it, and pages ask the same
few questions again and again: who reports to me, whose case may I open. Values are given by position and are
identifiers, numbers of rows, days, moments or words; whatever else shapes the query is given by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql.compiler import SQLCompiler

from goodstanding.domain.errors import Bug

Value = UUID | date | datetime | int | str
Build = Callable[..., QuerySet[Any, Any]]
Cache = dict[tuple[Any, ...], "_Compiled"]

_FIELDS: dict[type, models.Field[Any, Any]] = {
    UUID: models.UUIDField(), datetime: models.DateTimeField(), date: models.DateField(),
    int: models.BigIntegerField(), str: models.CharField(),
}  # fmt: skip
LENGTHS = (1, 10, 25, 50, 500)
_FIRST = 0x60D57A4D << 64
_FIRST_NUMBER = 31_000  # fits the smallest of whole-number columns, beyond which a database finds nothing


class _Compiled:
    """The SQL of a query, with the places at which its values stand."""

    def __init__(self, build: Build, values: Sequence[Value], named: dict[str, Any]) -> None:
        marks = [_mark(value, n) for n, value in enumerate(values)]
        self.compiler: SQLCompiler = build(*marks, **named).query.get_compiler(connection=connection)
        self.sql, given = self.compiler.as_sql()
        ready = [_ready(mark, connection) for mark in marks]
        selected = [column for column, *_ in self.compiler.select]
        found = self.compiler.get_converters(selected).items()
        self.converters = [(at, converters, expression) for at, (converters, expression) in found]
        self.given = tuple(given)
        self.places = [(at, ready.index(p)) for at, p in enumerate(given) if p in ready]
        others = [p for p in given if p not in ready]
        if {n for _, n in self.places} != set(range(len(marks))) or any(map(_from_a_mark, others)):
            raise Bug(f"{build.__name__} does not use each of its values as it is.")

    def params(self, values: Sequence[Value], db: BaseDatabaseWrapper) -> list[Any]:
        params, ready = list(self.given), [_ready(value, db) for value in values]
        for at, n in self.places:
            params[at] = ready[n]
        return params

    def rows(
        self, values: Sequence[Value], db: BaseDatabaseWrapper, window: tuple[int, int] | None = None
    ) -> list[tuple[Any, ...]]:
        """`window`: so many rows, after so many."""
        return self.converted(self.raw(values, db, window), db)

    def raw(
        self, values: Sequence[Value], db: BaseDatabaseWrapper, window: tuple[int, int] | None = None
    ) -> list[tuple[Any, ...]]:
        """The rows as the database gives them."""
        sql, params = self.sql, self.params(values, db)
        if window is not None:
            sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, *window]
        with db.cursor() as cursor:
            cursor.execute(sql, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def converted(self, found: Sequence[Sequence[Any]], db: BaseDatabaseWrapper) -> list[tuple[Any, ...]]:
        """As Django's `results_iter` would, which looks the converters up anew each time."""
        if not found or not self.converters:
            return [tuple(row) for row in found]
        columns = list(zip(*found, strict=True))
        for at, converters, expression in self.converters:
            for convert in converters:
                columns[at] = _each(columns[at], convert, expression, db)
        return list(zip(*columns, strict=True))


def _each(
    column: Sequence[Any], convert: Callable[..., Any], expression: Any, db: BaseDatabaseWrapper
) -> tuple[Any, ...]:
    """One column converted. A value that comes again, such as the id of an author, is converted once."""
    known: dict[Any, Any] = {value: convert(value, expression, db) for value in set(column)}
    return tuple([known[value] for value in column])


def filled(values: Sequence[Value]) -> list[Value]:
    """These and the last of them repeated, up to one of few lengths, so that few shapes are compiled."""
    length = next((n for n in LENGTHS if n >= len(values)), len(values))
    return [*values, *[values[-1]] * (length - len(values))]


def _mark(value: Value, n: int) -> Value:
    """A value that occurs nowhere else, to find its place by."""
    later = timedelta(days=n)
    marks: dict[type, Value] = {
        UUID: UUID(int=_FIRST + n), int: _FIRST_NUMBER + n, str: f"mark {_FIRST_NUMBER + n}",
        date: date(5, 1, 1) + later, datetime: datetime(5, 1, 1, tzinfo=UTC) + later,
    }  # fmt: skip
    return marks[_kind(value)]


def _kind(value: Value) -> type:
    return next(kind for kind in _FIELDS if isinstance(value, kind))


def _from_a_mark(param: Any) -> bool:
    """A day worked out from a mark lies in its far past; it would stay in the SQL for ever."""
    return str(param)[:3] == "000" and str(param)[4:5] == "-"


def _ready(value: Value, db: Any) -> Any:
    """The value as this database wants it."""
    return _FIELDS[_kind(value)].get_db_prep_value(value, db)


def _compiled(
    cache: Cache, vendor: str, build: Build, values: Sequence[Value], named: dict[str, Any]
) -> _Compiled:
    key = (vendor, len(values), *sorted(named.items()))
    found = cache.get(key)
    if found is None:
        found = cache[key] = _Compiled(build, values, named)
    return found


def prepared_ids(build: Build) -> Callable[..., RawSQL]:
    """For the right side of `__in`: the one column that a query finds."""
    cache: Cache = {}

    @wraps(build)
    def ids(*values: Value, **named: Any) -> RawSQL:
        db = connections[DEFAULT_DB_ALIAS]
        found = _compiled(cache, db.vendor, build, values, named)
        return RawSQL(found.sql, tuple(found.params(values, db)))

    return ids


def prepared_rows(build: Build) -> Callable[..., list[tuple[Any, ...]]]:
    """The rows of a query made with `values_list`. One statement."""
    cache: Cache = {}

    @wraps(build)
    def rows(*values: Value, **named: Any) -> list[tuple[Any, ...]]:
        db = connections[DEFAULT_DB_ALIAS]  # itself: the proxy before it asks which thread it is every time
        return _compiled(cache, db.vendor, build, values, named).rows(values, db)

    return rows


@dataclass(frozen=True, slots=True)
class Raw:
    """Rows as the database gave them, for whoever knows many of them, and what makes values of them."""

    rows: list[tuple[Any, ...]]
    convert: Callable[[Sequence[tuple[Any, ...]]], list[tuple[Any, ...]]]


def prepared_raw(build: Build) -> Callable[..., Raw]:
    """The same, not converted yet. One statement."""
    cache: Cache = {}

    @wraps(build)
    def rows(*values: Value, **named: Any) -> Raw:
        db = connections[DEFAULT_DB_ALIAS]
        found = _compiled(cache, db.vendor, build, values, named)
        return Raw(found.raw(values, db), lambda some: found.converted(some, db))

    return rows


@dataclass(frozen=True, slots=True)
class Pages:
    """A query made with `values_list`, of which one page is read at a time: two statements."""

    build: Build
    listed: Cache
    counted: Cache

    def count(self, *values: Value, **named: Any) -> int:
        db = connections[DEFAULT_DB_ALIAS]
        found = _compiled(self.counted, db.vendor, _keys_of(self.build), values, named)
        with db.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({found.sql}) AS found", found.params(values, db))
            return int(cursor.fetchone()[0])

    def rows(self, *values: Value, first: int, size: int, **named: Any) -> list[tuple[Any, ...]]:
        db = connections[DEFAULT_DB_ALIAS]
        return _compiled(self.listed, db.vendor, self.build, values, named).rows(values, db, (size, first))


def _keys_of(build: Build) -> Build:
    def keys(*values: Value, **named: Any) -> QuerySet[Any, Any]:
        return build(*values, **named).order_by().values_list("pk")

    return keys


def prepared_pages(build: Build) -> Pages:
    return Pages(build, {}, {})
