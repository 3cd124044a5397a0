"""Who is behind comparable co-workers over the last half year: tail probability with a prior inside the role.

m_i, V_i: the person's mean over the window and its variance. True standings of a role are N(mu, tau²), tau²
by Stein's unbiased risk estimate (Xie, Kou & Brown 2012), which holds where people with more work are the
better ones and maximum likelihood does not. v_i = P(theta_i < theta_alpha | data), and the largest set whose
mean 1 - v_i stays within the limit (Gu & Koenker 2023), of those whose whole interval lies well below peers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.decline import within

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    from scipy.special import ndtr, ndtri

    people = len(m)
    mean, sd, lfdr = np.zeros(people), np.full(people, np.inf), np.ones(people)
    count = np.bincount(role[judged], minlength=int(role.max(initial=0)) + 1)
    own = np.where(count >= FEWEST_IN_ROLE, np.arange(len(count)), -1)[role]
    for each in np.unique(own[judged]):
        rows = np.flatnonzero(judged & (own == each))
        mu, tau2 = prior(m[rows], variance[rows])
        shrink = tau2 / (tau2 + variance[rows])
        mean[rows] = mu + shrink * (m[rows] - mu)
        sd[rows] = np.sqrt(shrink * variance[rows])
        edge = mu + np.sqrt(tau2) * ndtri(share)
        lfdr[rows] = 1 - ndtr((edge - mean[rows]) / np.maximum(sd[rows], 1e-9))
    return Levels(mean, sd, lfdr)


def prior(m: NDArray[np.float64], variance: NDArray[np.float64]) -> tuple[float, float]:
    """mu and tau²: the shrinkage to the weighted mean that minimises Stein's unbiased risk estimate."""
    best, least = (float(np.median(m)), 1e-4), np.inf
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
