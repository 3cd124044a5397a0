"""How much a person's figures jump from period to period, and how much people differ.

The jump is measured between neighbouring periods, so that neither the person's standing nor a change of it
counts as noise (von Neumann 1941). With few periods it says little about one person: it is shrunk towards
the company's (Smyth 2004): (d0 s0² + df s²) / (d0 + df), d0 from how much the log variances really differ.
Where hardly anybody has neighbouring periods, chance by the formula of the kind stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.peers import MAD_TO_SD, Difference
from goodstanding.stats.signals.scale import blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_JUMPS = 4  # before a person's own noise counts at all
FEWEST_PEOPLE = 8  # with a noise of their own, for a company's
MOST_PRIOR = 200.0
LEAST_SPREAD = 0.1  # of a usual period's noise: people who hardly differ are not told apart by a hair


@dataclass(frozen=True, slots=True)
class Noise:
    """`variance` float32 (people,): of a period of weight 1. `usual` is the company's.

    `mean` float32 (people,): the person's mean difference; `between` the standard deviation of people.
    """

    variance: NDArray[np.float32]
    usual: float
    mean: NDArray[np.float32]
    between: float


def noise_of(difference: Difference, chance: NDArray[np.float32]) -> Noise:
    """`chance` as in `Scaled`."""
    d, w = difference.d, difference.weight
    own, count = jumps(difference)
    seen = (count >= LEAST_JUMPS) & (own > 0)
    variance, usual = _shrunken(own.astype(np.float64), count, seen, chance)
    total = w.sum(axis=1)
    mean = np.einsum("ij,ij->i", w, d) / np.maximum(total, np.float32(1e-6))
    known = total > 0
    return Noise(
        variance.astype(np.float32),
        usual,
        mean.astype(np.float32),
        between_people(mean[known], variance[known] / total[known], usual),
    )


def jumps(difference: Difference) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """(people,) each: mean squared jump for a period of weight 1, and over how many jumps."""
    people = len(difference.d)
    own, count = np.zeros(people, np.float32), np.zeros(people, np.int64)
    for rows in blocks(people):
        d, w = difference.d[rows], difference.weight[rows]
        before, after = w[:, :-1], w[:, 1:]
        both = (before > 0) & (after > 0)
        pair = np.divide(before * after, before + after, out=np.zeros_like(before), where=both)
        jump = np.diff(d, axis=1)
        count[rows] = both.sum(axis=1)
        own[rows] = np.einsum("ij,ij,ij->i", pair, jump, jump) / np.maximum(count[rows], 1)
    return own, count


def _shrunken(
    own: NDArray[np.float64],
    count: NDArray[np.int64],
    seen: NDArray[np.bool_],
    chance: NDArray[np.float32],
) -> tuple[NDArray[np.float64], float]:
    if seen.sum() >= FEWEST_PEOPLE:
        usual = float(np.median(own[seen]))
        # Neighbouring jumps share a figure: two thirds of them are worth an independent one.
        freedom = np.where(seen, count * (2 / 3), 0.0)
        prior = prior_freedom(np.log(own[seen] / usual), freedom[seen])
        return (prior * usual + freedom * own) / (prior + freedom), usual
    total, squares = float(count.sum()), float((own * count).sum())
    if total >= FEWEST_PEOPLE * LEAST_JUMPS and squares > 0:
        return np.full(len(own), squares / total), squares / total
    known = np.isfinite(chance)
    usual = float(np.median(chance[known])) if known.any() else np.inf
    return np.where(known, chance, usual).astype(np.float64), usual


def prior_freedom(logs: NDArray[np.float64], freedom: NDArray[np.float64]) -> float:
    """d0: the spread of log variances beyond what chance gives, trigamma(d0/2) by its expansion."""
    if len(logs) < 8:
        return MOST_PRIOR
    low, high = np.quantile(logs, [0.25, 0.75])
    seen = ((high - low) / 1.349) ** 2
    extra = seen - float(np.median(2 / freedom + 2 / freedom**2))
    if extra <= 2 / MOST_PRIOR:
        return MOST_PRIOR
    # trigamma(x) = 1/x + 1/(2x²) + …, solved for x = d0/2.
    return float(min(MOST_PRIOR, 2 * (1 + np.sqrt(1 + 2 * extra)) / (2 * extra)))


def between_people(mean: NDArray[np.float64], chance: NDArray[np.float64], usual: float) -> float:
    """The standard deviation of true differences: robust spread of the means less the chance in them."""
    least = LEAST_SPREAD * float(np.sqrt(usual)) if np.isfinite(usual) else 1.0
    if len(mean) < 3 or not np.isfinite(usual):
        return least
    spread = (MAD_TO_SD * float(np.median(np.abs(mean - np.median(mean))))) ** 2
    return float(np.sqrt(max(spread - float(np.median(chance)), least**2)))
