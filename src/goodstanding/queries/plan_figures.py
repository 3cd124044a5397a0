"""What the figures say while a plan runs: pace, chart points, and how others reach the same target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Avg, Count, Q, QuerySet, Subquery, Sum, Value

from goodstanding.domain.entries.terms import Goal
from goodstanding.domain.evaluation import (
    Aggregation,
    Direction,
    Evaluation,
    Figure,
    Kind,
    MetricTerms,
    evaluate_metric_goal,
)
from goodstanding.domain.intervals import Interval, union
from goodstanding.domain.working_days import working_days_in
from goodstanding.queries.measurements import terms_of
from goodstanding.queries.plans import Room
from goodstanding.queries.standing import current
from goodstanding.stats import pace as paces
from goodstanding.stats.reach import Reach, reach
from goodstanding.stats.spread import Spread, peer_spread
from goodstanding.store import models

BACK = timedelta(days=182)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Fan:
    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class GoalFigures:
    """One metric goal as its figures stand: result so far, pace per `per`, and points for a chart."""

    goal: str
    unit: str
    percent: bool
    evaluation: Evaluation
    pace: paces.Pace
    per: str
    scale: float
    rest: tuple[float, float] | None
    target: float
    so_far: tuple[tuple[date, float], ...]
    needed: tuple[tuple[date, float], ...]
    fan: tuple[Fan, ...]
    away: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    kind: Kind
    unit: str
    figures: list[Figure]


def goal_figures(room: Room) -> Mapping[str, GoalFigures]:
    """Each metric goal of the plan, by id. One statement; none where there is no metric goal."""
    goals = [g for g in room.case.terms.goals if g.kind == "metric" and g.metric and g.window_start]
    if not goals:
        return {}
    known = _own(room, goals)
    found = (_figures_of(room, goal, known[goal.metric]) for goal in goals)
    return {each.goal: each for each in found if each is not None}


def _own(room: Room, goals: Sequence[Goal]) -> Mapping[str, _Known]:
    since = min(g.window_start for g in goals if g.window_start) - BACK
    rows = models.Observation.objects.filter(
        person=room.head.id, metric__code__in={g.metric for g in goals}, last__gte=since
    ).values_list("metric__code", "metric__kind", "metric__unit", "first", "last", "value", "exposure")
    known: dict[str, _Known] = defaultdict(lambda: _Known(Kind.COUNT, "", []))
    for code, kind, unit, first, last, value, exposure in rows.order_by("first"):
        if code not in known:
            known[code] = _Known(Kind(kind), unit, [])
        known[code].figures.append(Figure(first, last, value, exposure))
    return known


def _figures_of(room: Room, goal: Goal, known: _Known) -> GoalFigures | None:
    terms = terms_of(goal, known.kind, room.policy)
    if terms is None:
        return None
    away = union(Interval(a, b) for a, b in (*room.file.absences(), *room.case.pauses) if b >= a)
    evaluation = evaluate_metric_goal(terms, known.figures, not_at_work=away, calendar=room.calendar)
    work = _Work(room, terms, away)
    done = [f for f in known.figures if terms.window.covers(f.span) and f.last <= room.today and work.of(f)]
    return work.figures(goal, known, evaluation, done)


@dataclass(frozen=True, slots=True)
class _Work:
    """How work is counted for one goal: days for a sum, periods for a mean, exposure for a rate."""

    room: Room
    terms: MetricTerms
    away: tuple[Interval, ...]

    def days(self, first: date, last: date) -> int:
        if last < first:
            return 0
        return working_days_in(self.room.calendar, Interval(first, last), self.away)

    def of(self, figure: Figure) -> float:
        if self.terms.aggregation is Aggregation.SUM:
            return float(self.days(figure.first, figure.last))
        if self.terms.per_unit_of_work:
            return float(figure.exposure or 0)
        return 1.0

    def ahead(self, done: Sequence[Figure]) -> float:
        """Work still to come after the last figure, in the same count."""
        start = done[-1].last + DAY if done else self.terms.window.first
        days = self.days(start, self.terms.window.last)
        if self.terms.aggregation is Aggregation.SUM:
            return float(days)
        covered = sum(self.days(f.first, f.last) for f in done)
        return days * sum(self.of(f) for f in done) / covered if covered else 0.0

    def target(self) -> float:
        """What a sum has to reach on the days at work; rates and means keep their target."""
        target, window = float(self.terms.target), self.terms.window
        if self.terms.aggregation is not Aggregation.SUM or not self.terms.prorate:
            return target
        whole = working_days_in(self.room.calendar, window)
        return target * self.days(window.first, window.last) / whole if whole else target

    def kind(self, figures: Iterable[Figure]) -> Kind:
        if self.terms.kind is not Kind.PROPORTION:
            return self.terms.kind
        counted = self.terms.per_unit_of_work and all(f.value <= (f.exposure or 0) for f in figures)
        return Kind.PROPORTION if counted else Kind.AMOUNT

    def figures(self, goal: Goal, known: _Known, evaluation: Evaluation, done: list[Figure]) -> GoalFigures:
        # The plan's own weeks alone: what went before is what the plan is there to change.
        kind, ahead = self.kind(done), self.ahead(done)
        now = [paces.Period(float(f.value), self.of(f)) for f in done]
        target = self.target()
        pace = paces.pace(kind, self.terms.aggregation, self.terms.direction, target, now, ahead)
        total = self.terms.aggregation is Aggregation.SUM
        share = self.terms.kind is Kind.PROPORTION and not total
        return GoalFigures(
            goal=goal.id,
            unit="%" if share else goal.unit or known.unit,
            percent=share,
            evaluation=evaluation,
            pace=pace,
            per=self._per(),
            scale=float(len(self.room.calendar.working_weekdays)) if total else 100.0 if share else 1.0,
            rest=_rest(kind, now, ahead),
            target=target,
            so_far=tuple(self._running(done)),
            needed=tuple(self._needed(target)),
            fan=self._fan(kind, done, now, pace),
            away=tuple(a for a in self.away if a.overlap(self.terms.window)),
        )

    def _per(self) -> str:
        if self.terms.aggregation is Aggregation.SUM:
            return "a week of work"
        return "per unit of work" if self.terms.per_unit_of_work else "a period"

    def _running(self, done: Sequence[Figure]) -> Iterable[tuple[date, float]]:
        value = work = 0.0
        for figure in done:
            value, work = value + float(figure.value), work + self.of(figure)
            total = self.terms.aggregation is Aggregation.SUM
            last = self.terms.aggregation is Aggregation.LAST
            yield figure.last, float(figure.value) if last else value if total else value / work

    def _weeks(self, start: date) -> list[date]:
        end, found = self.terms.window.last, []
        while start < end:
            start = min(start + WEEK, end)
            found.append(start)
        return found[:120]

    def _needed(self, target: float) -> Iterable[tuple[date, float]]:
        """Even over the days at work: flat while somebody is away."""
        first, last = self.terms.window.first, self.terms.window.last
        if self.terms.aggregation is not Aggregation.SUM:
            return [(first, target), (last, target)]
        whole = self.days(first, last) or 1
        days = [(day, target * self.days(first, day) / whole) for day in self._weeks(first)]
        return [(first, 0.0), *days]

    def _fan(
        self,
        kind: Kind,
        done: Sequence[Figure],
        now: Sequence[paces.Period],
        pace: paces.Pace,
    ) -> tuple[Fan, ...]:
        if pace.final is None or not done:
            return ()
        end = self.terms.window.last
        if self.terms.aggregation is not Aggregation.SUM:
            return (Fan(end, pace.final.low, pace.final.middle, pace.final.high),)
        days = self._weeks(done[-1].last)
        edges = [done[-1].last, *days]
        steps = [float(self.days(a + DAY, b)) for a, b in pairwise(edges)]
        found = paces.fan(kind, now, steps)
        return tuple(Fan(d, r.low, r.middle, r.high) for d, r in zip(days, found, strict=False))


def _rest(kind: Kind, now: Sequence[paces.Period], ahead: float) -> tuple[float, float] | None:
    """What the rest would bring per unit of work, as an interval."""
    found = paces.rest_of(kind, now, ahead)
    return (found.low / ahead, found.high / ahead) if found else None


@dataclass(frozen=True, slots=True)
class Ask:
    """One metric over one stretch of days, for one goal."""

    goal: str
    metric: str
    aggregation: Aggregation
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Total:
    person: UUID
    sum: float
    mean: float
    work: float
    periods: int

    def value(self, aggregation: Aggregation) -> float | None:
        if aggregation is Aggregation.SUM:
            return self.sum
        if aggregation in (Aggregation.RATE, Aggregation.RATIO):
            return self.sum / self.work if self.work else None
        return self.mean


@dataclass(frozen=True, slots=True)
class Beside:
    """Own value and those of comparable people with figures for nearly as much of the time."""

    own: float | None
    others: tuple[float, ...]
    first: date
    last: date

    def reach(self, target: float, direction: Direction) -> Reach | None:
        return reach(self.others, target, direction)

    def spread(self) -> Spread | None:
        return peer_spread(self.own, self.others)


def beside(room: Room, asks: Sequence[Ask]) -> Mapping[str, Beside]:
    """Own figures beside those of people in the same job and level. One statement for all goals."""
    asks = [ask for ask in asks if ask.aggregation is not Aggregation.LAST and ask.last >= ask.first]
    if not asks:
        return {}
    parts = [_totals(room, ask) for ask in asks]
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    totals: dict[str, list[_Total]] = defaultdict(list)
    for row in rows:
        work = float(row["work"] or 0)
        totals[row["goal"]].append(
            _Total(row["person_id"], float(row["total"]), float(row["mean"]), work, row["periods"])
        )
    return {ask.goal: _beside(room, ask, totals[ask.goal]) for ask in asks}


def _totals(room: Room, ask: Ask) -> QuerySet[models.Observation, Any]:
    place = models.Assignment.objects.filter(current(room.today), person=room.head.id)
    alike = Q(
        current(room.today),
        ~Q(job_family=""),
        job_family=Subquery(place.values("job_family")[:1]),
        level=Subquery(place.values("level")[:1]),
    )
    # One list of people, so that their figures are looked up by person: a few hundred of millions.
    who = models.Assignment.objects.filter(alike | Q(person=room.head.id))
    found = models.Observation.objects.filter(
        person__in=who.values("person"), metric__code=ask.metric, first__gte=ask.first, last__lte=ask.last
    )
    return (
        found.order_by()
        .values("person_id")
        .annotate(
            goal=Value(ask.goal), total=Sum("value"), mean=Avg("value"), work=Sum("exposure"),
            periods=Count("id"),
        )
    )  # fmt: skip


def _beside(room: Room, ask: Ask, totals: Sequence[_Total]) -> Beside:
    own = next((t for t in totals if t.person == room.head.id), None)
    others = [t for t in totals if t.person != room.head.id]
    most = max((t.periods for t in totals), default=0)
    values = [t.value(ask.aggregation) for t in others if t.periods * 5 >= most * 4]
    return Beside(
        own.value(ask.aggregation) if own else None,
        tuple(sorted(v for v in values if v is not None)),
        ask.first,
        ask.last,
    )


def asks_before(goals: Iterable[Goal], today: date) -> list[Ask]:
    """For each metric goal: as many days as its window has, right before it (or before today)."""
    found = []
    for goal in goals:
        if goal.kind != "metric" or not (goal.metric and goal.window_start and goal.window_end):
            continue
        length = goal.window_end - goal.window_start
        last = min(today, goal.window_start - DAY)
        found.append(Ask(goal.id, goal.metric, Aggregation(goal.aggregation), last - length, last))
    return found


def asks_of_watch(room: Room) -> list[Ask]:
    """For each metric goal: the days since the watch began, as means and rates of equal periods."""
    start = room.case.watch_started
    if start is None:
        return []
    return [
        Ask(g.id, g.metric, _levelled(Aggregation(g.aggregation)), start, room.today)
        for g in room.case.terms.goals
        if g.kind == "metric" and g.metric
    ]


def _levelled(aggregation: Aggregation) -> Aggregation:
    """Sums over stretches of different length cannot be compared; the mean of their periods can."""
    return Aggregation.MEAN if aggregation is Aggregation.SUM else aggregation


def watch_lines(room: Room) -> tuple[str, ...]:
    """How the passed goals' figures stand beside others' since the watch began, in words."""
    goals = {g.id: g for g in room.case.terms.goals}
    return tuple(_line(goals[id], one) for id, one in beside(room, asks_of_watch(room)).items())


def _line(goal: Goal, one: Beside) -> str:
    since = f"{one.first:%-d %b %Y} to {one.last:%-d %b %Y}"
    if one.own is None:
        return f"{goal.statement}: no figure is recorded from {since}."
    per = "a period" if goal.aggregation in ("sum", "mean") else "per unit of work"
    own = f"{goal.statement}: {_said(one.own)} {goal.unit} {per}, {since}".replace("  ", " ")
    spread = one.spread()
    if spread is None:
        return f"{own}; too few comparable people to say how others stand."
    half = f"{_said(spread.lower_quartile)} to {_said(spread.upper_quartile)}"
    return f"{own}; the middle half of {spread.others} comparable people: {half} ({spread.place(one.own)})."


def _said(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def own_recent(room: Room) -> list[tuple[str, str, str, str, int]]:
    """Own figures a period: metric, unit, mean of the last 13 weeks, of the 13 before, and how many."""
    since = room.today - 26 * WEEK
    rows = models.Observation.objects.filter(person=room.head.id, first__gte=since, last__lte=room.today)
    middle = room.today - 13 * WEEK
    found: dict[tuple[str, str], tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for name, unit, first, value in rows.order_by("metric__name", "first").values_list(
        "metric__name", "metric__unit", "first", "value"
    ):
        found[name, unit][0 if first >= middle else 1].append(float(value))
    return [(*key, _mean(now), _mean(before), len(now)) for key, (now, before) in found.items()]


def _mean(values: Sequence[float]) -> str:
    return _said(sum(values) / len(values)) if values else "no figure"
