"""A calendar export (iCalendar, RFC 5545) as counts of recurring meetings, read in memory."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from statistics import median
from typing import Any

from goodstanding.domain.errors import UserError
from goodstanding.domain.own.meetings import MeetingsRead, MonthOfMeetings, Series

BACK = timedelta(days=400)
MOST_EVENTS, MOST_DATES = 20_000, 100_000
FEWEST = 3
"""A meeting that took place twice has no rhythm to fall out of."""
_CANCELLED = re.compile(
    r"^(cancell?ed|abgesagt|annulé|cancelad[oa]|annullato|geannuleerd)\s*:\s*", re.IGNORECASE
)
_ONE_TO_ONE = re.compile(
    r"(?<![\w.])(1\s*[:/x-]\s*1|1\s?on\s?1|one[- ](to|on)[- ]one|o2o)(?![\w.])", re.IGNORECASE
)
_TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}


@dataclass
class _Gathered:
    """One recurring meeting while it is being read."""

    name: str
    people: set[str] = field(default_factory=set)
    days: dict[date, str] = field(default_factory=dict)
    ahead: bool = False


def read(data: bytes, *, today: date, zone: tzinfo, mine: str = "") -> MeetingsRead:
    """`mine`: one's own address in the file; without it a declined invitation counts as held."""
    first = today - BACK
    found: dict[str, _Gathered] = {}
    for calendar in _calendars(data):
        for event, day, taken_out in _dates(calendar, first, today, zone):
            _gather(found, event, day, taken_out=taken_out, mine=mine.strip().casefold(), today=today)
    series = [made for one in found.values() if (made := _series(one, mine.strip().casefold(), today))]
    if not series:
        raise UserError(
            "No recurring meetings were found in the last thirteen months of this file. Export the whole "
            "calendar, with past appointments, as .ics."
        )
    series.sort(key=lambda one: (not one.one_to_one, one.name.casefold()))
    return MeetingsRead(
        first=first, last=today, sha256=hashlib.sha256(data).hexdigest(), series=tuple(series)
    )


def _calendars(data: bytes) -> list[Any]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise UserError("This is not a calendar file (.ics), or it was cut short.") from error
    if not calendars or sum(len(c.subcomponents) for c in calendars) > MOST_EVENTS:
        raise UserError("This file has no appointments, or too many at once. Export one calendar at a time.")
    return list(calendars)


def _dates(calendar: Any, first: date, today: date, zone: tzinfo) -> Iterator[tuple[Any, date, bool]]:
    """Each date of each recurring meeting from the first day to some weeks ahead, with those taken out."""
    import recurring_ical_events

    for event in list(calendar.walk("VEVENT")):
        rule = event.get("RRULE")
        if rule is not None and _TOO_OFTEN & {str(f).upper() for f in _listed(rule.get("FREQ"))}:
            calendar.subcomponents.remove(event)  # no meeting repeats within an hour; counting would not end
            continue
        for excluded in _listed(event.get("EXDATE")):
            for moment in excluded.dts:
                if first <= (day := _day(moment.dt, zone)) <= today:
                    yield event, day, True
    try:
        dates = recurring_ical_events.of(calendar, keep_recurrence_attributes=True, skip_bad_series=True)
        found = dates.between(first, today + timedelta(days=60))
    except (ValueError, KeyError, IndexError, TypeError, OverflowError) as error:
        raise UserError("The appointments of this file cannot be read.") from error
    if len(found) > MOST_DATES:
        raise UserError("This file has too many appointments at once. Export one calendar at a time.")
    for event in found:
        yield event, _day(event["DTSTART"].dt, zone), False


def _listed(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _day(moment: date | datetime, zone: tzinfo) -> date:
    """The day on which it was here. A time without a zone is of the place where one is."""
    if not isinstance(moment, datetime):
        return moment
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def _gather(
    found: dict[str, _Gathered], event: Any, day: date, *, taken_out: bool, mine: str, today: date
) -> None:
    said = str(event.get("SUMMARY", "")).strip()
    name = " ".join(_CANCELLED.sub("", said).split())[:300]
    if not name:
        return
    one = found.setdefault(name.casefold(), _Gathered(name))
    one.people |= set(_people(event))
    if day > today:
        one.ahead = one.ahead or not _is_cancelled(event, said)
        return
    state = "taken_out" if taken_out else "cancelled" if _is_cancelled(event, said) else "held"
    if state == "held" and mine and _declined(event, mine):
        state = "declined"
    # Of two of one day the one that took place counts: a meeting that was moved within the day.
    if one.days.get(day) != "held":
        one.days[day] = state


def _is_cancelled(event: Any, summary: str) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED" or bool(_CANCELLED.match(summary))


def _people(event: Any) -> Iterator[str]:
    for one in [*_listed(event.get("ORGANIZER")), *_listed(event.get("ATTENDEE"))]:
        kind = str(getattr(one, "params", {}).get("CUTYPE", "")).upper()
        if kind not in {"ROOM", "RESOURCE"}:
            yield str(one).casefold().removeprefix("mailto:")


def _declined(event: Any, mine: str) -> bool:
    return any(
        str(one).casefold().removeprefix("mailto:") == mine
        and str(getattr(one, "params", {}).get("PARTSTAT", "")).upper() == "DECLINED"
        for one in _listed(event.get("ATTENDEE"))
    )


def _series(one: _Gathered, mine: str, today: date) -> Series | None:
    days = sorted(one.days)
    if len(days) < FEWEST:
        return None
    gap = round(median(_gaps(days)))
    others = one.people - {mine}
    pair = len(one.people) == 2
    return Series(
        name=one.name, one_to_one=pair or bool(_ONE_TO_ONE.search(one.name)),
        with_whom=next(iter(others)) if pair and mine and len(others) == 1 else "",
        usual_gap=max(gap, 1), last=days[-1],
        goes_on=one.ahead or (today - days[-1]).days <= 2 * max(gap, 1), months=_months(one),
    )  # fmt: skip


def _gaps(days: list[date]) -> Iterable[int]:
    return [(b - a).days for a, b in pairwise(days)]


def _months(one: _Gathered) -> tuple[MonthOfMeetings, ...]:
    counts: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, state in one.days.items():
        counts[day.replace(day=1)][state] += 1
    return tuple(MonthOfMeetings(month=month, **counts[month]) for month in sorted(counts))
