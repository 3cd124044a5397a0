"""A person's file: who they are, what of it this viewer may read, and the entries in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import NotFound
from goodstanding.domain.lifecycle import FINAL, State
from goodstanding.domain.relation import CASE_ROLES, Relation, Standing
from goodstanding.domain.visibility import reads_drafts, sees_case, sees_file, state_told
from goodstanding.queries.standing import Viewer, entries_visible, second_level_of, standing_from
from goodstanding.store import models

GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "daily": ("Day to day", frozenset({"feedback", "coaching", "followed_up", "award", "grievance"})),
    "warnings": ("Warnings", frozenset({"warning"})),
    "appraisals": ("Appraisals", frozenset({"appraisal", "appraisal_answer"})),
    "standards": (
        "Standards and figures",
        frozenset({"standard_set", "standard_communicated", "job_terms", "metric_snapshot"}),
    ),
    "job": ("Job", frozenset({"hired", "moved", "left", "handover", "not_at_work"})),
    "plans": ("Plans and decisions", frozenset()),  # everything that belongs to a case
    "leave": ("Leave and accommodation", frozenset(k for k, c in KINDS.items() if c.visibility == "leave")),
    "counsel": ("Counsel", frozenset(k for k, c in KINDS.items() if c.visibility == "counsel")),
}
"""How the timeline may be narrowed."""


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """Where somebody stands from a day on, with names in place of ids."""

    since: date
    until: date | None
    team: str
    team_code: str
    job_family: str
    level: str
    manager: UUID | None
    manager_name: str
    entry: UUID


@dataclass(frozen=True, slots=True)
class CaseLine:
    id: UUID
    state: str
    opened: date
    ends_on: date | None
    closed_on: date | None
    delivered: bool
    manager: UUID
    coached: bool = False

    @property
    def open(self) -> bool:
        return State(self.state) not in FINAL


@dataclass(frozen=True, slots=True)
class Head:
    """Whose file this is and how the viewer stands to it. Only `open_file` makes one."""

    id: UUID
    number: str
    name: str
    email: str
    jurisdiction: str
    working_days: str
    today: date
    standing: Standing
    places: tuple[PlaceLine, ...]
    cases: tuple[CaseLine, ...]

    @property
    def place(self) -> PlaceLine | None:
        now = [p for p in self.places if p.since <= self.today and (not p.until or p.until > self.today)]
        return now[-1] if now else None

    @property
    def open_case(self) -> CaseLine | None:
        return next((c for c in self.cases if c.open), None)

    @property
    def own(self) -> bool:
        return self.standing.viewer == self.id


@dataclass(frozen=True, slots=True)
class Meta:
    """What is known of an entry without its words."""

    idx: int
    id: UUID
    kind: str
    visibility: str
    seq: int
    happened: date
    recorded: datetime
    author: UUID
    author_name: str
    refers_to: UUID | None
    case: UUID | None


GONE = "There is no such person, or their file is not for you."


def open_file(viewer: Viewer, person: UUID) -> Head:
    """The file's head, in two statements; NotFound for whom it does not exist."""
    cases = _cases(viewer, person)
    line = models.Assignment.objects.filter(person=person).select_related("person", "team", "manager")
    rows = list(line.annotate(second=second_level_of(viewer)).order_by("since"))
    stands = standing_from(
        viewer,
        person,
        [(r.manager_id, r.since, r.until, r.team.path if r.team else None, r.second) for r in rows],
        MappingProxyType({case.id: frozenset(roles) for case, _, roles in cases if roles}),
    )
    _check_exists(stands)
    who = rows[0].person if rows else models.Person.objects.filter(id=person).first()
    if who is None:
        raise NotFound(GONE)
    seen = [case for case, shared, _ in cases if sees_case(stands, case.id, shared=shared)]
    return Head(
        id=who.id,
        number=who.number,
        name=who.name,
        email=who.email,
        jurisdiction=who.jurisdiction,
        working_days=who.working_days,
        today=viewer.today,
        standing=stands,
        places=_places_told(stands, tuple(_place(row) for row in rows), viewer.today),
        cases=tuple(_told(case, stands) for case in seen),
    )


def _check_exists(stands: Standing) -> None:
    if sees_file(stands, wrote_in_it=False):
        return
    wrote = stands.any and models.Entry.objects.filter(subject=stands.subject, author=stands.viewer).exists()
    if not sees_file(stands, wrote_in_it=wrote):
        raise NotFound(GONE)


def _places_told(stands: Standing, places: tuple[PlaceLine, ...], today: date) -> tuple[PlaceLine, ...]:
    """The history of the job for whoever reads the file; for somebody called in, where the person stands
    today; for a former manager, only the time with them."""
    if stands.reads_whole_shared_file:
        return places
    if stands.case_roles or stands.has(Relation.LEAVE):
        return tuple(p for p in places if p.since <= today and (not p.until or p.until > today))
    return tuple(p for p in places if p.manager == stands.viewer)


def _told(case: CaseLine, stands: Standing) -> CaseLine:
    state = state_told(
        State(case.state), delivered=case.delivered, drafts=reads_drafts(stands), coached=case.coached
    )
    return replace(case, state=state.value)


def _place(row: models.Assignment) -> PlaceLine:
    return PlaceLine(
        since=row.since,
        until=row.until,
        team=row.team.name if row.team else "",
        team_code=row.team.code if row.team else "",
        job_family=row.job_family,
        level=row.level,
        manager=row.manager_id,
        manager_name=row.manager.name if row.manager else "",
        entry=row.entry_id,
    )


def _cases(viewer: Viewer, person: UUID) -> list[tuple[CaseLine, bool, set[str]]]:
    """Every case with whether something of it is shared and the viewer's roles in it. One statement."""
    shared = models.Entry.objects.filter(case_id=OuterRef("pk"), visibility="shared")
    coached = models.Entry.objects.filter(case_id=OuterRef("pk"), kind="coaching_directed")
    mine = FilteredRelation("case_roles", condition=Q(case_roles__person=viewer.person))
    rows = (
        models.Case.objects.filter(person=person)
        .annotate(mine=mine, shared=Exists(shared), role=F("mine__role"), coached=Exists(coached))
        .order_by("-live", "-opened", "id")
    )
    found: dict[UUID, tuple[CaseLine, bool, set[str]]] = {}
    for row in rows:
        line = CaseLine(
            id=row.id,
            state=row.state,
            opened=row.opened,
            ends_on=row.ends_on,
            closed_on=row.closed_on,
            delivered=row.delivered_on is not None,
            manager=row.manager_id,
            coached=row.coached,
        )
        roles = found.setdefault(row.id, (line, row.shared, set()))[2]
        if row.role in CASE_ROLES:
            roles.add(row.role)
    return list(found.values())


def visible_entries(head: Head) -> QuerySet[models.Entry]:
    """The entries of this file that the viewer may read, as rows; every page goes through here."""
    delivered = [case.id for case in head.cases if case.delivered]
    return models.Entry.objects.filter(entries_visible(head.standing, delivered), subject=head.id)


def metas(head: Head) -> tuple[Meta, ...]:
    """All of them without their words, the newest happening first. One statement."""
    rows = visible_entries(head).values_list(
        "idx", "id", "kind", "visibility", "seq", "happened", "recorded", "author_id", "author__name",
        "refers_to", "case_id",
    )  # fmt: skip
    return tuple(sorted((Meta(*row) for row in rows), key=lambda m: (m.happened, m.idx), reverse=True))


def in_group(meta: Meta, group: str) -> bool:
    if group == "plans":
        return meta.case is not None
    return group in GROUPS and meta.kind in GROUPS[group][1]
