from __future__ import annotations

from datetime import date

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.domain.intervals import Interval
from goodstanding.domain.working_days import (
    MOST_DAYS,
    Calendar,
    Count,
    add_calendar_days,
    add_working_days,
    deadline,
    describe,
    is_working_day,
    working_days_between,
    working_days_in,
)

US = Calendar("US")
ENGLAND = Calendar("GB-ENG")


@pytest.mark.parametrize(
    ("jurisdiction", "day", "why"),
    [
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("US-CA", date(2026, 3, 31), "Cesar Chavez Day"),
        ("GB-ENG", date(2026, 12, 28), None),
        ("GB-SCT", date(2026, 1, 2), None),
        ("AU-NSW", date(2026, 1, 26), None),
        ("CA-ON", date(2026, 2, 16), "Family Day"),
        ("IN-KA", date(2027, 11, 1), None),
    ],
)
def test_public_holidays_are_those_of_the_jurisdiction(jurisdiction: str, day: date, why: str | None) -> None:
    calendar = Calendar(jurisdiction)
    assert not is_working_day(calendar, day)
    if why is not None:
        assert calendar.closed_because(day) == why


def test_a_holiday_of_one_part_of_a_country_is_a_working_day_in_another() -> None:
    corpus_christi = date(2026, 6, 4)
    assert not is_working_day(Calendar("DE-BY"), corpus_christi)
    assert is_working_day(Calendar("DE-BE"), corpus_christi)


def test_a_new_year_that_falls_on_a_saturday_is_observed_in_the_year_before() -> None:
    assert not is_working_day(US, date(2021, 12, 31))


@pytest.mark.parametrize("jurisdiction", ["", "QQ", "US-ZZ", "-", "US-", "Bavaria", "US-CA-LA", "‮"])
def test_an_unknown_jurisdiction_is_refused_with_examples(jurisdiction: str) -> None:
    with pytest.raises(UserError, match="US-CA") as refused:
        Calendar(jurisdiction)
    assert list(refused.value.fields) == ["jurisdiction"]


def test_a_jurisdiction_is_known_in_small_letters_and_with_spaces_around_it() -> None:
    assert Calendar(" us-ca ") == Calendar("US-CA")


def test_the_usual_week_is_that_of_the_country() -> None:
    assert is_working_day(Calendar("SA"), date(2026, 5, 10))  # a Sunday
    assert not is_working_day(Calendar("SA"), date(2026, 5, 8))  # a Friday


def test_weekdays_that_do_not_exist_are_refused() -> None:
    with pytest.raises(UserError, match=r"0 \(Monday\) to 6"):
        Calendar("US", frozenset({0, 7}))


def test_days_on_which_the_employer_is_closed_are_no_working_days() -> None:
    inventory = date(2026, 5, 6)
    calendar = Calendar("US", closed=frozenset({inventory}))
    assert calendar.closed_because(inventory) == "closed"
    assert add_working_days(calendar, date(2026, 5, 5), 1) == date(2026, 5, 7)
    assert US.closed_because(inventory) is None
    assert US.closed_because(date(2026, 5, 9)) == "not a working weekday"


def test_five_working_days_over_thanksgiving_end_a_week_and_a_day_later() -> None:
    assert add_working_days(US, date(2026, 11, 20), 5) == date(2026, 11, 30)
    assert add_calendar_days(date(2026, 11, 20), 5) == date(2026, 11, 25)


def test_zero_days_is_the_day_itself_and_negative_days_count_back() -> None:
    sunday = date(2026, 5, 10)
    assert add_working_days(US, sunday, 0) == sunday
    assert add_working_days(US, sunday, -1) == date(2026, 5, 8)
    assert working_days_between(US, sunday, date(2026, 5, 8)) == -1
    assert working_days_between(US, sunday, sunday) == 0


@pytest.mark.parametrize("days", [MOST_DAYS + 1, -MOST_DAYS - 1, 10**12])
def test_a_typing_error_in_the_number_of_days_is_refused(days: int) -> None:
    with pytest.raises(UserError, match="too long"):
        add_working_days(US, date(2026, 1, 1), days)


def test_a_deadline_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(UserError, match="last date"):
        add_calendar_days(date(9999, 12, 30), 5)
    with pytest.raises(UserError, match="last date"):
        add_working_days(US, date(1, 1, 2), -5)


def test_time_not_at_work_moves_a_working_day_deadline_by_the_working_days_inside_it() -> None:
    away = Interval(date(2026, 5, 7), date(2026, 5, 11))  # Thursday to Monday: three working days
    plain = deadline(US, Count.WORKING, 5, date(2026, 5, 4))
    moved = deadline(US, Count.WORKING, 5, date(2026, 5, 4), [away])
    assert plain.due_on == date(2026, 5, 11)
    assert moved.due_on == add_working_days(US, plain.due_on, 3) == date(2026, 5, 14)
    assert moved.stopped == (away,)


def test_time_not_at_work_moves_a_calendar_deadline_by_its_calendar_days() -> None:
    away = Interval(date(2026, 5, 7), date(2026, 5, 11))
    assert deadline(US, Count.CALENDAR, 10, date(2026, 5, 4), [away]).due_on == date(2026, 5, 19)


def test_time_away_that_begins_in_the_days_gained_stops_the_clock_again() -> None:
    away = [Interval(date(2026, 5, 6), date(2026, 5, 7)), Interval(date(2026, 5, 12), date(2026, 5, 13))]
    assert deadline(US, Count.WORKING, 5, date(2026, 5, 4), away).due_on == date(2026, 5, 15)


def test_time_away_outside_the_deadline_changes_nothing_and_is_not_named() -> None:
    away = [Interval(date(2026, 4, 1), date(2026, 5, 4)), Interval(date(2026, 5, 12), date(2026, 6, 30))]
    found = deadline(US, Count.WORKING, 5, date(2026, 5, 4), away)
    assert found.due_on == date(2026, 5, 11)
    assert found.stopped == ()


def test_the_same_days_away_told_twice_stop_the_clock_once() -> None:
    away = Interval(date(2026, 5, 6), date(2026, 5, 7))
    once = deadline(US, Count.WORKING, 5, date(2026, 5, 4), [away])
    assert deadline(US, Count.WORKING, 5, date(2026, 5, 4), [away, away]) == once


def test_somebody_who_works_three_days_a_week_has_longer_for_as_many_working_days() -> None:
    part_time = US.for_person({0, 1, 2})
    assert deadline(part_time, Count.WORKING, 6, date(2026, 5, 1)).due_on == date(2026, 5, 13)
    assert working_days_in(part_time, Interval(date(2026, 5, 1), date(2026, 5, 31))) == 11  # Memorial Day off


@pytest.mark.parametrize(
    ("due", "today", "kind", "words"),
    [
        (date(2026, 5, 8), date(2026, 5, 5), Count.WORKING, "in 3 working days"),
        (date(2026, 5, 8), date(2026, 5, 7), Count.WORKING, "in 1 working day"),
        (date(2026, 5, 8), date(2026, 5, 8), Count.WORKING, "today"),
        (date(2026, 5, 8), date(2026, 5, 12), Count.WORKING, "2 working days overdue"),
        (date(2026, 5, 8), date(2026, 5, 12), Count.CALENDAR, "4 days overdue"),
        (date(2026, 5, 12), date(2026, 5, 8), Count.CALENDAR, "in 4 days"),
        (date(2026, 5, 10), date(2026, 5, 8), Count.WORKING, "in 2 days"),
        (date(2026, 5, 9), date(2026, 5, 10), Count.WORKING, "1 day overdue"),
    ],
)
def test_a_date_is_told_as_one_would_say_it(due: date, today: date, kind: Count, words: str) -> None:
    assert describe(due, today, US, kind=kind) == words


def test_days_on_which_the_clock_stands_are_not_told_as_days_left() -> None:
    away = Interval(date(2026, 5, 6), date(2026, 5, 7))
    found = deadline(US, Count.WORKING, 5, date(2026, 5, 4), [away])
    assert found.describe(date(2026, 5, 5), US) == "in 4 working days"
