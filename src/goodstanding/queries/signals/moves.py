"""What recorded assignments of clients, accounts and projects say of each person's work. For a review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from goodstanding.queries.signals.stored import UnitMoved, WorkMoved
from goodstanding.stats.moved import Move, Owned, Stint, Workload, workloads
from goodstanding.store import models

if TYPE_CHECKING:
    from goodstanding.stats.signals.panel import Panel

WINDOW = timedelta(weeks=26)
DAY = timedelta(days=1)


def work_moved(panel: Panel, as_of: date) -> list[WorkMoved]:
    """Everybody whose share of their group's work fell by a fifth in half a year, with the moves."""
    first, last = as_of - WINDOW, as_of - DAY
    stints = _stints(first, last)
    if not stints:
        return []
    groups = [Owned(name, tuple(_hands(people, stints)), people) for name, people in _groups(panel).items()]
    return [_kept(found, first, last) for found in workloads(groups, first, last) if found.fell]


def _stints(first: date, last: date) -> Mapping[str, list[Stint]]:
    rows = models.WorkUnit.objects.filter(first__lte=last).exclude(last__lt=first - WINDOW)
    found: dict[str, list[Stint]] = defaultdict(list)
    for person, unit, since, until in rows.values_list("person_id", "unit", "first", "last"):
        found[str(person)].append(Stint(str(person), unit, since, until))
    return found


def _groups(panel: Panel) -> Mapping[str, dict[str, tuple[date, date | None]]]:
    """Who belongs to each peer group, and from when to when."""
    groups: dict[str, dict[str, tuple[date, date | None]]] = defaultdict(dict)
    for n, person in enumerate(panel.person_ids):
        start, end = int(panel.active_from[n]), int(panel.active_to[n])
        until = None if end >= panel.periods else panel.calendar.start(end) - DAY
        groups[panel.group_names[int(panel.group[n])]][person] = (panel.calendar.start(start), until)
    return groups


def _hands(people: Mapping[str, object], stints: Mapping[str, list[Stint]]) -> Iterator[Stint]:
    """Every hand that a unit of these people passed through, outside their group as well."""
    units = {stint.unit for person in people for stint in stints.get(person, ())}
    for some in stints.values():
        yield from (stint for stint in some if stint.unit in units)


def _kept(found: Workload, first: date, last: date) -> WorkMoved:
    return WorkMoved(
        person_id=found.person,
        peer_group=found.group,
        first=first,
        last=last,
        units=found.units,
        lost=tuple(_unit(move) for move in found.lost),
        gained=len(found.gained),
        share_before=found.share.before,
        share_after=found.share.after,
        group_units=found.group_units,
        group_moves=found.group_moves,
        more_than_usual=found.moved_away,
    )


def _unit(move: Move) -> UnitMoved:
    return UnitMoved(move.unit, move.day, move.receiver)
