"""The list of people in the order of their teams: how many each team has, then only the teams of one page.

Sorting everybody by the name of a team that each has today takes longer than all the rest of the page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Min, Q, QuerySet

from goodstanding.queries.narrowing import narrowed
from goodstanding.queries.paging import clamp
from goodstanding.queries.standing import current
from goodstanding.store import models
from goodstanding.store.prepared import Value, filled, prepared_pages, prepared_rows

PAGE = 50
Row = tuple[Any, ...]


def in_order_of_teams(
    values: Sequence[Value], shape: Mapping[str, Any], count: int, page: int, *, down: bool
) -> tuple[int, list[Row]]:
    """Which page it is, of `count` people, and its rows: id, number, name. Whoever is in no team stands last,
    and first where the order is turned round. Two statements."""
    number = clamp(page, count, PAGE)
    named: dict[str, int] = {}
    for name, many in _counts(*values, **shape):
        if name is not None:
            named[name] = named.get(name, 0) + many
    teams: list[tuple[str | None, int]] = [*named.items()]
    teams.append((None, count - sum(named.values())))
    first = (number - 1) * PAGE
    touched, skip = _touched(teams[::-1] if down else teams, first)
    names = [name for name in touched if name is not None]
    if not names:
        return number, _without_team.rows(*values, **shape, first=skip, size=PAGE)
    page_of = _of_teams_and_others if None in touched else _of_teams
    shape = {**shape, "teams": len(filled(names)), "down": down}
    return number, page_of.rows(*values, *filled(names), **shape, first=skip, size=PAGE)


def _touched(teams: Sequence[tuple[str | None, int]], first: int) -> tuple[list[str | None], int]:
    """The teams that one page touches, and how many people of the first of them come before it."""
    found: list[str | None] = []
    before = skip = 0
    for name, many in teams:
        if many and before < first + PAGE and before + many > first:
            skip = skip if found else first - before
            found.append(name)
        before += many
    return found, skip


@prepared_rows
def _counts(person: UUID, today: date, *more: str, **shape: Any) -> QuerySet[Any, Any]:
    """People of each team today, by the team's name."""
    placed = models.Assignment.objects.filter(current(today), team__isnull=False)
    found = placed.filter(narrowed(person, today, *more, ref="person", **shape)).order_by()
    grouped = found.values("team_id").annotate(team_name=Min("team__name"), many=Count("id"))
    return grouped.order_by("team_name").values_list("team_name", "many")


@prepared_pages
def _of_teams(
    person: UUID, today: date, *more: str, teams: int, down: bool, **shape: Any
) -> QuerySet[Any, Any]:
    placed = models.Assignment.objects.filter(current(today), team__name__in=more[-teams:])
    found = placed.filter(narrowed(person, today, *more[:-teams], ref="person", **shape))
    order = ("-team__name" if down else "team__name", "person__name", "person_id")
    return found.order_by(*order).values_list("person_id", "person__number", "person__name")


@prepared_pages
def _of_teams_and_others(
    person: UUID, today: date, *more: str, teams: int, down: bool, **shape: Any
) -> QuerySet[Any, Any]:
    """The one page on which whoever is in no team meets the last of the teams, or the first."""
    here = FilteredRelation("assignments", condition=current(today, "assignments__"))
    found = models.Person.objects.filter(narrowed(person, today, *more[:-teams], **shape)).annotate(here=here)
    found = found.filter(Q(here__team__name__in=more[-teams:]) | Q(here__team=None))
    name = F("here__team__name")
    order = name.desc(nulls_first=True) if down else name.asc(nulls_last=True)
    return found.order_by(order, "name", "id").values_list("id", "number", "name")


@prepared_pages
def _without_team(person: UUID, today: date, *more: str, **shape: Any) -> QuerySet[Any, Any]:
    here = FilteredRelation("assignments", condition=current(today, "assignments__"))
    found = models.Person.objects.filter(narrowed(person, today, *more, **shape))
    found = found.annotate(here=here).filter(here__team=None)
    return found.order_by("name", "id").values_list("id", "number", "name")
