"""Single values and small parts of payloads in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import day_to_day, keeping, person, plan, review, rounds, terms
from goodstanding.queries.presenters.base import Labels

LIST_OF_LINES = 60  # longer items each get a line of their own


RESULTS = frozenset({"not_met", "not_assessable", "appeal_decider"})
"""Values of closed vocabularies that are no words yet."""


def fact(value: Any, labels: Labels) -> str | date:
    """The same as `in_words`, but a day stays a day, which pages mark up as one."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return in_words(value, labels)


def in_words(value: Any, labels: Labels) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, UUID):
        return labels.person(value)
    if isinstance(value, tuple):
        return _several([in_words(item, labels) for item in value])
    if shown := _PARTS.get(type(value)):
        return shown(value, labels)
    return literal(value) if value in RESULTS else str(value)


def number(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def literal(value: str) -> str:
    return value.replace("_", " ")


def _several(items: list[str]) -> str:
    long = any(len(item) > LIST_OF_LINES or "\n" in item or "," in item for item in items)
    return "\n".join(items) if long else ", ".join(items)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _place(place: person.Place, labels: Labels) -> str:
    manager = f"reports to {labels.person(place.manager)}" if place.manager else ""
    return _joined(
        place.job_family,
        place.level and f"level {place.level}",
        place.team and labels.team(place.team),
        manager,
    )


def _deficiency(said: terms.Deficiency, labels: Labels) -> str:
    text = f"{in_words(said.on, labels)}: {said.fact}\nStandard: {said.standard}"
    return f"{text}\nEvidence: {said.evidence}" if said.evidence else text


def _goal(goal: terms.Goal, labels: Labels) -> str:
    sign = {"at_least": "at least", "at_most": "at most"}[goal.direction]
    figure = f"{sign} {number(goal.target)} {goal.unit}".strip() if goal.target is not None else ""
    window = [in_words(d, labels) for d in (goal.window_start, goal.window_end) if d]
    lines = [
        f"{goal.statement or goal.id} ({'required' if goal.required else 'supporting'})",
        _joined(goal.measure.rstrip(". "), goal.target_words or figure),
        _joined(
            f"from {' to '.join(window)}" if window else "",
            f"due {in_words(goal.due, labels)}" if goal.due else "",
            f"measured by {labels.person(goal.measurer)}" if goal.measurer else "",
            f"source: {goal.data_source}" if goal.data_source else "",
        ),
    ]
    return "\n".join(line for line in lines if line)


def _support(item: terms.SupportItem, labels: Labels) -> str:
    due = f"by {in_words(item.due, labels)}" if item.due else ""
    return _joined(item.what, item.owner and f"from {item.owner}", due)


def _terms(said: terms.PlanTerms, labels: Labels) -> str:
    dates = [in_words(d, labels) for d in (said.starts_on, said.ends_on) if d]
    lines = [
        said.purpose,
        f"From {' to '.join(dates)}" if dates else "",
        *(f"Goal {n}: {_goal(goal, labels)}" for n, goal in enumerate(said.goals, 1)),
        *(f"Support: {_support(item, labels)}" for item in said.support),
        f"Check-ins: {in_words(said.check_ins, labels)}" if said.check_ins else "",
        f"Midpoint: {in_words(said.midpoint_on, labels)}" if said.midpoint_on else "",
        f"Consequences: {said.consequences}" if said.consequences else "",
        f"Rights: {said.rights}" if said.rights else "",
    ]
    return "\n".join(line for line in lines if line) or "Nothing filled in yet."


def _watch(said: terms.WatchTerms, labels: Labels) -> str:
    checks = f"checked on {in_words(said.checks, labels)}" if said.checks else ""
    standards = [labels.goals.get(goal, goal) for goal in said.standards]
    return "\n".join(x for x in (f"until {in_words(said.until, labels)}", checks, *standards) if x)


def _figure(said: day_to_day.Figure, labels: Labels) -> str:
    per = f" (work done: {number(said.exposure)})" if said.exposure is not None else ""
    span = f"{in_words(said.period_start, labels)} to {in_words(said.period_end, labels)}"
    return f"{span}: {number(said.value)}{per}"


def _finding(said: review.FindingNoted, labels: Labels) -> str:
    return f"{said.title} ({_joined(literal(said.severity), f'rule {said.rule}', said.pack)})"


def _part_given(said: day_to_day.PartGiven, labels: Labels) -> str:
    """A part that was left out is said to be so, never counted as nothing."""
    if said.rating is None:
        why = f": {said.why_not}" if said.why_not else ""
        return "\n".join(x for x in (f"{said.title}: left out{why}", said.words) if x)
    rating = f"{said.label} ({said.rating})" if said.label else str(said.rating)
    return "\n".join(x for x in (f"{said.title}: {rating}", said.words) if x)


def _round_terms(said: rounds.RoundTerms, labels: Labels) -> str:
    def day(name: str, value: Any) -> str:
        return f"{name} {in_words(value, labels)}" if value else ""

    lines = [
        f"{said.title}, for {in_words(said.period_start, labels)} to {in_words(said.period_end, labels)}",
        _joined(
            day("own part by", said.self_by), day("manager’s by", said.manager_by),
            day("calibration by", said.calibration_by), day("given on", said.release_on),
        ),
        *(_form_part(part, labels) for part in said.parts),
        *(_level(level) for level in said.scale),
        said.guidance,
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def _level(said: rounds.Level) -> str:
    return f"{said.value} {said.label}" + (f": {said.means}" if said.means else "")


def _form_part(part: rounds.FormPart, labels: Labels) -> str:
    weight = f" (weight {number(part.weight)})" if part.weight else ""
    about = f": {part.about}" if part.about else ""
    return f"{'Goal' if part.sort == 'goal' else 'Competency'}: {part.title}{weight}{about}"


_PARTS: MappingProxyType[type, Callable[[Any, Labels], str]] = MappingProxyType(
    {
        person.Place: _place,
        terms.Deficiency: _deficiency,
        terms.Goal: _goal,
        terms.SupportItem: _support,
        terms.PlanTerms: _terms,
        terms.WatchTerms: _watch,
        terms.ChecklistAnswer: lambda a, labels: f"{a.question}\n{a.answer}",
        terms.GoalDue: lambda g, labels: f"{labels.goal(g.goal)}: {in_words(g.due, labels)}",
        terms.GoalRemark: lambda g, labels: f"{labels.goal(g.goal)}: {g.words}",
        plan.CoachingAim: lambda a, labels: f"{a.what} (by {in_words(a.by, labels)})" if a.by else a.what,
        day_to_day.Figure: _figure,
        day_to_day.PartGiven: _part_given,
        day_to_day.Cited: lambda c, labels: c.what,
        rounds.RoundTerms: _round_terms,
        review.FindingNoted: _finding,
        keeping.ErasedPart: lambda e, labels: literal(e.field).capitalize(),
        day_to_day.ScaleLevel: lambda s, labels: f"{s.value} {s.label}",
    }
)
