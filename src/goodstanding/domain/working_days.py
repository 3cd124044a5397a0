"""Working days and calendar days, told apart; deadlines whose clock stops while a person is not at work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from goodstanding.domain.errors import UserError
from goodstanding.domain.intervals import ONE_DAY, Interval, union

# Twenty years of working days: far beyond any deadline, near enough that a typing error cannot stall a page.
MOST_DAYS = 5_000
WEEK = frozenset(range(7))  # Monday is 0, as in date.weekday()


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which work is done: by weekday, public holiday of the jurisdiction, and the employer's own.

    `jurisdiction` is a country or a country and its part: US, US-CA, GB-ENG, DE-BY, AU-NSW, CA-ON, IN-KA.
    `working_weekdays` is the country's usual week unless given; a part-time pattern goes there too.
    """

    jurisdiction: str
    working_weekdays: frozenset[int] = frozenset()
    closed: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        code = self.jurisdiction.strip().upper()
        usual = _usual_weekdays(code)
        object.__setattr__(self, "jurisdiction", code)
        if not self.working_weekdays:
            object.__setattr__(self, "working_weekdays", usual)
        if not self.working_weekdays <= WEEK:
            raise UserError(
                "A weekday is a number from 0 (Monday) to 6 (Sunday).",
                fields={"working_weekdays": ["Choose days of the week."]},
            )

    def for_person(self, working_weekdays: Iterable[int]) -> Calendar:
        """The same calendar for somebody whose week has other working days, as in part-time work."""
        return replace(self, working_weekdays=frozenset(working_weekdays))

    def closed_because(self, day: date) -> str | None:
        """Why no work is done that day, in words, or None on a working day."""
        if day in self.closed:
            return "closed"
        holiday = _holidays(self.jurisdiction, day.year).get(day)
        if holiday is not None:
            return holiday
        return None if day.weekday() in self.working_weekdays else "not a working weekday"


class Count(StrEnum):
    WORKING = "working"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Deadline:
    """`days` after `counted_from` (the day after it is day 1), without the days on which the clock stood."""

    kind: Count
    days: int
    counted_from: date
    due_on: date
    stopped: tuple[Interval, ...] = ()

    def describe(self, today: date, calendar: Calendar) -> str:
        return describe(self.due_on, today, calendar, kind=self.kind, stopped=self.stopped)


def is_working_day(calendar: Calendar, day: date) -> bool:
    return (
        day.weekday() in calendar.working_weekdays
        and day not in calendar.closed
        and day not in _holidays(calendar.jurisdiction, day.year)
    )


def add_working_days(calendar: Calendar, start: date, days: int, stopped: Iterable[Interval] = ()) -> date:
    """The `days`-th working day after `start` (before it when negative). Zero days is `start` itself."""
    spans = union(stopped)
    return _step(
        start, days, lambda day: is_working_day(calendar, day) and not any(day in span for span in spans)
    )


def add_calendar_days(start: date, days: int, stopped: Iterable[Interval] = ()) -> date:
    """The same in calendar days: weekends and holidays count, days on which the clock stood do not."""
    spans = union(stopped)
    return _step(start, days, lambda day: not any(day in span for span in spans))


def working_days_between(calendar: Calendar, start: date, end: date, stopped: Iterable[Interval] = ()) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first.

    It undoes `add_working_days`: from any day to the n-th working day after it there are n.
    """
    if end == start:
        return 0
    if end > start:
        return working_days_in(calendar, Interval(start + ONE_DAY, end), stopped)
    return -working_days_in(calendar, Interval(end, start - ONE_DAY), stopped)


def working_days_in(calendar: Calendar, span: Interval, stopped: Iterable[Interval] = ()) -> int:
    """Working days of `span`, those inside `stopped` left out."""
    count = _working_days(calendar, span)
    for each in union(stopped):
        inside = span.overlap(each)
        if inside is not None:
            count -= _working_days(calendar, inside)
    return count


def deadline(
    calendar: Calendar, kind: Count, days: int, counted_from: date, stopped: Iterable[Interval] = ()
) -> Deadline:
    """When `days` are over. A day on which the person was not at work moves the due date by one."""
    spans = union(stopped)
    if kind is Count.WORKING:
        due_on = add_working_days(calendar, counted_from, days, spans)
    else:
        due_on = add_calendar_days(counted_from, days, spans)
    inside = [each for each in spans if each.first <= due_on and each.last > counted_from]
    return Deadline(kind, days, counted_from, due_on, tuple(inside))


def describe(
    due_on: date,
    today: date,
    calendar: Calendar,
    *,
    kind: Count = Count.WORKING,
    stopped: Iterable[Interval] = (),
) -> str:
    """“in 3 working days”, “today”, “2 working days overdue”; calendar days where that is the count.

    Over a weekend no working day passes: then calendar days are said, so that it never reads “in 0 days”.
    """
    if due_on == today:
        return "today"
    count, noun = abs((due_on - today).days), "day"
    if kind is Count.WORKING:
        working = abs(working_days_between(calendar, today, due_on, stopped))
        if working:
            count, noun = working, "working day"
    said = f"{count} {noun}{'' if count == 1 else 's'}"
    return f"in {said}" if due_on > today else f"{said} overdue"


def _step(start: date, days: int, counts: Callable[[date], bool]) -> date:
    if abs(days) > MOST_DAYS:
        raise UserError(f"{days} days is too long for a deadline; the limit is {MOST_DAYS}.")
    direction = ONE_DAY if days > 0 else -ONE_DAY
    left, day = abs(days), start
    try:
        while left:
            day += direction
            if counts(day):
                left -= 1
    except OverflowError as error:
        raise UserError("The deadline lies beyond the last date of the calendar.") from error
    return day


def _working_days(calendar: Calendar, span: Interval) -> int:
    """Whole weeks are multiplied, the rest is counted, and the closed days among them are taken off."""
    weeks, rest = divmod(span.days, 7)
    count = weeks * len(calendar.working_weekdays)
    count += sum((span.last.weekday() - back) % 7 in calendar.working_weekdays for back in range(rest))
    off = {day for day in calendar.closed if day in span}
    for year in range(span.first.year, span.last.year + 1):
        off.update(day for day in _holidays(calendar.jurisdiction, year) if day in span)
    return count - sum(day.weekday() in calendar.working_weekdays for day in off)


@lru_cache(maxsize=1024)
def _holidays(jurisdiction: str, year: int) -> Mapping[date, str]:
    # The library costs a quarter of a second to import and is not needed to start.
    import holidays

    country, _, part = jurisdiction.partition("-")
    found = holidays.country_holidays(country, subdiv=part or None, years=year)
    # A holiday observed in another year than its own is listed there; only this year's days are wanted here.
    return MappingProxyType({day: str(name) for day, name in found.items() if day.year == year})


@lru_cache(maxsize=1024)
def _usual_weekdays(jurisdiction: str) -> frozenset[int]:
    import holidays

    country, dash, part = jurisdiction.partition("-")
    try:
        if dash and not part:
            raise NotImplementedError
        weekend = holidays.country_holidays(country, subdiv=part or None).weekend
    except NotImplementedError as error:
        raise UserError(
            f"No public holidays are known for “{jurisdiction}”. Give a country code, with its part where "
            "holidays differ inside the country: US, US-CA, GB-ENG, DE-BY.",
            fields={"jurisdiction": ["This country or part of a country is not known."]},
        ) from error
    return WEEK - frozenset(weekend)
