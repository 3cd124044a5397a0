"""Whatever the figures: missing never fails, and being away never makes a goal harder."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

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

CALENDAR = Calendar("US")
START = date(2026, 3, 2)
WINDOW = Interval(START, START + timedelta(days=12 * 7 - 1))
numbers = st.decimals(0, 1000, places=2)
weeks = st.lists(st.tuples(numbers, st.none() | numbers), min_size=0, max_size=12)
spans = st.tuples(st.integers(0, 83), st.integers(0, 30)).map(
    lambda pair: Interval(START + timedelta(days=pair[0]), START + timedelta(days=pair[0] + pair[1]))
)
goals = st.builds(
    MetricTerms,
    st.sampled_from(Kind),
    st.sampled_from(Direction),
    numbers,
    st.sampled_from(Aggregation),
    st.just(WINDOW),
    st.booleans(),
    st.decimals(0, 1, places=2),
)


def figures(values: list[tuple[Decimal, Decimal | None]]) -> list[Figure]:
    firsts = [START + timedelta(weeks=number) for number in range(len(values))]
    return [
        Figure(first, first + timedelta(days=6), value, exposure)
        for first, (value, exposure) in zip(firsts, values, strict=True)
    ]


def run(goal: MetricTerms, given_figures: list[Figure], away: list[Interval]) -> Evaluation:
    return evaluate_metric_goal(goal, given_figures, not_at_work=away, calendar=CALENDAR)


@given(goals, weeks, st.lists(spans, max_size=3))
def test_every_goal_comes_to_one_of_three_results_with_its_arithmetic(
    goal: MetricTerms, values: list[tuple[Decimal, Decimal | None]], away: list[Interval]
) -> None:
    found = run(goal, figures(values), away)
    assert 0 <= found.coverage <= 1
    assert found.arithmetic
    assert found.because.endswith(".")
    assert found.target_prorated <= found.target_as_locked
    if found.result is not Outcome.NOT_ASSESSABLE:
        assert found.value is not None
        at_least = goal.direction is Direction.AT_LEAST
        reached = found.value >= found.target_prorated if at_least else found.value <= found.target_prorated
        assert reached == (found.result is Outcome.MET)


@given(goals, weeks, st.integers(0, 11))
def test_losing_a_figure_never_turns_a_sum_with_a_fixed_target_from_met_into_not_met(
    goal: MetricTerms, values: list[tuple[Decimal, Decimal | None]], lost: int
) -> None:
    goal = MetricTerms(
        goal.kind, goal.direction, goal.target, Aggregation.SUM, WINDOW, False, goal.minimum_coverage
    )
    whole = figures(values)
    fewer = [figure for number, figure in enumerate(whole) if number != lost]
    if run(goal, whole, []).result is Outcome.MET:
        assert run(goal, fewer, []).result is not Outcome.NOT_MET


@given(goals, weeks, spans)
def test_a_week_away_without_a_figure_never_makes_a_met_sum_fail(
    goal: MetricTerms, values: list[tuple[Decimal, Decimal | None]], away: Interval
) -> None:
    goal = MetricTerms(
        goal.kind, Direction.AT_LEAST, goal.target, Aggregation.SUM, WINDOW, True, goal.minimum_coverage
    )
    kept = [figure for figure in figures(values) if figure.span.overlap(away) is None]
    without_leave = run(goal, kept, [])
    with_leave = run(goal, kept, [away])
    if without_leave.result is Outcome.MET:
        assert with_leave.result is not Outcome.NOT_MET
