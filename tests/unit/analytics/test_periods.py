"""The calendar of a review is read off the figures' own first days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goodstanding.analytics.periods import (
    FEWEST_KEPT,
    WEEKS_KEPT,
    far_apart,
    periods,
    step_of,
    without_strays,
)

MONDAY = date(2024, 1, 1)


def weeks(count: int, first: date = MONDAY, days: int = 7) -> dict[date, int]:
    return {first + timedelta(days=days * i): 10 for i in range(count)}


def months(count: int, step: int = 1, first: date = date(2019, 1, 1)) -> dict[date, int]:
    index = [first.year * 12 + first.month - 1 + step * i for i in range(count)]
    return {date(m // 12, m % 12 + 1, first.day): 10 for m in index}


@pytest.mark.parametrize(
    ("figures", "word", "count"),
    [
        (weeks(30), "week", 30),
        (weeks(140, days=1), "week", 20),
        (weeks(20, days=14), "14 days", 20),
        (weeks(20, days=28), "28 days", 20),
        (months(20), "month", 20),
        (months(8, 2), "2 months", 8),
        (months(9, 3), "quarter", 9),
        (months(6, 6), "half-year", 6),
        (months(12, 12), "year", 12),
        ({MONDAY: 5}, "year", 1),
    ],
)
def test_the_length_of_a_period_is_found(figures: dict[date, int], word: str, count: int) -> None:
    found = periods(figures)
    assert str(found.step) == word
    assert len(found.first) == len(found.last) == count
    assert all(
        last == first - timedelta(days=1)
        for last, first in zip(found.last[:-1], found.first[1:], strict=True)
    )


def test_a_week_or_month_without_figures_is_a_period_all_the_same() -> None:
    gap = {day: n for day, n in weeks(20).items() if day != MONDAY + timedelta(weeks=7)}
    assert len(periods(gap).first) == 20
    assert len(periods({d: n for d, n in months(20).items() if d.month != 5}).first) == 20


def test_days_are_added_up_to_weeks_that_begin_on_monday() -> None:
    found = periods(weeks(30, MONDAY + timedelta(days=2), days=1))
    assert found.added
    assert {day.weekday() for day in found.first} == {0}
    assert found.of[MONDAY + timedelta(days=6)] == 0
    assert found.of[MONDAY + timedelta(days=7)] == 1


def test_weeks_keep_the_weekday_that_the_file_uses() -> None:
    found = periods(weeks(12, date(2024, 1, 3)))
    assert not found.added
    assert found.first[0] == date(2024, 1, 3)


def test_quarters_that_begin_on_other_days_keep_the_days_of_the_file() -> None:
    days = [date(2022, 5, 30), date(2022, 8, 30), date(2022, 11, 30), date(2023, 2, 28), date(2023, 5, 30)]
    found = periods(dict.fromkeys(days, 3))
    assert list(found.first) == days
    assert str(found.step) == "quarter"


def test_a_review_as_of_a_day_takes_the_periods_that_had_ended() -> None:
    found = periods(weeks(30), MONDAY + timedelta(days=7 * 10 - 1))
    assert len(found.first) == 10
    assert MONDAY + timedelta(weeks=10) not in found.of
    assert periods(weeks(30), MONDAY).first == ()


def test_it_looks_back_three_years_or_two_dozen_longer_periods() -> None:
    assert len(periods(weeks(400)).first) == WEEKS_KEPT
    assert len(periods(months(60, 12, date(1960, 1, 1))).first) == FEWEST_KEPT
    assert step_of([MONDAY]).months == 12


def test_a_lone_date_far_from_all_others_moves_nothing() -> None:
    figures = {day: 1000 for day in weeks(30)}
    strayed = {**figures, date(2124, 1, 1): 1, date(1924, 1, 7): 2}
    assert far_apart(sorted(strayed))
    assert not far_apart(sorted(figures))
    found = periods(without_strays(strayed))
    assert len(found.first) == 30
    assert date(2124, 1, 1) not in found.of
