"""Lists of people: who is there for this viewer, where they stand, and where to find them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.lifecycle import State
from goodstanding.queries.narrowing import PHASES, narrowed
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.people_by_team import in_order_of_teams
from goodstanding.queries.seen import places_untold, states_told
from goodstanding.queries.standing import Viewer, current
from goodstanding.queries.standing import viewer as viewer_on
from goodstanding.store import models, prepared
from goodstanding.store.prepared import filled, prepared_pages, prepared_rows

PAGE = 50
MOST_MATCHES = 5


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`untold`: where they stand now came after what this viewer may know of them."""

    id: UUID
    number: str
    name: str
    job: str = ""
    team: str = ""
    manager: UUID | None = None
    manager_name: str = ""
    employed: bool = False
    untold: bool = False
    case: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a reader asked for. `state` is a state of a case or one of `PHASES`."""

    search: str = ""
    team: str = ""
    state: str = ""
    sort: str = "name"


@dataclass(frozen=True, slots=True)
class TeamLine:
    code: str
    name: str
    depth: int
    members: int
    below: int


SORTS = {
    "name": ("name", "id"),
    "-name": ("-name", "id"),
    "number": ("number",),
    "-number": ("-number",),
}
BY_TEAM = frozenset({"team", "-team"})


def listed(viewer: Viewer, asked: PeopleFilter, page: int) -> Page[PersonRow]:
    """One page of the people whose files exist for this viewer. Five statements, six by team."""
    words = asked.search.casefold().split()[:8]
    team = (asked.team, f"/{asked.team}/") if asked.team else ()
    values: tuple[prepared.Value, ...] = (viewer.person, viewer.today, *words, *team)
    shape = {"parts": viewer.parts, "words": len(words), "team": bool(team), "state": _state(asked.state)}
    sort = asked.sort if asked.sort in SORTS else "name"
    count = _people.count(*values, **shape, sort=sort)
    if asked.sort in BY_TEAM:
        number, rows = in_order_of_teams(values, shape, count, page, down=asked.sort.startswith("-"))
    else:
        number = clamp(page, count, PAGE)
        rows = _people.rows(*values, **shape, sort=sort, first=(number - 1) * PAGE, size=PAGE)
    return page_of(with_places(viewer, [PersonRow(*row) for row in rows]), number, count, PAGE)


def _state(asked: str) -> str:
    """What was asked for, if there is such a state: the query is kept for each."""
    return asked if not asked or asked in PHASES or asked in {s.value for s in State} else "no such state"


@prepared_pages
def _people(person: UUID, today: date, *more: str, sort: str, **shape: Any) -> QuerySet[Any, Any]:
    found = models.Person.objects.filter(narrowed(person, today, *more, **shape))
    return found.order_by(*SORTS[sort]).values_list("id", "number", "name")


def with_places(viewer: Viewer, rows: Sequence[PersonRow], *, reports: bool = False) -> list[PersonRow]:
    """The same rows with where each stands today and their open case, if the viewer may know of it.

    `reports`: all of them report to the viewer today, so that nothing of a place is to be left out."""
    ids = [row.id for row in rows]
    found = _places_now(viewer.today, *filled(ids)) if ids else []
    places = {place[0]: place[1:] for place in found}
    untold = frozenset(() if reports else places_untold(viewer, ids))
    states = states_told(viewer, ids)
    return [
        replace(row, untold=True) if row.id in untold else _in_case(_placed(row, places.get(row.id)), states)
        for row in rows
    ]


@prepared_rows
def _places_now(today: date, *people: UUID) -> QuerySet[Any, Any]:
    now = models.Assignment.objects.filter(current(today), person__in=people)
    return now.values_list("person_id", "job_family", "team__name", "manager_id", "manager__name")


def _in_case(row: PersonRow, states: Mapping[UUID, tuple[UUID, str]]) -> PersonRow:
    case, state = states.get(row.id, (None, ""))
    return replace(row, case=case, state=state)


def _placed(row: PersonRow, place: tuple[Any, ...] | None) -> PersonRow:
    if place is None:
        return row
    job, team, manager, manager_name = place
    return replace(
        row, job=job, team=team or "", manager=manager, manager_name=manager_name or "", employed=True
    )


MOST_CHOICES = 200


def team_choices(most: int | None = None, chosen: str = "") -> list[tuple[str, str]]:
    """Teams as (code, indented name), parents before children. One statement.

    With `most`, the upper levels that fit into so many, and the chosen one: a filter takes in what is below.
    """
    rows = list(models.Team.objects.order_by("path").values_list("code", "name", "path"))
    if most is not None and len(rows) > most:
        depths = sorted(_depth(path) for _, _, path in rows)
        deepest = max(depths[most] - 1, 0)
        rows = [row for row in rows if _depth(row[2]) <= deepest or row[0] == chosen]
    return [(code, "\u2003" * _depth(path) + name) for code, name, path in rows]


def _depth(path: str) -> int:
    return max(path.strip("/").count("/"), 0)


def teams(today: date) -> list[TeamLine]:
    """The tree of teams with how many people each has today, alone and with those below. One statement."""
    inside = Q(assignment__since__lte=today) & (Q(assignment__until=None) | Q(assignment__until__gt=today))
    rows = list(
        models.Team.objects.annotate(members=Count("assignment", filter=inside))
        .order_by("path")
        .values_list("code", "name", "path", "members")
    )
    totals: dict[str, int] = {}
    for _, _, path, members in rows:
        parts = path.strip("/").split("/")
        for end in range(1, len(parts) + 1):
            above = "/".join(parts[:end])
            totals[above] = totals.get(above, 0) + members
    return [
        TeamLine(code, name, _depth(path), members, totals.get(path.strip("/"), members))
        for code, name, path, members in rows
    ]


def find(text: str, field: str = "") -> UUID:
    """The one person meant by a number, an email or a name; UserError names those that it could be."""
    text = text.strip()
    exact = models.Person.objects.filter(Q(number=text) | Q(email__iexact=text) | Q(name__iexact=text))
    rows = list(exact.values_list("id", "name", "number")[: MOST_MATCHES + 1])
    if not rows:
        like = models.Person.objects.all()
        for word in text.casefold().split()[:8]:
            like = like.filter(search__contains=word)
        rows = list(like.order_by("name").values_list("id", "name", "number")[: MOST_MATCHES + 1])
    if len(rows) == 1:
        return rows[0][0]
    if not rows:
        message = f"Nobody is called “{text}”. Give a number, an email address or a name."
    else:
        named = "; ".join(f"{name} ({number})" for _, name, number in rows[:MOST_MATCHES])
        message = f"“{text}” could be several people: {named}. Give the number."
    raise UserError(message, fields={field: [message]} if field else None)


def numbers(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    """Number and name by id."""
    rows = models.Person.objects.filter(id__in=ids).values_list("id", "number", "name")
    return {id: (number, name) for id, number, name in rows}


def reports(viewer: Viewer) -> list[TeamMember]:
    """The people who report to the viewer today, with what a manager needs at a glance. Two statements."""
    found = _reports_now(viewer.person, viewer.today)
    if not found:
        return []
    states = states_told(viewer, [row[0] for row in found])
    return [
        TeamMember(_in_case(PersonRow(id, number, name, job, employed=True), states), coached)
        for id, number, name, job, coached in found
    ]


@prepared_rows
def _reports_now(person: UUID, today: date) -> QuerySet[Any, Any]:
    held = models.Entry.objects.filter(subject=OuterRef("person"), kind="coaching").order_by("-happened")
    return (
        models.Assignment.objects.filter(current(today), manager=person)
        .annotate(coached=Subquery(held.values("happened")[:1]))
        .order_by("person__name")
        .values_list("person_id", "person__number", "person__name", "job_family", "coached")[:PAGE]
    )


@dataclass(frozen=True, slots=True)
class TeamMember:
    person: PersonRow
    last_coaching: date | None


def reader_by_email(email: str, today: date) -> Viewer:
    """The viewer whose account has this address, for commands; UserError if none such may sign in."""
    found = models.User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if found is None:
        raise UserError(
            f"No active account has the address “{email}”. Give the address of one that may read."
        )
    return viewer_on(found.person_id, found.person.name, today)


def nameable(person: UUID, today: date) -> Q:
    """Those whom somebody outside HR may name in a form: themselves, their own reports, their manager and
    the manager above."""
    line = models.Assignment.objects.filter(current(today))
    manager = line.filter(person=person, manager__isnull=False).values("manager")
    above = line.filter(person__in=manager, manager__isnull=False).values("manager")
    rule = Q(pk=person) | Q(pk__in=manager) | Q(pk__in=above)
    return rule | Q(pk__in=line.filter(manager=person).values("person"))


def by_number(number: str) -> UUID:
    found = models.Person.objects.filter(number=number.strip()).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(f"Nobody has the number “{number}”.")
    return found
