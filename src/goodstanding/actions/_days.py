"""The days of a file with those that the rule packs of the place attach: what `projection` stores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from goodstanding.domain.days import Audience, Day, days_of, for_audience, in_order
from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.file import File
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import organisation
from goodstanding.queries.review.deadlines import STARTS, case_deadlines
from goodstanding.review.deadlines import Required

WHOSE: dict[str, tuple[Audience, ...]] = {
    "employer": ("hr",),
    "employee": ("subject",),
    "both": ("subject", "hr"),
}


def all_days(file: File, entries: Iterable[Entry[Any]], calendar: Calendar) -> tuple[Day, ...]:
    """Only what every side reads starts a clock here."""
    found = list(days_of(file))
    if file.cases:
        shared = [e for e in entries if e.visibility is Visibility.SHARED]
        found += _required(file, shared, calendar)
    return in_order(found)


def _required(file: File, shared: list[Entry[Any]], calendar: Calendar) -> Iterator[Day]:
    started = {e.case for e in shared if e.kind in STARTS and e.case is not None} & file.cases.keys()
    if not started:
        return
    settled = organisation()
    for id in sorted(started, key=str):
        of_case = [e for e in shared if e.case in (id, None)]
        for one in case_deadlines(of_case, subject=file.subject, calendar=calendar, organisation=settled):
            if one.open:
                yield from for_audience(file.cases[id], file, _day(one, id), WHOSE[one.who])


def _day(one: Required, case: Any) -> Day:
    words = f"{one.title}{' (not before)' if one.bound == 'earliest' else ''}"
    return Day(
        kind="required", key=f"required:{one.pack}:{one.id}"[:120], day=one.due, case=case, detail=words[:300]
    )
