from __future__ import annotations

from datetime import date

import pytest

from goodstanding.domain.errors import UserError
from goodstanding.domain.intervals import Interval, days_in, intersect, subtract, union


def may(first: int, last: int) -> Interval:
    return Interval(date(2026, 5, first), date(2026, 5, last))


def test_an_interval_that_ends_before_it_begins_is_refused_with_the_field_named() -> None:
    with pytest.raises(UserError, match="before the first") as refused:
        may(3, 2)
    assert list(refused.value.fields) == ["last"]


def test_both_ends_belong_to_the_interval() -> None:
    span = may(4, 8)
    assert span.days == 5
    assert list(span) == [date(2026, 5, day) for day in range(4, 9)]
    assert date(2026, 5, 8) in span
    assert date(2026, 5, 9) not in span


def test_intervals_that_share_a_day_overlap_in_it() -> None:
    assert may(1, 5).overlap(may(5, 9)) == may(5, 5)
    assert may(1, 4).overlap(may(5, 9)) is None
    assert may(1, 9).covers(may(5, 9))
    assert not may(1, 8).covers(may(5, 9))


def test_touching_intervals_become_one() -> None:
    assert union([may(10, 12), may(1, 3), may(4, 6), may(2, 2)]) == (may(1, 6), may(10, 12))


def test_the_last_day_of_the_calendar_is_no_trap() -> None:
    last = Interval(date(9999, 12, 31), date(9999, 12, 31))
    assert union([last, last]) == (last,)
    assert subtract([last], [last]) == ()


def test_taking_out_the_middle_leaves_two_pieces() -> None:
    assert subtract([may(1, 10)], [may(4, 6)]) == (may(1, 3), may(7, 10))
    assert subtract([may(1, 10)], [may(1, 6), may(9, 10)]) == (may(7, 8),)


def test_a_day_in_two_intervals_is_counted_once() -> None:
    assert days_in([may(1, 5), may(3, 7)]) == 7


def test_only_the_days_of_both_are_common() -> None:
    assert intersect([may(1, 5), may(8, 12)], [may(4, 9)]) == (may(4, 5), may(8, 9))
