"""How a viewer stands towards a file today, and the same rule as a filter for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from goodstanding.domain.relation import CASE_ROLES, WHOLE_FILE_ROLES, Relation, Standing, walled
from goodstanding.store import models

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
    grants = _in_force(models.Grant.objects.filter(person=person), today)
    rows = grants.values_list("part", "team__path")
    return Viewer(person, name, today, tuple(sorted((part, path or "") for part, path in rows)))


def _in_force(grants: QuerySet[models.Grant], today: date) -> QuerySet[models.Grant]:
    return grants.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


def current(today: date, prefix: str = "") -> Q:
    """Assignments in force on a day, `until` being the first day after."""
    return Q(**{f"{prefix}since__lte": today}) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gt": today})
    )


def standing(viewer: Viewer, subject: UUID) -> Standing:
    """Four statements at most, whatever the size of the organisation."""
    relations: set[Relation] = set()
    if viewer.person == subject:
        relations.add(Relation.SELF)
    relations |= _line(viewer, subject)
    relations |= _parts(viewer, subject)
    roles = _case_roles(viewer, subject)
    return Standing(viewer.person, subject, walled(frozenset(relations), roles), roles)


def _line(viewer: Viewer, subject: UUID) -> set[Relation]:
    """Manager now, second level now, or manager once."""
    rows = models.Assignment.objects.filter(person=subject).values_list("manager_id", "since", "until")
    found: set[Relation] = set()
    now_manager: UUID | None = None
    for manager, since, until in rows:
        if since <= viewer.today and (until is None or until > viewer.today):
            now_manager = manager
        elif manager == viewer.person and since <= viewer.today:
            found.add(Relation.FORMER_MANAGER)
    if now_manager == viewer.person:
        return {Relation.MANAGER}
    if now_manager is not None:
        second = models.Assignment.objects.filter(
            current(viewer.today), person=now_manager, manager=viewer.person
        )
        if second.exists():
            found.add(Relation.SECOND_LEVEL)
    return found


def _parts(viewer: Viewer, subject: UUID) -> set[Relation]:
    held = [(PARTS[part], scope) for part, scope in viewer.parts if part in PARTS]
    found = {relation for relation, scope in held if not scope}
    scoped = [(relation, scope) for relation, scope in held if scope]
    if scoped:
        paths = models.Assignment.objects.filter(current(viewer.today), person=subject).values_list(
            "team__path", flat=True
        )
        for path in paths:
            found |= {relation for relation, scope in scoped if (path or "").startswith(scope)}
    return found


def _case_roles(viewer: Viewer, subject: UUID) -> MappingProxyType[UUID, frozenset[str]]:
    rows = models.CaseRole.objects.filter(
        person=viewer.person, case__person=subject, role__in=CASE_ROLES
    ).values_list("case_id", "role")
    roles: dict[UUID, set[str]] = defaultdict(set)
    for case, role in rows:
        roles[case].add(role)
    return MappingProxyType({case: frozenset(held) for case, held in roles.items()})


# Filters for lists. Each says of the person in `ref` what `standing` says of one subject.


def _reports(viewer: Viewer, ref: str) -> Exists:
    return Exists(
        models.Assignment.objects.filter(current(viewer.today), person=OuterRef(ref), manager=viewer.person)
    )


def _second_level(viewer: Viewer, ref: str) -> Exists:
    return Exists(
        models.Assignment.objects.filter(
            current(viewer.today),
            current(viewer.today, "manager__assignments__"),
            person=OuterRef(ref),
            manager__assignments__manager=viewer.person,
        )
    )


def _in_scope(viewer: Viewer, part: str, ref: str) -> Q:
    scopes = viewer.scopes(part)
    if not scopes:
        return Q(pk__in=[])
    if "" in scopes:
        return Q()
    inside = Q()
    for scope in scopes:
        inside |= Q(team__path__startswith=scope)
    return Q(Exists(models.Assignment.objects.filter(inside, current(viewer.today), person=OuterRef(ref))))


def _witness(viewer: Viewer, ref: str) -> Exists:
    return Exists(
        models.CaseRole.objects.filter(person=viewer.person, role="witness", case__person=OuterRef(ref))
    )


def in_part(viewer: Viewer, part: str, ref: str = "pk") -> Q:
    """People for whom the viewer holds this part, themselves, their reports and their cases as a witness
    left out."""
    if not viewer.has_part(part):
        return Q(pk__in=[])
    own = {ref: viewer.person}
    wall = ~Q(**own) & ~Q(_reports(viewer, ref)) & ~Q(_witness(viewer, ref))
    return _in_scope(viewer, part, ref) & wall


def _formerly_managed(viewer: Viewer, ref: str) -> Q:
    managed = models.Assignment.objects.filter(
        person=OuterRef(ref), manager=viewer.person, since__lte=viewer.today, until__lte=viewer.today
    )
    wrote = models.Entry.objects.filter(subject=OuterRef(ref), author=viewer.person)
    return Q(Exists(managed)) & Q(Exists(wrote))


def people_visible_to(viewer: Viewer, ref: str = "pk") -> Q:
    """Whose file exists for this viewer: `domain.visibility.sees_file`, as a filter."""
    rule = Q(**{ref: viewer.person}) | Q(_reports(viewer, ref)) | Q(_second_level(viewer, ref))
    rule |= _formerly_managed(viewer, ref)
    rule |= Q(
        Exists(
            models.CaseRole.objects.filter(
                person=viewer.person, role__in=CASE_ROLES, case__person=OuterRef(ref)
            )
        )
    )
    for part in PARTS:
        if viewer.has_part(part):
            rule |= in_part(viewer, part, ref)
    return rule


def entries_visible(standing: Standing, delivered_cases: Iterable[UUID]) -> Q:
    """`domain.visibility.may_read` for one file, as a filter over its entries."""
    rule = Q(author=standing.viewer)
    if standing.reads_whole_shared_file:
        rule |= Q(visibility="shared")
    elif standing.case_roles:
        rule |= Q(visibility="shared", case_id__in=list(standing.case_roles))
    if standing.has(Relation.MANAGER, Relation.SECOND_LEVEL, Relation.HR):
        rule |= Q(visibility="draft")
    elif standing.has(Relation.SELF):
        rule |= Q(visibility="draft", case_id__in=list(delivered_cases))
    if standing.has(Relation.SELF, Relation.LEAVE):
        rule |= Q(visibility="leave")
    if standing.has(Relation.COUNSEL):
        rule |= Q(visibility="counsel")
    return rule


def cases_visible_to(viewer: Viewer) -> Q:
    """Cases this viewer may open: of people whose whole file they read, or where they hold a role.

    The person on the plan sees a case from the day something of it was shared with them.
    """
    ref = "person_id"
    mine = Q(case_roles__person=viewer.person) & Q(case_roles__role__in=CASE_ROLES)
    whole = Q(Exists(models.CaseRole.objects.filter(
        person=viewer.person, role__in=WHOLE_FILE_ROLES, case__person=OuterRef(ref))))  # fmt: skip
    shared = models.Entry.objects.filter(case_id=OuterRef("pk"), visibility="shared")
    own = Q(person=viewer.person) & Q(Exists(shared))
    rule = own | Q(_reports(viewer, ref)) | Q(_second_level(viewer, ref))
    rule |= Q(pk__in=models.Case.objects.filter(mine).values("pk")) | (whole & Q(Exists(shared)))
    for part in ("hr", "counsel"):
        if viewer.has_part(part):
            rule |= in_part(viewer, part, ref)
    return rule
