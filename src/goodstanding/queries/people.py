"""Lists of people: who is there for this viewer, where they stand, and where to find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.lifecycle import FINAL
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.standing import Viewer, cases_visible_to, current, people_visible_to
from goodstanding.queries.standing import viewer as viewer_on
from goodstanding.store import models

PAGE = 50
MOST_MATCHES = 5


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: UUID
    number: str
    name: str
    job: str = ""
    team: str = ""
    manager: UUID | None = None
    manager_name: str = ""
    employed: bool = False
    case: UUID | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What a reader asked for. `state` is a state of a case, or `open` for any open case."""

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
    "team": ("team_name", "name", "id"),
    "-team": ("-team_name", "name", "id"),
}


def listed(viewer: Viewer, asked: PeopleFilter, page: int) -> Page[PersonRow]:
    """One page of the people whose files exist for this viewer. Four statements."""
    found = _filtered(viewer, asked)
    if asked.sort.lstrip("-") == "team":
        team = models.Assignment.objects.filter(current(viewer.today), person=OuterRef("pk"))
        found = found.annotate(team_name=Subquery(team.values("team__name")[:1]))
    ordered = found.order_by(*SORTS.get(asked.sort, SORTS["name"]))
    count = found.count()
    number = clamp(page, count, PAGE)
    rows = ordered.values_list("id", "number", "name")[(number - 1) * PAGE : number * PAGE]
    return page_of(with_places(viewer, [PersonRow(*row) for row in rows]), number, count, PAGE)


def _filtered(viewer: Viewer, asked: PeopleFilter) -> QuerySet[models.Person]:
    found = models.Person.objects.filter(people_visible_to(viewer))
    for word in asked.search.casefold().split()[:8]:
        found = found.filter(search__contains=word)
    if asked.team:
        inside = Q(team__code=asked.team) | Q(team__path__contains=f"/{asked.team}/")
        members = models.Assignment.objects.filter(inside, current(viewer.today))
        found = found.filter(pk__in=members.values("person"))
    if asked.state:
        cases = models.Case.objects.filter(cases_visible_to(viewer))
        cases = cases.exclude(state__in=FINAL) if asked.state == "open" else cases.filter(state=asked.state)
        found = found.filter(pk__in=cases.values("person"))
    return found


def with_places(viewer: Viewer, rows: Sequence[PersonRow]) -> list[PersonRow]:
    """The same rows with where each stands today and their open case, if the viewer may know of it."""
    ids = [row.id for row in rows]
    now = models.Assignment.objects.filter(current(viewer.today), person__in=ids)
    places = {place.person_id: place for place in now.select_related("team", "manager")}
    cases = models.Case.objects.filter(cases_visible_to(viewer), person__in=ids).exclude(state__in=FINAL)
    states = {person: (case, state) for person, case, state in
              cases.order_by("live", "opened").values_list("person_id", "id", "state")}  # fmt: skip
    return [_placed(row, places.get(row.id), states.get(row.id, (None, ""))) for row in rows]


def _placed(row: PersonRow, place: models.Assignment | None, case: tuple[UUID | None, str]) -> PersonRow:
    if place is None:
        return replace(row, case=case[0], state=case[1])
    return replace(
        row,
        job=place.job_family,
        team=place.team.name if place.team else "",
        manager=place.manager_id,
        manager_name=place.manager.name if place.manager else "",
        employed=True,
        case=case[0],
        state=case[1],
    )


def team_choices() -> list[tuple[str, str]]:
    """Every team as (code, indented name), parents before children. One statement."""
    rows = models.Team.objects.order_by("path").values_list("code", "name", "path")
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
    """The people who report to the viewer today, with what a manager needs at a glance. Three statements."""
    held = models.Entry.objects.filter(subject=OuterRef("person"), kind="coaching").order_by("-happened")
    rows = (
        models.Assignment.objects.filter(current(viewer.today), manager=viewer.person)
        .annotate(coached=Subquery(held.values("happened")[:1]), person_name=F("person__name"))
        .order_by("person__name")
        .values_list("person_id", "person__number", "person__name", "coached")[:PAGE]
    )
    found = list(rows)
    placed = with_places(viewer, [PersonRow(*row[:3]) for row in found])
    return [TeamMember(person, row[3]) for person, row in zip(placed, found, strict=True)]


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


def by_number(number: str) -> UUID:
    found = models.Person.objects.filter(number=number.strip()).values_list("id", flat=True).first()
    if found is None:
        raise NotFound(f"Nobody has the number “{number}”.")
    return found
