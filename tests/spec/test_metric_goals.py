"""What a metric goal comes to, told case by case. Weeks are Monday to Friday in May and June 2026, in Bavaria
without holidays inside the window, so that every week has five working days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from goodstanding.domain.errors import Bug
from goodstanding.domain.evaluation import (
    Aggregation,
    Direction,
    Evaluation,
    Figure,
    Kind,
    MetricTerms,
    Outcome,
    evaluate_metric_goal,
)
from goodstanding.domain.intervals import Interval
from goodstanding.domain.working_days import Calendar

CALENDAR = Calendar("DE-BE")
MONDAY = date(2026, 6, 1)
FOUR_WEEKS = Interval(MONDAY, MONDAY + timedelta(days=27))
CALLS = MetricTerms(Kind.COUNT, Direction.AT_LEAST, D(100), Aggregation.SUM, FOUR_WEEKS, unit="calls")


def week(number: int, value: str, exposure: str | None = None) -> Figure:
    first = MONDAY + timedelta(weeks=number)
    return Figure(first, first + timedelta(days=6), D(value), None if exposure is None else D(exposure))


def weeks(*values: str | tuple[str, str] | None) -> list[Figure]:
    """One figure a week; None is a week without a figure."""
    given = [(number, value) for number, value in enumerate(values) if value is not None]
    return [week(number, *((value,) if isinstance(value, str) else value)) for number, value in given]


def away(first_day: int, last_day: int) -> Interval:
    return Interval(MONDAY + timedelta(days=first_day), MONDAY + timedelta(days=last_day))


SECOND_WEEK = away(7, 13)


def evaluate(terms: MetricTerms, figures: list[Figure], *not_at_work: Interval) -> Evaluation:
    return evaluate_metric_goal(terms, figures, not_at_work=not_at_work, calendar=CALENDAR)


def terms(kind: str, direction: str, target: str, aggregation: str) -> MetricTerms:
    return MetricTerms(Kind(kind), Direction(direction), D(target), Aggregation(aggregation), FOUR_WEEKS)


PROPORTIONS = (("0.9", "10"), ("0.5", "90"), ("0.9", "10"), ("0.9", "10"))
RATES = (("8", "100"), ("1", "10"), ("9", "90"), ("10", "100"))


@pytest.mark.parametrize(
    ("sentence", "goal", "figures", "result", "value"),
    [
        ("a sum that reaches the target is met", CALLS, ("25", "25", "25", "25"), "met", "100"),
        ("a sum one short of it is not met", CALLS, ("25", "25", "25", "24"), "not_met", "99"),
        (
            "at most is met at the limit",
            terms("count", "at_most", "4", "sum"),
            ("1", "1", "1", "1"),
            "met",
            "4",
        ),
        (
            "at most is not met above the limit",
            terms("count", "at_most", "4", "sum"),
            ("1", "1", "1", "2"),
            "not_met",
            "5",
        ),
        (
            "a mean of amounts weighs every period alike",
            terms("amount", "at_least", "20", "mean"),
            ("10", "20", "30", "20.5"),
            "met",
            "20.125",
        ),
        (
            "a mean of proportions weighs by the work behind each",
            terms("proportion", "at_least", "0.61", "mean"),
            PROPORTIONS,
            "not_met",
            "0.6",
        ),
        (
            "a mean of proportions whose work is unknown weighs every period alike",
            terms("proportion", "at_least", "0.8", "mean"),
            ("0.9", "0.5", "0.9", "0.9"),
            "met",
            "0.8",
        ),
        (
            "a rate divides all that was done by all the work there was",
            terms("count", "at_most", "0.1", "rate"),
            RATES,
            "met",
            "0.0933",
        ),
        (
            "a ratio divides good cases by all cases",
            terms("proportion", "at_least", "0.95", "ratio"),
            (("95", "100"), ("96", "100"), ("94", "100"), ("95", "100")),
            "met",
            "0.95",
        ),
        (
            "the last figure alone counts where the goal says so",
            terms("amount", "at_least", "7", "last"),
            ("1", "2", "3", "7"),
            "met",
            "7",
        ),
    ],
)
def test_the_figures_of_the_window_become_one(
    sentence: str, goal: MetricTerms, figures: tuple[str, ...], result: str, value: str
) -> None:
    found = evaluate(goal, weeks(*figures))
    assert found.result == result, (sentence, found)
    assert found.value is not None
    assert round(found.value, 4) == D(value)
    assert found.target_as_locked == found.target_prorated == goal.target
    assert found.coverage == 1


@pytest.mark.parametrize("direction", ["at_least", "at_most"])
@pytest.mark.parametrize("aggregation", list(Aggregation))
@pytest.mark.parametrize("prorate", [True, False])
@pytest.mark.parametrize(
    "figures",
    [
        pytest.param((), id="no figures"),
        pytest.param((("0", "0"), None, None, None), id="one week of four, without any work"),
    ],
)
def test_missing_data_is_never_not_met(
    direction: str, aggregation: Aggregation, prorate: bool, figures: tuple[tuple[str, str] | None, ...]
) -> None:
    goal = replace(terms("count", direction, "1", aggregation), prorate=prorate)
    found = evaluate(goal, weeks(*figures))
    if aggregation is Aggregation.LAST and figures:
        return  # the last figure is all that such a goal asks for
    assert found.result is Outcome.NOT_ASSESSABLE


def test_a_missing_week_is_skipped_and_not_counted_as_zero() -> None:
    found = evaluate(replace(CALLS, minimum_coverage=D("0.75")), weeks("25", None, "25", "25"))
    assert (found.result, found.value, found.target_prorated) == ("met", 75, 75)
    assert found.coverage == D("0.75")
    assert "The target for these days is 100 × 15 ÷ 20 = 75." in found.arithmetic


def test_too_little_data_is_not_assessable_and_says_how_much_there_is() -> None:
    found = evaluate(CALLS, weeks("25", None, "25", "25"))
    assert found.result == "not_assessable"
    assert found.because == ("Figures cover 15 of 20 working days at work (75 %); at least 80 % are needed.")


@pytest.mark.parametrize(
    ("direction", "figures", "result"),
    [
        ("at_least", ("50", "50", "50", None), "met"),
        ("at_least", ("20", "20", "20", None), "not_assessable"),
        ("at_most", ("50", "50", "50", None), "not_met"),
        ("at_most", ("20", "20", "20", None), "not_assessable"),
    ],
)
def test_where_the_target_is_fixed_a_gap_leaves_open_what_it_could_still_change(
    direction: str, figures: tuple[str | None, ...], result: str
) -> None:
    goal = replace(CALLS, direction=Direction(direction), prorate=False, minimum_coverage=D("0.5"))
    assert evaluate(goal, weeks(*figures)).result == result


def test_time_not_at_work_lowers_what_a_sum_has_to_reach() -> None:
    found = evaluate(CALLS, weeks("25", None, "25", "25"), SECOND_WEEK)
    assert (found.result, found.target_as_locked, found.target_prorated) == ("met", 100, 75)
    assert found.coverage == 1
    assert found.arithmetic == (
        "The window has 20 working days; at work on 15 of them; figures cover 15 of the 15.",
        "The target for these days is 100 × 15 ÷ 20 = 75.",
        "25 + 25 + 25 = 75 calls.",
    )


def test_time_not_at_work_lowers_what_a_sum_may_reach_at_most() -> None:
    goal = replace(CALLS, direction=Direction.AT_MOST, target=D(4))
    assert evaluate(goal, weeks("1", None, "1", "1"), SECOND_WEEK).result == "met"
    assert evaluate(goal, weeks("1", None, "1", "2"), SECOND_WEEK).result == "not_met"


def test_a_single_day_not_at_work_lowers_the_target_by_a_day() -> None:
    found = evaluate(CALLS, weeks("25", "25", "25", "20"), away(23, 23))
    assert (found.result, found.target_prorated) == ("met", 95)


def test_a_weekend_not_at_work_changes_nothing() -> None:
    found = evaluate(CALLS, weeks("25", "25", "25", "25"), away(12, 13))
    assert found.target_prorated == 100


def test_somebody_who_works_two_days_a_week_is_measured_on_those() -> None:
    found = evaluate_metric_goal(
        CALLS,
        weeks("25", None, "25", "25"),
        not_at_work=[SECOND_WEEK],
        calendar=CALENDAR.for_person({0, 1}),
    )
    assert found.target_prorated == 75
    assert found.arithmetic[0].startswith("The window has 8 working days; at work on 6 of them")


@pytest.mark.parametrize("aggregation", ["rate", "ratio", "mean"])
def test_rates_and_means_keep_their_target_through_time_not_at_work(aggregation: str) -> None:
    goal = terms("proportion", "at_least", "0.5", aggregation)
    figures = weeks(("0.5", "1"), None, ("0.5", "1"), ("0.5", "1"))
    found = evaluate(goal, figures, SECOND_WEEK)
    assert (found.result, found.target_prorated, found.coverage) == ("met", D("0.5"), 1)


def test_a_week_in_which_the_person_was_away_throughout_is_left_out_whatever_its_figure_says() -> None:
    goal = terms("amount", "at_least", "25", "mean")
    found = evaluate(goal, weeks("25", "0", "25", "25"), SECOND_WEEK)
    assert (found.result, found.value) == ("met", 25)
    assert "8 to 14 June 2026 is left out: not at work in all of it." in found.arithmetic


@pytest.mark.parametrize("aggregation", ["sum", "mean"])
def test_one_figure_is_no_sum_and_is_told_once(aggregation: str) -> None:
    goal = replace(terms("amount", "at_least", "25", aggregation), minimum_coverage=D("0"))
    found = evaluate(goal, weeks("31"))
    assert "One figure, for 1 to 7 June 2026: 31." in found.arithmetic
    assert not any("31 = 31" in line or "÷ 1 =" in line for line in found.arithmetic)


def test_a_short_week_does_not_pull_a_mean_of_totals_down() -> None:
    goal = replace(terms("count", "at_least", "25", "mean"), minimum_coverage=D("0.7"))
    found = evaluate(goal, weeks("25", "10", "25", "25"), away(7, 9))
    assert (found.result, found.value) == ("met", 25)
    assert any("not at work in part of it" in line for line in found.arithmetic)


def test_nobody_is_measured_in_a_window_in_which_they_were_not_at_work() -> None:
    found = evaluate(CALLS, weeks("25", "25", "25", "25"), FOUR_WEEKS)
    assert (found.result, found.because) == ("not_assessable", "Not at work in the whole window of the goal.")


def test_a_window_without_a_working_day_is_not_assessable() -> None:
    weekend = replace(CALLS, window=away(5, 6))
    assert evaluate(weekend, []).because == "The window of the goal has no working day."


def test_a_period_that_reaches_out_of_the_window_is_left_out_and_named() -> None:
    figures = [*weeks("25", "25", "25", "25"), week(-1, "900"), week(4, "900")]
    straddling = Figure(MONDAY - timedelta(days=3), MONDAY, D(900))
    found = evaluate(CALLS, [straddling, *figures[1:]])
    assert found.value == 75
    assert found.arithmetic[0] == (
        "29 May to 1 June 2026 is left out: it lies only partly inside the window of the goal."
    )
    assert evaluate(CALLS, figures).value == 100


def test_work_that_was_not_recorded_leaves_its_period_out_of_a_rate() -> None:
    goal = terms("count", "at_least", "0.1", "rate")
    found = evaluate(goal, weeks(("10", "100"), "0", ("10", "100"), ("10", "100")))
    assert found.result == "not_assessable"
    assert any("how much work there was is not recorded" in line for line in found.arithmetic)


def test_where_there_was_no_work_there_is_no_rate() -> None:
    goal = terms("count", "at_least", "0.1", "rate")
    found = evaluate(goal, weeks(("0", "0"), ("0", "0"), ("0", "0"), ("0", "0")))
    assert (found.result, found.value, found.because) == (
        "not_assessable",
        None,
        "There was no work to measure.",
    )


def test_two_figures_for_one_day_are_not_added_up() -> None:
    found = evaluate(CALLS, [*weeks("25", "25", "25", "25"), Figure(MONDAY, MONDAY, D(1))])
    assert found.result == "not_assessable"
    assert "cover the same day (1 June 2026)" in found.because


def test_more_good_cases_than_cases_cannot_be_right() -> None:
    goal = terms("proportion", "at_least", "0.5", "ratio")
    found = evaluate(goal, weeks(("3", "2"), ("2", "2"), ("2", "2"), ("2", "2")))
    assert found.result == "not_assessable"


def test_two_numbers_that_differ_never_look_alike() -> None:
    goal = terms("count", "at_least", "0.9", "rate")
    figures = weeks(
        ("899999", "1000000"), ("899999", "1000000"), ("899999", "1000000"), ("899999", "1000000")
    )
    found = evaluate(goal, figures)
    assert found.because == "0.899999 does not reach the target of at least 0.9."


def test_decimals_are_exact_where_floats_are_not() -> None:
    goal = terms("amount", "at_least", "0.4", "sum")
    assert evaluate(goal, weeks("0.1", "0.1", "0.1", "0.1")).result == "met"


def test_the_largest_figures_can_be_written_out() -> None:
    largest = "99999999999999.999999"
    found = evaluate(replace(CALLS, target=D(largest)), weeks(*[largest] * 4))
    assert found.because == "400,000,000,000,000 calls reaches the target of at least 100,000,000,000,000."


def test_many_figures_are_added_up_without_being_listed() -> None:
    figures = [Figure(day, day, D(1)) for day in FOUR_WEEKS if day.weekday() < 5]
    assert evaluate(CALLS, figures).arithmetic[-1] == "The 20 figures added up = 20 calls."


def test_a_negative_figure_can_be_followed() -> None:
    found = evaluate(CALLS, weeks("25", "-5", "25", "25"))
    assert found.arithmetic[-1] == "25 + (-5) + 25 + 25 = 70 calls."


def test_a_minimum_coverage_is_a_share() -> None:
    with pytest.raises(Bug, match="between 0 and 1"):
        replace(CALLS, minimum_coverage=D(80))
