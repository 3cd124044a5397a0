"""A person's file: who they are, what of it this viewer may read, and the entries in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import NotFound
from goodstanding.domain.lifecycle import FINAL, State
from goodstanding.domain.relation import CASE_ROLES, Relation, Standing
from goodstanding.domain.visibility import reads_drafts, sees_case, sees_file, state_told
from goodstanding.queries.standing import Viewer, entries_visible, roles_today, second_level_of, standing_from
from goodstanding.store import models
from goodstanding.store.prepared import prepared_rows

GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    "daily": ("Day to day", frozenset({"feedback", "coaching", "followed_up", "award", "grievance"})),
    "warnings": ("Warnings", frozenset({"warning"})),
    "appraisals": (
        "Appraisals",
        frozenset(
            {
                "appraisal",
                "appraisal_answer",
                "round_opened",
                "self_appraisal",
                "appraisal_prepared",
                "round_left",
            }
        ),
    ),
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
    def team_names(self) -> dict[str, str]:
        """Of the teams in which the person stands or stood, as far as the viewer is told."""
        return {p.team_code: p.team for p in self.places if p.team}

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
    cases, roles = _cases(viewer, person)
    rows = _lines(person, viewer.person, viewer.today)
    stands = standing_from(
        viewer,
        person,
        [(place.manager, place.since, place.until, path, second) for place, path, second in map(_line, rows)],
        *roles_today(viewer.today, roles),
    )
    _check_exists(stands)
    number, name, email, jurisdiction, working_days = rows[0][: len(_WHO)] if rows else _who(person)
    seen = [case for case, shared in cases if sees_case(stands, case.id, shared=shared)]
    return Head(
        id=person,
        number=number,
        name=name,
        email=email,
        jurisdiction=jurisdiction,
        working_days=working_days,
        today=viewer.today,
        standing=stands,
        places=_places_told(stands, tuple(_line(row)[0] for row in rows), viewer.today),
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


_WHO = ("number", "name", "email", "jurisdiction", "working_days")
_PLACE = (
    "since", "until", "team__name", "team__code", "job_family", "level", "manager_id", "manager__name",
    "entry_id",
)  # fmt: skip


@prepared_rows
def _lines(person: UUID, viewer: UUID, today: date) -> QuerySet[Any, Any]:
    """Who it is, where they stood, the path of that team, and whether the viewer is the second level."""
    found = models.Assignment.objects.filter(person=person).order_by("since")
    second = second_level_of(Viewer(viewer, "", today))
    return found.values_list(*(f"person__{name}" for name in _WHO), *_PLACE, "team__path", second)


def _line(row: tuple[Any, ...]) -> tuple[PlaceLine, str | None, bool]:
    *place, path, second = row[len(_WHO) :]
    since, until, team, code, family, level, manager, manager_name, entry = place
    line = PlaceLine(since, until, team or "", code or "", family, level, manager, manager_name or "", entry)
    return line, path, second


def _who(person: UUID) -> tuple[Any, ...]:
    """Of somebody who never stood anywhere."""
    found = models.Person.objects.filter(id=person).first()
    if found is None:
        raise NotFound(GONE)
    return tuple(getattr(found, name) for name in _WHO)


def _cases(
    viewer: Viewer, person: UUID
) -> tuple[list[tuple[CaseLine, bool]], list[tuple[UUID, str, date | None]]]:
    """Every case with whether something of it is shared; and the viewer's roles in them. One statement."""
    found: dict[UUID, tuple[CaseLine, bool]] = {}
    roles = []
    for id, state, opened, ends, closed, delivered, manager, coached, shared, role, until in _case_rows(
        person, viewer.person
    ):
        line = CaseLine(id, state, opened, ends, closed, delivered is not None, manager, coached)
        found.setdefault(id, (line, shared))
        if role in CASE_ROLES:
            roles.append((id, role, until))
    return list(found.values()), roles


@prepared_rows
def _case_rows(person: UUID, viewer: UUID) -> QuerySet[Any, Any]:
    shared = models.Entry.objects.filter(case_id=OuterRef("pk"), visibility="shared")
    coached = models.Entry.objects.filter(case_id=OuterRef("pk"), kind="coaching_directed")
    mine = FilteredRelation("case_roles", condition=Q(case_roles__person=viewer))
    found = models.Case.objects.filter(person=person).order_by("-live", "-opened", "id")
    return found.annotate(
        mine=mine,
        shared=Exists(shared),
        role=F("mine__role"),
        until=F("mine__until"),
        coached=Exists(coached),
    ).values_list(
        "id",
        "state",
        "opened",
        "ends_on",
        "closed_on",
        "delivered_on",
        "manager_id",
        "coached",
        "shared",
        "role",
        "until",
    )


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
