"""A letter for the matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from goodstanding.domain.entries import day_to_day

if TYPE_CHECKING:
    from tests.access.world import World


def handed_over(world: World, about: str, by: str, made: dict[str, UUID]) -> None:
    """The plan as it was handed over, and a letter that was made of it."""
    from goodstanding.actions import letters

    person = world.cast.people[about]
    made["plan"] = last(person, "delivered")
    said = day_to_day.LetterIssued(letter="plan", text="en, version 1", sha256="0" * 64)
    made["letter"] = letters.issue(
        person=person, entry=made["plan"], payload=said, document=b"%PDF-1.7", by=world.cast.people[by],
        now=world.cast.now,
    )  # fmt: skip


def last(who: UUID, kind: str) -> UUID:
    from goodstanding.store import models

    return models.Entry.objects.filter(subject=who, kind=kind).order_by("-idx")[0].id
