"""The terms of a plan: goals, support, check-ins. A draft may be incomplete; a submitted plan may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Words

GoalKind = Literal["metric", "deliverable", "behaviour"]
Result = Literal["met", "not_met", "not_assessable"]


class Goal(Part):
    """One measurable goal. `id` stays the same through every version of the terms."""

    id: Line
    statement: OptionalWords = ""
    kind: GoalKind = "metric"
    required: bool = True
    standard: OptionalWords = ""
    measure: OptionalWords = ""
    unit: str = ""
    metric: str = ""
    aggregation: Literal["sum", "mean", "rate", "last"] = "sum"
    direction: Literal["at_least", "at_most"] = "at_least"
    baseline: Decimal | None = None
    target: Decimal | None = None
    target_words: OptionalWords = ""
    window_start: date | None = None
    window_end: date | None = None
    data_source: OptionalWords = ""
    measurer: UUID | None = None
    due: date | None = None
    effort_hours: Decimal | None = None
    evidence_required: OptionalWords = ""
    support: tuple[str, ...] = ()
    prorate: bool = True


class SupportItem(Part):
    """What the employer promised: training, tools, time."""

    id: Line
    what: Words
    owner: OptionalWords = ""
    due: date | None = None


class PlanTerms(Part):
    purpose: OptionalWords = ""
    starts_on: date | None = None
    ends_on: date | None = None
    goals: tuple[Goal, ...] = ()
    support: tuple[SupportItem, ...] = ()
    check_ins: tuple[date, ...] = ()
    midpoint_on: date | None = None
    consequences: OptionalWords = ""
    rights: OptionalWords = ""


class Deficiency(Part):
    """A dated fact that fell short of a standard that had been communicated before it."""

    on: date
    fact: Words
    standard: Words
    evidence: OptionalWords = ""


class ChecklistAnswer(Part):
    question: Line
    answer: Words


class GoalDue(Part):
    goal: str
    due: date


class GoalRemark(Part):
    goal: str
    words: Words


class WatchTerms(Part):
    """The time after a passed plan: the passed goals stay the standards, checked on these days."""

    until: date
    checks: tuple[date, ...] = ()
    standards: tuple[str, ...] = ()
