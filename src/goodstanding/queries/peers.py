"""Groups of comparable people, as stored for pages and, where that is out of date, from the figures."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet

from goodstanding.stats.marks import GroupMarks, per_unit
from goodstanding.stats.spread import Spread, peer_spread
from goodstanding.store import models
from goodstanding.store.prepared import prepared_rows

MOST_AT_ONCE = 4_000
EVERYBODY = "*"
"""The job family under which the group of the whole organisation is stored."""

Period = tuple[int, date, date]
Group = tuple[str, str | None]
"""Job family and level; None: any level."""


def packed(marks: GroupMarks) -> bytes:
    return struct.pack(f"<{len(marks.figures) * 2}d", *(x for pair in marks.figures.items() for x in pair))


def _unpacked(people: int, data: bytes) -> GroupMarks:
    numbers = struct.unpack(f"<{len(data) // 8}d", data)
    return GroupMarks(
        people, {int(rank): figure for rank, figure in zip(numbers[::2], numbers[1::2], strict=True)}
    )


@dataclass(frozen=True, slots=True)
class Own:
    """A period in which somebody has a figure or could have one, and the groups they were in then."""

    period: Period
    figure: float | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Spreads:
    """`counting`: some are left out, because they are made anew at this moment."""

    found: Mapping[tuple[Period, Group], Spread]
    counting: bool = False


def spreads(person: UUID, owns: Iterable[Own]) -> Spreads:
    """The spread of the others in each group and period: one statement, and one more where figures or
    places changed so lately that the stored groups are not made anew yet."""
    wanted = list(owns)
    if not wanted:
        return Spreads({})
    stored, stale = _stored(wanted)
    live = _figures([own for own in wanted if own.period in stale]) if stale else {}
    figures = {own.period: own.figure for own in wanted}
    return Spreads(_Found(person, figures, stored, frozenset(stale), live or {}), live is None)


@dataclass(slots=True)
class _Found(Mapping[tuple[Period, Group], Spread]):
    """Worked out where it is asked for: most pages look at one of several groups."""

    person: UUID
    figures: Mapping[Period, float | None]
    stored: Mapping[tuple[Period, Group], tuple[int, bytes]]
    stale: frozenset[Period]
    live: Mapping[tuple[Period, Group], list[tuple[UUID, float]]]
    made: dict[tuple[Period, Group], Spread | None] = field(default_factory=dict)

    def __getitem__(self, key: tuple[Period, Group]) -> Spread:
        if key not in self.made:
            self.made[key] = self._spread(key)
        found = self.made[key]
        if found is None:
            raise KeyError(key)
        return found

    def _spread(self, key: tuple[Period, Group]) -> Spread | None:
        period = key[0]
        own = self.figures.get(period)
        if period in self.stale:
            return peer_spread(own, [figure for who, figure in self.live.get(key, []) if who != self.person])
        if key not in self.stored:
            return None
        people, data = self.stored[key]
        return _unpacked(people, data).spread(own, member=own is not None)

    def __iter__(self) -> Iterator[tuple[Period, Group]]:
        return (key for key in {**self.stored, **self.live} if self.get(key) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _stored(owns: list[Own]) -> tuple[dict[tuple[Period, Group], tuple[int, bytes]], set[Period]]:
    metrics = sorted({own.period[0] for own in owns})
    families = sorted({family for own in owns for family, _ in own.groups})
    levels = sorted({level for own in owns for _, level in own.groups if level is not None})
    if not families:  # nobody to compare with
        return {}, set()
    days = [own.period[1] for own in owns]
    rows = _groups_of(
        min(days), max(days), *metrics, *families, *levels, metrics=len(metrics), families=len(families)
    )
    marks: dict[tuple[Period, Group], tuple[int, bytes]] = {}
    stale = {own.period for own in owns}
    for metric, first, last, fresh, family, level, any_level, people, data in rows:
        period = (metric, first, last)
        if not fresh:
            continue
        stale.discard(period)
        if data is not None:
            marks[period, (family, None if any_level else level)] = people, bytes(data)
    return marks, stale - _without_groups(owns, stale)


@prepared_rows
def _groups_of(first: date, last: date, *more: int | str, metrics: int, families: int) -> QuerySet[Any, Any]:
    of, jobs, levels = more[:metrics], more[metrics : metrics + families], more[metrics + families :]
    wanted = Q(groups__any_level=True) | Q(groups__level__in=levels)
    # Joined from the left: a period that was made anew is in the answer even where nobody is comparable.
    beside = FilteredRelation("groups", condition=Q(groups__job_family__in=jobs) & wanted)
    found = models.PeerPeriod.objects.annotate(beside=beside).filter(metric__in=[int(each) for each in of])
    return found.filter(first__gte=first, first__lte=last).values_list(
        "metric_id", "first", "last", "fresh", "beside__job_family", "beside__level", "beside__any_level",
        "beside__people", "beside__marks",
    )  # fmt: skip


def _without_groups(owns: list[Own], periods: set[Period]) -> set[Period]:
    """Nobody to compare with is looked for where the person stood nowhere."""
    return {own.period for own in owns if own.period in periods and not own.groups}


def _figures(owns: list[Own]) -> dict[tuple[Period, Group], list[tuple[UUID, float]]] | None:
    """The plain way: everybody's figures of these periods, by where each stood on the period's last day.

    None where there are so many that a page cannot wait for them: the worker will have them in a moment.
    """
    wanted = {own.period for own in owns}
    families = {family for own in owns for family, _ in own.groups}
    place = "person__assignments"
    rows = models.Observation.objects.filter(
        Q(**{f"{place}__until": None}) | Q(**{f"{place}__until__gt": F("last")}),
        metric__in={period[0] for period in wanted},
        first__range=(min(period[1] for period in wanted), max(period[1] for period in wanted)),
        **{f"{place}__since__lte": F("last"), f"{place}__job_family__in": families},
    ).values_list(
        "metric_id",
        "first",
        "last",
        f"{place}__job_family",
        f"{place}__level",
        "person_id",
        "value",
        "exposure",
    )[: MOST_AT_ONCE + 1]
    figures = list(rows)
    if len(figures) > MOST_AT_ONCE:
        return None
    found: dict[tuple[Period, Group], list[tuple[UUID, float]]] = defaultdict(list)
    for metric, first, last, family, level, who, value, exposure in figures:
        figure = per_unit(value, exposure)
        if figure is not None and (metric, first, last) in wanted:
            found[(metric, first, last), (family, level)].append((who, figure))
            found[(metric, first, last), (family, None)].append((who, figure))
    return found


@dataclass(frozen=True, slots=True)
class WholePeriod:
    first: date
    last: date
    spread: Spread | None


def everybody(metric: int, most: int = 26) -> tuple[WholePeriod, ...]:
    """How everybody's figures lie in the latest periods, oldest first. Two statements."""
    rows = models.PeerPeriod.objects.filter(metric=metric, fresh=True).order_by("-last", "-first")[:most]
    periods = list(rows)
    groups = models.PeerGroup.objects.filter(period__in=[p.id for p in periods], job_family=EVERYBODY)
    marks = {group.period_id: _unpacked(group.people, bytes(group.marks)) for group in groups}
    return tuple(
        WholePeriod(p.first, p.last, marks[p.id].spread(None, member=False) if p.id in marks else None)
        for p in reversed(periods)
    )
