"""A person's file, pulled: what the review finds for this viewer, and what was said about each finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, BooleanField, Value

from goodstanding.domain import file as files
from goodstanding.domain.case import Case
from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.entries.review import FindingDisposed, FindingNoted
from goodstanding.domain.errors import NotFound
from goodstanding.domain.lifecycle import PRE_DELIVERY
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import Relation
from goodstanding.queries import presenters
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.organisation import organisation
from goodstanding.queries.plans import OPENS, Room
from goodstanding.queries.presenters import Labels, Presented
from goodstanding.queries.review.comparators import gather
from goodstanding.queries.review.groups import coded, groups_of
from goodstanding.queries.review.integrity import chain_holds
from goodstanding.queries.review.read import (
    FOR_A_STEP,
    Looked,
    Reads,
    Whose,
    look,
    look_for_step,
    readable,
    reads,
    undelivered,
)
from goodstanding.queries.review.settings import settled
from goodstanding.queries.standing import Viewer
from goodstanding.review.comparators import Comparators, Group
from goodstanding.review.finding import Audience, Finding
from goodstanding.store import models
from goodstanding.store.stored import stored_of

GONE = "There is no such page, or it is not for you."


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody decided about a finding: the last word on it."""

    entry: UUID
    disposition: str
    words: str
    by: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """`entries` are those that the review read; `may_read` says which of them the viewer may open."""

    head: Head
    entries: tuple[Entry[Any], ...]
    file: files.File
    case: Case | None
    looked: Looked
    wanted: Reads
    policy: Policy
    answers: Mapping[str, Answered]
    names: Mapping[UUID, str]
    may_read: frozenset[UUID]

    @property
    def labels(self) -> Labels:
        goals = {g.id: g.statement for c in self.file.cases.values() for g in c.terms.goals}
        return Labels(people=self.names, goals=goals, teams=self.head.team_names)

    def shown(self, entry: Entry[Any]) -> Presented:
        return presenters.present(entry.payload, self.labels)

    def name(self, person: UUID | None) -> str:
        return self.names.get(person, "somebody no longer here") if person else ""

    def finding(self, key: str) -> Finding:
        found = next((f for f in self.looked.review.findings if f.key == key), None)
        if found is None:
            raise NotFound("There is no such finding now: the file or the rules have changed since.")
        return found

    def readers(self, finding: Finding) -> str:
        """The compartment that an answer to this finding stays in."""
        if finding.audience & FOR_A_STEP:
            return "shared"
        if Audience.LEAVE in finding.audience and self.head.standing.has(Relation.LEAVE):
            return "leave"
        return "counsel"


def pull(viewer: Viewer, person: UUID, *, as_of: date | None = None) -> Pulled:
    """Eight statements at most. NotFound for whoever reads neither the shared file nor a compartment."""
    head = open_file(viewer, person)
    wanted = reads(head.standing)
    if not wanted.audiences:
        raise NotFound(GONE)
    hidden = {Visibility.LEAVE, Visibility.COUNSEL, Visibility.OWN} - wanted.compartments
    kept = stored_of(person, without=hidden)
    stored = kept.entries
    whole = files.fold_on(person, stored, f"without {sorted(hidden)}")
    entries = readable(stored, whole.cases, wanted)
    file = whole
    if len(entries) != len(stored):
        file = files.fold_on(person, _with_openings(stored, entries), f"opened, without {sorted(hidden)}")
    here = organisation()
    policy = here.policy
    day = as_of or head.today
    case = case_at_hand(file, wanted)
    counsel = Visibility.COUNSEL in wanted.compartments
    names, groups = _names(entries, file, groups=counsel)
    whose = Whose(
        person=person, jurisdiction=head.jurisdiction, working_days=head.working_days, policy=policy,
        names=names,
    )  # fmt: skip
    others = gather(
        person, file, case, policy=policy, as_of=day, groups=groups, chain_intact=chain_holds(person, kept)
    )
    looked = look(
        entries, whose, wanted, as_of=day, setting=settled(here), comparators=_told(others, head),
        drafts=undelivered(file.cases.values(), wanted),
    )  # fmt: skip
    return Pulled(
        head=head, entries=tuple(entries), file=file, case=case, looked=looked, wanted=wanted, policy=policy,
        answers=_answers(entries, names), names=names, may_read=_may_read(head, entries),
    )  # fmt: skip


def _with_openings(stored: Sequence[Entry[Any]], entries: Sequence[Entry[Any]]) -> list[Entry[Any]]:
    """The readable entries, and what opened the cases of which something is readable: a case cannot be folded
    from the coaching that followed a concern alone. What the review reads stays without it."""
    read, told = {e.id for e in entries}, {e.case for e in entries if e.case}
    return [e for e in stored if e.id in read or (e.kind in OPENS and e.case in told)]


def case_at_hand(file: files.File, wanted: Reads) -> Case | None:
    """The plan that a reader of the file means: the open case, else the one that was delivered last."""
    cases = [c for c in file.cases.values() if wanted.drafts or c.delivered or c.state not in PRE_DELIVERY]
    if open_ones := [c for c in cases if c.open]:
        return max(open_ones, key=lambda c: (c.live, c.opened))
    return max(cases, key=lambda c: (c.delivered, c.opened), default=None)


def _told(others: Comparators, head: Head) -> Comparators:
    """Other people's own figures are not for the person whose file it is, nor for the leave role."""
    evaluators = head.standing.has(
        Relation.HR, Relation.MANAGER, Relation.SECOND_LEVEL, Relation.COUNSEL
    ) or bool(head.standing.case_roles)
    return others if evaluators and not head.own else replace(others, peers=None)


def _may_read(head: Head, entries: Sequence[Entry[Any]]) -> frozenset[UUID]:
    """Entries that the viewer can open: the leave role reads no shared file, though a finding may rest on
    it."""
    if head.standing.reads_whole_shared_file:
        drafts = head.standing.has(Relation.HR, Relation.MANAGER, Relation.SECOND_LEVEL, Relation.SELF)
        return frozenset(e.id for e in entries if drafts or e.visibility is not Visibility.DRAFT)
    return frozenset(e.id for e in entries if e.visibility is Visibility.LEAVE)


def _names(
    entries: Sequence[Entry[Any]], file: files.File, *, groups: bool
) -> tuple[Mapping[UUID, str], tuple[Group, ...] | None]:
    """Names of everybody whom the entries mention and, for counsel, everybody's groups. One statement."""
    ids = {e.author for e in entries} | {file.subject}
    ids |= {c.manager for c in file.cases.values()}
    ids |= {p.place.manager for p in file.placements() if p.place.manager}
    for entry in entries:
        ids |= set(presenters.mentions(entry.payload))
    named = models.Person.objects.filter(id__in=ids).order_by()
    no, zero = Value(False, BooleanField()), Value(0, BigIntegerField())
    rows = named.annotate(at=zero, plan=no, code=no).values_list("id", "name", "at", "plan", "code")
    if groups:
        rows = rows.union(coded(), all=True)
    found = list(rows)
    codes = sorted((r for r in found if r[4]), key=lambda r: r[2])
    names = {id: name for id, name, _, _, code in found if not code}
    return MappingProxyType(names), groups_of((r[0], r[1], r[3]) for r in codes) if groups else None


def _answers(entries: Sequence[Entry[Any]], names: Mapping[UUID, str]) -> Mapping[str, Answered]:
    retracted = {e.refers_to for e in entries if e.kind == "correction" and e.payload.retracts}
    found: dict[str, Answered] = {}
    for entry in entries:
        said = entry.payload
        if isinstance(said, FindingDisposed) and entry.id not in retracted:
            by = names.get(entry.author, "somebody no longer here")
            found[said.finding.key] = Answered(
                entry.id, said.disposition, said.words, entry.author, by, entry.recorded
            )
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeStep:
    """The review that a step in a case asks for, with what was answered already."""

    looked: Looked
    entries: tuple[Entry[Any], ...]
    answers: Mapping[str, Answered]
    names: Mapping[UUID, str]
    earlier: tuple[FindingNoted, ...]
    """What the last review found that was kept in the case, to tell what is new since."""
    kept_on: date | None

    @property
    def asked(self) -> tuple[Finding, ...]:
        """Findings that ask for a written answer, answered or not."""
        return tuple(f for f in self.looked.review.findings if f.severity in ("decisive", "serious"))

    def is_new(self, finding: Finding) -> bool:
        return self.kept_on is not None and finding.key not in {f.key for f in self.earlier}


def before_step(room: Room) -> BeforeStep:
    """What `actions.review.take_step` would find at this moment. Two statements where the room was opened
    with the whole file, else one more."""
    head, person = room.head, room.head.id
    entries: Sequence[Entry[Any]] = room.for_steps
    stored = room.stored
    if stored is None:
        stored = stored_of(person, without=(Visibility.LEAVE, Visibility.COUNSEL, Visibility.OWN))
        entries = stored.entries
    file = files.fold_on(person, entries, "for steps")
    names = dict(room.names)
    whose = Whose(
        person=person, jurisdiction=head.jurisdiction, working_days=head.working_days, policy=room.policy,
        names=names,
    )  # fmt: skip
    looked = look_for_step(
        entries, file, head.standing, whose, case=room.case.id, as_of=room.today,
        setting=settled(room.organisation), chain_intact=chain_holds(person, stored),
    )  # fmt: skip
    kept = [e for e in entries if e.kind == "file_reviewed" and e.case == room.case.id]
    return BeforeStep(
        looked=looked,
        entries=tuple(entries),
        answers=_answers(entries, names),
        names=names,
        earlier=kept[-1].payload.findings if kept else (),
        kept_on=kept[-1].happened if kept else None,
    )
