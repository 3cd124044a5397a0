"""How far a person's standing stepped at each period, given how honest people wander.

A Kalman filter forward and one smoothing pass back give, for every period at once, the generalised least
squares estimate of a lasting step there and its variance: r / N and 1 / N of the smoothing recursions
(de Jong & Penzer 1998, J. Am. Stat. Assoc. 93:796; Harvey & Koopman 1992). The starting level is unknown
(diffuse), so the comparison is with the person's own past alone. Cost is linear in people and periods.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.parallel import side_by_side
from goodstanding.stats.signals.wander import Wander, at_rest

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 4_096  # people at a time: the arrays of one block stay in the cache


@dataclass(frozen=True, slots=True)
class Steps:
    """`step` float32 (people, candidates) in standard deviations; `variance` likewise, inf where unknown.

    `first` is the period of the first candidate. A step at s begins with the figure of period s.
    """

    step: NDArray[np.float32]
    variance: NDArray[np.float32]
    first: int


def steps(
    c: NDArray[np.float32], information: NDArray[np.float32], wander: Wander, first: int, last: int
) -> Steps:
    """For candidates `first` to `last` (both included)."""
    people, count = c.shape[0], last - first + 1
    step, variance = np.empty((people, count), np.float32), np.empty((people, count), np.float32)

    def block(start: int) -> None:
        rows = slice(start, start + BLOCK)
        score, precision = _block(c[rows].T.astype(np.float64), information[rows].T, wander, first, last)
        with np.errstate(divide="ignore", invalid="ignore"):
            step[rows] = np.where(precision > 1e-9, score / precision, 0.0).T
            variance[rows] = np.where(precision > 1e-9, 1 / precision, np.inf).T

    for _ in side_by_side(block, range(0, people, BLOCK)):
        pass
    return Steps(step, variance, first)


def _block(
    c: NDArray[np.float64], information: NDArray[np.float32], wander: Wander, first: int, last: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Score r and precision N of a level step at each candidate, (candidates, people)."""
    error, gains = _forward(c, information, wander)
    periods, people = c.shape
    rho = wander.rho
    score, precision = np.empty((last - first + 1, people)), np.empty((last - first + 1, people))
    r1, r2, n11, n12, n22 = (np.zeros(people) for _ in range(5))
    for t in range(periods - 1, first - 1, -1):
        inverse, k1, k2 = gains[0, t], gains[1, t], gains[2, t]
        # L = T - K Z with T = diag(1, rho) and Z = (1, 1).
        l11, l12, l21, l22 = 1 - k1, -k1, -k2, rho - k2
        u = inverse * error[t]
        r1, r2 = u + l11 * r1 + l21 * r2, u + l12 * r1 + l22 * r2
        a11, a12 = n11 * l11 + n12 * l21, n11 * l12 + n12 * l22
        a21, a22 = n12 * l11 + n22 * l21, n12 * l12 + n22 * l22
        n11 = inverse + l11 * a11 + l21 * a21
        n12 = inverse + l11 * a12 + l21 * a22
        n22 = inverse + l12 * a12 + l22 * a22
        if t <= last:
            score[t - first], precision[t - first] = r1, n11
    return score, precision


def _forward(
    c: NDArray[np.float64], information: NDArray[np.float32], wander: Wander
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """One-step errors (periods, people), and 1/F and both gains (3, periods, people); zeros when unseen."""
    periods, people = c.shape
    rho, step = wander.rho, wander.step
    shock = wander.passing * (1 - rho**2)
    start = at_rest(wander)
    p11, p22, p12 = np.full(people, start[0, 0]), np.full(people, start[1, 1]), np.zeros(people)
    a1, a2 = np.zeros(people), np.zeros(people)
    error, gains = np.zeros((periods, people)), np.zeros((3, periods, people))
    for t in range(periods):
        seen = information[t] > 0
        f = p11 + 2 * p12 + p22 + wander.phi / np.where(seen, information[t], np.float32(1))
        inverse = np.where(seen, 1 / f, 0.0)
        v = np.where(seen, c[t] - a1 - a2, 0.0)
        m1, m2 = p11 + p12, p12 + p22
        k1, k2 = m1 * inverse, rho * m2 * inverse
        error[t], gains[0, t], gains[1, t], gains[2, t] = v, inverse, k1, k2
        a1, a2 = a1 + k1 * v, rho * a2 + k2 * v
        p11, p12, p22 = (
            p11 - k1 * m1 + step,
            rho * (p12 - m1 * m2 * inverse),
            rho * rho * (p22 - m2 * m2 * inverse) + shock,
        )
    return error, gains
