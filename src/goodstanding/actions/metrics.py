"""Metrics and the figures recorded for them. A figure given again for its period replaces the earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions import peers
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.queries.metrics import may_keep
from goodstanding.queries.standing import viewer
from goodstanding.store import models

CODE = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,63}$")
CHUNK = 500
LARGEST = Decimal(10) ** 14
PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGiven:
    """One figure of one person for one period, both days included; `exposure` is the work there was."""

    person: UUID
    metric: str
    first: date
    last: date
    value: Decimal
    exposure: Decimal | None = None
    target: Decimal | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    created: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(
            self.created + other.created, self.changed + other.changed, self.unchanged + other.unchanged
        )


def check_may_keep_figures(by: UUID, now: datetime) -> None:
    """Figures are entered by HR and by IT administration."""
    if not may_keep(viewer(by, "", timezone.localdate(now))):
        raise NotAllowed("Metrics and their figures are entered by HR or IT administration. Ask one of them.")


def define_metric(
    *,
    code: str,
    name: str,
    kind: Literal["count", "proportion", "amount"],
    direction: Literal["up", "down"],
    unit: str = "",
    exposure: str = "",
    description: str = "",
    by: UUID,
    now: datetime,
) -> None:
    """A new metric, or new words for a known one. What it counts stays: figures of another kind would not
    be comparable with those there are."""
    check_may_keep_figures(by, now)
    if not CODE.match(code):
        raise UserError(
            "A metric’s code has small letters, digits, points, hyphens and underscores.",
            fields={"code": ["Write it like tickets_closed."]},
        )
    if not name.strip():
        raise UserError("A metric needs a name.", fields={"name": ["Give the name that people know."]})
    words = {"name": name.strip(), "unit": unit, "exposure": exposure, "description": description}
    with transaction.atomic():
        known = models.Metric.objects.select_for_update().filter(code=code).first()
        if known is None:
            models.Metric.objects.create(code=code, kind=kind, direction=direction, **words)
            return
        if (known.kind, known.direction) != (kind, direction) and known.observations.exists():
            raise UserError(
                "This metric has figures already, so its kind and direction stay. Define another metric.",
                fields={"kind": ["Figures of this metric are recorded already."]},
            )
        models.Metric.objects.filter(code=code).update(kind=kind, direction=direction, **words)


def retire_metric(*, code: str, by: UUID, now: datetime) -> None:
    """No longer offered for new goals; its figures and the goals that rest on them stay."""
    check_may_keep_figures(by, now)
    if not models.Metric.objects.filter(code=code).update(retired=timezone.localdate(now)):
        raise UserError("There is no such metric.", fields={"code": ["Choose a metric from the list."]})


def record_observations(
    *, rows: Iterable[FigureGiven], by: UUID, now: datetime, run: UUID | None = None
) -> Recorded:
    """All of them or, if one is wrong, none. Rows may come in any order and number; memory stays bounded."""
    check_may_keep_figures(by, now)
    metrics = dict(models.Metric.objects.values_list("code", "id"))
    done = Recorded()
    with transaction.atomic():
        for chunk in _chunks(rows):
            done += _record_chunk(chunk, metrics, run)
    return done


def _chunks(rows: Iterable[FigureGiven]) -> Iterator[list[FigureGiven]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _record_chunk(chunk: list[FigureGiven], metrics: dict[str, int], run: UUID | None) -> Recorded:
    for row in chunk:
        _check(row, metrics)
    # Of two rows for one period the later one counts, as it would had they come one by one.
    latest = {(metrics[r.metric], r.person, r.first, r.last): r for r in chunk}
    known = _known(chunk, metrics)
    fresh = {key: row for key, row in latest.items() if known.get(key) != _kept(row)}
    models.Observation.objects.bulk_create(
        [
            models.Observation(
                metric_id=key[0], person_id=row.person, first=row.first, last=row.last,
                value=row.value, exposure=row.exposure, target=row.target, source=row.source, run_id=run,
            )
            for key, row in fresh.items()
        ],
        update_conflicts=True,
        unique_fields=["metric", "person", "first", "last"],
        update_fields=["value", "exposure", "target", "source", "run"],
    )  # fmt: skip
    peers.mark_stale({(metric, first, last) for metric, _, first, last in fresh})
    changed = sum(key in known for key in fresh)
    return Recorded(len(fresh) - changed, changed, len(chunk) - len(fresh))


Kept = tuple[Decimal, Decimal | None, Decimal | None, str]


def _known(chunk: list[FigureGiven], metrics: dict[str, int]) -> dict[tuple[int, UUID, date, date], Kept]:
    found = models.Observation.objects.filter(
        metric__in={metrics[r.metric] for r in chunk},
        person__in={r.person for r in chunk},
        first__range=(min(r.first for r in chunk), max(r.first for r in chunk)),
    ).values_list("metric_id", "person_id", "first", "last", "value", "exposure", "target", "source")
    return {row[:4]: row[4:] for row in found}


def _kept(row: FigureGiven) -> Kept:
    """As the database gives it back."""
    value = row.value.quantize(PLACES)
    exposure = None if row.exposure is None else row.exposure.quantize(PLACES)
    target = None if row.target is None else row.target.quantize(PLACES)
    return value, exposure, target, row.source


def _check(row: FigureGiven, metrics: dict[str, int]) -> None:
    if row.metric not in metrics:
        raise UserError(
            f"There is no metric “{row.metric}”. Define it first.",
            fields={"metric": ["Choose a metric that is defined."]},
        )
    if row.last < row.first:
        raise UserError(
            f"The period from {row.first} ends before it starts.", fields={"last": ["Give a later day."]}
        )
    for name in ("value", "exposure", "target"):
        figure: Decimal | None = getattr(row, name)
        if figure is not None and not (figure.is_finite() and abs(figure) < LARGEST):
            raise UserError(
                f"“{figure}” is not a figure that can be kept.", fields={name: ["Give a number below 10^14."]}
            )
    if row.exposure is not None and row.exposure < 0:
        raise UserError("The work there was is less than nothing.", fields={"exposure": ["Count from 0."]})


def check_new_code(*, code: str) -> None:
    """For the page that defines a metric anew: a known code would quietly give another one new words."""
    if models.Metric.objects.filter(code=code).exists():
        raise UserError(
            f"There is a metric “{code}” already.", fields={"code": ["Another metric has this code."]}
        )
