"""Everybody's figures as one review reads them, out of the tables.

For some ten thousand people; beyond, `goodstanding signals` reads Parquet without going through here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import FloatField
from django.db.models.functions import Cast

from goodstanding.domain.evaluation import Kind
from goodstanding.queries.signals.calendar import Periods
from goodstanding.stats.signals.panel import Calendar, Metric, Panel
from goodstanding.store import models

Progress = Callable[[str, int], None]
SMALL_GROUP = 5
CHUNK = 10_000
OTHER_LEVELS = "other levels"


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one peer group, from a day until the day before another (None: still)."""

    person: UUID
    role: str
    group: str
    since: date
    until: date | None


def read_panel(found: Periods, progress: Progress) -> Panel:
    """Four statements, the figures in chunks."""
    rows = _rows(found)
    metrics = list(models.Metric.objects.filter(id__in=found.metrics).order_by("code"))
    shape = (len(metrics), len(rows), len(found.starts))
    value, size = np.full(shape, np.nan, np.float32), np.full(shape, np.nan, np.float32)
    _fill(value, size, rows, [m.id for m in metrics], found, progress)
    known = np.isfinite(value)
    with_work = (np.isfinite(size) & known).sum(axis=(1, 2))
    groups = sorted({(row.role, row.group) for row in rows})
    roles = sorted({role for role, _ in groups})
    place = {group: n for n, group in enumerate(groups)}
    return Panel(
        metrics=tuple(
            Metric(m.code, Kind(m.kind), m.direction == models.Metric.Direction.UP, m.unit, m.name)
            for m in metrics
        ),
        calendar=Calendar(found.starts),
        person_ids=[str(row.person) for row in rows],
        group=np.array([place[row.role, row.group] for row in rows], np.int32),
        group_names=[_named(*group) for group in groups],
        role=np.array([roles.index(role) for role, _ in groups], np.int32),
        role_names=roles,
        active_from=np.array([bisect_left(found.starts, row.since) for row in rows], np.int32),
        active_to=np.array([_active_to(row, found) for row in rows], np.int32),
        value=value,
        size=size,
        work_recorded=with_work * 2 > known.sum(axis=(1, 2)),
        units=_units(rows, found),
    )


def _named(role: str, group: str) -> str:
    return f"{role}, {group}" if group else role


def _active_to(row: Row, found: Periods) -> int:
    """The period after the last one that lies wholly before they left."""
    if row.until is None or row.until >= found.after:
        return len(found.starts)
    return max(bisect_left(found.starts, row.since), bisect_right(found.starts, row.until) - 1)


def _rows(found: Periods) -> list[Row]:
    """By role and group. Stretches of the same job run together; levels with few people stand together."""
    places = models.Assignment.objects.exclude(job_family="").filter(since__lt=found.after)
    spans: dict[tuple[UUID, str, str], tuple[date, date | None]] = {}
    for person, role, level, since, until in places.order_by("since").values_list(
        "person_id", "job_family", "level", "since", "until"
    ):
        before = spans.get((person, role, level))
        spans[person, role, level] = (before[0] if before else since, until)
    now = Counter((role, level) for (_, role, level), (_, until) in spans.items() if until is None)
    rows = [
        Row(person, role, level if now[role, level] >= SMALL_GROUP else OTHER_LEVELS, since, until)
        for (person, role, level), (since, until) in spans.items()
        if until is None or until > found.starts[0]
    ]
    return sorted(rows, key=lambda row: (row.role, row.group, str(row.person), row.since))


def _fill(
    value: Any, size: Any, rows: Sequence[Row], metrics: Sequence[int], found: Periods, progress: Progress
) -> None:
    of_metric = {id: n for n, id in enumerate(metrics)}
    of_period = {day: n for n, day in enumerate(found.starts)}
    of_person = _by_person(rows)
    figures = models.Observation.objects.filter(
        metric__in=metrics, first__gte=found.starts[0], first__lte=found.starts[-1]
    ).values_list("person_id", "metric_id", "first", "last", _float("value"), _float("exposure"))
    rows_read = enumerate(figures.iterator(chunk_size=CHUNK), 1)
    for read, (person, metric, first, last, figure, work) in rows_read:
        period = of_period.get(first)
        row = _row_on(of_person.get(person, ()), rows, last)
        if period is not None and row is not None and last < found.after:
            value[of_metric[metric], row, period] = figure
            size[of_metric[metric], row, period] = np.nan if work is None else work
        if read % CHUNK == 0:
            progress("Reading figures", read)


def _float(name: str) -> Cast:
    return Cast(name, FloatField())


def _by_person(rows: Sequence[Row]) -> Mapping[UUID, list[int]]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        found[row.person].append(n)
    return found


def _row_on(places: Sequence[int], rows: Sequence[Row], day: date) -> int | None:
    """Where somebody stood on a period's last day, as on their own page."""
    held = (n for n in places if rows[n].since <= day and _still(rows[n].until, day))
    return next(held, None)


def _still(until: date | None, day: date) -> bool:
    return until is None or until > day


def _units(rows: Sequence[Row], found: Periods) -> Any:
    """How many units of work each was responsible for in each period; None where nobody's are recorded."""
    stretches: dict[UUID, list[tuple[date, date | None]]] = defaultdict(list)
    for person, first, last in models.WorkUnit.objects.filter(first__lt=found.after).values_list(
        "person_id", "first", "last"
    ):
        stretches[person].append((first, last))
    if not stretches:
        return None
    units = np.full((len(rows), len(found.starts)), np.nan, np.float32)
    for n, row in enumerate(rows):
        if row.person in stretches:
            units[n] = 0
        for first, last in stretches.get(row.person, ()):
            a = bisect_left(found.starts, first)
            b = len(found.starts) if last is None else bisect_right(found.starts, last)
            units[n, a:b] += 1
    return units
