"""Meetings as the last calendar file told them: by month, and what is no longer in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goodstanding.domain.own.meetings import MeetingsRead, MonthOfMeetings, Series
from goodstanding.queries.own.journal import standing
from goodstanding.queries.own.signs import last_months
from goodstanding.vault.vault import Vault

MONTHS = 7


@dataclass(frozen=True, slots=True)
class Meetings:
    read: MeetingsRead
    months: tuple[date, ...]
    one_to_ones: tuple[Series, ...]
    ended: tuple[Series, ...]
    others: tuple[Series, ...]


def meetings(vault: Vault) -> Meetings | None:
    """None where no calendar file was read yet."""
    found = [e.payload for e in standing(vault) if isinstance(e.payload, MeetingsRead)]
    if not found:
        return None
    last = found[-1]
    ended = tuple(s for s in last.series if not s.goes_on)
    return Meetings(
        last, tuple(last_months(last.last, MONTHS)),
        tuple(s for s in last.series if s.one_to_one), ended,
        tuple(s for s in last.series if not s.one_to_one and s.goes_on),
    )  # fmt: skip


def of_month(series: Series, month: date) -> MonthOfMeetings:
    return next((m for m in series.months if m.month == month), MonthOfMeetings(month=month))
