"""The rules that organisations use instead: what the pipeline must be better than.

Each looks at the mean of the person's standardised weekly differences from the peers (so they are already
spared seasons and shocks; on raw totals they do far worse) and says who is accused at a review after t
periods.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.signals.company import Floats
from goodstanding.stats.signals.composite import differences
from goodstanding.stats.signals.noise import noise_of
from goodstanding.stats.signals.panel import Panel

Flags = NDArray[np.bool_]
Rule = Callable[[Floats, int], Flags]  # (N, T) standardised weekly scores, NaN where none; t -> (N,)


def weekly(panel: Panel) -> Floats:
    """The mean over metrics of the weekly difference from peers, in standard deviations of such weeks."""
    total, count = np.zeros((panel.people, panel.periods)), np.zeros((panel.people, panel.periods))
    for scaled, difference in differences(panel, 4):
        seen = difference.weight > 0
        spread = np.sqrt(noise_of(difference, scaled.chance).usual / np.where(seen, difference.weight, 1))
        total += np.where(seen, difference.d / spread, 0)
        count += seen
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count > 0, total / np.sqrt(count), np.nan)


def bottom_tenth(score: Floats, t: int) -> Flags:
    last = score[:, t - 1]
    return np.nan_to_num(last, nan=np.inf) < np.nanquantile(last, 0.1)


def bottom_tenth_three_of_four(score: Floats, t: int) -> Flags:
    return np.sum([bottom_tenth(score, t - k) for k in range(4)], axis=0) >= 3


def below_peers(score: Floats, t: int) -> Flags:
    """z < -2 over the last four periods, against the spread of people in those periods."""
    recent = _mean(score[:, t - 4 : t])
    return np.nan_to_num(recent / np.nanstd(recent), nan=0.0) < -2


def below_own_past(score: Floats, t: int) -> Flags:
    past, recent = score[:, : t - 4], score[:, t - 4 : t]
    n = np.isfinite(recent).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (_mean(recent) - _mean(past)) / (_sd(past) / np.sqrt(n))
    return np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0) < -2


def cusum(score: Floats, t: int) -> Flags:
    """k = .5, h = 5 on the drop below the mean of the person's first 26 periods, in their own spread."""
    past = score[:, : min(26, t // 2)]
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (score[:, :t] - _mean(past)[:, None]) / _sd(past)[:, None]
    z = np.nan_to_num(z, nan=0.0, posinf=0.0, neginf=0.0)
    high = np.zeros(len(z))
    for k in range(past.shape[1], t):
        high = np.maximum(0, high - z[:, k] - 0.5)
    return high > 5


RULES: dict[str, Rule] = {
    "bottom tenth this week": bottom_tenth,
    "bottom tenth in 3 of 4 weeks": bottom_tenth_three_of_four,
    "z < -2 over 4 weeks, against peers": below_peers,
    "z < -2 over 4 weeks, against own past": below_own_past,
    "CUSUM k .5, h 5, against own past": cusum,
}


def _mean(a: Floats) -> Floats:
    count = np.isfinite(a).sum(axis=1)
    return np.where(count > 0, np.nansum(a, axis=1) / np.maximum(count, 1), np.nan)


def _sd(a: Floats) -> Floats:
    count = np.isfinite(a).sum(axis=1)
    square = np.nansum((a - _mean(a)[:, None]) ** 2, axis=1)
    return np.where(count > 4, np.sqrt(square / np.maximum(count - 1, 1)), np.nan)
