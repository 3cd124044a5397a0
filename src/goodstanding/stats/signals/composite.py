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

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.few import exactness
from goodstanding.stats.signals.noise import Noise, noise_of
from goodstanding.stats.signals.panel import DAYS_IN_A_WEEK, Panel
from goodstanding.stats.signals.parallel import side_by_side
from goodstanding.stats.signals.peers import Difference, GroupSums, group_sums, peer_difference
from goodstanding.stats.signals.scale import Scaled, blocks, figures, scale

if TYPE_CHECKING:
    from numpy.typing import NDArray

HONEST_WEEK = 0.25  # variance, in standard deviations between people, of what an honest week adds
AT_ONCE = 2  # metrics in work side by side: each needs about eight arrays of people × periods
MOST_SIDE_BY_SIDE = 20_000_000  # cells of a metric; of larger ones, one at a time


@dataclass(frozen=True, slots=True)
class Measure:
    """What was estimated from all people about one metric: enough to work out any one person again."""

    usual: np.float32
    limit: np.float32
    noise: Noise
    geometric: NDArray[np.float32] | None
    sums: GroupSums


@dataclass(frozen=True, slots=True)
class Composite:
    """`c` and `information` float32 (people, periods): the difference and 1 / variance, 0 where nothing.

    `standing` float32 (metrics, people): each metric over the last half year, not centred, in standard
    deviations between people; `standing_variance` likewise. `level` and `level_information` (people,): all
    metrics together. `others` int16 (people, periods): the most others present for a metric in that period.
    `figures` (people,): the most figures of a metric, with or without peers.
    `alone` and `alone_information` float32 (metrics, people, places): each metric by itself in means of
    `block` periods, the last of which ends with the panel.
    `common` float32 (groups, periods): where the group as a whole stood, against its own mean.
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
    alone: NDArray[np.float32]
    alone_information: NDArray[np.float32]
    common: NDArray[np.float32]
    block: int


def differences(panel: Panel, fewest_others: int) -> Iterator[tuple[Scaled, Difference]]:
    """One metric after the other, so that only one is in memory."""
    for k in range(len(panel.metrics)):
        scaled, _, difference = _difference(panel, k, fewest_others)
        yield scaled, difference


def _difference(panel: Panel, k: int, fewest_others: int) -> tuple[Scaled, GroupSums, Difference]:
    scaled = scale(
        panel.metrics[k],
        panel.value[k],
        panel.size[k],
        panel.group,
        len(panel.group_names),
        work_recorded=bool(panel.work_recorded[k]),
    )
    sums = group_sums(scaled, panel.bounds())
    return scaled, sums, peer_difference(scaled, sums, panel.group, fewest_others)


@dataclass(frozen=True, slots=True)
class _Measured:
    """One metric's share of the composite. `weight` and `weighted` are (people, periods).

    `alone` and its information (people, places); `common` and its weight (groups, periods).
    """

    measure: Measure
    standing: NDArray[np.float32]
    standing_variance: NDArray[np.float32]
    weight: NDArray[np.float32]
    weighted: NDArray[np.float32]
    others: NDArray[np.int16]
    figures: NDArray[np.intp]
    alone: NDArray[np.float32]
    alone_information: NDArray[np.float32]
    common: NDArray[np.float64]
    common_weight: NDArray[np.float64]
    exact: NDArray[np.float32]


def _measured(panel: Panel, k: int, fewest_others: int, last: int, block: int) -> _Measured:
    honest = HONEST_WEEK * min(1.0, DAYS_IN_A_WEEK / panel.calendar.days)
    scaled, sums, difference = _difference(panel, k, fewest_others)
    noise = noise_of(difference, scaled.chance)
    many = np.count_nonzero(scaled.weight, axis=1)
    measure = Measure(scaled.usual, difference.limit, noise, scaled.geometric, sums)
    del scaled  # of people × periods nothing is kept longer than it is needed
    standing, variance = _standing(noise, difference, last)
    weight, weighted, others = precision(noise, difference, honest), difference.d, difference.others
    others[weight == 0] = 0
    scales = np.float32(noise.between)
    for rows in blocks(len(weighted)):
        part = weighted[rows]
        part -= noise.mean[rows, None]
        part *= weight[rows]
        part /= scales
    alone, alone_information = months(weighted, weight, block)
    common, common_weight = _common(sums, noise, fewest_others)
    return _Measured(
        measure, standing, variance, weight, weighted, others, many,
        alone, alone_information, common, common_weight, _exact(panel, k, last),
    )  # fmt: skip


def _exact(panel: Panel, k: int, last: int) -> NDArray[np.float32]:
    """What is left of a distance below peers where few cases are all there is, see `few`."""
    if panel.metrics[k].kind is Kind.AMOUNT:
        return np.ones(panel.people, np.float32)
    window = slice(max(0, panel.periods - last), panel.periods)
    value, size = figures(panel, k, window)
    totals = value.sum(axis=1, dtype=np.float64), size.sum(axis=1, dtype=np.float64)
    return exactness(panel.metrics[k], *totals, panel.group).astype(np.float32)


def months(
    weighted: NDArray[np.float32], weight: NDArray[np.float32], block: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weighted means of so many periods each, up to the last, and their weights."""
    first = weight.shape[1] % block
    information, total = weight[:, first::block].copy(), weighted[:, first::block].copy()
    for k in range(first + 1, first + block):
        information += weight[:, k::block]
        total += weighted[:, k::block]
    return np.divide(total, information, out=np.zeros_like(total), where=information > 0), information


def _common(
    sums: GroupSums, noise: Noise, fewest_others: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The group's mean against its own over time, in standard deviations between people, times its weight."""
    weight = np.where(sums.present > fewest_others, sums.weight, 0.0)
    mean = np.divide(sums.weighted, weight, out=np.zeros_like(weight), where=weight > 0)
    usual = (weight * mean).sum(axis=1) / np.maximum(weight.sum(axis=1), 1e-9)
    precision = weight * noise.between**2 / noise.usual if np.isfinite(noise.usual) else 0.0 * weight
    return precision * (mean - usual[:, None]) / noise.between, precision


def compose(panel: Panel, fewest_others: int, last: int, block: int) -> Composite:
    """`last`: how many periods the level looks at; `block`: how many make a place of a metric alone."""
    shape = (panel.people, panel.periods)
    total, information = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    others, figures = np.zeros(shape, np.int16), np.zeros(panel.people, np.intp)
    level, level_information = np.zeros(panel.people, np.float32), np.zeros(panel.people, np.float32)
    common, common_weight = np.zeros((2, len(panel.group_names), panel.periods))
    measures, standings, variances, alone, alone_information = [], [], [], [], []
    parts, most = range(len(panel.metrics)), _at_once(panel)
    for each in side_by_side(lambda k: _measured(panel, k, fewest_others, last, block), parts, most=most):
        measures.append(each.measure)
        standings.append(each.standing)
        variances.append(each.standing_variance)
        recent = each.weight[:, -last:].sum(axis=1)
        level += recent * each.standing * each.exact
        level_information += recent
        np.maximum(figures, each.figures, out=figures)
        np.maximum(others, each.others, out=others)
        information += each.weight
        total += each.weighted
        common += each.common
        common_weight += each.common_weight
        alone.append(each.alone)
        alone_information.append(each.alone_information)
    for sums, weights in ((common, common_weight), (total, information), (level, level_information)):
        np.divide(sums, weights, out=sums, where=weights > 0)
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
        np.stack(alone),
        np.stack(alone_information),
        common.astype(np.float32),
        block,
    )


def _at_once(panel: Panel) -> int:
    return AT_ONCE if panel.people * panel.periods <= MOST_SIDE_BY_SIDE else 1


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
    """1 / variance of each cell in standard deviations between people; 0 where there is no figure.

    It takes the place of the difference's weight.
    """
    own = noise.variance / np.float32(noise.between) ** 2
    found: NDArray[np.float32] = difference.weight
    with np.errstate(divide="ignore"):
        for rows in blocks(len(found)):
            variance = own[rows, None] / difference.weight[rows]
            variance += np.float32(honest)
            np.divide(np.float32(1), variance, out=found[rows])
    return found
