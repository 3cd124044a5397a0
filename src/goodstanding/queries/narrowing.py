"""How a reader narrows the people whose files exist for them: by words, by team, by the state of a case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from goodstanding.domain.lifecycle import OPEN, State
from goodstanding.domain.visibility import told_of
from goodstanding.queries.seen import cases_told
from goodstanding.queries.standing import Viewer, current, people_visible_to
from goodstanding.store import models

PHASES: dict[str, tuple[str, tuple[State, ...]]] = {
    "first": ("Concern or coaching", (State.INTAKE, State.COACHING)),
    "drafting": ("Being drafted", (State.DRAFT, State.SUBMITTED, State.ENDORSED, State.APPROVED)),
    "running": ("Running", (State.DELIVERED, State.ACTIVE, State.PAUSED)),
    "watched": ("On watch", (State.WATCH, State.RELAPSED)),
    "deciding": (
        "Proposal to appeal",
        (State.NOT_MET, State.PROPOSED, State.REPLIED, State.DECIDED, State.EFFECTIVE, State.APPEALED),
    ),
    "open": ("Any open case", tuple(sorted(OPEN))),
}
"""Open states in the groups in which people think of them; each is in exactly one before `open`."""


def narrowed(
    person: UUID,
    today: date,
    *more: str,
    ref: str = "pk",
    parts: tuple[tuple[str, str], ...],
    words: int,
    team: bool,
    state: str,
) -> Q:
    """`ref` leads to the person. `more`: the words searched for, then the code and the path of a team."""
    viewer = Viewer(person, "", today, parts)
    found = people_visible_to(viewer, ref)
    field = "search" if ref == "pk" else f"{ref}__search"
    for word in more[:words]:
        found &= Q(holds(field, word))
    if team:
        code, inside = more[words:]
        members = models.Assignment.objects.filter(current(today))
        members = members.filter(Q(team__code=code) | holds("team__path", inside))
        found &= Q(**{f"{ref}__in": members.values("person")})
    if state:
        # The states themselves first: they are in an index, and who may know what takes longer to find out.
        states: tuple[str, ...] = PHASES[state][1] if state in PHASES else (state,)
        cases = cases_told(viewer).filter(state__in=told_of(states), told__in=states)
        found &= Q(**{f"{ref}__in": cases.values("person")})
    return found


def holds(field: str, words: str) -> GreaterThan:
    """As `contains` does, but with the words as they are, so that the query can be prepared."""
    return GreaterThan(StrIndex(field, Value(words)), 0)
