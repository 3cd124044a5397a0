"""Where few cases are all there is: how much less a low figure says than its distance on the even scale.

On the scales of `scale` no success among eighteen cases lies 3.2 errors below a quarter of successes;
exactly, it comes once in three hundred times, which is 2.7. The longer the odds, the larger the gap, so that
among many people somebody with hardly any cases always looks far off. The distance is cut down by the ratio
of the two, never up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 30.0  # events to be expected, from which on the scales are even


def exactness(
    metric: Metric, y: NDArray[np.float64], n: NDArray[np.float64], group: NDArray[np.int32]
) -> NDArray[np.float64]:
    """(people,) 0 to 1: what is left of a distance below peers. `y` of `n` over the time looked at."""
    kept = np.ones(len(y))
    if metric.kind is Kind.AMOUNT:
        return kept
    in_group, work = np.bincount(group, weights=y), np.bincount(group, weights=n)
    others = work[group] - n
    rate = np.divide(in_group[group] - y, others, out=np.zeros_like(y), where=others > 0)
    expected = n * rate
    rare = np.minimum(expected, n - expected) if metric.kind is Kind.PROPORTION else expected
    few = np.flatnonzero((n > 0) & (rate > 0) & (rare > 0) & (rare < MANY))
    if len(few):
        kept[few] = _ratio(metric, np.floor(y[few]), n[few], rate[few])
    return kept


def _ratio(
    metric: Metric, y: NDArray[np.float64], n: NDArray[np.float64], rate: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Exact over scaled distance, on the worse side; half of what was seen itself counts."""
    from scipy.special import ndtri
    from scipy.stats import binom, poisson

    if metric.kind is Kind.PROPORTION:
        spread = binom(np.ceil(n), rate)
        angle = np.arcsin(np.sqrt((y + 0.375) / (n + 0.75)))
        scaled = 2 * np.sqrt(n + 0.5) * (angle - np.arcsin(np.sqrt(rate)))
    else:
        spread = poisson(n * rate)
        scaled = 2 * (np.sqrt(y + 0.375) - np.sqrt(n * rate + 0.125))
    half = spread.pmf(y) / 2
    tail = spread.cdf(y) - half if metric.higher_is_better else spread.sf(y) + half
    exact = ndtri(np.clip(tail, 1e-300, 0.5))
    scaled = scaled if metric.higher_is_better else -scaled
    kept = np.ones(len(y))
    worse = (scaled < 0) & (tail < 0.5)
    kept[worse] = np.clip(exact[worse] / scaled[worse], 0, 1)
    return kept
