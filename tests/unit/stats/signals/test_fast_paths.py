"""The fast paths agree with the plain reference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals import reference
from goodstanding.stats.signals.decline import _by_date, within
from goodstanding.stats.signals.panel import Metric
from goodstanding.stats.signals.peers import group_sums, peer_difference
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


@given(st.floats(-4, 4), st.floats(0.02, 2))
@settings(max_examples=60, deadline=None)
def test_the_bayes_factor_equals_the_reference(d: float, v: float) -> None:
    one = Steps(np.array([[d]], np.float32), np.array([[v]], np.float32), 0)
    fall, rise, *_ = _by_date(one, np.zeros(1), np.ones(1), np.array([0]))
    assert fall[0, 0] == pytest.approx(reference.log_bayes_factor(d, v), rel=1e-4, abs=1e-4)
    assert rise[0, 0] == pytest.approx(reference.log_bayes_factor(-d, v), rel=1e-4, abs=1e-4)


@given(st.lists(st.floats(0, 1), max_size=12, unique=True), st.floats(0.01, 0.5))
def test_the_set_is_the_largest_within_the_limit(lfdr: list[float], limit: float) -> None:
    chosen = within(np.array(lfdr), np.ones(len(lfdr), np.bool_), limit)
    assert set(np.flatnonzero(chosen)) == reference.largest_set(lfdr, limit)
