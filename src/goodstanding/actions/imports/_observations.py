"""Figures: looked up in chunks, the changed ones set aside in a file, then written in one go.

The transaction reads prepared lines only, so that a million rows do not keep other writers waiting while
a spreadsheet is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from goodstanding.actions import peers
from goodstanding.actions.imports import _world
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.actions.metrics import LARGEST, PLACES
from goodstanding.domain.errors import Bug
from goodstanding.store import models

COLUMNS = ("metric_id", "person_id", "first", "last", "value", "exposure", "target", "source", "run_id")
UPSERT = (
    f"INSERT INTO store_observation ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))}) "
    "ON CONFLICT (metric_id, person_id, first, last) DO UPDATE SET value = excluded.value, "
    "exposure = excluded.exposure, target = excluded.target, source = excluded.source, "
    "run_id = excluded.run_id"
)
CACHE_KILOBYTES = 128 * 1024
Key = tuple[int, UUID, date, date]
Kept = tuple[Decimal, Decimal | None, Decimal | None]


@dataclass(slots=True)
class _Planner:
    request: Request
    known: dict[str, Known]
    metrics: dict[str, tuple[int, str]]
    plan: Plan = field(default_factory=Plan)
    seen: set[int] = field(default_factory=set)
    periods: set[tuple[int, date, date]] = field(default_factory=set)
    people: dict[UUID, Any] = field(default_factory=dict)
    run_id: list[Any] = field(default_factory=list)

    def run(self, rows: GivenRows) -> Plan:
        """For a check the rows are looked at only; else what changes is set aside in `scratch`."""
        good = (row for row in rows if self._usable(row))
        path = self.request.scratch
        with open(os.devnull if path is None else path, "w") as file:
            for some in _world.batches(good):
                fresh = self._changed([row for row in some if isinstance(row, Good)])
                if fresh and path:
                    file.write(json.dumps(fresh) + "\n")
        self.plan.write = self._write
        return self.plan

    def _usable(self, row: Good | Bad) -> bool:
        problem = row if isinstance(row, Bad) else self._wrong(row)
        if problem is not None:
            self.plan.bad.append(problem)
        return problem is None

    def _wrong(self, row: Good) -> Bad | None:
        said = row.value
        if said.number not in self.known:
            return wrong(row.row, _world.NOBODY, "number", said.number)
        if said.metric not in self.metrics:
            message = "is not the code of a metric. Define the metric first, or correct the code."
            return wrong(row.row, message, "metric", said.metric)
        for name in ("value", "exposure", "target"):
            figure = getattr(said, name)
            if figure is not None and abs(figure) >= LARGEST:
                return wrong(row.row, "is larger than can be kept. Check the figure.", name, str(figure))
        return self._repeated(row)

    def _repeated(self, row: Good) -> Bad | None:
        """Parts of one period cannot be kept apart: the reader adds them up or averages them."""
        if row.value.part is None:
            return None
        key = hash(self._key(row))
        if key in self.seen:
            message = "is a second figure for this person and period. Choose to average or add them up."
            return wrong(row.row, message, "part", row.value.part)
        self.seen.add(key)
        return None

    def _key(self, row: Good) -> Key:
        said = row.value
        return (
            self.metrics[said.metric][0],
            self.known[said.number].id,
            said.period_start,
            said.last_day,
        )

    def _changed(self, rows: Sequence[Good]) -> list[list[Any]]:
        """The rows that say something new, as the file of prepared lines has them."""
        keyed = [(self._key(row), row) for row in rows]
        before = _stored([key for key, _ in keyed])
        fresh = []
        for key, row in keyed:
            said = row.value
            figures = (_kept(said.value), _kept(said.exposure), _kept(said.target))
            old = before.get(key)
            if old == figures:
                self.plan.unchanged += row.count
                continue
            about = self.known[said.number].shown
            words = f"{said.metric} {said.period_start} to {said.last_day}: "
            change = (
                f"{words}{said.value}" if old is None else f"{words}{old[0].normalize():f} → {said.value}"
            )
            self.plan.count(row, "new" if old is None else "updated", about, change)
            self.periods.add((key[0], key[2], key[3]))
            fresh.append(self._prepared(key, figures))
        return fresh

    def _write(self) -> None:
        """Prepared lines only. The larger cache keeps the indexes of a large import in memory."""
        if self.request.scratch is None:
            raise Bug("An import that was only checked cannot be written.")
        done = 0
        with open(self.request.scratch) as file, connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA cache_size = -{CACHE_KILOBYTES}")
            for line in file:
                rows = json.loads(line)
                cursor.executemany(UPSERT, rows)
                done += len(rows)
                self.request.progress("Writing", done)
        peers.mark_stale(self.periods)

    def _prepared(self, key: Key, figures: Kept) -> list[Any]:
        """One row as this database takes it, in the order of COLUMNS."""
        if key[1] not in self.people:
            self.people[key[1]], *_ = _prepared("person", [key[1]])
        if not self.run_id:
            self.run_id = _prepared("run", [self.request.run])
        texts = [None if figure is None else str(figure) for figure in figures]
        days = [key[2].isoformat(), key[3].isoformat()]
        return [key[0], self.people[key[1]], *days, *texts, "", *self.run_id]


def _prepared(name: str, values: Sequence[Any]) -> list[Any]:
    """Identifiers in one column as this database takes them, as text."""
    column: Any = models.Observation._meta.get_field(name)
    return [None if value is None else str(column.get_db_prep_save(value, connection)) for value in values]


def _kept(figure: Decimal | None) -> Any:
    return None if figure is None else figure.quantize(PLACES)


def _stored(keys: Sequence[Key]) -> dict[Key, Kept]:
    """What the database holds for about these keys. One statement."""
    found = models.Observation.objects.filter(
        metric__in={key[0] for key in keys},
        person__in={key[1] for key in keys},
        first__range=(min(key[2] for key in keys), max(key[2] for key in keys)),
    ).values_list("metric_id", "person_id", "first", "last", "value", "exposure", "target")
    return {row[:4]: row[4:] for row in found}


def plan(rows: GivenRows, request: Request) -> Plan:
    metrics = {
        code: (id_, name) for code, id_, name in models.Metric.objects.values_list("code", "id", "name")
    }
    return _Planner(request, _world.everybody(), metrics).run(rows)
