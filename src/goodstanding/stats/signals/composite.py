"""All metrics of a person in one line, for detection only: what is shown is each metric by itself.

Each difference is put in standard deviations between people and weighted by how much it tells. Each metric
is centred on the person's own mean first, so that a period in which one metric is missing does not look like
a change. A metric with very many cases cannot outweigh the others without end: honest weeks vary too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.noise import Noise, noise_of
from goodstanding.stats.signals.panel import DAYS_IN_A_WEEK, Panel
from goodstanding.stats.signals.peers import Difference, group_sums, peer_difference
from goodstanding.stats.signals.scale import Scaled, scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

HONEST_WEEK = 0.25  # variance, in standard deviations between people, of what an honest week adds


@dataclass(frozen=True, slots=True)
class Measure:
    """What was estimated from all people about one metric: enough to work out any one person again."""

    usual: np.float32
    limit: np.float32
    noise: Noise


@dataclass(frozen=True, slots=True)
class Composite:
    """`c` and `information` float32 (people, periods): the difference and 1 / variance, 0 where nothing.

    `standing` float32 (metrics, people): each metric over the last half year, not centred, in standard
    deviations between people; `standing_variance` likewise. `level` and `level_information` (people,): all
    metrics together. `others` int16 (people, periods): the most others present for a metric in that period.
    `figures` (people,): the most figures of a metric, with or without peers.
    """

    c: NDArray[np.float32]
    information: NDArray[np.float32]
    standing: NDArray[np.float32]
    standing_variance: NDArray[np.float32]
    level: NDArray[np.float32]
    level_information: NDArray[np.float32]
    others: NDArray[np.int16]
    figures: NDArray[np.intp]
    measures: tuple[Measure, ...]


def differences(panel: Panel, fewest_others: int) -> Iterator[tuple[Scaled, Difference]]:
    """One metric after the other, so that only one is in memory."""
    bounds = panel.bounds()
    for k, metric in enumerate(panel.metrics):
        scaled = scale(
            metric,
            panel.value[k],
            panel.size[k],
            panel.group,
            len(panel.group_names),
            work_recorded=bool(panel.work_recorded[k]),
        )
        yield scaled, peer_difference(scaled, group_sums(scaled, bounds), panel.group, fewest_others)


def compose(panel: Panel, fewest_others: int, last: int) -> Composite:
    """`last`: how many periods the level looks at."""
    shape = (panel.people, panel.periods)
    total, information = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    others, figures = np.zeros(shape, np.int16), np.zeros(panel.people, np.intp)
    level, level_information = np.zeros(panel.people, np.float32), np.zeros(panel.people, np.float32)
    honest = HONEST_WEEK * min(1.0, DAYS_IN_A_WEEK / panel.calendar.days)
    measures, standings, variances = [], [], []
    for scaled, difference in differences(panel, fewest_others):
        noise = noise_of(difference, scaled.chance)
        measures.append(Measure(scaled.usual, difference.limit, noise))
        standing, variance = _standing(noise, difference, last)
        standings.append(standing)
        variances.append(variance)
        weight = precision(noise, difference, honest)
        recent = weight[:, -last:].sum(axis=1)
        level += recent * standing
        level_information += recent
        np.maximum(figures, np.count_nonzero(scaled.weight, axis=1), out=figures)
        np.maximum(others, np.where(weight > 0, difference.others, 0), out=others)
        information += weight
        centred = difference.d - noise.mean[:, None]
        centred *= weight
        total += centred / np.float32(noise.between)
    np.divide(total, information, out=total, where=information > 0)
    np.divide(level, level_information, out=level, where=level_information > 0)
    return Composite(
        total,
        information,
        np.stack(standings),
        np.stack(variances),
        level,
        level_information,
        others,
        figures,
        tuple(measures),
    )


def _standing(
    noise: Noise, difference: Difference, last: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    w, d = difference.weight[:, -last:], difference.d[:, -last:]
    total = w.sum(axis=1)
    mean = np.einsum("ij,ij->i", w, d) / np.maximum(total, np.float32(1e-9))
    with np.errstate(divide="ignore"):
        variance = noise.variance / total / np.float32(noise.between) ** 2
    return mean / np.float32(noise.between), variance


def precision(noise: Noise, difference: Difference, honest: float) -> NDArray[np.float32]:
    """1 / variance of each cell in standard deviations between people; 0 where there is no figure."""
    own = noise.variance / np.float32(noise.between) ** 2
    with np.errstate(divide="ignore"):
        variance = own[:, None] / difference.weight + np.float32(honest)
        found: NDArray[np.float32] = np.divide(np.float32(1), variance, dtype=np.float32)
    return found
