"""Who is behind comparable co-workers over the last half year: tail probability with a prior inside the role.

m_i, V_i: the person's mean over the window and its variance. True standings of a role are N(mu, tau²) for
most and three times as wide for a tenth, so that somebody truly far off is not drawn inwards; one in a
hundred may be further off than chance reaches, so that an outlier among people all alike is seen. tau² is by
Stein's unbiased risk estimate (Xie, Kou & Brown 2012), which holds where people with more work are the better
ones and maximum likelihood does not; figures far off are cut short before it. v_i is the chance that theta_i
is in the lowest tenth of the prior; chosen is the largest set whose mean 1 - v_i stays within the limit (Gu &
Koenker 2023), of those whose whole interval lies well below the peers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.decline import within

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS = ((0.9, 1.0), (0.1, 9.0))  # weight and variance, in tau², of the two normals of the prior
# One in a hundred may be far off where all others are alike: three times the usual error beyond their spread.
OUTLYING, OUTLYING_WIDTH = 0.01, 9.0
FAR = 3.0  # robust standard deviations
FEWEST_IN_ROLE = 20  # for a prior of the role's own; smaller roles share one
Z90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Levels:
    """(people,) each: posterior `mean` and `sd` in standard deviations between people, `lfdr` = 1 - v_i."""

    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    lfdr: NDArray[np.float64]


def levels(
    m: NDArray[np.float64],
    variance: NDArray[np.float64],
    role: NDArray[np.int32],
    judged: NDArray[np.bool_],
    share: float,
) -> Levels:
    """`role` (people,). Nobody outside `judged` shapes a prior or is judged by one."""
    people = len(m)
    mean, sd, lfdr = np.zeros(people), np.full(people, np.inf), np.ones(people)
    count = np.bincount(role[judged], minlength=int(role.max(initial=0)) + 1)
    own = np.where(count >= FEWEST_IN_ROLE, np.arange(len(count)), -1)[role]
    for each in np.unique(own[judged]):
        rows = np.flatnonzero(judged & (own == each))
        mean[rows], sd[rows], lfdr[rows] = _posterior(m[rows], variance[rows], share)
    return Levels(mean, sd, lfdr)


def _posterior(
    m: NDArray[np.float64], variance: NDArray[np.float64], share: float
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    from scipy.special import ndtr

    mu, tau2 = prior(m, variance)
    edge = _quantile(share, mu, tau2)
    weights, means, variances, below = [], [], [], []
    parts = [(weight * (1 - OUTLYING), width * tau2) for weight, width in PARTS]
    parts.append((OUTLYING, tau2 + OUTLYING_WIDTH * float(np.median(variance))))
    for weight, spread in parts:
        total = spread + variance
        shrink = spread / total
        weights.append(weight * np.exp(-0.5 * (m - mu) ** 2 / total) / np.sqrt(total))
        means.append(mu + shrink * (m - mu))
        variances.append(shrink * variance)
        below.append(ndtr((edge - means[-1]) / np.sqrt(variances[-1])))
    chance = np.array(weights)
    chance /= np.maximum(chance.sum(axis=0), 1e-300)
    mean = (chance * means).sum(axis=0)
    around = (chance * (np.array(variances) + (np.array(means) - mean) ** 2)).sum(axis=0)
    return mean, np.sqrt(around), 1 - (chance * below).sum(axis=0)


def _quantile(share: float, mu: float, tau2: float) -> float:
    """Of the prior, by halving."""
    from scipy.special import ndtr

    low, high = -10.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        under = sum(weight * ndtr(middle / np.sqrt(width)) for weight, width in PARTS)
        low, high = (middle, high) if under < share else (low, middle)
    return float(mu + low * np.sqrt(tau2))


def prior(m: NDArray[np.float64], variance: NDArray[np.float64]) -> tuple[float, float]:
    """mu and tau²: the shrinkage to the weighted mean that minimises Stein's unbiased risk estimate."""
    middle = float(np.median(m))
    far = FAR * 1.4826 * float(np.median(np.abs(m - middle)))
    m = np.clip(m, middle - far, middle + far)
    best, least = (middle, 1e-4), np.inf
    for tau2 in np.geomspace(1e-4, max(4 * float(np.var(m)), 2e-4), 80):
        weight = 1 / (tau2 + variance)
        mu = float((weight * m).sum() / weight.sum())
        b = variance * weight
        risk = float(np.mean(variance + b**2 * (m - mu) ** 2 - 2 * b * variance))
        if risk < least:
            best, least = (mu, float(tau2)), risk
    return best


def behind(found: Levels, judged: NDArray[np.bool_], margin: float, limit: float) -> NDArray[np.bool_]:
    """The largest set within `limit` of people whose 90 % interval ends at least `margin` below peers."""
    clear = found.mean + Z90 * found.sd <= -margin
    return within(found.lfdr, judged & clear, limit)
