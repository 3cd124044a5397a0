"""The one way in which anything is written to a file.

    with writing(subject=…, by=…, now=…) as desk:
        desk.say(payload, …)

opens the transaction, folds the file, and lets each entry through the same checks; at the end the entries
are appended to the record, what lists show is projected, and the file's version is compared and set.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from goodstanding.actions._days import all_days
from goodstanding.actions.notices import tell_of_entries
from goodstanding.domain import file as files
from goodstanding.domain import lifecycle, permissions, policies
from goodstanding.domain.case import Case
from goodstanding.domain.duties import duties_of
from goodstanding.domain.entries import Entry, Payload, Visibility, review
from goodstanding.domain.errors import Conflict, NotFound, UserError
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import Standing
from goodstanding.domain.visibility import SECRET, Marks, may_read
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.standing import standing, viewer
from goodstanding.store import log, models, projection
from goodstanding.store.turn import turn

FOLLOWS_ITS_TARGET = frozenset({"answer", "correction", "acknowledged", "refusal_noted", "letter_issued"})
PART_OF_A_DRAFT = frozenset({"role_assigned", "role_ended", "file_reviewed", "finding_disposed"})
COMPARTMENTS = frozenset({Visibility.LEAVE, Visibility.COUNSEL})
TAKES_OUT = frozenset({"erased"})
"""Entries after which earlier ones read differently: words are gone."""
MAY_LIE_AHEAD = frozenset({"hired", "moved", "left", "not_at_work", "invited", "leave_reason"})


def new_salt() -> bytes:
    return secrets.token_bytes(32)


@dataclass(slots=True)
class Desk:
    """One person's file, open for writing in one transaction."""

    person: models.Person
    by: UUID
    now: datetime
    before: files.File
    file: files.File
    entries: list[Entry[Any]]
    standing: Standing
    policy: Policy
    calendar: Calendar
    drafts: list[log.Draft] = field(default_factory=list)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def case(self, case_id: UUID, expected_version: int | None = None) -> Case:
        """The case, if it is there; Conflict if somebody wrote in it since the form was shown."""
        found = self.file.cases.get(case_id)
        if found is None:
            raise NotFound("There is no such case.")
        if expected_version is not None and found.version != expected_version:
            raise Conflict(
                "Somebody wrote in this case while you had the form open. What you typed is kept below; "
                "look at what changed, then send it again."
            )
        return found

    def target(self, entry_id: UUID) -> Entry[Any]:
        """An entry of this file that the writer may read; else it does not exist for them."""
        found = next((e for e in self.entries if e.id == entry_id), None)
        if found is None:
            raise NotFound("There is no such entry.")
        case = self.file.cases.get(found.case) if found.case else None
        marks = Marks(found.visibility, found.author, found.case, bool(case and case.delivered))
        if not may_read(marks, self.standing):
            raise NotFound("There is no such entry.")
        return found

    def say(
        self,
        payload: Payload,
        *,
        happened: date | None = None,
        case: UUID | None = None,
        refers_to: UUID | None = None,
        id: UUID | None = None,
        visibility: Visibility | None = None,
    ) -> Entry[Any]:
        """Check one entry against state, role, separation and conditions, and add it. `visibility`: of an
        entry that is as open as what it speaks of."""
        day = happened or self.today
        if day > self.today and payload.kind not in MAY_LIE_AHEAD:
            raise UserError(
                "The day lies in the future. Give the day on which it happened.",
                fields={"happened": ["This day has not come yet."]},
            )
        target = self.target(refers_to) if refers_to else None
        if target is not None and case is None:
            case = target.case
        visibility = visibility or self._visibility(payload, case, target)
        if visibility in COMPARTMENTS:
            case = None  # an entry of a case is counted in it, and so would tell that there is something
        self._check(payload, case, target)
        draft = log.Draft(
            id=id or uuid.uuid4(), subject=self.person.id, author=self.by, happened=day, payload=payload,
            visibility=visibility, case=case, refers_to=refers_to,
        )  # fmt: skip
        return self._add(draft)

    def _visibility(self, payload: Payload, case_id: UUID | None, target: Entry[Any] | None) -> Visibility:
        """An answer is as open as what it answers; who is called into a draft is part of the draft, and so
        is what was found in it. What rests on a compartment stays in it."""
        if target is not None and payload.kind in FOLLOWS_ITS_TARGET:
            return target.visibility
        if isinstance(payload, review.FindingDisposed) and payload.readers != "shared":
            return Visibility(payload.readers)
        case = self.file.cases.get(case_id) if case_id else None
        if payload.kind in PART_OF_A_DRAFT and case is not None and case.state in SECRET:
            return Visibility.DRAFT
        return payload.visibility

    def _check(self, payload: Payload, case_id: UUID | None, target: Entry[Any] | None) -> None:
        kind = payload.kind
        case = self.file.cases.get(case_id) if case_id else None
        context = policies.Context(
            by=self.by, today=self.today, file=self.file, policy=self.policy, calendar=self.calendar,
            refers_to=target.id if target else None,
        )  # fmt: skip
        state = case.state if case else None
        in_table = lifecycle.lookup(state, kind)
        if (kind in lifecycle.EVENTS and kind not in FOLLOWS_ITS_TARGET) or (in_table and case):
            transition = lifecycle.find(state, kind)
            roles = permissions.roles_in_case(case, self.standing)
            lifecycle.check_role(transition, roles)
            if case is not None:
                permissions.check_separation(case, kind, self.by)
        else:
            author = target.author if target else None
            permissions.check_can_write(kind, self.standing, author_of_target=author)
            if isinstance(payload, review.FindingDisposed):
                permissions.check_can_dispose(self.standing, payload.readers)
        policies.check(kind, case, payload, context)

    def _add(self, draft: log.Draft) -> Entry[Any]:
        entry: Entry[Any] = Entry(
            id=draft.id, subject=draft.subject, author=draft.author, happened=draft.happened,
            recorded=self.now, payload=draft.payload, visibility=draft.visibility, seq=0,
            case=draft.case, refers_to=draft.refers_to,
        )  # fmt: skip
        self.file = files.apply(self.file, entry)
        self.entries.append(entry)
        self.drafts.append(draft)
        return entry

    def add_unchecked(self, draft: log.Draft) -> Entry[Any]:
        """For actions that checked another right before: an import by somebody allowed to import."""
        return self._add(draft)


@contextmanager
def writing(*, subject: UUID, by: UUID, now: datetime) -> Iterator[Desk]:
    """Open one person's file for writing. Nothing is stored if anything inside raises."""
    known = _Known.of(subject)  # most of the work, and nobody waits for it
    try:
        with turn(), transaction.atomic():
            desk = _open(known, by, now)
            yield desk
            _store(desk)
    except IntegrityError as error:
        if "one_live_plan_a_person" in str(error) or "store_case.person_id" in str(error):
            raise Conflict("This person already has a live plan. There can be one at a time.") from error
        raise


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was read before it was the writer's turn."""

    subject: UUID
    entries: list[Entry[Any]]
    last: int
    file: files.File

    @classmethod
    def of(cls, subject: UUID) -> _Known:
        entries, last = log.read_ahead(subject)
        return cls(subject, entries, last, files.fold(subject, entries))

    def today(self, version: int) -> _Known:
        """The file now that it is locked, which counts so many entries. The record only grows: what came
        meanwhile is added, unless it took something out of what was read."""
        if version == len(self.entries):
            return self
        new = log.entries_after(self.subject, self.last)
        if any(entry.kind in TAKES_OUT for entry in new):
            return _Known.of(self.subject)
        file = self.file
        for entry in new:
            file = files.apply(file, entry)
        return _Known(self.subject, [*self.entries, *new], self.last, file)


def _open(known: _Known, by: UUID, now: datetime) -> Desk:
    # The row's lock serialises writers of one file on PostgreSQL; SQLite has one writer anyway. It is the one
    # that lets others mention this person meanwhile, as the author of an entry in another file.
    found = models.Person.objects.select_for_update(no_key=True).filter(id=known.subject)
    person = found.first()
    if person is None:
        raise NotFound("There is no such person.")
    known = known.today(person.file_version)
    settings = organisation().policy
    who = viewer(by, "", timezone.localdate(now))
    return Desk(
        person=person, by=by, now=now, before=known.file, file=known.file, entries=list(known.entries),
        standing=standing(who, known.subject), policy=settings,
        calendar=calendar_for(person.jurisdiction, person.working_days, settings),
    )  # fmt: skip


def _store(desk: Desk) -> None:
    """Appending comes last: from then to the commit everybody else who writes waits. But where a move
    touches what files share (teams, marks of peer groups), those rows are locked after the head of the log,
    as imports do it, so that two writers never wait for each other."""
    if not desk.drafts:
        return
    made = log.prepare(desk.drafts, now=desk.now, salt=new_salt)
    shared = desk.file.moves != desk.before.moves or desk.file.left_on != desk.before.left_on
    if shared:
        log.append_prepared(made)
    _show(desk)
    if not shared:
        log.append_prepared(made)


def _show(desk: Desk) -> None:
    """What lists show of the file, who is told of it, and its version."""
    duties = duties_of(desk.file, desk.policy, desk.calendar)
    projection.project(
        desk.file, duties, all_days(desk.file, desk.entries, desk.calendar), before=desk.before
    )
    tell_of_entries(desk.drafts, desk.file, by=desk.by, now=desk.now)
    before = desk.person.file_version
    changed = models.Person.objects.filter(id=desk.person.id, file_version=before).update(
        file_version=before + len(desk.drafts)
    )
    if changed != 1:
        raise Conflict("Somebody wrote in this file at the same moment. Nothing was saved; please try again.")
