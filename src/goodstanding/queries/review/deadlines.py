"""Days that the rule packs of somebody's place attach to what happened in a case."""

from __future__ import annotations

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
    place = room.head.jurisdiction or room.policy.jurisdiction
    terms = terms_of([pack.id for pack in settled(room.organisation).packs_for(place)])
    if not terms:
        return ()
    wanted = ALWAYS.union(*((*t.since, *t.until, *t.over) for _, t in terms))
    said = [e for e in room.entries if of_entry(e.kind) in wanted]
    file = from_entries(said, subject=room.head.id, jurisdiction=place, names=room.names)
    return required(file, terms, calendar=room.calendar)
