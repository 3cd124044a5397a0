"""Targets and quotas: measurable standards of a person for a period."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from goodstanding.actions.imports import _world
from goodstanding.actions.imports._sayings import Said, Sayings
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.domain.entries.person import StandardSet
from goodstanding.store import models


@dataclass(slots=True)
class Targets(Sayings):
    metrics: dict[str, tuple[str, str]] = field(default_factory=dict)

    kinds: ClassVar = ("standard_set",)

    def said(self, row: Good, known: Known) -> Said | Bad:
        given = row.value
        metric = self.metrics.get(given.metric)
        if metric is None:
            message = "is not the code of a metric. Define the metric first, or correct the code."
            return wrong(row.row, message, "metric", given.metric)
        name, unit = metric
        figure = f"{given.target:,f}".rstrip("0").rstrip(".") if given.target % 1 else f"{given.target:,.0f}"
        payload = StandardSet(
            standard=f"{name}: {figure} {unit}".strip() + f" from {given.period_start} to {given.last_day}",
            metric=given.metric, target=given.target.normalize() + 0, period_start=given.period_start,
            period_end=given.last_day,
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
