from __future__ import annotations

import pytest

from goodstanding.domain.evaluation import Aggregation, Direction, Kind
from goodstanding.stats.pace import Pace, Period, Range, fan, pace, rest_of


def periods(*values: float, exposure: float = 1.0) -> list[Period]:
    return [Period(value, exposure) for value in values]


SIX_WEEKS = periods(20, 25, 31, 18, 22, 27)


def calls(target: float, done: list[Period] = SIX_WEEKS, ahead: float = 6.0) -> Pace:
    return pace(Kind.COUNT, Aggregation.SUM, Direction.AT_LEAST, target, done, ahead)


def test_the_pace_needed_is_what_is_left_over_the_work_that_is_left() -> None:
    found = calls(target=300)
    assert found.done == 143
    assert found.so_far == pytest.approx(143 / 6)
    assert found.needed == pytest.approx((300 - 143) / 6)


def test_a_rate_needs_from_the_rest_what_brings_the_whole_to_the_target() -> None:
    done = periods(8, 9, 8, 9, exposure=10)
    found = pace(Kind.PROPORTION, Aggregation.RATE, Direction.AT_LEAST, 0.9, done, 40.0)
    assert found.done == found.so_far == pytest.approx(0.85)
    assert found.needed == pytest.approx(0.95)
    assert found.final is not None
    assert 0 <= found.final.low < 0.85 < found.final.high <= 1


def test_counts_end_in_the_negative_binomial_interval() -> None:
    # Shape 143.5 and 6 weeks ahead of 6: quantiles 122, 143, 166 of the rest.
    assert rest_of(Kind.COUNT, SIX_WEEKS, 6.0) == Range(122, 143, 166)
    final = calls(target=300).final
    assert final == Range(265, 286, 309)


def test_counts_that_vary_more_than_chance_widen_the_interval() -> None:
    calm = rest_of(Kind.COUNT, periods(24, 24, 24, 24), 4.0)
    wild = rest_of(Kind.COUNT, periods(2, 46, 4, 44), 4.0)
    assert calm is not None
    assert wild is not None
    assert wild.high - wild.low > 2 * (calm.high - calm.low)


def test_amounts_end_in_the_student_interval() -> None:
    done = periods(10, 12, 14, 16)
    found = rest_of(Kind.AMOUNT, done, 4.0)
    # mean 13, s² 20/3, t(0.9; 3) 1.637744, error sqrt(20/3 × (1/4 + 1/4)).
    half = 1.637744 * (20 / 3 * 0.5) ** 0.5 * 4
    assert found is not None
    assert (found.low, found.middle, found.high) == pytest.approx((52 - half, 52, 52 + half), abs=1e-4)


def test_amounts_that_run_in_waves_widen_the_interval() -> None:
    mixed = rest_of(Kind.AMOUNT, periods(1, 9, 1, 9, 1, 9, 1, 9), 8.0)
    waves = rest_of(Kind.AMOUNT, periods(1, 1, 1, 1, 9, 9, 9, 9), 8.0)
    assert mixed is not None
    assert waves is not None
    assert waves.high - waves.low > 1.4 * (mixed.high - mixed.low)


@pytest.mark.parametrize("kind", list(Kind))
def test_three_periods_are_not_enough_to_say_anything(kind: Kind) -> None:
    found = pace(kind, Aggregation.SUM, Direction.AT_LEAST, 10, periods(0.5, 0.5, 0.5), 3.0)
    assert found.final is None
    assert found.because == "Not enough data to say what it would come to."
    assert found.needed is not None


def test_periods_without_work_are_no_data() -> None:
    assert calls(100, [*periods(5, 5, 5), Period(0, 0)]).final is None
    assert calls(100, []).so_far is None


@pytest.mark.parametrize("value", [-1, 11])
def test_figures_that_cannot_be_right_give_no_interval(value: float) -> None:
    done = [*periods(9, 9, 9, exposure=10), Period(value, 10)]
    assert rest_of(Kind.PROPORTION, done, 10.0) is None
    assert (rest_of(Kind.COUNT, done, 10.0) is None) == (value < 0)
    assert rest_of(Kind.AMOUNT, done, 10.0) is not None


def test_work_finer_than_any_that_is_recorded_is_none() -> None:
    assert rest_of(Kind.COUNT, periods(1, 1, 1, 1, exposure=1e-9), 1.0) is None
    assert calls(100, ahead=1e-9).because == "No work is left in the window."


def test_earlier_periods_of_the_same_person_count_at_a_discount() -> None:
    done, history = periods(10, 10), periods(*[20] * 8)
    alone = rest_of(Kind.COUNT, periods(10, 10, 10, 10), 4.0)
    mixed = rest_of(Kind.COUNT, done, 4.0, history)
    assert alone is not None
    assert mixed is not None
    assert alone.middle < mixed.middle < 80


def test_when_no_work_is_left_there_is_no_pace_to_need() -> None:
    found = calls(100, ahead=0)
    assert (found.needed, found.final, found.because) == (None, None, "No work is left in the window.")


def test_a_goal_on_the_last_figure_has_no_pace() -> None:
    found = pace(Kind.AMOUNT, Aggregation.LAST, Direction.AT_LEAST, 10, SIX_WEEKS, 3.0)
    assert (found.done, found.so_far, found.final) == (27, None, None)


@pytest.mark.parametrize(
    ("direction", "target", "words"),
    [
        (Direction.AT_LEAST, 200, "would be reached"),
        (Direction.AT_LEAST, 290, "either way"),
        (Direction.AT_LEAST, 400, "would not be reached"),
        (Direction.AT_MOST, 400, "would be reached"),
        (Direction.AT_MOST, 290, "either way"),
        (Direction.AT_MOST, 200, "would not be reached"),
    ],
)
def test_the_words_are_about_the_pace_and_name_no_odds(
    direction: Direction, target: float, words: str
) -> None:
    found = pace(Kind.COUNT, Aggregation.SUM, direction, target, SIX_WEEKS, 6.0)
    assert found.because.startswith("Going on like this")
    assert words in found.because
    assert not any(character.isdigit() or character == "%" for character in found.because)


def test_a_run_of_zeros_still_leaves_room() -> None:
    found = rest_of(Kind.COUNT, periods(0, 0, 0, 0), 4.0)
    assert found is not None
    assert found.low == 0
    assert found.high > 0


def test_a_perfect_share_still_leaves_room() -> None:
    found = rest_of(Kind.PROPORTION, periods(10, 10, 10, 10, exposure=10), 40.0)
    assert found is not None
    assert found.high == 40
    assert found.low < 40


def test_the_fan_opens_from_what_is_done() -> None:
    found = fan(Kind.COUNT, SIX_WEEKS, [1.0] * 6)
    assert len(found) == 6
    assert found[-1] == Range(265, 286, 309)
    widths = [each.high - each.low for each in found]
    assert widths == sorted(widths)
    assert fan(Kind.COUNT, SIX_WEEKS[:3], [1.0] * 6) == ()


def test_a_week_not_at_work_leaves_the_fan_flat() -> None:
    found = fan(Kind.COUNT, SIX_WEEKS, [0.0, 1.0, 0.0])
    assert found[0] == Range(143, 143, 143)
    assert found[1] == found[2]
