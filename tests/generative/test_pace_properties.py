"""The interval holds what it promises where the work goes on as it did, on fixed random numbers."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.domain.evaluation import Aggregation, Direction, Kind
from goodstanding.stats.pace import Period, pace, rest_of
from goodstanding.stats.quantiles import beta_cdf, beta_quantile
from goodstanding.stats.spread import peer_spread

RUNS = 400


def poisson(chance: random.Random, mean: float) -> int:
    count, at = 0, chance.expovariate(1)
    while at < mean:
        count, at = count + 1, at + chance.expovariate(1)
    return count


def counts(chance: random.Random) -> Callable[[], Period]:
    mean = chance.uniform(3, 40)
    return lambda: Period(poisson(chance, mean))


def uneven_counts(chance: random.Random) -> Callable[[], Period]:
    mean = chance.uniform(5, 40)
    return lambda: Period(poisson(chance, chance.gammavariate(3, mean / 3)))


def shares(chance: random.Random) -> Callable[[], Period]:
    share = chance.uniform(0.1, 0.95)
    return lambda: Period(sum(chance.random() < share for _ in range(30)), 30)


def amounts(chance: random.Random) -> Callable[[], Period]:
    mean = chance.uniform(100, 1000)
    return lambda: Period(chance.gauss(mean, mean / 3))


@pytest.mark.parametrize(
    ("kind", "work"),
    [
        (Kind.COUNT, counts),
        (Kind.COUNT, uneven_counts),
        (Kind.PROPORTION, shares),
        (Kind.AMOUNT, amounts),
    ],
)
def test_about_four_in_five_steady_periods_end_inside_the_interval(
    kind: Kind, work: Callable[[random.Random], Callable[[], Period]]
) -> None:
    chance, inside = random.Random(20260302), 0
    for _ in range(RUNS):
        draw = work(chance)
        done, rest = [draw() for _ in range(8)], [draw() for _ in range(6)]
        found = rest_of(kind, done, sum(each.exposure for each in rest))
        assert found is not None
        inside += found.low <= sum(each.value for each in rest) <= found.high
    assert 0.72 <= inside / RUNS <= 0.90


@given(
    st.sampled_from([Kind.COUNT, Kind.PROPORTION, Kind.AMOUNT]),
    st.sampled_from(Aggregation),
    st.sampled_from(Direction),
    st.floats(0, 1e6),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 500)), max_size=12),
    st.floats(0, 500),
)
def test_whatever_the_figures_the_pace_is_said_or_said_to_be_unknown(
    kind: Kind,
    aggregation: Aggregation,
    direction: Direction,
    target: float,
    given_periods: list[tuple[float, float]],
    ahead: float,
) -> None:
    done = [Period(share * work, work) for share, work in given_periods]  # subnormal figures among them
    found = pace(kind, aggregation, direction, target, done, ahead)
    assert found.because.endswith(".")
    if found.final is not None:
        assert found.final.low <= found.final.middle <= found.final.high


@given(st.floats(0.01, 0.99), st.floats(0.3, 500), st.floats(0.3, 500))
def test_the_beta_quantile_undoes_the_beta_distribution(p: float, a: float, b: float) -> None:
    assert beta_cdf(beta_quantile(p, a, b), a, b) == pytest.approx(p, abs=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=60))
def test_the_figures_of_a_spread_are_in_order(others: list[float]) -> None:
    found = peer_spread(0.0, others)
    assert found is not None
    assert found.p10 is not None
    assert found.p90 is not None
    figures = [found.p10, found.lower_quartile, found.median, found.upper_quartile, found.p90]
    assert figures == pytest.approx(sorted(figures))
