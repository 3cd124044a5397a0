"""Holds: suspend every deletion in a file and in those of people who are comparable, and release it again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions._write import writing
from goodstanding.domain.entries import Visibility
from goodstanding.domain.entries.keeping import HoldPlaced, HoldReleased
from goodstanding.domain.errors import NotFound
from goodstanding.store import models
from goodstanding.store.turn import turn

COMPARABLE = "A matter of somebody whose work is compared with yours"
"""What the entry in a comparable person's file says, in the chain for counsel: not whose matter it is."""


def place(
    *, person: UUID, matter: str, reason: str, comparators: Iterable[UUID] = (), by: UUID, now: datetime
) -> UUID:
    """One entry in each file, all or none; NotAllowed where `by` may not hold one of them."""
    hold = uuid.uuid4()
    with turn(), transaction.atomic():
        with writing(subject=person, by=by, now=now) as desk:
            desk.say(HoldPlaced(hold=hold, matter=matter, reason=reason))
        for other in sorted(set(comparators) - {person}, key=str):
            with writing(subject=other, by=by, now=now) as desk:
                desk.say(
                    HoldPlaced(hold=hold, matter=COMPARABLE, covers="comparator"),
                    visibility=Visibility.COUNSEL,
                )
    return hold


def release(*, hold: UUID, reason: str, by: UUID, now: datetime) -> int:
    """In every file that it covers; says in how many. The reason stands in the file of the matter alone."""
    with turn(), transaction.atomic():
        rows = list(models.Hold.objects.filter(hold=hold).order_by("comparator", "id"))
        if not rows:
            raise NotFound("There is no such hold, or it was released already.")
        for row in rows:
            with writing(subject=row.person_id, by=by, now=now) as desk:
                desk.say(
                    HoldReleased(hold=hold, reason="Released." if row.comparator else reason),
                    visibility=Visibility.COUNSEL if row.comparator else None,
                )
    return len(rows)
