"""Cases: the list of those a viewer may open, and one of them with all that its pages need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain import file as files
from goodstanding.domain.case import Case
from goodstanding.domain.duties import Duty, duties_of
from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.errors import NotFound
from goodstanding.domain.lifecycle import PRE_DELIVERY, Role, State
from goodstanding.domain.offers import Scene
from goodstanding.domain.permissions import roles_in_case
from goodstanding.domain.policy import Policy
from goodstanding.domain.visibility import Marks, may_read, reads_drafts
from goodstanding.domain.working_days import Calendar
from goodstanding.queries import presenters
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.narrowing import holds
from goodstanding.queries.organisation import OrganisationView, calendar_for, organisation
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.people import nameable
from goodstanding.queries.presenters import Labels, Presented
from goodstanding.queries.seen import cases_told
from goodstanding.queries.standing import Viewer
from goodstanding.store import log, models
from goodstanding.store.prepared import Value, filled, prepared_pages, prepared_raw, prepared_rows
from goodstanding.store.stored import StoredFile, stored, with_head

PAGE = 50
S = State

GROUPS: Mapping[str, tuple[str, frozenset[State]]] = MappingProxyType(
    {
        "decide": ("Needs a decision", frozenset({S.INTAKE, S.SUBMITTED, S.ENDORSED, S.RELAPSED})),
        "coaching": ("Coaching", frozenset({S.COACHING})),
        "drafting": ("Drafting", frozenset({S.DRAFT, S.SUBMITTED, S.ENDORSED, S.APPROVED})),
        "running": ("Running", frozenset({S.DELIVERED, S.ACTIVE, S.PAUSED})),
        "watch": ("On watch", frozenset({S.WATCH, S.RELAPSED})),
        "after": (
            "After a plan not met",
            frozenset({S.NOT_MET, S.PROPOSED, S.REPLIED, S.DECIDED, S.EFFECTIVE, S.APPEALED}),
        ),
        "closed": ("Closed", frozenset({S.CLOSED, S.WITHDRAWN, S.ENDED, S.REMEDIED})),
    }
)
"""How the list may be narrowed: a label and the states behind it."""

SORTS: Mapping[str, tuple[Any, ...]] = MappingProxyType(
    {
        "due": (F("next_due").asc(nulls_last=True), "-opened", "id"),
        "-due": (F("next_due").desc(nulls_last=True), "-opened", "id"),
        "ends": (F("ends_on").asc(nulls_last=True), "id"),
        "-ends": (F("ends_on").desc(nulls_last=True), "id"),
        "state": ("told", "id"),
        "-state": ("-told", "id"),
        "name": ("person__name", "id"),
        "-name": ("-person__name", "id"),
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked the list for."""

    search: str = ""
    group: str = ""
    sort: str = "due"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """`due` and what is due are the case's next duty, whoever's it is."""

    id: UUID
    person: UUID
    name: str
    number: str
    manager: str
    state: str
    starts_on: date | None
    ends_on: date | None
    due: date | None = None
    detail: str = ""
    event: str = ""


def listed(viewer: Viewer, asked: Asked, page: int) -> Page[CaseRow]:
    """One page of the cases that this viewer may open. Three statements."""
    words = asked.search.casefold().split()[:8]
    values: tuple[Value, ...] = (viewer.person, viewer.today, *words)
    shape = {
        "parts": viewer.parts,
        "group": asked.group if asked.group in {"", *GROUPS} else "all",
        "sort": asked.sort if asked.sort in SORTS else "opened",
    }
    count = _cases.count(*values, **shape)
    number = clamp(page, count, PAGE)
    found = _cases.rows(*values, **shape, first=(number - 1) * PAGE, size=PAGE)
    shown = [CaseRow(*row[:-1]) for row in found]
    secret = frozenset(row[0] for row in found if row[5] != row[-1])
    return page_of(_with_duties(shown, secret, viewer.today), number, count, PAGE)


@prepared_pages
def _cases(
    person: UUID, today: date, *words: str, parts: tuple[tuple[str, str], ...], group: str, sort: str
) -> QuerySet[Any, Any]:
    found = cases_told(Viewer(person, "", today, parts))
    for word in words:
        found = found.filter(holds("person__search", word))
    if group in GROUPS:
        found = found.filter(told__in=[s.value for s in GROUPS[group][1]])
    elif group == "":
        found = found.exclude(state__in=[s.value for s in GROUPS["closed"][1]])
    if sort.lstrip("-") == "due":
        waits = models.Duty.objects.filter(case=OuterRef("pk")).exclude(receipt_asked_for(today))
        next_due = waits.order_by("due").values("due")[:1]
        found = found.annotate(next_due=Subquery(next_due))
    return found.order_by(*SORTS.get(sort, ("-opened", "id"))).values_list(
        "id", "person_id", "person__name", "person__number", "manager__name", "told", "starts_on", "ends_on",
        "state",
    )  # fmt: skip


def receipt_asked_for(today: date) -> Q:
    """A receipt whose day has passed is nothing that the case waits for."""
    return Q(event="acknowledged", due__lt=today)


def _with_duties(rows: list[CaseRow], secret: frozenset[UUID], today: date) -> list[CaseRow]:
    """What is next in each; of a case that is being drafted in secret, nothing."""
    found = _duties_of(today, *filled([row.id for row in rows])) if rows else []
    first: dict[UUID | None, tuple[Any, ...]] = {row[0]: row[1:] for row in found}
    return [_next(row, *first[row.id]) if row.id in first and row.id not in secret else row for row in rows]


@prepared_rows
def _duties_of(today: date, *cases: UUID) -> QuerySet[Any, Any]:
    duties = models.Duty.objects.filter(case__in=cases).exclude(receipt_asked_for(today))
    duties = duties.order_by("-due", "-id")
    return duties.values_list("case_id", "due", "detail", "event")


def _next(row: CaseRow, due: date, detail: str, event: str) -> CaseRow:
    return replace(row, due=due, detail=detail, event=event)


@dataclass(frozen=True, slots=True)
class Room:
    """One case as a viewer stands in it: what they may read, what waits, what they are called here."""

    head: Head
    file: files.File
    case: Case
    entries: tuple[Entry[Any], ...]
    around: tuple[Entry[Any], ...]
    policy: Policy
    calendar: Calendar
    names: Mapping[UUID, str]
    numbers: Mapping[UUID, str]
    roles: frozenset[Role]
    reads_terms: bool
    organisation: OrganisationView
    for_steps: tuple[Entry[Any], ...] = ()
    """Of a file read whole: what the review before a step is made from. Nothing of a compartment."""
    stored: StoredFile | None = None
    """Of a file read whole: as it is kept, for whoever asks whether its chain holds."""

    @property
    def viewer(self) -> UUID:
        return self.head.standing.viewer

    @property
    def today(self) -> date:
        return self.head.today

    @property
    def own(self) -> bool:
        return self.head.own

    @property
    def scene(self) -> Scene:
        return Scene(case=self.case, file=self.file, policy=self.policy, today=self.today, by=self.viewer)

    @property
    def labels(self) -> Labels:
        goals = {g.id: g.statement for g in self.case.terms.goals}
        return Labels(people=self.names, goals=goals, teams=self.head.team_names)

    def name(self, person: UUID | None) -> str:
        return self.names.get(person, "somebody no longer here") if person else ""

    def of(self, *kinds: str) -> tuple[Entry[Any], ...]:
        """The readable entries of the case of these kinds, as they were recorded."""
        return tuple(e for e in self.entries if e.kind in kinds)

    def last(self, *kinds: str) -> Entry[Any] | None:
        found = self.of(*kinds)
        return found[-1] if found else None

    def entry(self, id: UUID | None) -> Entry[Any] | None:
        return next((e for e in self.entries if e.id == id), None)

    def shown(self, entry: Entry[Any]) -> Presented:
        return presenters.present(entry.payload, self.labels)

    def duties(self) -> tuple[Duty, ...]:
        """What waits in this case, the earliest due first."""
        found = duties_of(self.file, self.policy, self.calendar)
        return tuple(d for d in found if d.case == self.case.id)


OPENS = frozenset({"concern_raised", "follow_up_plan_opened"})
"""Kinds without which there is no case to fold."""

GONE = "There is no such case, or it is not for you."


def open_room(viewer: Viewer, case_id: UUID, *, whole_file: bool = False, naming: bool = False) -> Room:
    """Five statements whatever the size; NotFound for whom the case does not exist.

    What lies around the case is, unless the whole file is asked for, only what the file is folded from.
    `naming`: the page asks for people by name, and offers those whom the viewer may name.
    """
    found = stored(_whole_file(case_id) if whole_file else _to_fold(case_id))
    entries = found.entries
    if not entries:
        raise NotFound(GONE)
    subject = entries[0].subject
    head = open_file(viewer, subject)
    if case_id not in {case.id for case in head.cases}:
        raise NotFound(GONE)
    file = files.fold_on(subject, entries, "whole" if whole_file else f"around {case_id}")
    settled, drafts = organisation(), reads_drafts(head.standing)
    readable = tuple(e for e in entries if _reads(head, file, e))
    for_steps = tuple(e for e in entries if e.visibility in (Visibility.SHARED, Visibility.DRAFT))
    if not drafts:
        entries, file = _without_drafts(file, entries)
    case = file.cases[case_id]
    known = _known(head, file, readable, naming)
    return Room(
        head=head,
        file=file,
        case=case,
        entries=tuple(e for e in readable if e.case == case_id),
        around=readable,
        policy=settled.policy,
        calendar=calendar_for(head.jurisdiction, head.working_days, settled.policy),
        names=MappingProxyType({id: name for id, name, _ in known}),
        numbers=MappingProxyType({id: number for id, _, number in known}),
        roles=roles_in_case(case, head.standing),
        reads_terms=case.delivered or reads_drafts(head.standing),
        organisation=settled,
        for_steps=for_steps if whole_file else (),
        stored=found if whole_file else None,
    )


def open_rooms(viewer: Viewer, case_ids: Sequence[UUID]) -> list[Room]:
    """A room for each of these cases of one person, the whole file around it: no more statements than for
    one."""
    if not case_ids:
        return []
    first = open_room(viewer, case_ids[0], whole_file=True)
    return [first, *(_beside(first, id) for id in case_ids[1:])]


def _beside(room: Room, case_id: UUID) -> Room:
    """The room of another case of the same file."""
    case = room.file.cases[case_id]
    return replace(
        room,
        case=case,
        entries=tuple(e for e in room.around if e.case == case_id),
        roles=roles_in_case(case, room.head.standing),
        reads_terms=case.delivered or reads_drafts(room.head.standing),
    )


@prepared_raw
def _whole_file(case_id: UUID) -> QuerySet[Any, Any]:
    """The file of the person whose case this is: a case is folded among the others."""
    return _of_whose(case_id, Q())


@prepared_raw
def _to_fold(case_id: UUID) -> QuerySet[Any, Any]:
    return _of_whose(case_id, Q(case_id=case_id) | Q(kind__in=files.folded_kinds()))


def _of_whose(case_id: UUID, wanted: Q) -> QuerySet[Any, Any]:
    whose = models.Case.objects.filter(id=case_id).values("person")
    entries = models.Entry.objects.filter(wanted, subject__in=whose).order_by("idx")
    return with_head(entries, models.ChainHead.objects.filter(person__in=whose))


def _without_drafts(file: files.File, entries: Sequence[Entry[Any]]) -> tuple[list[Entry[Any]], files.File]:
    """The file as if nothing had been drafted that was not delivered: a case then stands where what was
    shared of it left it."""
    secret = {case.id for case in file.cases.values() if not case.delivered}
    if not secret:
        return list(entries), file
    kept = [e for e in entries if not (e.case in secret and e.visibility == "draft" and e.kind not in OPENS)]
    told = files.fold(file.subject, kept)
    cases = dict(told.cases)
    for id in secret:
        if file.cases[id].state == S.WITHDRAWN:
            cases[id] = replace(cases[id], state=S.CLOSED)
        elif cases[id].state in PRE_DELIVERY:
            cases[id] = replace(cases[id], state=S.INTAKE)
    return kept, replace(told, cases=MappingProxyType(cases))


def _reads(head: Head, file: files.File, entry: Entry[Any]) -> bool:
    case = file.cases.get(entry.case) if entry.case else None
    marks = Marks(entry.visibility, entry.author, entry.case, bool(case and case.delivered))
    return may_read(marks, head.standing)


def _known(
    head: Head, file: files.File, entries: Iterable[Entry[Any]], naming: bool
) -> list[tuple[UUID, str, str]]:
    """Everybody whom a page of the case may have to name: id, name and number. One statement."""
    ids = {e.author for e in entries} | {head.id, head.standing.viewer}
    for case in file.cases.values():
        ids |= {case.manager} | {person for _, person in case.roles} | case.holders("measurer")
        terms = (case.terms, case.change_terms, case.pending_terms)
        ids |= {g.measurer for t in terms if t for g in t.goals if g.measurer}
    ids |= {p.place.manager for p in file.placements() if p.place.manager}
    for entry in entries:
        if entry.case is not None:
            ids |= set(presenters.mentions(entry.payload))
    wanted = filled(sorted(ids))
    found = _named(head.standing.viewer, head.today, *wanted) if naming else _mentioned(*wanted)
    return [(id, name, number) for id, name, number in found]


@prepared_rows
def _mentioned(*ids: UUID) -> QuerySet[Any, Any]:
    return models.Person.objects.filter(id__in=ids).order_by("name").values_list("id", "name", "number")


@prepared_rows
def _named(viewer: UUID, today: date, *ids: UUID) -> QuerySet[Any, Any]:
    """Those, and whom the viewer may name."""
    rule = Q(id__in=ids) | nameable(viewer, today)
    return models.Person.objects.filter(rule).order_by("name").values_list("id", "name", "number")


@dataclass(frozen=True, slots=True)
class FileRoom:
    """A person's file before there is a case: what a concern may lean on."""

    head: Head
    file: files.File
    around: tuple[Entry[Any], ...]


def open_file_room(viewer: Viewer, person: UUID) -> FileRoom:
    """Three statements; NotFound for whom the file does not exist."""
    head = open_file(viewer, person)
    entries = log.entries_of(person)
    file = files.fold(person, entries)
    return FileRoom(head, file, tuple(e for e in entries if _reads(head, file, e)))
