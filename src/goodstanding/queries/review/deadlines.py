"""Days that the rule packs of somebody's place attach to what happened in a case."""

from __future__ import annotations

from goodstanding.queries.plans import Room
from goodstanding.queries.review.settings import settled
from goodstanding.review.deadlines import Required, required
from goodstanding.review.from_entries import from_entries
from goodstanding.review.packs.terms import terms_of

STARTS = frozenset({"delivered", "invited", "meeting_held", "proposal", "decision", "appeal", "closed"})
"""Kinds of which at least one must be there before any term can run."""


def pack_deadlines(room: Room) -> tuple[Required, ...]:
    """Only from entries that this viewer may read; none before the plan is delivered. No statement."""
    if not room.of(*STARTS):
        return ()
    place = room.head.jurisdiction or room.policy.jurisdiction
    terms = terms_of([pack.id for pack in settled(room.organisation).packs_for(place)])
    if not terms:
        return ()
    file = from_entries(room.entries, subject=room.head.id, jurisdiction=place, names=room.names)
    return required(file, terms, calendar=room.calendar)
