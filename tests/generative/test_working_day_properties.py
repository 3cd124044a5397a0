"""Fast counting against counting day by day with the holidays asked of the library each time."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.domain.intervals import Interval, days_in, intersect, subtract, union
from goodstanding.domain.working_days import (
    Calendar,
    Count,
    add_working_days,
    deadline,
    is_working_day,
    working_days_between,
    working_days_in,
)

days = st.dates(date(2019, 1, 1), date(2031, 12, 31))
spans = st.builds(
    lambda first, length: Interval(first, first + timedelta(days=length)), days, st.integers(0, 90)
)
calendars = st.builds(
    Calendar,
    st.sampled_from(["US", "US-CA", "GB-ENG", "DE-BY", "AU-NSW", "CA-ON", "IN-KA", "SA", "IL"]),
    st.one_of(st.just(frozenset[int]()), st.frozensets(st.integers(0, 6), min_size=1)),
    st.frozensets(days, max_size=5),
)


def plain_is_working(calendar: Calendar, day: date) -> bool:
    country, _, part = calendar.jurisdiction.partition("-")
    public = holidays.country_holidays(country, subdiv=part or None, years=day.year)
    return day.weekday() in calendar.working_weekdays and day not in calendar.closed and day not in public


@given(calendars, days)
def test_a_working_day_is_what_the_plain_reading_says(calendar: Calendar, day: date) -> None:
    assert is_working_day(calendar, day) == plain_is_working(calendar, day)
    assert (calendar.closed_because(day) is None) == plain_is_working(calendar, day)


@given(calendars, spans, st.lists(spans, max_size=3))
def test_counting_by_weeks_equals_counting_by_days(
    calendar: Calendar, span: Interval, away: list[Interval]
) -> None:
    plain = sum(is_working_day(calendar, day) and not any(day in each for each in away) for day in span)
    assert working_days_in(calendar, span, away) == plain


@given(calendars, days, st.integers(-60, 60), st.lists(spans, max_size=2))
def test_counting_to_a_day_undoes_going_there(
    calendar: Calendar, start: date, count: int, away: list[Interval]
) -> None:
    end = add_working_days(calendar, start, count, away)
    assert working_days_between(calendar, start, end, away) == count
    if count:
        assert is_working_day(calendar, end)


@given(calendars, days, st.integers(0, 60), st.lists(spans, max_size=3), st.sampled_from(Count))
def test_time_away_never_shortens_a_deadline_and_a_deadline_never_falls_into_it(
    calendar: Calendar, start: date, count: int, away: list[Interval], kind: Count
) -> None:
    plain = deadline(calendar, kind, count, start)
    moved = deadline(calendar, kind, count, start, away)
    assert moved.due_on >= plain.due_on
    if count:
        assert not any(moved.due_on in each for each in away)


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_intervals_are_sets_of_days(ones: list[Interval], others: list[Interval]) -> None:
    one_days = {day for span in ones for day in span}
    other_days = {day for span in others for day in span}

    def as_days(intervals: tuple[Interval, ...]) -> set[date]:
        assert union(intervals) == intervals
        return {day for span in intervals for day in span}

    assert as_days(union(ones)) == one_days
    assert as_days(subtract(ones, others)) == one_days - other_days
    assert as_days(intersect(ones, others)) == one_days & other_days
    assert days_in(ones) == len(one_days)
