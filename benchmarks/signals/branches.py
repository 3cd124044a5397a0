"""Generator B, built otherwise on purpose: a sales organisation with few cases, zeros and outliers.

People: skewed standing (a few stars), wandering that returns to the own mean and differs from person to
person, own strength of the answer to what hits the branch, work that differs tenfold and changes slowly, a
tenth with an honest dip of a month or two that passes. Branches: log-normal sizes, from 5 people; shocks are
sudden and lasting. Metrics: sales (a sum of few gamma amounts, often zero), calls (Poisson with a person's
own clumping), renewals (a proportion of 3 to 12 cases), complaints (a count, lower is better). One cell in a
hundred is an outlier, one in twenty missing, more often in bad periods. Decliners fade over 26 weeks, or
step, on all metrics or on half of them. Work moves over three periods.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.signals.company import NEVER, Company, Floats, Scenario, Truth, choose, moved_work, panel
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

METRICS = (
    Metric("sales", Kind.AMOUNT, unit="euros"),
    Metric("calls", Kind.COUNT, unit="calls"),
    Metric("renewals", Kind.PROPORTION, unit="contracts"),
    Metric("complaints", Kind.COUNT, higher_is_better=False, unit="complaints"),
)


def branches(scenario: Scenario, seed: int) -> Company:
    rng = np.random.default_rng([23, seed])
    n, t = scenario.people, scenario.periods
    weeks = scenario.days / 7
    group = _groups(rng, n, scenario.groups)
    falling, rising, dipping, movers = choose(
        rng, n, scenario.decliners, scenario.improvers, 0.10, scenario.moved
    )
    change, onset, size = _changes(rng, n, t, weeks, falling, rising)
    active_from = np.zeros(n, np.int64)
    hired = rng.permutation(n)[: round(scenario.hires * n)]
    active_from[hired] = rng.integers(1, max(2, t * 3 // 4), len(hired))
    age = (np.arange(t)[None, :] - active_from[:, None]) * weeks
    learning = np.zeros((n, t))
    learning[hired] = -1.5 / (1 + np.maximum(age[hired], 0) / 8)
    standing = (rng.gumbel(0, 1, n) - 0.577) * 0.78
    moving = scenario.drift * _wander(rng, n, t, weeks) + _dips(rng, n, t, weeks, dipping) + learning
    answer = rng.lognormal(0, 0.25, n)[:, None]
    shared = answer * (_shocks(rng, scenario)[group] + _territories(rng, scenario, group))
    work, moved_at = moved_work(rng, group, movers, t, 0.5)
    work = _gradual(work)
    size_of_work = rng.lognormal(0, 0.6, n)[:, None] * np.exp(
        np.cumsum(rng.normal(0, 0.02 * np.sqrt(weeks), (n, t)), 1)
    )
    size_of_work[rng.random((n, t)) < 0.04] = 0.0
    hit = np.where(rng.random((n, 1)) < 0.5, 1.0, rng.permuted(np.tile([1, 1, 0, 0], (n, 1)), axis=1))
    base = standing[:, None] + moving
    theta = [
        0.8 * base + 0.6 * rng.normal(0, 1, n)[:, None] + change * hit[:, k, None] + shared
        for k in range(len(METRICS))
    ]
    value, sizes = _figures(rng, theta, size_of_work * weeks, work)
    if scenario.moved_recorded:
        sizes[[0, 1, 3]] *= work
    _spoil(rng, value, base)
    truth = Truth(onset, size, np.isin(np.arange(n), rising), moved_at, 0.8 * base + change)
    return Company(panel(scenario, METRICS, group, value, sizes, active_from), truth)


def _groups(rng: Generator, people: int, count: int) -> NDArray[np.int32]:
    share = rng.lognormal(0, 0.7, count)
    sizes = 5 + rng.multinomial(people - 5 * count, share / share.sum())
    return np.repeat(np.arange(count), sizes).astype(np.int32)


def _changes(
    rng: Generator, n: int, t: int, weeks: float, falling: NDArray[np.intp], rising: NDArray[np.intp]
) -> tuple[Floats, NDArray[np.int64], Floats]:
    change, onset, size = np.zeros((n, t)), np.full(n, NEVER), np.zeros(n)
    for who, sign in ((falling, -1), (rising, 1)):
        amount = np.clip(rng.gamma(4, 0.4, len(who)), 0.5, 4)
        start = rng.integers(t * 30 // 104, t * 85 // 104, len(who))
        ramp = np.where(rng.random(len(who)) < 0.5, 1.0, max(1.0, 26 / weeks))
        passed = np.arange(t)[None, :] - start[:, None] + 1
        change[who] = sign * amount[:, None] * np.clip(passed / ramp[:, None], 0, 1)
        if sign < 0:
            onset[who], size[who] = start, amount
    return change, onset, size


def _wander(rng: Generator, n: int, t: int, weeks: float) -> Floats:
    """Returns to the own mean with a half-life of half a year; each person's own strength."""
    rho = 0.5 ** (weeks / 26)
    strength = 0.25 * rng.lognormal(0, 0.4, n)
    out = np.empty((n, t))
    out[:, 0] = strength * rng.normal(0, 1, n)
    for k in range(1, t):
        out[:, k] = rho * out[:, k - 1] + strength * np.sqrt(1 - rho**2) * rng.normal(0, 1, n)
    return out


def _dips(rng: Generator, n: int, t: int, weeks: float, who: NDArray[np.intp]) -> Floats:
    out = np.zeros((n, t))
    for i in who:
        start, length = int(rng.integers(0, t)), max(1, round(rng.integers(4, 9) / weeks))
        out[i, start : start + length] = -rng.uniform(0.8, 2.0)
    return out


def _shocks(rng: Generator, scenario: Scenario) -> Floats:
    g, t = scenario.groups, scenario.periods
    out = np.zeros((g, t))
    for each in range(g):
        for _ in range(rng.poisson(1.5)):
            out[each, int(rng.integers(0, t)) :] += rng.normal(0, 0.7)
    return out + rng.normal(0, 0.2, (g, t))


def _territories(rng: Generator, scenario: Scenario, group: NDArray[np.int32]) -> Floats:
    out = np.zeros((len(group), scenario.periods))
    for each in rng.choice(scenario.groups, scenario.bad_territory, replace=False):
        members = np.flatnonzero(group == each)
        start = int(rng.integers(scenario.periods // 3, scenario.periods * 8 // 10))
        out[rng.permutation(members)[: len(members) // 2], start:] -= 1.0
    return out


def _gradual(work: Floats) -> Floats:
    padded = np.concatenate([np.repeat(work[:, :1], 2, axis=1), work], axis=1)
    return (padded[:, 2:] + padded[:, 1:-1] + padded[:, :-2]) / 3


def _figures(rng: Generator, theta: list[Floats], accounts: Floats, work: Floats) -> tuple[Floats, Floats]:
    n, t = accounts.shape
    done = accounts * work
    deals = rng.poisson(done * 2.0 * np.exp(0.2 * theta[0]))
    sales = rng.gamma(np.maximum(deals, 1e-9) * 1.5, 800.0) * (deals > 0) * np.exp(0.15 * theta[0])
    clump = rng.lognormal(1.6, 0.5, n)[:, None]
    calls = rng.poisson(done * 15 * np.exp(0.22 * theta[1]) * rng.gamma(clump, 1 / clump, (n, t)))
    cases = rng.poisson(np.clip(done * 5, 0, 60))
    renewals = rng.binomial(cases, 1 / (1 + np.exp(-(0.4 + 0.5 * theta[2]))))
    complaints = rng.poisson(done * 2.5 * np.exp(-0.3 * theta[3]))
    value = np.stack([sales, calls, renewals, complaints]).astype(float)
    return value, np.stack([accounts, accounts, cases, accounts]).astype(float)


def _spoil(rng: Generator, value: Floats, base: Floats) -> None:
    for k, metric in enumerate(METRICS):
        if metric.kind is not Kind.PROPORTION:
            outlier = rng.random(base.shape) < 0.01
            value[k][outlier] = np.round(value[k][outlier] * rng.choice([0.1, 3.0], outlier.sum()))
        missing = rng.random(base.shape) < np.where(base < -1, 0.09, 0.045)
        value[k][missing] = np.nan
