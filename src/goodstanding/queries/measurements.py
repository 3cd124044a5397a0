"""Figures of people for goals: observations, and what they compute against locked terms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

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
from goodstanding.domain.intervals import Interval
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar
from goodstanding.store import models


def figures(person: UUID, metric: str, first: date, last: date) -> list[Figure]:
    """Observations that touch the window, oldest first. One statement."""
    rows = models.Observation.objects.filter(
        person=person, metric__code=metric, first__lte=last, last__gte=first
    ).order_by("first")
    return [Figure(r.first, r.last, r.value, r.exposure) for r in rows]


def metric_kind(code: str) -> Kind:
    found = models.Metric.objects.filter(code=code).values_list("kind", flat=True).first()
    return Kind(found) if found else Kind.COUNT


def terms_of(goal: Goal, kind: Kind, policy: Policy) -> MetricTerms | None:
    """The measurable part of a goal, or None while it is incomplete or not a metric."""
    if goal.kind != "metric" or goal.target is None or not goal.window_start or not goal.window_end:
        return None
    if goal.window_end < goal.window_start:
        return None
    return MetricTerms(
        kind=kind,
        direction=Direction(goal.direction),
        target=goal.target,
        aggregation=Aggregation(goal.aggregation),
        window=Interval(goal.window_start, goal.window_end),
        prorate=goal.prorate,
        minimum_coverage=Decimal(policy.minimum_coverage_percent) / 100,
        unit=goal.unit,
    )


def evaluate(
    person: UUID,
    goal: Goal,
    *,
    policy: Policy,
    calendar: Calendar,
    away: Iterable[tuple[date, date]],
) -> Evaluation | None:
    """What the figures say of this goal over its whole window; None where it has no metric."""
    terms = terms_of(goal, metric_kind(goal.metric), policy)
    if terms is None:
        return None
    known = figures(person, goal.metric, terms.window.first, terms.window.last)
    spans = [Interval(a, b) for a, b in away if b >= a]
    return evaluate_metric_goal(terms, known, not_at_work=spans, calendar=calendar)
