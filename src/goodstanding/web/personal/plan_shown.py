"""The plan as components show it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from goodstanding.queries.own.plan import GoalLine, PlanView
from goodstanding.web.ui import Deadline, FindingView, Goal, Link, Pace
from goodstanding.web.views.marked import shown


def way(here: str) -> list[Link]:
    return [Link("My plan", reverse("plan")), Link(here)]


def begun(found: PlanView) -> dict[str, Any]:
    """What the form of the frame starts with."""
    terms = found.terms
    return {
        **{n: getattr(terms, n) for n in ("received_on", "starts_on", "ends_on", "consequences", "before")},
        "check_ins": terms.check_ins, "support_text": "\n".join(s.what for s in terms.support),
    }  # fmt: skip


def goal_cards(found: PlanView) -> list[dict[str, Any]]:
    """Each goal as a card, with what the word lists mark in its sentence."""
    return [
        {
            "goal": _goal(line), "check": shown(line.goal.statement, line.marks) if line.marks else None,
            "url": reverse("progress", args=[line.goal.id]), "last": line.progress[0] if line.progress else None,
        }
        for line in found.goals
    ]  # fmt: skip


def _goal(line: GoalLine) -> Goal:
    goal = line.goal
    target = goal.target or (
        f"{goal.target_number:g} {goal.unit}".strip() if goal.target_number is not None else ""
    )
    due = Deadline(goal.due, line.weekdays_left) if goal.due else None
    return Goal(
        statement=goal.statement, required=True, measure=goal.measure, unit=goal.unit, target=target,
        source=goal.source, measurer=goal.measurer, due=due, pace=_pace(line),
    )  # fmt: skip


def _pace(line: GoalLine) -> Pace | None:
    if line.per_week is None or line.needed_per_week is None:
        return None
    unit = f"{line.goal.unit} a week".strip()
    told = f"{line.per_week:.1f} {unit} so far, {line.needed_per_week:.1f} needed until the due day. "
    measured = next(e for e in line.progress if e.payload.so_far is not None)
    return Pace(
        so_far=round(line.per_week, 1), needed=round(line.needed_per_week, 1), unit=unit, minimum=0,
        as_of=measured.happened, text=told + "About the work so far, counted evenly over the weeks; it says nothing about what comes.",
    )  # fmt: skip


def question_lines(found: PlanView) -> list[dict[str, Any]]:
    return [
        {
            "words": line.entry.payload.words, "asked": line.entry.happened, "waiting": line.waiting,
            "answer": line.answer.payload.words if line.answer else "",
            "answered": line.answer.happened if line.answer else None,
            "url": reverse("answer", args=[line.entry.id]),
        }
        for line in found.asked
    ]  # fmt: skip


def finding_views(found: PlanView) -> list[FindingView]:
    """The same rules that HR reads, worded as questions that may be raised."""
    return [
        FindingView(
            title=f.asks, severity=f.severity.value, rule=f"{f.rule}, version {f.version}", pack="Good practice",
            means=f"{f.title}. {f.means}", innocent=f.innocent, settles=f.settles, says=f.says,
            arithmetic=f.arithmetic, source=Link(f.source.text), key=f.key,
        )
        for f in found.findings
    ]  # fmt: skip
