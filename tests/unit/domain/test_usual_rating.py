"""What somebody was usually rated, and when a new rating falls under it."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goodstanding.domain.file import Rating
from goodstanding.domain.ratings import usual

LEVELS = range(1, 6)
SCALE = tuple((n, str(n)) for n in LEVELS)
NOW = date(2026, 6, 30)


def rated(*given: tuple[int, int], scale: tuple[tuple[int, str], ...] = SCALE) -> list[Rating]:
    """(year, rating): one period a year."""
    return [
        Rating(uuid4(), date(year, 1, 1), date(year, 12, 31), rating, str(rating), uuid4(), scale)
        for year, rating in given
    ]


@pytest.mark.parametrize(
    ("years", "level"),
    [
        ([(2023, 3), (2024, 4), (2025, 4)], 4),
        ([(2021, 1), (2022, 1), (2023, 3), (2024, 3), (2025, 4)], 3),
        ([(2024, 4), (2025, 3)], 3),
        ([(2019, 2), (2020, 2), (2021, 5)], 2),
    ],
)
def test_it_is_the_median_of_the_last_three_or_of_two_years(years: list[tuple[int, int]], level: int) -> None:
    found = usual(rated(*years), before=NOW, scale=LEVELS)
    assert found is not None
    assert found.level == level
    assert found.is_above(level - 1)
    assert not found.is_above(level)


def test_more_than_three_ratings_of_the_last_two_years_all_count() -> None:
    halves = [
        Rating(uuid4(), date(year, month, 1), date(year, month + 5, 28), rating, "", uuid4(), SCALE)
        for year, month, rating in ((2024, 7, 5), (2025, 1, 5), (2025, 7, 2), (2026, 1, 2))
    ]
    found = usual(halves, before=date(2026, 6, 29), scale=LEVELS)
    assert found is not None
    assert (len(found.earlier), found.level) == (4, 2)


def test_one_rating_is_no_history() -> None:
    assert usual(rated((2025, 5)), before=NOW, scale=LEVELS) is None
    assert usual([], before=NOW, scale=LEVELS) is None


def test_a_rating_of_the_same_period_or_a_later_one_does_not_count() -> None:
    given = rated((2023, 4), (2024, 4), (2025, 1))
    found = usual(given, before=date(2025, 12, 31), scale=LEVELS)
    assert found is not None
    assert found.level == 4


def test_ratings_on_another_scale_are_not_compared() -> None:
    other = tuple((n, str(n)) for n in range(1, 11))
    assert usual(rated((2023, 9), (2024, 9), (2025, 9), scale=other), before=NOW, scale=LEVELS) is None
