"""Generator C, built otherwise again: a service centre in shifts, whose limits nobody chose on it.

People: standing per metric that hangs together only loosely (.3), speed against quality; wandering whose
memory (.5 to .97 a week) and strength are the person's own, driven by Student t4 shocks; a season of the
person's own; a tenth with a small honest step that lasts. Groups: sizes by a power law from 5 to 80, three
roles, and two shifts in each that are hit differently and recorded nowhere. A tenth leaves on the way.
Metrics: handled (negative binomial), right first time (1 to 8 cases), days to answer (an amount, lower is
better, Student t3), billed (zeros, and corrections below nought). Hours are recorded in eighths of a week and
wrong by a tenth; some are missing. Falls run along an S over 4 to 30 weeks, on each metric as strongly as
it happens, and a quarter recovers after half a year. Work moves at once, to a single colleague.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.signals.company import NEVER, Company, Floats, Scenario, Truth, choose, panel
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

METRICS = (
    Metric("handled", Kind.COUNT, unit="cases"),
    Metric("right first time", Kind.PROPORTION, unit="cases"),
    Metric("days to answer", Kind.AMOUNT, higher_is_better=False, unit="days"),
    Metric("billed", Kind.AMOUNT, unit="euros"),
)
HOURS, ROLES, SMALLEST = 38.0, 3, 5
LEAVERS, STEPPERS = 0.10, 0.10


def shifts(scenario: Scenario, seed: int) -> Company:
    rng = np.random.default_rng([37, seed])
    n, t, weeks = scenario.people, scenario.periods, scenario.days / 7
    group = _groups(rng, n, scenario.groups)
    falling, rising, steppers, movers = choose(
        rng, n, scenario.decliners, scenario.improvers, STEPPERS, scenario.moved
    )
    change, onset, size = _changes(rng, n, t, weeks, falling, rising)
    active_from, active_to = _stay(rng, n, t, scenario.hires)
    age = (np.arange(t)[None, :] - active_from[:, None]) * weeks
    learning = np.where(active_from[:, None] > 0, -1.0 * np.exp(-np.maximum(age, 0) / 10), 0.0)
    moving = scenario.drift * _wander(rng, n, t, weeks) + _small_steps(rng, n, t, steppers) + learning
    shared = _shared(rng, scenario, group)
    work, moved_at = _moved(rng, group, movers, t)
    theta, true = _standing(rng, n, moving, change, shared)
    hours = HOURS * weeks * _presence(rng, n, t)
    value, sizes = _figures(rng, theta, hours, work, weeks)
    recorded = _recorded(rng, hours * work if scenario.moved_recorded else hours, weeks)
    sizes[0], sizes[3] = recorded, recorded
    gone = np.arange(t)[None, :] >= active_to[:, None]
    value[:, gone], sizes[:, gone] = np.nan, np.nan
    truth = Truth(onset, size, np.isin(np.arange(n), rising), moved_at, true)
    made = panel(scenario, METRICS, group, value, sizes, active_from)
    role = (np.arange(scenario.groups) % ROLES).astype(np.int32)
    names = [f"role {k}" for k in range(ROLES)]
    return Company(replace(made, role=role, role_names=names, active_to=active_to.astype(np.int32)), truth)


def _groups(rng: Generator, people: int, count: int) -> NDArray[np.int32]:
    share = rng.pareto(1.5, count) + 0.3
    share = np.minimum(share, 80 * count / people * share.mean())
    sizes = SMALLEST + rng.multinomial(people - SMALLEST * count, share / share.sum())
    return np.repeat(np.arange(count), sizes).astype(np.int32)


def _stay(rng: Generator, n: int, t: int, hires: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    active_from, active_to = np.zeros(n, np.int64), np.full(n, t)
    order = rng.permutation(n)
    new, leaving = order[: round(hires * n)], order[-round(LEAVERS * n) :]
    active_from[new] = rng.integers(1, max(2, t * 3 // 4), len(new))
    active_to[leaving] = rng.integers(t // 3, t, len(leaving))
    return active_from, active_to


def _changes(
    rng: Generator, n: int, t: int, weeks: float, falling: NDArray[np.intp], rising: NDArray[np.intp]
) -> tuple[Floats, NDArray[np.int64], Floats]:
    change, onset, size = np.zeros((n, t)), np.full(n, NEVER), np.zeros(n)
    for who, sign in ((falling, -1), (rising, 1)):
        for i in who:
            amount = float(np.clip(rng.lognormal(np.log(1.2), 0.45), 0.5, 3.5))
            start, length = int(rng.integers(t * 28 // 104, t * 88 // 104)), rng.uniform(4, 30) / weeks
            passed = (np.arange(t) - start + 1) / length
            change[i] = sign * amount / (1 + np.exp(-10 * (passed - 0.5))) * (passed > 0)
            if rng.random() < 0.25:
                change[i] *= np.clip(1 - (np.arange(t) - start - length - 26 / weeks) * weeks / 8, 0, 1)
            if sign < 0:
                onset[i], size[i] = start, amount
    return change, onset, size


def _wander(rng: Generator, n: int, t: int, weeks: float) -> Floats:
    rho = rng.uniform(0.5, 0.97, n) ** weeks
    strength = rng.gamma(4, 0.25 / 4, n)
    year = np.arange(t)[None, :] * weeks / 52
    out = np.empty((n, t))
    out[:, 0] = strength * rng.normal(0, 1, n)
    shocks = rng.standard_t(4, (n, t)) / np.sqrt(2)
    for k in range(1, t):
        out[:, k] = rho * out[:, k - 1] + strength * np.sqrt(1 - rho**2) * shocks[:, k]
    return out + rng.uniform(0, 0.2, (n, 1)) * np.sin(2 * np.pi * (year + rng.random((n, 1))))


def _small_steps(rng: Generator, n: int, t: int, who: NDArray[np.intp]) -> Floats:
    out = np.zeros((n, t))
    for i in who:
        out[i, int(rng.integers(0, t)) :] = rng.choice([-1, 1]) * rng.uniform(0.2, 0.4)
    return out


def _shared(rng: Generator, scenario: Scenario, group: NDArray[np.int32]) -> Floats:
    g, t = scenario.groups, scenario.periods
    year = np.arange(t)[None, :] * scenario.days / 365
    whole = 0.5 * np.sin(2 * np.pi * (year + rng.random((g, 1)))) + rng.normal(0, 0.25, (g, t))
    apart = np.cumsum(rng.normal(0, 0.015 * np.sqrt(scenario.days / 7), (g, t)), axis=1)
    shift = np.where(rng.random(len(group)) < 0.5, 1.0, -1.0)[:, None]
    out: Floats = whole[group] + shift * apart[group]
    for each in rng.choice(g, scenario.bad_territory, replace=False):
        members = np.flatnonzero(group == each)
        out[rng.permutation(members)[: len(members) // 2], int(rng.integers(t // 3, t * 8 // 10)) :] -= 1.0
    return out


def _moved(
    rng: Generator, group: NDArray[np.int32], who: NDArray[np.intp], periods: int
) -> tuple[Floats, NDArray[np.int64]]:
    share, at = np.ones((len(group), periods)), np.full(len(group), NEVER)
    for i in who:
        t = int(rng.integers(periods * 3 // 10, periods * 85 // 100))
        lost = rng.uniform(0.35, 0.65)
        taker = rng.choice(np.flatnonzero((group == group[i]) & (np.arange(len(group)) != i)))
        at[i] = t
        share[i, t:] *= 1 - lost
        share[taker, t:] += lost
    return share, at


def _standing(
    rng: Generator, n: int, moving: Floats, change: Floats, shared: Floats
) -> tuple[list[Floats], Floats]:
    common, pace = rng.normal(0, 1, (2, n, 1))
    lean = (0.4, -0.4, 0.4, 0.0)  # who is quick is less exact
    hit = rng.dirichlet(np.full(len(METRICS), 3.0), n) * len(METRICS)
    theta, fixed = [], []
    for k, each in enumerate(lean):
        rest = np.sqrt(1 - 0.3 - each**2)
        fixed.append(np.sqrt(0.3) * common + each * pace + rest * rng.normal(0, 1, (n, 1)))
        theta.append(fixed[-1] + moving + change * hit[:, k, None] + shared)
    return theta, np.mean(fixed, axis=0) + moving + change


def _presence(rng: Generator, n: int, t: int) -> Floats:
    share = np.where(rng.random(n) < 0.3, rng.choice([0.5, 0.75], n), 1.0)[:, None]
    present = share * rng.choice([0.0, 0.6, 0.8, 1.0], (n, t), p=[0.07, 0.05, 0.08, 0.80])
    for i in np.flatnonzero(rng.random(n) < 0.08):
        start = int(rng.integers(0, t))
        present[i, start : start + int(rng.integers(4, 30))] = 0.0
    return present


def _recorded(rng: Generator, hours: Floats, weeks: float) -> Floats:
    eighth = HOURS * weeks / 8
    noisy = np.where(hours > 0, np.maximum(1, np.round(hours * rng.normal(1, 0.1, hours.shape) / eighth)), 0)
    found: Floats = noisy * eighth
    found[rng.random(hours.shape) < 0.03] = np.nan
    return found


def _figures(
    rng: Generator, theta: list[Floats], hours: Floats, work: Floats, weeks: float
) -> tuple[Floats, Floats]:
    shape = hours.shape
    done = hours * work
    day = rng.gamma(12 * weeks, 1 / (12 * weeks), shape)
    handled = rng.poisson(done * 0.8 * np.exp(0.18 * theta[0]) * day)
    cases = np.minimum(rng.poisson(done * 0.1), round(8 * weeks))
    right = rng.binomial(cases, 1 / (1 + np.exp(-(1.2 + 0.5 * theta[1]))))
    days = 3 * np.exp(-0.25 * theta[2] + 0.3 * rng.standard_t(3, shape) / np.sqrt(weeks))
    days = np.clip(np.where(done > 0, days, np.nan), 0.05, 300)
    bills = rng.poisson(done * 0.04)
    billed = rng.gamma(np.maximum(bills, 1e-9) * 2, 200.0) * (bills > 0) * np.exp(0.25 * theta[3])
    billed = billed - np.where(rng.random(shape) < 0.04, rng.exponential(300, shape), 0)
    value = np.stack([handled, right, days, billed]).astype(float)
    return value, np.stack([hours, cases, (done > 0) * 1.0, hours]).astype(float)
