"""Groups of comparable people, as stored for pages and, where that is out of date, from the figures."""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from goodstanding.stats.marks import GroupMarks, per_unit
from goodstanding.stats.spread import Spread, peer_spread
from goodstanding.store import models

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
    counting = live is None
    live = live or {}
    found: dict[tuple[Period, Group], Spread] = {}
    for own in wanted:
        for group in own.groups:
            if own.period in stale:
                others = [figure for who, figure in live.get((own.period, group), []) if who != person]
                made = peer_spread(own.figure, others)
            else:
                marks = stored.get((own.period, group))
                made = marks.spread(own.figure, member=own.figure is not None) if marks else None
            if made is not None:
                found[own.period, group] = made
    return Spreads(found, counting)


def _stored(owns: list[Own]) -> tuple[dict[tuple[Period, Group], GroupMarks], set[Period]]:
    # With everybody's group in it, a period that was made anew is never missing from the answer.
    families = {EVERYBODY, *(family for own in owns for family, _ in own.groups)}
    levels = {level for own in owns for _, level in own.groups if level is not None}
    asked_for = Q(groups__any_level=True) | Q(groups__level__in=levels)
    rows = models.PeerPeriod.objects.filter(
        Q(groups=None) | (Q(groups__job_family__in=families) & asked_for),
        metric__in={own.period[0] for own in owns},
        first__range=(min(own.period[1] for own in owns), max(own.period[1] for own in owns)),
    ).values_list(
        "metric_id", "first", "last", "fresh", "groups__job_family", "groups__level", "groups__any_level",
        "groups__people", "groups__marks",
    )  # fmt: skip
    marks: dict[tuple[Period, Group], GroupMarks] = {}
    stale = {own.period for own in owns}
    for metric, first, last, fresh, family, level, any_level, people, data in rows:
        period = (metric, first, last)
        if not fresh:
            continue
        stale.discard(period)
        if data is not None and family != EVERYBODY:
            marks[period, (family, None if any_level else level)] = _unpacked(people, bytes(data))
    return marks, stale - _without_groups(owns, stale)


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
