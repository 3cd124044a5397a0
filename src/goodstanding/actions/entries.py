"""Day-to-day entries: feedback, coaching, warnings, answers, receipts, corrections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.actions._write import writing
from goodstanding.domain.entries import Entry, Payload
from goodstanding.domain.entries.day_to_day import LeaveReason
from goodstanding.domain.entries.person import NotAtWork


def record(
    *,
    person: UUID,
    payload: Payload,
    by: UUID,
    now: datetime,
    happened: date | None = None,
    case: UUID | None = None,
    refers_to: UUID | None = None,
) -> Entry[Any]:
    """Add one entry to a person's file. Raises NotAllowed, NotNow or UserError, and then nothing is kept."""
    with writing(subject=person, by=by, now=now) as desk:
        return desk.say(payload, happened=happened, case=case, refers_to=refers_to)


def record_leave(
    *, person: UUID, payload: LeaveReason, first: date, last: date, by: UUID, now: datetime
) -> Entry[Any]:
    """The reason into the leave compartment, and beside it the days alone, for everybody."""
    with writing(subject=person, by=by, now=now) as desk:
        reason = desk.say(payload, happened=first)
        desk.say(NotAtWork(until=last), happened=first)
        return reason


def record_all(
    *, person: UUID, said: Sequence[tuple[Payload, date]], by: UUID, now: datetime
) -> list[Entry[Any]]:
    """Several entries of one author in one file, each with its day: all of them, or none."""
    with writing(subject=person, by=by, now=now) as desk:
        return [desk.say(payload, happened=happened) for payload, happened in said]
