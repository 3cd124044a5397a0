"""Figures cited as evidence: frozen as they stand, with their source and a hash over them."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import UUID

from goodstanding.domain.entries.day_to_day import Figure, MetricSnapshot
from goodstanding.domain.errors import UserError
from goodstanding.queries import measurements
from goodstanding.record.canonical import canonical_bytes, normalise
from goodstanding.store import models


def metric_choices() -> tuple[tuple[str, str], ...]:
    """Metrics in use as (code, name). One statement."""
    rows = models.Metric.objects.filter(retired=None).order_by("name").values_list("code", "name", "unit")
    return tuple((code, f"{name} ({unit})" if unit else name) for code, name, unit in rows)


def snapshot(person: UUID, metric: str, first: date, last: date, *, comment: str = "") -> MetricSnapshot:
    """The person's figures that touch these days. UserError if there are none: nothing cannot be cited."""
    found = measurements.figures(person, metric, first, last)
    if not found:
        message = "There are no figures of this metric in these days."
        raise UserError(message, fields={"metric": [message]})
    figures = tuple(
        Figure(period_start=f.first, period_end=f.last, value=f.value, exposure=f.exposure) for f in found
    )
    row = models.Metric.objects.filter(code=metric).first()
    return MetricSnapshot(
        metric=row.name if row else metric,
        unit=row.unit if row else "",
        figures=figures,
        source=f"Figures of the metric “{metric}” kept here, {len(figures)} of them",
        sha256=hash_of(figures),
        comment=comment,
    )


def hash_of(figures: tuple[Figure, ...]) -> str:
    """SHA-256 over the canonical JSON of the figures, so that anybody can compute it again."""
    return hashlib.sha256(
        canonical_bytes(normalise([f.model_dump(mode="json") for f in figures]))
    ).hexdigest()
