"""The pace that a goal needs against the pace so far, with an interval on the rest of the period.

It says what the work would come to if it went on as it has, never what a person's chances are.

 count       the rate is Gamma, the rest negative binomial; both stretched by the overdispersion seen
 proportion  the share is Beta, the rest beta-binomial; stretched in the same way
 amount      the mean of the rest is Student t around the mean so far, wider where periods run together

Earlier periods of the same person count too, at a discount, because work and circumstances change.
"Not enough data" is a normal result. No trend is ever drawn out into the future.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

from goodstanding.domain.evaluation import Aggregation, Direction, Kind
from goodstanding.stats.quantiles import (
    beta_binomial_quantile,
    negative_binomial_quantile,
    student_quantile,
)

LEVEL = 0.8  # one in ten below, one in ten above: wider claims were overconfident on real data
DISCOUNT = 0.6  # what an earlier period weighs against one of the plan
FEWEST_PERIODS = 4
NO_WORK = 1e-6  # the finest exposure that is recorded; less is none, and would divide badly
# Beyond this many cases the chance in each adds less than one per cent to the uncertainty of the share.
MOST_TRIALS = 5_000


@dataclass(frozen=True, slots=True)
class Period:
    """What was done, and in how much work: hours, cases, or 1 for a plain period.

    For a proportion `value` is how many of the `exposure` cases were good. A share whose number of cases
    is unknown is an amount.
    """

    value: float
    exposure: float = 1.0


@dataclass(frozen=True, slots=True)
class Range:
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Per unit of work: the pace so far and the pace that the rest needs. `final` is what it would come to.

    `so_far` and `needed` are None where there is nothing to divide by; `final` is None without enough data.
    """

    done: float
    so_far: float | None
    needed: float | None
    final: Range | None
    because: str


def pace(
    kind: Kind,
    aggregation: Aggregation,
    direction: Direction,
    target: float,
    done: Sequence[Period],
    ahead: float,
    history: Sequence[Period] = (),
) -> Pace:
    """`ahead` is the work still to come, in the unit of the exposures, time not at work left out."""
    used = [period for period in done if period.exposure >= NO_WORK]
    value, work = sum(period.value for period in used), sum(period.exposure for period in used)
    total = aggregation is Aggregation.SUM
    so_far = value / work if work else None
    reached = value if total else (so_far or 0.0)
    if aggregation is Aggregation.LAST:
        return Pace(used[-1].value if used else 0.0, None, None, None, "Only the last figure counts.")
    if ahead < NO_WORK:
        return Pace(reached, so_far, None, None, "No work is left in the window.")
    needed = ((target if total else target * (work + ahead)) - value) / ahead
    rest = rest_of(kind, used, ahead, history)
    if rest is None:
        return Pace(reached, so_far, needed, None, "Not enough data to say what it would come to.")
    scale = 1.0 if total else 1 / (work + ahead)
    final = Range(*((value + each) * scale for each in (rest.low, rest.middle, rest.high)))
    return Pace(reached, so_far, needed, final, _because(direction, target, final))


def rest_of(kind: Kind, done: Sequence[Period], ahead: float, history: Sequence[Period] = ()) -> Range | None:
    """What `ahead` more units of work would bring; None without enough periods that can be right."""
    seen = [period for period in (*history, *done) if period.exposure >= NO_WORK]
    if len(seen) < FEWEST_PERIODS or ahead < NO_WORK or not all(_possible(kind, each) for each in seen):
        return None
    if kind is Kind.AMOUNT:
        return _amount(seen, ahead)
    weighted = [(period, DISCOUNT) for period in history] + [(period, 1.0) for period in done]
    value = sum(period.value * weight for period, weight in weighted if period.exposure >= NO_WORK)
    work = sum(period.exposure * weight for period, weight in weighted if period.exposure >= NO_WORK)
    if kind is Kind.COUNT:
        return _count(value, work, ahead, _overdispersion(seen, kind))
    return _proportion(value, work, ahead, _overdispersion(seen, kind))


def _possible(kind: Kind, period: Period) -> bool:
    """Fewer than no cases, or more good ones than there were, say nothing about any pace."""
    if kind is Kind.PROPORTION:
        return 0 <= period.value <= period.exposure
    return kind is Kind.AMOUNT or period.value >= 0


def fan(
    kind: Kind, done: Sequence[Period], steps: Sequence[float], history: Sequence[Period] = ()
) -> tuple[Range, ...]:
    """The running total after each of these further steps of work; empty without enough periods."""
    start, ahead, found = sum(period.value for period in done), 0.0, []
    for step in steps:
        ahead += step
        rest = rest_of(kind, done, ahead, history)
        if rest is None:
            if ahead >= NO_WORK:
                return ()
            rest = Range(0.0, 0.0, 0.0)
        found.append(Range(start + rest.low, start + rest.middle, start + rest.high))
    return tuple(found)


def _overdispersion(seen: Sequence[Period], kind: Kind) -> float:
    """Pearson's chi-squared per degree of freedom: how much more the periods differ than by chance."""
    work = sum(period.exposure for period in seen)
    rate = sum(period.value for period in seen) / work
    spread = 1 - rate if kind is Kind.PROPORTION else 1.0
    if rate <= 0 or spread <= 0:
        return 1.0
    squares = sum(
        (period.value - rate * period.exposure) ** 2 / (rate * period.exposure * spread) for period in seen
    )
    return max(1.0, squares / (len(seen) - 1))


def _count(value: float, work: float, ahead: float, phi: float) -> Range:
    # Jeffreys' prior for a rate adds half an event; a run of zeros then still leaves an interval.
    shape, rate = (value + 0.5) / phi, work / phi
    success = rate / (rate + ahead / phi)
    low, middle, high = (
        phi * negative_binomial_quantile(p, shape, success) for p in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    )
    return Range(low, middle, high)


def _proportion(value: float, work: float, ahead: float, phi: float) -> Range:
    a, b = (value + 0.5) / phi, (max(0.0, work - value) + 0.5) / phi
    trials = min(MOST_TRIALS, max(1, ceil(ahead / phi)))
    low, middle, high = (
        ahead * beta_binomial_quantile(p, trials, a, b) / trials
        for p in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)
    )
    return Range(low, middle, high)


def _amount(seen: Sequence[Period], ahead: float) -> Range:
    """Amounts per unit of work, each period alike; money in one large order makes the interval wide."""
    rates = [period.value / period.exposure for period in seen]
    count = len(rates)
    mean = sum(rates) / count
    deviations = [rate - mean for rate in rates]
    variance = sum(each * each for each in deviations) / (count - 1)
    usual = sum(period.exposure for period in seen) / count
    periods_ahead = ahead / usual
    error = sqrt(variance * (1 / count + 1 / periods_ahead) * _run_together(deviations))
    half = student_quantile((1 + LEVEL) / 2, count - 1) * error
    return Range((mean - half) * ahead, mean * ahead, (mean + half) * ahead)


def _run_together(deviations: Sequence[float]) -> float:
    """1 + 2 × the correlation of neighbours, where they are positively correlated and there are enough."""
    squares = sum(each * each for each in deviations)
    if len(deviations) < 8 or squares == 0:
        return 1.0
    products = sum(a * b for a, b in pairwise(deviations))
    return 1 + 2 * max(0.0, products / squares)


def _because(direction: Direction, target: float, final: Range) -> str:
    at_least = direction is Direction.AT_LEAST
    if (final.low >= target) if at_least else (final.high <= target):
        return "Going on like this, the target would be reached."
    if (final.high < target) if at_least else (final.low > target):
        return "Going on like this, the target would not be reached."
    return "Going on like this, it could come out either way."
