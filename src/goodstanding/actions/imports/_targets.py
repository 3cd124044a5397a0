"""Targets and quotas: measurable standards of a person for a period."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, ClassVar

from goodstanding.actions.imports import _world
from goodstanding.actions.imports._sayings import Said, Sayings
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.domain.entries.person import StandardSet
from goodstanding.store import models

Period = tuple[str, str, date]
UNEVEN = 3
"""Months differ by as many days: a quarter counted from the last of November ends that near to the next."""


def _period(given: Any) -> Period:
    return given.number, given.metric, given.period_start


def _ends(rows: list[Good | Bad]) -> dict[Period, date]:
    """Last days of periods of which the file gives only the first day and the kind.

    Each lasts until the day before the next one of the same person and metric where that is near: the
    quarters that a file lists leave no day between them and share none.
    """
    given = [row.value for row in rows if isinstance(row, Good)]
    ends = {}
    for one, following in pairwise(sorted(given, key=_period)):
        before = following.period_start - timedelta(days=1)
        same = _period(one)[:2] == _period(following)[:2] and one.period_start <= before
        counted = one.period_kind is not None and one.period_end is None
        if same and counted and abs((before - one.last_day).days) <= UNEVEN:
            ends[_period(one)] = before
    return ends


@dataclass(slots=True)
class Targets(Sayings):
    metrics: dict[str, tuple[str, str]] = field(default_factory=dict)
    ends: dict[Period, date] = field(default_factory=dict)

    kinds: ClassVar = ("standard_set",)

    def run(self, rows: GivenRows) -> Plan:
        given = list(rows)
        self.ends = _ends(given)
        return Sayings.run(self, given)

    def said(self, row: Good, known: Known) -> Said | Bad:
        given = row.value
        metric = self.metrics.get(given.metric)
        if metric is None:
            message = "is not the code of a metric. Define the metric first, or correct the code."
            return wrong(row.row, message, "metric", given.metric)
        name, unit = metric
        last = self.ends.get(_period(given), given.last_day)
        figure = f"{given.target:,f}".rstrip("0").rstrip(".") if given.target % 1 else f"{given.target:,.0f}"
        payload = StandardSet(
            standard=f"{name}: {figure} {unit}".strip() + f" from {given.period_start} to {last}",
            metric=given.metric, target=given.target.normalize() + 0, period_start=given.period_start,
            period_end=last,
        )  # fmt: skip
        # A target for a time ahead was set before it began; at the latest now.
        return min(given.period_start, self.request.today), payload

    def key(self, happened: date, payload: Any) -> Hashable:
        return payload.metric, payload.period_start

    def same(self, old: Any, happened: date, new: Any) -> bool:
        return (old.payload.target, old.payload.period_end) == (new.target, new.period_end)

    def words(self, payload: Any) -> str:
        return str(payload.standard)


def plan(rows: GivenRows, request: Request) -> Plan:
    found = models.Metric.objects.values_list("code", "name", "unit")
    metrics = {code: (name, unit) for code, name, unit in found}
    writable = _world.writable_by(request.by, request.today)
    return Targets(request, _world.everybody(), writable, metrics=metrics).run(rows)
