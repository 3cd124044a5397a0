"""What makes the terms of a plan complete, and the outcome that its determinations add up to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from goodstanding.domain.case import Case, Determination
from goodstanding.domain.entries.terms import Goal, PlanTerms

Outcome = Literal["met", "not_met", "not_assessable"]

INTAKE_QUESTIONS: tuple[str, ...] = (
    "Was the standard communicated before the first shortfall, and how is that shown?",
    "Which coaching was tried, and why is more coaching not the answer?",
    "Are others with the same figures treated the same way?",
)
"""Asked of HR before a plan may be drafted."""


def goal_problems(goal: Goal) -> dict[str, str]:
    """What a goal lacks before it can be submitted, by field. Empty: it is complete."""
    missing: dict[str, str] = {}

    def need(field: str, present: object, message: str) -> None:
        if not present:
            missing[field] = message

    need("statement", goal.statement, "Say in one sentence what is to be reached.")
    need("due", goal.due, "Give the day on which it is judged.")
    need("data_source", goal.data_source, "Say where the figure or evidence comes from.")
    need("measurer", goal.measurer, "Name who measures it.")
    if goal.kind == "metric":
        need("target", goal.target is not None, "Give the figure to reach.")
        need("metric", goal.metric, "Choose the metric that is measured.")
        need("window_start", goal.window_start, "Give the first day that counts.")
        need("window_end", goal.window_end, "Give the last day that counts.")
        if goal.window_start and goal.window_end and goal.window_end < goal.window_start:
            missing["window_end"] = "The last day that counts lies before the first."
        if goal.due and goal.window_end and goal.due < goal.window_end:
            missing["due"] = "The goal is judged before the last day that counts."
    else:
        need("target_words", goal.target_words, "Say what must be seen for it to be met.")
        need("evidence_required", goal.evidence_required, "Say what shows it.")
    return missing


def terms_problems(terms: PlanTerms) -> dict[str, list[str]]:
    """What a plan lacks before it can be submitted: by field, goals as `goals.<number>.<field>`."""
    out = _frame_problems(terms)
    if message := _goals_problem(terms.goals):
        out["goals"] = [message]
    for n, goal in enumerate(terms.goals):
        for field, message in goal_problems(goal).items():
            out[f"goals.{n}.{field}"] = [message]
        if goal.due and terms.ends_on and goal.due > terms.ends_on:
            out[f"goals.{n}.due"] = ["The goal is due after the plan has ended."]
    if message := _check_ins_problem(terms):
        out["check_ins"] = [message]
    return out


def terms_doubts(terms: PlanTerms, today: date) -> tuple[str, ...]:
    """What a plan may say and still would not stand up well. Nothing here keeps it from being submitted."""
    doubts = []
    for goal in terms.goals:
        named = f"“{goal.statement or 'A goal'}”"
        if goal.window_end and goal.window_end < today:
            doubts.append(
                f"{named} counts only days that are over ({goal.window_end:%-d %b %Y} was the last). Nothing "
                "that is done from now on can change its result."
            )
        elif goal.window_start and terms.starts_on and goal.window_start < terms.starts_on:
            doubts.append(
                f"{named} counts days before the plan starts, when nobody was told that they would count."
            )
    if terms.goals and not terms.support:
        doubts.append(
            "No support is promised. A plan that only asks is read as one that only waits: say what the "
            "employer gives, or write in the purpose why nothing is needed."
        )
    if terms.goals and not terms.midpoint_on:
        doubts.append("There is no midpoint, at which both sides would state how each goal stands.")
    return tuple(doubts)


def _frame_problems(terms: PlanTerms) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    if not terms.purpose:
        out["purpose"] = ["Say why there is a plan."]
    if not terms.starts_on:
        out["starts_on"] = ["Give the first day of the plan."]
    if not terms.ends_on:
        out["ends_on"] = ["Give the last day of the plan."]
    elif terms.starts_on and terms.ends_on <= terms.starts_on:
        out["ends_on"] = ["The plan ends before it starts."]
    return out


def _goals_problem(goals: tuple[Goal, ...]) -> str:
    if not goals:
        return "A plan needs at least one goal."
    if not any(g.required for g in goals):
        return "At least one goal must be required; the outcome is computed from these."
    return "Two goals share one identity." if len({g.id for g in goals}) != len(goals) else ""


def _check_ins_problem(terms: PlanTerms) -> str:
    if not terms.check_ins:
        return "Plan at least one check-in."
    first, last = terms.starts_on or date.min, terms.ends_on or date.max
    outside = [on for on in terms.check_ins if not first <= on <= last]
    return f"The check-in on {outside[0]:%-d %b %Y} lies outside the plan." if outside else ""


def compute_outcome(goals: tuple[Goal, ...], made: Mapping[str, Determination]) -> Outcome:
    """Any required goal not met: not met. Else any required goal not assessable (or not determined):
    not assessable, for HR to extend, withdraw or override. Else met. Design section 6, outcome rule."""
    results = [made[g.id].result if g.id in made else "not_assessable" for g in goals if g.required]
    if "not_met" in results:
        return "not_met"
    return "not_assessable" if "not_assessable" in results or not results else "met"


def undetermined(case: Case) -> tuple[Goal, ...]:
    return tuple(g for g in case.terms.goals if g.id not in case.determinations)


def missing_support(case: Case, goal: Goal, today: date) -> tuple[str, ...]:
    """Promised support this goal depends on that was due and is not given."""
    return tuple(
        s.item.what
        for s in case.support
        if s.item.id in goal.support and s.given_on is None and (s.item.due is None or s.item.due <= today)
    )
