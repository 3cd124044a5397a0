"""How honest people move against their peers: what a decline must stand out from.

c_t = standing_t + passing_t + noise_t, noise with variance phi / information, passing an AR(1) that fades,
standing a random walk that does not. The three are read off differences between means of blocks, from a week
to half a year long and near or far apart: short blocks show the noise, long ones the wandering.

    var(difference) = phi (1/W1 + 1/W2) + a g'Ag + q g'Bg

with g the weights of the difference, A the correlation of the AR(1), B that of a random walk. Spreads are
taken between quartiles, so that a tenth of the company changing for good hardly moves them. Newcomers' first
half year is left out: learning is no wandering. Small companies say little here; a usual wander stands beside
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCKS_WEEKS = (1, 2, 4, 8, 13, 26)
BLOCKS_APART = (1, 2, 4)
HALF_LIVES_WEEKS = (0.7, 1.0, 2.0, 4.0, 8.0)
NEW_WEEKS = 26
MOST_PEOPLE = 4_000
FEWEST_PAIRS = 40
USUAL = (1.0, 0.05, 0.03**2)  # phi, passing, and the random walk's variance a week
USUAL_WITHIN = (0.3, 1.0, 0.7)  # relative standard errors of these: how firmly they are believed
PASSING_WEEKS = 3.0
LEAST_PHI = 0.05  # nobody is measured without any error
QUARTILES = 1.36  # sampling variance of a spread between quartiles: this squared times that of a variance


@dataclass(frozen=True, slots=True)
class Wander:
    """`phi`; `step` = q, variance of the random walk for a period; `passing` = a and `rho` of the AR(1)."""

    phi: float
    step: float
    passing: float
    rho: float


@dataclass(frozen=True, slots=True)
class _Moment:
    """Variance of the standardised difference of block means `size` long and `apart` blocks apart."""

    size: int
    apart: int
    spread: float
    pair: float  # usual 1 / (1/W1 + 1/W2)
    pairs: float


def fit_wander(
    c: NDArray[np.float32], information: NDArray[np.float32], active_from: NDArray[np.int32], days: float
) -> Wander:
    """`c` and `information` (people, periods) as in `Composite`; `days` in a period."""
    from scipy.optimize import nnls

    weeks = days / 7
    moments = _moments(c, information, active_from, weeks)
    # What passes within a week or two hardly shows in the mean of a month or a year.
    usual = np.array(USUAL) * (1, 1 / max(1.0, weeks / PASSING_WEEKS), weeks)
    believed = 1 / np.array(USUAL_WITHIN)
    best, least = Wander(USUAL[0], float(usual[2]), float(usual[1]), 0.5**weeks), np.inf
    for half_life in HALF_LIVES_WEEKS:
        rho = float(0.5 ** (weeks / half_life))
        rows, seen = [], []
        for m in moments:
            strength = np.sqrt(m.pairs / (2 * QUARTILES**2)) / m.spread
            passing, walk = _expected(m.size, m.apart, rho)
            rows.append([strength, strength * m.pair * passing, strength * m.pair * walk])
            seen.append(strength * m.spread)
        design = np.vstack([*rows, np.diag(believed / usual)])
        found, misfit = nnls(design, np.array([*seen, *believed]))
        if misfit < least:
            least, best = (
                misfit,
                Wander(max(LEAST_PHI, float(found[0])), float(found[2]), float(found[1]), rho),
            )
    return best


def _moments(
    c: NDArray[np.float32], w: NDArray[np.float32], active_from: NDArray[np.int32], weeks: float
) -> list[_Moment]:
    every = max(1, len(c) // MOST_PEOPLE)
    c, w = c[::every], w[::every]
    since = active_from[::every]
    settled = np.where(since > 0, since + round(NEW_WEEKS / weeks), 0)
    w = np.where(np.arange(c.shape[1]) >= settled[:, None], w, np.float32(0))
    found = []
    for size in sorted({max(1, round(each / weeks)) for each in BLOCKS_WEEKS}):
        mean, weight = _block_means(c, w, size)
        for apart in BLOCKS_APART:
            if apart < mean.shape[1]:
                found.extend(_moment(mean, weight, size, apart))
    return found


def _block_means(
    c: NDArray[np.float32], w: NDArray[np.float32], size: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weighted means of blocks that end with the last period; blocks with little in them have no weight."""
    people, periods = c.shape
    count = periods // size
    start = periods - count * size
    weights = w[:, start:].reshape(people, count, size)
    weight = weights.sum(axis=2)
    total = (weights * c[:, start:].reshape(people, count, size)).sum(axis=2)
    some = weight[weight > 0]
    least = np.median(some) / 2 if some.size else np.float32(0)
    weight = np.where(weight >= least, weight, np.float32(0))
    return np.divide(total, weight, out=np.zeros_like(total), where=weight > 0), weight


def _moment(mean: NDArray[np.float32], weight: NDArray[np.float32], size: int, apart: int) -> list[_Moment]:
    both = (weight[:, apart:] > 0) & (weight[:, :-apart] > 0)
    if both.sum() < FEWEST_PAIRS:
        return []
    a, b = weight[:, apart:][both], weight[:, :-apart][both]
    pair = a * b / (a + b)
    difference = (mean[:, apart:][both] - mean[:, :-apart][both]) * np.sqrt(pair)
    low, high = np.quantile(difference, [0.25, 0.75])
    spread = float(((high - low) / 1.349) ** 2)
    if spread <= 0:
        return []
    return [_Moment(size, apart, spread, float(np.median(pair)), float(both.sum()) / apart)]


def _expected(size: int, apart: int, rho: float) -> tuple[float, float]:
    """g'Ag and g'Bg: the variance of the difference from a unit AR(1) and from a unit random walk."""
    length = size * (apart + 1)
    g = np.zeros(length)
    g[:size], g[-size:] = -1 / size, 1 / size
    places = np.arange(length)
    passing = g @ (rho ** np.abs(places[:, None] - places)) @ g
    return float(passing), float((np.cumsum(g[::-1])[:-1] ** 2).sum())


def at_rest(wander: Wander) -> NDArray[np.float64]:
    """The start of the filter: standing unknown, passing in its usual spread. (2, 2)"""
    return np.diag([1e4, max(wander.passing, 1e-9)])


def passing_in_mean(wander: Wander, periods: int) -> float:
    """Variance that the AR(1) leaves in the mean of so many periods."""
    apart = np.arange(1, periods)
    total = periods + 2 * float(((periods - apart) * wander.rho**apart).sum())
    return wander.passing * total / periods**2
