"""Who is declining against the own past: a Bayes factor over all dates, and how often it would be wrong.

For each candidate date the step D with variance V, centred on the company and stretched by how much more
honest steps vary than the model says (empirical null), against a fall of unknown size (half-normal slab):

    BF = 2 N(D; 0, V + om²) / N(D; 0, V) · Phi(-mu/sd),   mu = D om²/(V + om²),   sd² = V om²/(V + om²)

averaged over dates; the same for a rise, with Phi(+mu/sd), so that who improves is not taken for proof that
honest people move a lot. The shares of people who fall and rise are those that make all Bayes factors
likeliest, and may be nought. Then the chance of being wrong for each (local false discovery rate), nobody
above a limit of their own, and the largest set whose mean stays within the limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.parallel import side_by_side
from goodstanding.stats.signals.steps import Steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLAB = 1.0
# People without any change that are believed in before looking: a small company starts calm.
CALM = 40.0
LEAST_FOR_NULL = 30
MOST_FOR_NULL = 20_000


@dataclass(frozen=True, slots=True)
class Evidence:
    """(people,) each: `fall` and `rise` log Bayes factors, `lfdr`; `share` of people who fall, by estimate.

    `centre` and `stretch` (candidates,) are the empirical null; `found` the steps that they were applied to.
    """

    fall: NDArray[np.float64]
    rise: NDArray[np.float64]
    lfdr: NDArray[np.float64]
    share: float
    centre: NDArray[np.float64]
    stretch: NDArray[np.float64]
    found: Steps


@dataclass(frozen=True, slots=True)
class Change:
    """Of chosen people, given that they fell: posterior `mean` and `sd` of the step, and of its `dates`."""

    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    dates: NDArray[np.float64]


def weigh(found: Steps, judged: NDArray[np.bool_]) -> Evidence:
    """`judged`: who has enough data; the others get no evidence (0) and an lfdr of 1."""
    centre, stretch = empirical_null(found, judged)
    fall, rise = np.zeros(len(judged)), np.zeros(len(judged))
    rows = np.flatnonzero(judged)

    def weighed(part: NDArray[np.intp]) -> None:
        each_fall, each_rise, *_ = _by_date(found, centre, stretch, part)
        fall[part], rise[part] = _mean_over_dates(each_fall), _mean_over_dates(each_rise)

    for _ in side_by_side(weighed, np.array_split(rows, max(1, len(rows) // 4096))):
        pass
    chances, shares = classes(fall[judged], rise[judged])
    lfdr = np.ones(len(judged))
    lfdr[judged] = 1 - chances
    return Evidence(fall, rise, lfdr, float(shares[1]), centre, stretch, found)


def change(evidence: Evidence, rows: NDArray[np.intp]) -> Change:
    """Mean and variance of a normal cut off above nought, per date, then over the dates."""
    fall, _, mu, sd = _by_date(evidence.found, evidence.centre, evidence.stretch, rows)
    dates = np.exp(fall - fall.max(axis=1, keepdims=True))
    dates /= dates.sum(axis=1, keepdims=True)
    from scipy.special import log_ndtr

    ratio = mu / sd
    tail = np.exp(-0.5 * ratio**2 - 0.5 * np.log(2 * np.pi) - log_ndtr(-ratio))
    each = mu - sd * tail
    spread = sd**2 * np.maximum(0, 1 + ratio * tail - tail**2)
    mean = (dates * each).sum(axis=1)
    variance = (dates * (spread + each**2)).sum(axis=1) - mean**2
    return Change(mean, np.sqrt(np.maximum(variance, 0)), dates)


def _by_date(
    found: Steps, centre: NDArray[np.float64], stretch: NDArray[np.float64], rows: NDArray[np.intp]
) -> tuple[NDArray[np.float64], ...]:
    """Log Bayes factors of a fall and of a rise, and mu and sd, (rows, candidates)."""
    from scipy.special import log_ndtr

    om = SLAB**2
    v = np.minimum(found.variance[rows] * stretch, 1e12)  # a date that nothing is known about: factor 1
    d = found.step[rows] - centre
    total = v + om
    mu, sd = d * (om / total), np.sqrt(v * (om / total))
    both = np.log(2) + 0.5 * (d * d / v - d * d / total + np.log(v / total))
    return both + log_ndtr(-mu / sd), both + log_ndtr(mu / sd), mu, sd


def _mean_over_dates(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    most = logs.max(axis=1, keepdims=True)
    mean: NDArray[np.float64] = most[:, 0] + np.log(np.exp(logs - most).mean(axis=1))
    return mean


def empirical_null(
    found: Steps, judged: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Per date: the company's median step, and how much wider than V the steps spread; never narrower."""
    count = found.step.shape[1]
    rows = np.flatnonzero(judged & np.isfinite(found.variance).all(axis=1))
    if len(rows) < LEAST_FOR_NULL:
        return np.zeros(count), np.ones(count)
    rows = rows[:: max(1, len(rows) // MOST_FOR_NULL)]
    error = np.sqrt(found.variance[rows].astype(np.float64))
    low, middle, high = np.quantile(found.step[rows] / error, [0.25, 0.5, 0.75], axis=0)
    stretch = np.maximum(1.0, (high - low) / 1.349) ** 2
    return middle * np.median(error, axis=0), stretch


def classes(
    fall: NDArray[np.float64], rise: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each person's chance of having fallen, and the likeliest shares of (no change, fall, rise); by EM."""
    if not len(fall):
        return np.zeros(0), np.array([1.0, 0.0, 0.0])
    logs = np.stack([np.zeros(len(fall)), fall, rise], axis=1)
    likelihood = np.exp(logs - logs.max(axis=1, keepdims=True))
    shares = np.array([0.9, 0.05, 0.05])
    for _ in range(200):
        chance = likelihood * shares
        chance /= chance.sum(axis=1, keepdims=True)
        new = chance.sum(axis=0)
        new[0] += CALM
        new /= new.sum()
        if np.abs(new - shares).max() < 1e-7:
            break
        shares = new
    return chance[:, 1], shares


def within(lfdr: NDArray[np.float64], may: NDArray[np.bool_], limit: float) -> NDArray[np.bool_]:
    """The largest set among `may` whose mean lfdr is at most `limit`."""
    rows = np.flatnonzero(may)
    order = rows[np.argsort(lfdr[rows], kind="stable")]
    means = np.cumsum(lfdr[order]) / np.arange(1, len(order) + 1)
    chosen = np.zeros(len(lfdr), np.bool_)
    chosen[order[: np.searchsorted(means, limit, side="right")]] = True
    return chosen
