"""The fast paths agree with the plain reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals import reference
from goodstanding.stats.signals.composite import months
from goodstanding.stats.signals.decline import by_date, evidence_of, within
from goodstanding.stats.signals.lines import Line, Seen
from goodstanding.stats.signals.noise import jumps
from goodstanding.stats.signals.null import Null, empirical_null
from goodstanding.stats.signals.panel import Metric
from goodstanding.stats.signals.peers import Difference, group_sums, peer_difference
from goodstanding.stats.signals.scale import scale
from goodstanding.stats.signals.steps import Steps, steps
from goodstanding.stats.signals.wander import Wander

SEEDS = st.integers(0, 2**32 - 1)
KINDS = st.sampled_from(list(Kind))


def draw(seed: int, kind: Kind, people: int = 9, periods: int = 7) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    size = rng.integers(0, 30, (people, periods)).astype(np.float32)
    rate = rng.uniform(0, 1, (people, periods))
    value = np.floor(size * rate) if kind is not Kind.AMOUNT else size * rng.lognormal(3, 1, size.shape)
    value = np.where(rng.random(size.shape) < 0.1, np.nan, value).astype(np.float32)
    return value, np.where(rng.random(size.shape) < 0.05, np.nan, size).astype(np.float32)


def cell(value: float, size: float) -> reference.Cell:
    return None if np.isnan(value) or np.isnan(size) or size <= 0 else (float(value), float(size))


@given(SEEDS, KINDS, st.booleans())
@settings(max_examples=40, deadline=None)
def test_scaling_and_peer_differences_equal_the_reference(seed: int, kind: Kind, higher: bool) -> None:
    value, size = draw(seed, kind)
    group = np.array([0] * 4 + [1] * 5, np.int32)
    fast = scale(Metric("m", kind, higher), value, size, group, 2, work_recorded=True)
    sums = group_sums(fast, np.array([0, 4, 9]))
    found = peer_difference(fast, sums, group, 3, np.float32(np.inf))
    cells = [[cell(v, s) for v, s in zip(*rows, strict=True)] for rows in zip(value, size, strict=True)]
    for first, last in ((0, 4), (4, 9)):
        rates = [c[0] / c[1] for row in cells[first:last] for c in row if c]
        every = [c[0] / c[1] for row in cells for c in row if c]
        mean = reference.geometric_mean(rates if any(r > 0 for r in rates) else every)
        for t in range(value.shape[1]):
            x = [
                reference.scaled(kind, row[t], higher_is_better=higher, geometric_mean=mean)
                for row in cells[first:last]
            ]
            for i in range(last - first):
                if x[i] is not None:
                    assert fast.x[first + i, t] == pytest.approx(x[i], rel=2e-5, abs=2e-5)
                expected = reference.peer_difference(x, fast.weight[first:last, t].tolist(), i, 3)
                d, w = found.d[first + i, t], found.weight[first + i, t]
                assert (expected is None) == (w == 0)
                if expected is not None:
                    assert d == pytest.approx(expected[0], rel=1e-4, abs=1e-4)
                    assert w == pytest.approx(expected[1], rel=1e-4)


@given(SEEDS, st.floats(0.0, 0.95), st.floats(0.0, 0.2), st.floats(0.0, 0.02))
@settings(max_examples=25, deadline=None)
def test_the_filter_equals_generalised_least_squares(
    seed: int, rho: float, passing: float, walk: float
) -> None:
    rng = np.random.default_rng(seed)
    c = rng.normal(0, 1, (3, 16)).astype(np.float32)
    information = rng.uniform(0.3, 3, c.shape).astype(np.float32)
    information[rng.random(c.shape) < 0.2] = 0
    wander = Wander(phi=0.9, step=walk, passing=passing, rho=rho)
    found = steps(c, information, wander, 4, 12)
    for i in range(3):
        seen = [float(v) if w > 0 else None for v, w in zip(c[i], information[i], strict=True)]
        noise = [0.9 / float(w) if w > 0 else 0.0 for w in information[i]]
        for s in range(4, 13):
            if any(v is not None for v in seen[:s]) and any(v is not None for v in seen[s:]):
                estimate, variance = reference.step(seen, noise, s, walk=walk, passing=passing, rho=rho)
                assert found.step[i, s - 4] == pytest.approx(estimate, abs=2e-3)
                assert found.variance[i, s - 4] == pytest.approx(variance, rel=2e-3)


def seen_of(
    step: np.ndarray, variance: np.ndarray, null: Null, group: np.ndarray, share: float = 1.0
) -> Seen:
    wander, nothing = Wander(1.0, 0.0, 0.0, 0.0), np.zeros((len(step), 0), np.float32)
    line = Line(nothing, nothing, nothing, wander, 1, 0, 7.0, None, share)
    return Seen(line, Steps(step.astype(np.float32), variance.astype(np.float32), 4), null, group)


@given(st.floats(-4, 4), st.floats(0.02, 2), st.floats(1, 3), st.floats(0, 0.5), st.floats(0, 2))
@settings(max_examples=60, deadline=None)
def test_the_bayes_factor_equals_the_reference(
    d: float, v: float, stretched: float, answer: float, shock: float
) -> None:
    null = Null(np.zeros(1), np.array([[1.0], [stretched]]), np.array([[0.0], [answer * shock**2]]), answer)
    one = seen_of(np.array([[d]]), np.array([[v]]), null, np.array([1]))
    fall, rise, *_ = by_date(one, np.array([0]))
    honest = reference.honest_variance(v, shock, answer, stretched)
    assert fall[0, 0] == pytest.approx(reference.log_bayes_factor(d, honest), rel=1e-4, abs=1e-4)
    assert rise[0, 0] == pytest.approx(reference.log_bayes_factor(-d, honest), rel=1e-4, abs=1e-4)


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_what_lines_and_dates_say_together_equals_the_reference(seed: int) -> None:
    rng = np.random.default_rng(seed)
    group, rows = np.zeros(3, np.int32), np.arange(3)
    lines = [
        seen_of(rng.normal(0, 1, (3, dates)), rng.uniform(0.05, 1, (3, dates)), flat(dates), group, share)
        for dates, share in ((5, 0.6), (3, 0.4))
    ]
    fall, rise = evidence_of(lines, rows)
    for i in rows:
        for found, sign in ((fall, 1), (rise, -1)):
            logs = [
                [
                    reference.log_bayes_factor(sign * float(d), float(v))
                    for d, v in zip(each.found.step[i], each.found.variance[i], strict=True)
                ]
                for each in lines
            ]
            assert found[i] == pytest.approx(reference.over_lines(logs, (0.6, 0.4)), rel=1e-4, abs=1e-4)


def flat(dates: int) -> Null:
    return Null(np.zeros(dates), np.ones((1, dates)), np.zeros((1, dates)))


@given(SEEDS, st.floats(0.3, 3))
@settings(max_examples=20, deadline=None)
def test_the_spread_of_a_group_equals_the_reference(seed: int, wild: float) -> None:
    rng = np.random.default_rng(seed)
    bounds = np.array([0, 4, 13, 60])
    step = rng.normal(0, 1, (60, 2))
    step[4:13] *= wild
    found = Steps(step.astype(np.float32), np.ones((60, 2), np.float32), 4)
    null = empirical_null(found, np.ones(60, np.bool_), bounds, np.zeros((3, 2)))
    for date in range(2):
        low, high = np.quantile(step[:, date], [0.25, 0.75])
        company = max(1.0, (high - low) / 1.349) ** 2
        for g in range(3):
            z = step[bounds[g] : bounds[g + 1], date].tolist()
            assert null.stretch[g, date] == pytest.approx(reference.stretch(z, company), rel=1e-4)


def test_groups_that_answer_differently_to_what_hits_them_widen_their_null() -> None:
    rng = np.random.default_rng(3)
    bounds = np.arange(0, 41 * 25, 25)
    shock = rng.normal(0, 2, (40, 3))
    answer = np.repeat(rng.normal(0, 0.3, 1000), 3).reshape(1000, 3)
    step = rng.normal(0, 0.4, (1000, 3)) + answer * np.repeat(shock, 25, axis=0)
    found = Steps(step.astype(np.float32), np.full((1000, 3), 0.16, np.float32), 4)
    null = empirical_null(found, np.ones(1000, np.bool_), bounds, shock)
    assert null.answer == pytest.approx(0.09, abs=0.04)
    calm = empirical_null(found, np.ones(1000, np.bool_), bounds, np.zeros((40, 3)))
    assert calm.answer == 0


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_jumps_and_months_equal_the_reference(seed: int) -> None:
    rng = np.random.default_rng(seed)
    d = rng.normal(0, 1, (4, 11)).astype(np.float32)
    weight = rng.uniform(0.2, 1, d.shape).astype(np.float32)
    weight[rng.random(d.shape) < 0.3] = 0
    own, count = jumps(Difference(d, weight, np.zeros(d.shape, np.int16), np.float32(9)))
    mean, total = months(d * weight, weight, 3)
    for i in range(4):
        cells = [float(v) if w > 0 else None for v, w in zip(d[i], weight[i], strict=True)]
        expected = reference.jump_variance(cells, weight[i].tolist())
        assert (expected is None) == (count[i] == 0)
        assert own[i] == pytest.approx(expected or 0.0, rel=1e-4, abs=1e-6)
        blocks = reference.together(cells, weight[i].tolist(), 3)
        assert mean[i] == pytest.approx([m for m, _ in blocks], rel=1e-4, abs=1e-6)
        assert total[i] == pytest.approx([w for _, w in blocks], rel=1e-4, abs=1e-6)


@given(st.lists(st.floats(0, 1), max_size=12, unique=True), st.floats(0.01, 0.5))
def test_the_set_is_the_largest_within_the_limit(lfdr: list[float], limit: float) -> None:
    chosen = within(np.array(lfdr), np.ones(len(lfdr), np.bool_), limit)
    assert set(np.flatnonzero(chosen)) == reference.largest_set(lfdr, limit)
