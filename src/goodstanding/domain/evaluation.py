"""Did the figures reach the goal? Computed from locked terms, with the arithmetic written out.

Missing is not failing: a period without a figure is skipped, never counted as zero, and where too little
is left the goal is not assessable. Time not at work lowers what a sum has to reach; rates and means are
per unit of work already and keep their target.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from itertools import pairwise

from goodstanding.domain.errors import Bug
from goodstanding.domain.intervals import Interval, intersect, subtract, union
from goodstanding.domain.working_days import Calendar, working_days_in


class Kind(StrEnum):
    COUNT = "count"
    PROPORTION = "proportion"
    AMOUNT = "amount"


class Direction(StrEnum):
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Aggregation(StrEnum):
    """How the figures of the window become one. Ratio is a rate whose cases are the exposure."""

    SUM = "sum"
    MEAN = "mean"
    RATE = "rate"
    LAST = "last"
    RATIO = "ratio"


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Figure:
    """One observation: what was measured from `first` to `last`, and how much work there was (`exposure`)."""

    first: date
    last: date
    value: Decimal
    exposure: Decimal | None = None

    @property
    def span(self) -> Interval:
        return Interval(self.first, self.last)


@dataclass(frozen=True, slots=True)
class MetricTerms:
    """The part of a goal that is locked at delivery and evaluated at its end."""

    kind: Kind
    direction: Direction
    target: Decimal
    aggregation: Aggregation
    window: Interval
    prorate: bool = True
    minimum_coverage: Decimal = Decimal("0.8")
    unit: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.minimum_coverage <= 1:
            raise Bug("A minimum coverage lies between 0 and 1.")

    @property
    def per_unit_of_work(self) -> bool:
        return self.aggregation in (Aggregation.RATE, Aggregation.RATIO)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`arithmetic` are lines that a person can follow; `because` is the result in one sentence."""

    result: Outcome
    value: Decimal | None
    target_as_locked: Decimal
    target_prorated: Decimal
    coverage: Decimal
    arithmetic: tuple[str, ...]
    because: str


# Wide enough to write out the sum of a year of the largest figures with twelve decimals.
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class _Days:
    """Working days: of the window, of those at work, and of those with a figure."""

    window: int
    at_work: int
    covered: int

    @property
    def coverage(self) -> Decimal:
        return Decimal(self.covered) / self.at_work if self.at_work else Decimal(0)


def evaluate_metric_goal(
    terms: MetricTerms, figures: Iterable[Figure], *, not_at_work: Iterable[Interval] = (), calendar: Calendar
) -> Evaluation:
    """The result of a metric goal over its window, for a person with this calendar and these absences."""
    away = intersect(union(not_at_work), [terms.window])
    lines: list[str] = []
    usable = _usable(terms, figures, away, calendar, lines)
    days = _days(terms, usable, away, calendar)
    lines.append(_days_line(days))
    target = _target(terms, days, lines)
    value = _value(terms, usable, lines)
    reason = _obstacle(terms, usable, days, value)
    if reason is None and value is not None:
        result, reason = _compare(terms, days, value, target)
    else:
        result, reason = Outcome.NOT_ASSESSABLE, reason or "There is nothing to measure."
    return Evaluation(result, value, terms.target, target, days.coverage, tuple(lines), reason)


def _usable(
    terms: MetricTerms,
    figures: Iterable[Figure],
    away: Sequence[Interval],
    calendar: Calendar,
    lines: list[str],
) -> list[Figure]:
    """The figures that may be used, by date; each one that is left out is named with the reason."""
    kept = []
    for figure in sorted(figures, key=lambda each: (each.first, each.last)):
        if figure.span.overlap(terms.window) is None:
            continue
        reason = _left_out(terms, figure, away, calendar)
        if reason is None:
            kept.append(figure)
        else:
            lines.append(f"{_span(figure.span)} is left out: {reason}.")
    return kept


def _left_out(terms: MetricTerms, figure: Figure, away: Sequence[Interval], calendar: Calendar) -> str | None:
    if not terms.window.covers(figure.span):
        return "it lies only partly inside the window of the goal"
    if not subtract([figure.span], away):
        return "not at work in all of it"
    if terms.per_unit_of_work and figure.exposure is None:
        return "how much work there was is not recorded"
    # A mean of totals would punish a short week; a mean of proportions does not depend on its length.
    whole_periods = terms.aggregation is Aggregation.MEAN and terms.kind is not Kind.PROPORTION
    inside = intersect([figure.span], away)
    if whole_periods and any(working_days_in(calendar, each) > 0 for each in inside):
        return "not at work in part of it, so that its total cannot stand beside those of whole periods"
    return None


def _days(
    terms: MetricTerms, usable: Iterable[Figure], away: Sequence[Interval], calendar: Calendar
) -> _Days:
    covered = union(figure.span for figure in usable)
    return _Days(
        window=working_days_in(calendar, terms.window),
        at_work=working_days_in(calendar, terms.window, away),
        covered=sum(working_days_in(calendar, each, away) for each in covered),
    )


def _days_line(days: _Days) -> str:
    return (
        f"The window has {_count(days.window, 'working day')}; at work on {days.at_work} of them; "
        f"figures cover {days.covered} of the {days.at_work}."
    )


def _target(terms: MetricTerms, days: _Days, lines: list[str]) -> Decimal:
    """What has to be reached on the days that the figures cover. Only sums depend on how many there are."""
    if terms.aggregation is not Aggregation.SUM or not terms.prorate or days.covered in (0, days.window):
        return terms.target
    target = terms.target * days.covered / days.window
    share = f"{_say(terms.target)} × {days.covered} ÷ {days.window}"
    lines.append(f"The target for these days is {share} = {_say(target)}.")
    return target


def _value(terms: MetricTerms, usable: Sequence[Figure], lines: list[str]) -> Decimal | None:
    if not usable:
        return None
    values = [figure.value for figure in usable]
    if terms.aggregation is Aggregation.SUM:
        return _sum(terms, usable, lines)
    if terms.aggregation is Aggregation.LAST:
        lines.append(f"The last figure, for {_span(usable[-1].span)}, is {_say(values[-1])}{_unit(terms)}.")
        return values[-1]
    if terms.aggregation is Aggregation.MEAN:
        return _mean(terms, usable, lines)
    return _rate(terms, usable, lines)


def _sum(terms: MetricTerms, usable: Sequence[Figure], lines: list[str]) -> Decimal:
    values = [figure.value for figure in usable]
    total = sum(values, Decimal(0))
    said = f"{_say(total, terms.target)}{_unit(terms)}."
    alone = f"One figure, for {_span(usable[0].span)}: {said}"
    lines.append(alone if len(usable) == 1 else f"{_added(values)} = {said}")
    return total


def _mean(terms: MetricTerms, usable: Sequence[Figure], lines: list[str]) -> Decimal | None:
    """Proportions are weighted by the work behind them where that is known for every one of them."""
    weights = [figure.exposure for figure in usable if figure.exposure is not None]
    if terms.kind is Kind.PROPORTION and len(weights) == len(usable):
        if not sum(weights):
            return None
        parts = [figure.value * weight for figure, weight in zip(usable, weights, strict=True)]
        value = sum(parts, Decimal(0)) / sum(weights)
        lines.append(
            f"The mean of {_count(len(usable), 'period')}, each weighted by its work "
            f"({_say(sum(weights, Decimal(0)))} in all), is {_say(value, terms.target)}{_unit(terms)}."
        )
        return value
    values = [figure.value for figure in usable]
    value = sum(values, Decimal(0)) / len(values)
    said = f"{_say(value, terms.target)}{_unit(terms)}."
    alone = f"One figure, for {_span(usable[0].span)}: {said}"
    lines.append(alone if len(values) == 1 else f"({_added(values)}) ÷ {len(values)} = {said}")
    return value


def _rate(terms: MetricTerms, usable: Sequence[Figure], lines: list[str]) -> Decimal | None:
    done = sum((figure.value for figure in usable), Decimal(0))
    work = sum((figure.exposure or Decimal(0) for figure in usable), Decimal(0))
    if not work:
        return None
    value = done / work
    lines.append(
        f"{_say(done)} over {_say(work)} units of work, in {_count(len(usable), 'period')}, "
        f"is {_say(value, terms.target)}{_unit(terms)} per unit."
    )
    return value


def _obstacle(terms: MetricTerms, usable: Sequence[Figure], days: _Days, value: Decimal | None) -> str | None:
    """Why the goal cannot be assessed, or None."""
    if not days.window:
        return "The window of the goal has no working day."
    if not days.at_work:
        return "Not at work in the whole window of the goal."
    if not usable:
        return "No figure is recorded for the window of the goal."
    twice = next((b for a, b in pairwise(usable) if a.span.overlap(b.span)), None)
    if twice is not None:
        return f"Two figures cover the same day ({twice.first:%-d %B %Y}), so that it would be counted twice."
    if value is None:
        return "There was no work to measure."
    if terms.kind is Kind.PROPORTION and terms.per_unit_of_work and value > 1:
        return "More cases are counted than there were, so the figures cannot be right."
    if terms.aggregation is not Aggregation.LAST and days.coverage < terms.minimum_coverage:
        return (
            f"Figures cover {days.covered} of {_count(days.at_work, 'working day')} at work "
            f"({_percent(days.coverage)}); at least {_percent(terms.minimum_coverage)} are needed."
        )
    return None


def _compare(terms: MetricTerms, days: _Days, value: Decimal, target: Decimal) -> tuple[Outcome, str]:
    at_least = terms.direction is Direction.AT_LEAST
    met = value >= target if at_least else value <= target
    said = f"{_say(value, target)}{_unit(terms)}"
    needed = f"{'at least' if at_least else 'at most'} {_say(target, value)}"
    gaps = terms.aggregation is Aggregation.SUM and not terms.prorate and days.covered < days.at_work
    # Figures that are still missing can only raise a sum: that may meet "at least" and may break "at most".
    if gaps and met != at_least:
        missing = _count(days.at_work - days.covered, "working day")
        return Outcome.NOT_ASSESSABLE, f"{said} against {needed}, but the figures of {missing} are missing."
    if met:
        return Outcome.MET, f"{said} reaches the target of {needed}."
    return Outcome.NOT_MET, f"{said} does not reach the target of {needed}."


def _say(value: Decimal, beside: Decimal | None = None) -> str:
    """Two decimals at most, and more only where rounding would make two different numbers look alike."""
    for places in (2, 4, 6, 12):
        short = _round(value, places)
        if beside is None or beside == value or short != _round(beside, places):
            break
    # Normalising alone would write 1500 as 1.5E+3.
    return f"{short.normalize():,f}"


def _round(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def _added(values: Sequence[Decimal]) -> str:
    if len(values) <= 13:  # a quarter of weeks can be followed by eye
        return " + ".join(f"({_say(each)})" if each < 0 else _say(each) for each in values)
    return f"The {len(values)} figures added up"


def _unit(terms: MetricTerms) -> str:
    return f" {terms.unit}" if terms.unit else ""


def _span(span: Interval) -> str:
    """“6 June 2026”, “1 to 7 June 2026”, “29 June to 5 July 2026”."""
    first, last = span.first, span.last
    if span.days == 1:
        return f"{first:%-d %B %Y}"
    shared = (first.year == last.year) + ((first.year, first.month) == (last.year, last.month))
    return f"{first:{('%-d %B %Y', '%-d %B', '%-d')[shared]}} to {last:%-d %B %Y}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _percent(share: Decimal) -> str:
    return f"{_say(share * 100)} %"
