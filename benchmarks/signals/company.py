"""What a simulated company is, and what both generators share: groups, absences, and moved work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from goodstanding.stats.signals.panel import Calendar, Metric, Panel

Floats = NDArray[np.float64]
NEVER = 10_000


@dataclass(frozen=True, slots=True)
class Scenario:
    """Shares are of all people. Everything not named here is fixed in the generator and described there."""

    name: str = "usual"
    people: int = 1000
    groups: int = 20
    periods: int = 104
    days: int = 7
    decliners: float = 0.05
    improvers: float = 0.05
    drift: float = 1.0  # of honest people; 1 is the usual wandering
    hires: float = 0.20
    moved: float = 0.04
    moved_recorded: bool = True
    bad_territory: int = 0  # so many groups of which half get worse work, recorded nowhere


@dataclass(frozen=True, slots=True)
class Truth:
    """`onset` is NEVER for who does not decline; `size` in standard deviations between people."""

    onset: NDArray[np.int64]
    size: Floats
    improver: NDArray[np.bool_]
    moved_at: NDArray[np.int64]
    level: Floats  # (N, T): the true standing within the group, in standard deviations, without the noise

    @property
    def decliner(self) -> NDArray[np.bool_]:
        return self.onset < NEVER


@dataclass(frozen=True, slots=True)
class Company:
    panel: Panel
    truth: Truth


Make = Callable[[Scenario, int], Company]


def calendar(scenario: Scenario) -> Calendar:
    first = date(2024, 1, 1)
    return Calendar(tuple(first + timedelta(days=scenario.days * t) for t in range(scenario.periods)))


def groups(rng: Generator, people: int, count: int, smallest: int = 6) -> NDArray[np.int32]:
    """Unequal groups, none smaller than `smallest`, people in order of group."""
    spare = people - smallest * count
    sizes = smallest + rng.multinomial(spare, rng.dirichlet(np.full(count, 2.0)))
    return np.repeat(np.arange(count), sizes).astype(np.int32)


def choose(rng: Generator, people: int, *shares: float) -> list[NDArray[np.intp]]:
    """Disjoint random sets of people of these shares."""
    order, start, found = rng.permutation(people), 0, []
    for share in shares:
        stop = start + round(share * people)
        found.append(order[start:stop])
        start = stop
    return found


def panel(
    scenario: Scenario,
    metrics: tuple[Metric, ...],
    group: NDArray[np.int32],
    value: Floats,
    size: Floats,
    active_from: NDArray[np.int64],
) -> Panel:
    """`size` 0 stays 0 (no work); periods before a person came are not recorded."""
    early = np.arange(scenario.periods)[None, :] < active_from[:, None]
    value, size = np.where(early, np.nan, value), np.where(early, np.nan, size)
    names = [f"group {g}" for g in range(scenario.groups)]
    return Panel(
        metrics=metrics,
        calendar=calendar(scenario),
        person_ids=[f"p{i:05d}" for i in range(len(group))],
        group=group,
        group_names=names,
        role=np.zeros(scenario.groups, np.int32),
        role_names=["associate"],
        active_from=active_from.astype(np.int32),
        active_to=np.full(len(group), scenario.periods, np.int32),
        value=value.astype(np.float32),
        size=size.astype(np.float32),
        work_recorded=np.ones(len(metrics), np.bool_),
    )


def moved_work(
    rng: Generator, group: NDArray[np.int32], who: NDArray[np.intp], periods: int, lost: float
) -> tuple[Floats, NDArray[np.int64]]:
    """(N, T) multipliers of the work there is, and when it moved: `lost` goes to one to three others."""
    share = np.ones((len(group), periods))
    at = np.full(len(group), NEVER)
    for i in who:
        t = int(rng.integers(periods * 3 // 10, periods * 85 // 100))
        at[i] = t
        share[i, t:] *= 1 - lost
        others = np.flatnonzero((group == group[i]) & (np.arange(len(group)) != i))
        takers = rng.choice(others, size=min(len(others), int(rng.integers(1, 4))), replace=False)
        share[takers, t:] += lost / len(takers)
    return share, at
