"""Keep what pages show of peer groups in step with the figures: a projection that a job makes anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from goodstanding.queries.peers import EVERYBODY, packed
from goodstanding.stats.marks import GroupMarks, per_unit
from goodstanding.store import models

BATCH = 500
PERIODS_AT_ONCE = 20


def mark_stale(periods: Iterable[tuple[int, date, date]]) -> None:
    """Figures of these (metric, first, last) changed. Inside the transaction that changes them."""
    rows = [models.PeerPeriod(metric_id=m, first=first, last=last, fresh=False) for m, first, last in periods]
    models.PeerPeriod.objects.bulk_create(
        rows, BATCH, update_conflicts=True, unique_fields=["metric", "first", "last"], update_fields=["fresh"]
    )


def refresh(*, most: int = PERIODS_AT_ONCE) -> int:
    """Make some stale periods anew; returns how many. Called again until there are none."""
    stale = list(models.PeerPeriod.objects.filter(fresh=False).order_by("id")[:most])
    for period in stale:
        with transaction.atomic():
            # Marked first: whoever changes a figure while this runs marks the period stale again after it.
            if models.PeerPeriod.objects.filter(id=period.id, fresh=False).update(fresh=True):
                _remake(period)
    return len(stale)


def _remake(period: models.PeerPeriod) -> None:
    models.PeerGroup.objects.filter(period=period).delete()
    rows = sorted(_figures(period))
    made = [_group(period, key, False, some) for key, some in groupby(rows, key=lambda row: row[:2])]
    made += [_group(period, (key, ""), True, some) for key, some in groupby(rows, key=lambda row: row[0])]
    made.append(_group(period, (EVERYBODY, ""), True, rows))
    models.PeerGroup.objects.bulk_create([group for group in made if group], BATCH)


def _figures(period: models.PeerPeriod) -> Iterator[tuple[str, str, float]]:
    """Who had a figure, as (job family, level, figure), by where they stood on the period's last day."""
    place = "person__assignments"
    found = models.Observation.objects.filter(
        Q(**{f"{place}__until": None}) | Q(**{f"{place}__until__gt": F("last")}),
        metric=period.metric_id,
        first=period.first,
        last=period.last,
        **{f"{place}__since__lte": F("last")},
    ).values_list(f"{place}__job_family", f"{place}__level", "value", "exposure")
    for family, level, value, exposure in found:
        if (figure := per_unit(value, exposure)) is not None:
            yield family, level, figure


def _group(
    period: models.PeerPeriod, key: tuple[str, str], any_level: bool, rows: Iterable[Any]
) -> models.PeerGroup | None:
    figures = [row[2] for row in rows]
    marks = GroupMarks.of(figures)
    if marks is None:
        return None
    return models.PeerGroup(
        period=period,
        job_family=key[0],
        level=key[1],
        any_level=any_level,
        people=marks.people,
        marks=packed(marks),
    )
