"""Each figure less the mean of the others in the group in the same period.

What hits the whole group (season, prices, a shock) drops out exactly. The person is left out of the mean,
every mean rests on at least four others, and no single figure counts for more than four robust standard
deviations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.scale import MOST_TO_LOOK_AT, Scaled, blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLIP = 4.0
MAD_TO_SD = 1.4826


@dataclass(frozen=True, slots=True)
class GroupSums:
    """For each group and period, float64 (groups, periods): sums of weight × x, of weights, and people."""

    weighted: NDArray[np.float64]
    weight: NDArray[np.float64]
    present: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Difference:
    """`d` float32 (people, periods), 0 where there is none; `weight` its weight, 0 where there is none.

    The weight takes the others' share of the spread into account. `others` is how many were present.
    `limit` is where d is cut off.
    """

    d: NDArray[np.float32]
    weight: NDArray[np.float32]
    others: NDArray[np.int16]
    limit: np.float32


def group_sums(scaled: Scaled, bounds: NDArray[np.intp]) -> GroupSums:
    """One pass over each group's rows, which lie together."""
    groups, periods = len(bounds) - 1, scaled.x.shape[1]
    weighted, weight, present = (np.zeros((groups, periods)) for _ in range(3))
    for g in range(groups):
        rows = slice(bounds[g], bounds[g + 1])
        w = scaled.weight[rows]
        weighted[g] = np.einsum("ij,ij->j", w, scaled.x[rows], dtype=np.float64)
        weight[g] = w.sum(axis=0, dtype=np.float64)
        present[g] = np.count_nonzero(w, axis=0)
    return GroupSums(weighted, weight, present)


def peer_difference(
    scaled: Scaled,
    sums: GroupSums,
    group: NDArray[np.int32],
    fewest_others: int,
    limit: np.float32 | None = None,
) -> Difference:
    shape = scaled.x.shape
    d, weight = np.empty(shape, np.float32), np.empty(shape, np.float32)
    others = np.empty(shape, np.int16)
    in_sum, in_weight = sums.weighted.astype(np.float32), sums.weight.astype(np.float32)
    present = sums.present.astype(np.int16)
    for rows in blocks(shape[0]):
        w, x, g = scaled.weight[rows], scaled.x[rows], group[rows]
        others_weight = in_weight[g] - w
        others[rows] = present[g] - (w > 0)
        enough = (w > 0) & (others[rows] >= fewest_others) & (others_weight > 1e-6)
        mean = in_sum[g] - w * x
        np.divide(mean, others_weight, out=mean, where=enough)
        np.multiply(x - mean, enough, out=d[rows])
        # Variance of the difference: chance in the own figure plus that in the mean of the others.
        weight[rows] = 0
        np.divide(w * others_weight, w + others_weight, out=weight[rows], where=enough)
    if limit is None:
        limit = np.float32(CLIP * MAD_TO_SD) * median_size(d, weight > 0)
    if limit > 0:
        np.clip(d, -limit, limit, out=d)
    return Difference(d, weight, others, limit)


def median_size(d: NDArray[np.float32], used: NDArray[np.bool_]) -> np.float32:
    """Median |d|, which is a MAD around the peers; of evenly spread people where there are very many."""
    step = max(1, d.size // MOST_TO_LOOK_AT)
    some = np.abs(d[::step][used[::step]])
    return np.float32(np.median(some)) if some.size else np.float32(0)
