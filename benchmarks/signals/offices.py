"""Generator A, after the reference design: a service company, weeks, three metrics.

Standing theta of a person on a metric, in standard deviations between people: a common part (half of the
variance) and one of the metric's own; honest wandering (random walk .03 a week, and an AR(1) of .5); a
learning curve of new hires (a fifth of all). Groups share a season (amplitude .2 to 1) and AR(1) shocks;
three groups of all collapse by 1.2. Counts are negative binomial, proportions beta-binomial, amounts
log-normal with Student t5 noise and a spread of the person's own. A fifth works part time, everybody is away
now and then. Decliners fall by .6 to 2.5, half at once and half over 12 weeks, on all metrics; improvers
rise likewise. Some lose 60 % of their work to others of the group: in the recorded exposure, or unseen by it.
"""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.signals.company import (
    NEVER,
    Company,
    Floats,
    Scenario,
    Truth,
    choose,
    groups,
    moved_work,
    panel,
)
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

METRICS = (
    Metric("resolved", Kind.COUNT, unit="cases"),
    Metric("satisfied", Kind.PROPORTION, unit="customers"),
    Metric("revenue", Kind.AMOUNT, unit="euros"),
)
HOURS = 40.0


def offices(scenario: Scenario, seed: int) -> Company:
    rng = np.random.default_rng([11, seed])
    n, t, weeks = scenario.people, scenario.periods, scenario.days / 7
    group = groups(rng, n, scenario.groups)
    falling, rising, movers = choose(rng, n, scenario.decliners, scenario.improvers, scenario.moved)
    change, onset, size = _changes(rng, n, t, weeks, falling, rising)
    active_from = np.zeros(n, np.int64)
    hired = rng.permutation(n)[: round(scenario.hires * n)]
    active_from[hired] = rng.integers(1, t * 3 // 4, len(hired))
    age = np.arange(t)[None, :] - active_from[:, None]
    learning = np.zeros((n, t))
    learning[hired] = -1.2 * np.exp(-np.maximum(age[hired], 0) * scenario.days / 84)
    work, moved_at = moved_work(rng, group, movers, t, 0.6)
    hours = HOURS * weeks * _presence(rng, n, t)
    common = np.sqrt(0.5) * rng.normal(0, 1, n)[:, None]
    moving = scenario.drift * _wander(rng, n, t, weeks) + change + learning
    shared = _season_and_shocks(rng, scenario)[group] + _territories(rng, scenario, group)
    own = [np.sqrt(0.5) * rng.normal(0, 1, n)[:, None] for _ in METRICS]
    theta = [common + each + moving + shared for each in own]
    value, sizes = _figures(rng, theta, hours, work, weeks)
    recorded = hours * work if scenario.moved_recorded else hours
    sizes[0], sizes[2] = recorded, recorded
    true = common + np.mean(own, axis=0) + moving
    truth = Truth(onset, size, np.isin(np.arange(n), rising), moved_at, true)
    return Company(panel(scenario, METRICS, group, value, sizes, active_from), truth)


def _changes(
    rng: Generator, n: int, t: int, weeks: float, falling: NDArray[np.intp], rising: NDArray[np.intp]
) -> tuple[Floats, NDArray[np.int64], Floats]:
    change, onset, size = np.zeros((n, t)), np.full(n, NEVER), np.zeros(n)
    for who, sign in ((falling, -1), (rising, 1)):
        amount = rng.uniform(0.6, 2.5, len(who))
        start = rng.integers(t * 30 // 104, t * 90 // 104, len(who))
        ramp = np.where(rng.random(len(who)) < 0.5, 1.0, max(1.0, 12 / weeks))
        passed = np.arange(t)[None, :] - start[:, None] + 1
        change[who] = sign * amount[:, None] * np.clip(passed / ramp[:, None], 0, 1)
        if sign < 0:
            onset[who], size[who] = start, amount
    return change, onset, size


def _wander(rng: Generator, n: int, t: int, weeks: float) -> Floats:
    walk = np.cumsum(rng.normal(0, 0.03 * np.sqrt(weeks), (n, t)), axis=1)
    return walk + _autoregression(rng, n, t, 0.5**weeks, 0.25 / np.sqrt(weeks))


def _autoregression(rng: Generator, n: int, t: int, rho: float, sd: float) -> Floats:
    out = np.empty((n, t))
    out[:, 0] = rng.normal(0, sd, n)
    steps = rng.normal(0, sd * np.sqrt(1 - rho**2), (n, t))
    for k in range(1, t):
        out[:, k] = rho * out[:, k - 1] + steps[:, k]
    return out


def _season_and_shocks(rng: Generator, scenario: Scenario) -> Floats:
    g, t = scenario.groups, scenario.periods
    year = np.arange(t)[None, :] * scenario.days / 365
    season = rng.uniform(0.2, 1, (g, 1)) * np.sin(2 * np.pi * (year + rng.random((g, 1))))
    shocks = _autoregression(rng, g, t, 0.8 ** (scenario.days / 7), 0.3)
    for each in rng.choice(g, 3, replace=False):
        shocks[each, int(rng.integers(t // 3, t * 8 // 10)) :] -= 1.2
    return season + shocks


def _territories(rng: Generator, scenario: Scenario, group: NDArray[np.int32]) -> Floats:
    out = np.zeros((len(group), scenario.periods))
    for each in rng.choice(scenario.groups, scenario.bad_territory, replace=False):
        members = np.flatnonzero(group == each)
        start = int(rng.integers(scenario.periods // 3, scenario.periods * 8 // 10))
        out[rng.permutation(members)[: len(members) // 2], start:] -= 1.0
    return out


def _presence(rng: Generator, n: int, t: int) -> Floats:
    share = np.where(rng.random(n) < 0.2, rng.uniform(0.4, 0.8, n), 1.0)[:, None]
    present = share * np.clip(rng.normal(1, 0.08, (n, t)), 0.5, 1.3)
    present[rng.random((n, t)) < 0.06] = 0.0
    for i in np.flatnonzero(rng.random(n) < 0.06):
        start = int(rng.integers(0, t))
        present[i, start : start + int(rng.integers(6, 20))] = 0.0
    return present


def _figures(
    rng: Generator, theta: list[Floats], hours: Floats, work: Floats, weeks: float
) -> tuple[Floats, Floats]:
    n, t = hours.shape
    done = hours * work
    rate = done * 0.5 * np.exp(0.25 * theta[0])
    counts = rng.poisson(rate * rng.gamma(8.0 * weeks, 1 / (8.0 * weeks), (n, t)))
    cases = rng.poisson(done * 0.5)
    p = 1 / (1 + np.exp(-(0.9 + 0.45 * theta[1])))
    good = rng.binomial(cases, rng.beta(p * 30 * weeks, (1 - p) * 30 * weeks))
    noise = rng.standard_t(5, (n, t)) * rng.lognormal(np.log(0.45), 0.3, n)[:, None]
    amounts = done * 50 * np.exp(0.25 * theta[2] + noise / np.sqrt(weeks))
    return (
        np.stack([counts, good, amounts]).astype(float),
        np.stack([hours, cases, hours]).astype(float),
    )
