"""The one way in which anything is written to one's own file.

    with writing(vault, now=…) as desk:
        desk.say(payload, …)

Entries are sealed and on the disk when the block ends; nothing is kept if anything inside raises.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.own import Payload
from goodstanding.vault.content import Content, next_entry
from goodstanding.vault.vault import Vault

MAY_LIE_AHEAD: frozenset[str] = frozenset()


class Desk:
    def __init__(self, content: Content, now: datetime, today: date) -> None:
        self.content, self.now, self.today = content, now, today

    def say(
        self, payload: Payload, *, happened: date | None = None, refers_to: UUID | None = None
    ) -> Entry[Any]:
        day = happened or self.today
        # A day of grace: the person may write from another time zone.
        if day > self.today + timedelta(days=1) and payload.kind not in MAY_LIE_AHEAD:
            raise UserError(
                "The day lies in the future. Give the day on which it happened.",
                fields={"happened": ["This day has not come yet."]},
            )
        if refers_to is not None and all(e.id != refers_to for e in self.content.entries):
            raise NotFound("There is no such entry.")
        self.content = next_entry(
            self.content, payload, id=uuid.uuid4(), happened=day, recorded=self.now, refers_to=refers_to
        )
        return self.content.entries[-1]


@contextmanager
def writing(vault: Vault, *, now: datetime, today: date) -> Iterator[Desk]:
    before = vault.content
    desk = Desk(before, now, today)
    yield desk

    def step(there: Content) -> Content:
        if there is not before:
            # Somebody wrote in another window: say the same after what they said.
            return _after(there, before, desk.content)
        return desk.content

    vault.change(step)


def _after(there: Content, before: Content, said: Content) -> Content:
    for kept in said.kept[len(before.kept) :]:
        e = kept.entry
        there = next_entry(
            there, e.payload, id=e.id, happened=e.happened, recorded=e.recorded, refers_to=e.refers_to
        )
    return there
