"""Days that the rule packs of somebody's place attach to what happened in a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import OrganisationView
from goodstanding.queries.plans import Room
from goodstanding.queries.review.settings import settled
from goodstanding.review.deadlines import Required, required
from goodstanding.review.from_entries import from_entries
from goodstanding.review.kinds import of_entry
from goodstanding.review.packs.terms import terms_of

STARTS = frozenset({"delivered", "invited", "meeting_held", "proposal", "decision", "appeal", "closed"})
"""Kinds of which at least one must be there before any term can run."""

ALWAYS = frozenset({"acknowledged", "refusal_noted", "correction", "decision", "termination"})
"""What every term may look at beside what it names. The words of all other entries need not be read."""


def pack_deadlines(room: Room) -> tuple[Required, ...]:
    """Only from entries that this viewer may read; none before the plan is delivered. No statement."""
    if not room.of(*STARTS):
        return ()
    return case_deadlines(
        room.entries, subject=room.head.id, calendar=room.calendar, organisation=room.organisation,
        place=room.head.jurisdiction, names=room.names,
    )  # fmt: skip


def case_deadlines(
    entries: Iterable[Entry[Any]],
    *,
    subject: UUID,
    calendar: Calendar,
    organisation: OrganisationView,
    place: str = "",
    names: Mapping[UUID, str] | None = None,
) -> tuple[Required, ...]:
    """Of these entries, those that every term may look at or that one names. The calendar’s place is the
    person’s or, where none is said, the organisation’s. No statement."""
    where = place or calendar.jurisdiction
    terms = terms_of([pack.id for pack in settled(organisation).packs_for(where)])
    if not terms:
        return ()
    wanted = ALWAYS.union(*((*t.since, *t.until, *t.over) for _, t in terms))
    said = [e for e in entries if of_entry(e.kind) in wanted]
    file = from_entries(said, subject=subject, jurisdiction=where, names=names)
    return required(file, terms, calendar=calendar)
