"""Metrics as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Max, OuterRef, Q, Subquery

from goodstanding.domain.errors import NotFound
from goodstanding.queries.peers import WholePeriod, everybody
from goodstanding.queries.standing import Viewer
from goodstanding.store import models

PAGE = 50
KEEPERS = ("hr", "it_admin")


def may_keep(viewer: Viewer) -> bool:
    """A metric is everybody’s: a part for one team alone does not define it."""
    return any(part in KEEPERS and not scope for part, scope in viewer.parts)


@dataclass(frozen=True, slots=True)
class MetricLine:
    code: str
    name: str
    kind: str
    unit: str
    direction: str
    retired: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class LastFigures:
    first: date
    last: date
    file: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class MetricView:
    id: int
    code: str
    name: str
    unit: str
    kind: str
    kind_label: str
    direction: str
    direction_label: str
    exposure: str
    description: str
    retired: date | None


def metric_lines(search: str, page: int) -> Page[MetricLine]:
    """Two statements."""
    found = models.Metric.objects.all()
    for word in search.split()[:5]:
        found = found.filter(Q(name__icontains=word) | Q(code__icontains=word))
    periods = models.PeerPeriod.objects.filter(metric=OuterRef("pk")).order_by().values("metric")
    last = Subquery(periods.annotate(latest=Max("last")).values("latest"))
    ordered = found.annotate(latest=last).order_by("retired", "name", "id")
    rows = ordered.values_list("code", "name", "kind", "unit", "direction", "retired", "latest")
    shown: Page[Any] = Paginator(rows, PAGE).get_page(page)
    kinds, ways = dict(models.Metric.Kind.choices), dict(models.Metric.Direction.choices)
    shown.object_list = [
        MetricLine(code, name, kinds[kind], unit, ways[way], retired, latest)
        for code, name, kind, unit, way, retired, latest in shown.object_list
    ]
    return shown


def metric(code: str) -> MetricView:
    row = models.Metric.objects.filter(code=code[:64]).first()
    if row is None:
        raise NotFound("There is no such metric.")
    return MetricView(
        row.id, row.code, row.name, row.unit, row.kind, row.get_kind_display(), row.direction,
        row.get_direction_display(), row.exposure, row.description, row.retired,
    )  # fmt: skip


def whole_spread(found: MetricView) -> tuple[WholePeriod, ...]:
    return everybody(found.id)


def last_figures(found: MetricView) -> LastFigures | None:
    """The latest period that has figures, and the file that brought them."""
    row = (
        models.Observation.objects.filter(metric=found.id)
        .select_related("run__by")
        .order_by("-first", "-id")
        .first()
    )
    if row is None:
        return None
    run = row.run
    return LastFigures(
        row.first,
        row.last,
        run.filename if run else "",
        run.by.name if run else "",
        run.finished if run else None,
    )
