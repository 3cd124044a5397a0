"""Who is declining against the own past: a Bayes factor over all dates, and how often it would be wrong.

For each candidate date the step D with variance V (see `null`), centred on the company, against a fall of
unknown size (half-normal slab):

    BF = 2 N(D; 0, V + om²) / N(D; 0, V) · Phi(-mu/sd),   mu = D om²/(V + om²),   sd² = V om²/(V + om²)

averaged over dates, then over the lines in which a fall is looked for (all metrics together, each alone);
the same for a rise, with Phi(+mu/sd), so that who improves is not taken for proof that honest people move a
lot.
The shares of people who fall and rise are those that make all Bayes factors likeliest, and may be nought.
Then the chance of being wrong for each (local false discovery rate), nobody above a limit of their own, and
the largest set whose mean stays within the limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.lines import Seen
from goodstanding.stats.signals.parallel import side_by_side

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Less than half as wide as people differ: a fall said to be far larger is more often a model that is wrong.
SLAB = 0.4
# People without any change that are believed in before looking: a small company starts calm.
CALM = 40.0
AT_ONCE = 4_096
MOST_FOR_SHARES = 20_000  # people from whom the shares are learnt
LOOKED_AT = -1.5  # errors; who never lay lower cannot be told from who did not fall


@dataclass(frozen=True, slots=True)
class Evidence:
    """(people,) each: `fall` and `rise` log Bayes factors, `lfdr`; `shares` of (no change, fall, rise).

    `seen` are the lines that they rest on.
    """

    fall: NDArray[np.float64]
    rise: NDArray[np.float64]
    lfdr: NDArray[np.float64]
    shares: NDArray[np.float64]
    seen: tuple[Seen, ...]

    @property
    def first(self) -> int:
        """The period of the first candidate date."""
        return self.seen[0].found.first


@dataclass(frozen=True, slots=True)
class Change:
    """Of chosen people, given that they fell: posterior `mean` and `sd` of the step, and of its `dates`.

    `metric` is the one that fell alone where that is the likelier story, and -1 where all fell together.
    """

    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    dates: NDArray[np.float64]
    metric: NDArray[np.intp]


def weigh(seen: Sequence[Seen], judged: NDArray[np.bool_]) -> Evidence:
    """`judged`: who has enough data; the others get no evidence (0) and an lfdr of 1.

    So do those who plainly did not fall, where there are more people than the shares are learnt from.
    """
    fall, rise, lfdr = np.zeros(len(judged)), np.zeros(len(judged)), np.ones(len(judged))
    rows = np.flatnonzero(judged)
    some = rows[:: max(1, len(rows) // MOST_FOR_SHARES)]
    fall[some], rise[some] = evidence_of(seen, some)
    _, shares = classes(fall[some], rise[some])
    low = np.setdiff1d(rows[_lowest(seen, rows) <= LOOKED_AT], some, assume_unique=True)
    fall[low], rise[low] = evidence_of(seen, low)
    told = np.concatenate([some, low])
    lfdr[told] = 1 - chance_of_fall(fall[told], rise[told], shares)
    return Evidence(fall, rise, lfdr, shares, tuple(seen))


def _lowest(seen: Sequence[Seen], rows: NDArray[np.intp]) -> NDArray[np.float32]:
    """The lowest step of each over all dates and lines, in errors by the filter."""
    lowest = np.zeros(len(rows), np.float32)
    for each in seen:
        step, variance = each.found.step[rows], each.found.variance[rows]
        z = (step - each.null.centre.astype(np.float32)) / np.sqrt(variance)
        np.minimum(lowest, z.min(axis=1), out=lowest)
    return lowest


def evidence_of(
    seen: Sequence[Seen], rows: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Log Bayes factors of a fall and of a rise, of these rows of `seen`."""
    falls, rises = np.zeros((len(seen), len(rows))), np.zeros((len(seen), len(rows)))
    starts = range(0, len(rows), AT_ONCE)

    def weighed(part: tuple[int, int]) -> None:
        k, start = part
        some = slice(start, start + AT_ONCE)
        fall, rise, *_ = by_date(seen[k], rows[some])
        falls[k, some], rises[k, some] = _mean_over_dates(fall), _mean_over_dates(rise)

    for _ in side_by_side(weighed, [(k, start) for k in range(len(seen)) for start in starts]):
        pass
    shares = _shares(seen)[:, None]
    return _log_sum(falls + shares), _log_sum(rises + shares)


def chance_of_fall(
    fall: NDArray[np.float64], rise: NDArray[np.float64], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Where the shares are known."""
    logs = np.stack([np.zeros(len(fall)), fall, rise], axis=1)
    chance = np.exp(logs - logs.max(axis=1, keepdims=True)) * shares
    found: NDArray[np.float64] = chance[:, 1] / chance.sum(axis=1)
    return found


def change(evidence: Evidence, rows: NDArray[np.intp]) -> Change:
    """Over dates and lines; months are spread evenly over their periods."""
    shares = _shares(evidence.seen)
    first, count = evidence.first, evidence.seen[0].found.step.shape[1]
    logs, means, squares, dates = [], [], [], []
    for share, each in zip(shares, evidence.seen, strict=True):
        fall, _, mu, sd = by_date(each, rows)
        logs.append(share + _mean_over_dates(fall))
        chance = np.exp(fall - fall.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        mean, variance = _cut_off(mu, sd)
        means.append((chance * mean).sum(axis=1))
        squares.append((chance * (variance + mean**2)).sum(axis=1))
        dates.append(_by_period(each, chance, first, count))
    story = np.exp(np.array(logs) - _log_sum(np.array(logs)))
    mean = (story * np.array(means)).sum(axis=0)
    variance = (story * np.array(squares)).sum(axis=0) - mean**2
    alone = np.array([-1 if each.line.metric is None else each.line.metric for each in evidence.seen])
    when: NDArray[np.float64] = np.einsum("kn,knd->nd", story, np.array(dates))
    return Change(mean, np.sqrt(np.maximum(variance, 0)), when, alone[story.argmax(axis=0)])


def _cut_off(
    mu: NDArray[np.float64], sd: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and variance of a normal cut off above nought."""
    from scipy.special import log_ndtr

    ratio = mu / sd
    tail = np.exp(-0.5 * ratio**2 - 0.5 * np.log(2 * np.pi) - log_ndtr(-ratio))
    return mu - sd * tail, sd**2 * np.maximum(0, 1 + ratio * tail - tail**2)


def _by_period(seen: Seen, chance: NDArray[np.float64], first: int, count: int) -> NDArray[np.float64]:
    """A line's dates as periods from `first` on; what lies outside goes to the nearer end."""
    line, length = seen.line, seen.line.length
    if length == 1 and line.offset == 0 and seen.found.first == first and chance.shape[1] == count:
        return chance
    out = np.zeros((len(chance), count))
    for k in range(chance.shape[1]):
        begins = line.offset + (seen.found.first + k) * length
        for period in range(begins, begins + length):
            out[:, min(max(period - first, 0), count - 1)] += chance[:, k] / length
    return out


def by_date(seen: Seen, rows: NDArray[np.intp]) -> tuple[NDArray[np.float64], ...]:
    """Log Bayes factors of a fall and of a rise, and mu and sd, (rows, candidates)."""
    from scipy.special import log_ndtr

    om, null, group = SLAB**2, seen.null, seen.group[rows]
    # A date that nothing is known about: factor 1.
    v = np.minimum((seen.found.variance[rows] + null.extra[group]) * null.stretch[group], 1e12)
    d = seen.found.step[rows] - null.centre
    total = v + om
    mu, sd = d * (om / total), np.sqrt(v * (om / total))
    both = np.log(2) + 0.5 * (d * d / v - d * d / total + np.log(v / total))
    return both + log_ndtr(-mu / sd), both + log_ndtr(mu / sd), mu, sd


def _shares(seen: Sequence[Seen]) -> NDArray[np.float64]:
    """Logarithms of what each line is believed in, of those that can be seen at all."""
    shares = np.array([each.line.share for each in seen])
    found: NDArray[np.float64] = np.log(shares / shares.sum())
    return found


def _log_sum(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    most = logs.max(axis=0)
    found: NDArray[np.float64] = most + np.log(np.exp(logs - most).sum(axis=0))
    return found


def _mean_over_dates(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    most = logs.max(axis=1, keepdims=True)
    mean: NDArray[np.float64] = most[:, 0] + np.log(np.exp(logs - most).mean(axis=1))
    return mean


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
