"""How a viewer stands towards a file today, and the same rule as a filter for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from goodstanding.domain.relation import CASE_ROLES, WHOLE_FILE_ROLES, Relation, Standing, walled
from goodstanding.store import models
from goodstanding.store.prepared import prepared_ids, prepared_rows

WITNESS = frozenset({"witness"})
PARTS = {"hr": Relation.HR, "leave": Relation.LEAVE, "counsel": Relation.COUNSEL}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is looking, and which organisation-wide parts they play today, each with its scope.

    A scope is the path of a team; the empty one covers everybody.
    """

    person: UUID
    name: str
    today: date
    parts: tuple[tuple[str, str], ...] = ()

    def has_part(self, *parts: str) -> bool:
        return any(part in parts for part, _ in self.parts)

    def scopes(self, part: str) -> tuple[str, ...]:
        return tuple(scope for held, scope in self.parts if held == part)


def viewer(person: UUID, name: str, today: date) -> Viewer:
    """One statement."""
    rows = _parts_of(person, today)
    return Viewer(person, name, today, tuple(sorted((part, path or "") for part, path in rows)))


@prepared_rows
def _parts_of(person: UUID, today: date) -> QuerySet[Any, Any]:
    in_force = models.Grant.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
    return in_force.filter(person=person).values_list("part", "team__path")


def current(today: date, prefix: str = "") -> Q:
    """Assignments in force on a day, `until` being the first day after."""
    return Q(**{f"{prefix}since__lte": today}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": today})
    )


Line = tuple[UUID | None, date, date | None, str | None, bool]
"""A stretch of a job: manager, since, until, path of the team, whether the viewer is the second level."""


def standing(viewer: Viewer, subject: UUID) -> Standing:
    """Two statements, whatever the size of the organisation."""
    rows: list[Any] = _lines(subject, viewer.person, viewer.today)
    return standing_from(viewer, subject, rows, *_case_roles(viewer, subject))


@prepared_rows
def _lines(subject: UUID, viewer: UUID, today: date) -> QuerySet[Any, Any]:
    second = second_level_of(Viewer(viewer, "", today))
    found = models.Assignment.objects.filter(person=subject)
    return found.values_list("manager_id", "since", "until", "team__path", second)


def second_level_of(viewer: Viewer) -> Exists:
    """For an assignment: whether its manager reports to the viewer today."""
    line = models.Assignment.objects.filter(
        current(viewer.today), person=OuterRef("manager"), manager=viewer.person
    )
    return Exists(line)


def standing_from(
    viewer: Viewer,
    subject: UUID,
    lines: Iterable[Line],
    roles: Mapping[UUID, frozenset[str]],
    formerly_called: bool,
) -> Standing:
    """The same out of rows that somebody read already. `formerly_called`: a role in a case has ended."""
    relations: set[Relation] = {Relation.FORMER_ROLE} if formerly_called else set()
    path = ""
    for manager, since, until, team, second in lines:
        if since > viewer.today:
            continue
        if until is None or until > viewer.today:
            path = team or ""
            relations |= {Relation.MANAGER} if manager == viewer.person else set()
            relations |= {Relation.SECOND_LEVEL} if second else set()
        elif manager == viewer.person:
            relations.add(Relation.FORMER_MANAGER)
    if Relation.MANAGER in relations:
        relations -= {Relation.FORMER_MANAGER, Relation.SECOND_LEVEL}
    if viewer.person == subject:
        relations.add(Relation.SELF)
    held = [(PARTS[part], scope) for part, scope in viewer.parts if part in PARTS]
    relations |= {relation for relation, scope in held if path.startswith(scope)}
    return Standing(viewer.person, subject, walled(frozenset(relations), roles), roles)


def _case_roles(viewer: Viewer, subject: UUID) -> tuple[Mapping[UUID, frozenset[str]], bool]:
    """The roles of today by case, and whether any has ended."""
    rows: list[Any] = _held(viewer.person, subject)
    return roles_today(viewer.today, rows)


@prepared_rows
def _held(person: UUID, subject: UUID) -> QuerySet[Any, Any]:
    held = models.CaseRole.objects.filter(person=person, case__person=subject, role__in=sorted(CASE_ROLES))
    return held.values_list("case_id", "role", "until")


def roles_today(
    today: date, rows: Iterable[tuple[UUID, str, date | None]]
) -> tuple[Mapping[UUID, frozenset[str]], bool]:
    roles: dict[UUID, set[str]] = defaultdict(set)
    ended = False
    for case, role, until in rows:
        if until is None or until > today:
            roles[case].add(role)
        else:
            ended = True
    return MappingProxyType({case: frozenset(held) for case, held in roles.items()}), ended


def held_on(today: date) -> Q:
    """Roles in cases that have not ended: `domain.case_roles.Held.on`, as a filter."""
    return Q(until=None) | Q(until__gt=today)


# Filters for lists. Each says of the person in `ref` what `standing` says of one subject. They are sets that
# the database works out once, not a question asked anew of each of ten thousand rows.


def _among(ref: str, ids: RawSQL) -> Q:
    return Q(**{f"{ref}__in": ids})


def _now(today: date, **line: Any) -> QuerySet[models.Assignment, Any]:
    return models.Assignment.objects.filter(current(today), **line).values("person")


@prepared_ids
def _reports_of(person: UUID, today: date) -> QuerySet[Any, Any]:
    return _now(today, manager=person)


@prepared_ids
def _reports_of_reports(person: UUID, today: date) -> QuerySet[Any, Any]:
    return _now(today, manager__in=_now(today, manager=person))


def _stands_under(today: date, scopes: tuple[str, ...], ref: str) -> Exists:
    return Exists(models.Assignment.objects.filter(current(today), _inside(scopes), person=OuterRef(ref)))


def _inside(scopes: tuple[str, ...], prefix: str = "team__") -> Q:
    inside = Q()
    for scope in scopes:
        inside |= Q(**{f"{prefix}path__startswith": scope})
    return inside


@prepared_ids
def _in_teams_under(today: date, *, scopes: tuple[str, ...]) -> QuerySet[Any, Any]:
    teams = models.Team.objects.filter(_inside(scopes, "")).values("pk")  # few
    return _now(today, team__in=teams)


@prepared_ids
def _people_in_cases(person: UUID, today: date, *, roles: frozenset[str]) -> QuerySet[Any, Any]:
    held = models.CaseRole.objects.filter(held_on(today), person=person, role__in=sorted(roles))
    return held.values("case__person")


@prepared_ids
def _called_before(person: UUID, today: date) -> QuerySet[Any, Any]:
    """People in whose case this one held a role that has ended, and in whose file this one wrote."""
    held = models.CaseRole.objects.filter(person=person, until__lte=today, role__in=sorted(CASE_ROLES))
    wrote = models.Entry.objects.filter(subject=OuterRef("case__person"), author=person)
    return held.filter(Exists(wrote)).values("case__person")


@prepared_ids
def _managed_before(person: UUID, today: date) -> QuerySet[Any, Any]:
    """People who reported to this one once, and in whose file this one wrote."""
    managed = models.Assignment.objects.filter(manager=person, since__lte=today, until__lte=today)
    wrote = models.Entry.objects.filter(subject=OuterRef("person"), author=person)
    return managed.filter(Exists(wrote)).values("person")


def _reports(viewer: Viewer, ref: str) -> Q:
    return _among(ref, _reports_of(viewer.person, viewer.today))


def second_level(viewer: Viewer, ref: str) -> Q:
    """People whose manager reports to the viewer, and who do not do so themselves."""
    skip = _reports_of_reports(viewer.person, viewer.today)
    return _among(ref, skip) & ~_reports(viewer, ref)


def _in_scope(viewer: Viewer, part: str, ref: str) -> Q:
    """A list of people, or of where everybody stands, is compared with the branch as a set; where a row leads
    to a person, as those of cases and duties do, the question is asked of each: they are few, and the branch
    may hold thousands."""
    scopes = viewer.scopes(part)
    if "" in scopes:
        return Q()
    if scopes and ref not in ("pk", "person"):
        return Q(_stands_under(viewer.today, scopes, ref))
    return _among(ref, _in_teams_under(viewer.today, scopes=scopes)) if scopes else Q(pk__in=[])


def _witness(viewer: Viewer, ref: str) -> Q:
    return _in_case(viewer, ref, WITNESS)


def _in_case(viewer: Viewer, ref: str, roles: frozenset[str]) -> Q:
    return _among(ref, _people_in_cases(viewer.person, viewer.today, roles=roles))


def in_part(viewer: Viewer, part: str, ref: str = "pk") -> Q:
    """People for whom the viewer holds this part, themselves, their reports and their cases as a witness
    left out."""
    if not viewer.has_part(part):
        return Q(pk__in=[])
    own = {ref: viewer.person}
    wall = ~Q(**own) & ~_reports(viewer, ref) & ~_witness(viewer, ref)
    return _in_scope(viewer, part, ref) & wall


def formerly(viewer: Viewer, ref: str) -> Q:
    """People of whom the viewer may still read what they wrote themselves."""
    managed = _among(ref, _managed_before(viewer.person, viewer.today))
    return managed | _among(ref, _called_before(viewer.person, viewer.today))


def people_visible_to(viewer: Viewer, ref: str = "pk") -> Q:
    """Whose file exists for this viewer: `domain.visibility.sees_file`, as a filter."""
    rule = Q(pk__in=[])
    for part in PARTS:
        if viewer.has_part(part):
            rule |= in_part(viewer, part, ref)
    rule |= Q(**{ref: viewer.person}) | _reports(viewer, ref) | second_level(viewer, ref)
    return rule | _in_case(viewer, ref, CASE_ROLES) | formerly(viewer, ref)


def entries_visible(standing: Standing, delivered_cases: Iterable[UUID] | QuerySet[Any, Any]) -> Q:
    """`domain.visibility.may_read` for one file, as a filter over its entries. A query of the cases that were
    delivered becomes a part of it."""
    rule = Q(author=standing.viewer)
    if standing.reads_whole_shared_file:
        rule |= Q(visibility="shared")
    elif standing.case_roles:
        rule |= Q(visibility="shared", case_id__in=list(standing.case_roles))
    if standing.has(Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR):
        rule |= Q(visibility="draft")
    elif standing.has(Relation.SELF):
        rule |= Q(visibility="draft", case_id__in=delivered_cases)
    if standing.has(Relation.SELF, Relation.LEAVE):
        rule |= Q(visibility="leave")
    if standing.has(Relation.COUNSEL):
        rule |= Q(visibility="counsel")
    return rule


@prepared_ids
def _cases_with_a_role(person: UUID, today: date) -> QuerySet[Any, Any]:
    held = models.CaseRole.objects.filter(held_on(today), person=person, role__in=sorted(CASE_ROLES))
    return held.values("case")


@prepared_ids
def _cases_shared_with(person: UUID, today: date) -> QuerySet[Any, Any]:
    """Cases about this person or about somebody whose whole file they read, of which something is shared."""
    held = models.CaseRole.objects.filter(held_on(today), person=person, role__in=sorted(WHOLE_FILE_ROLES))
    shared = models.Entry.objects.filter(case_id=OuterRef("pk"), visibility="shared")
    about = Q(person=person) | Q(person__in=held.values("case__person"))
    return models.Case.objects.filter(about, Exists(shared)).values("pk")


def cases_visible_to(viewer: Viewer) -> Q:
    """Cases this viewer may open: of people whose whole file they read, or where they hold a role.

    The person on the plan sees a case from the day something of it was shared with them.
    """
    ref = "person_id"
    called = _cases_with_a_role(viewer.person, viewer.today)
    rule = _reports(viewer, ref) | second_level(viewer, ref) | _among("pk", called)
    for part in ("hr", "counsel"):
        if viewer.has_part(part):
            rule |= in_part(viewer, part, ref)
    return rule | _among("pk", _cases_shared_with(viewer.person, viewer.today))
