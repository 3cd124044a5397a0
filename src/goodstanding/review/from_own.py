"""The review file of somebody's own journal: what they were given and what they saw, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goodstanding.domain.entries import Entry
from goodstanding.domain.own import plan
from goodstanding.review.file import Event, GoalTerms, ReviewFile, SupportTerms, Terms, review_file
from goodstanding.review.linter import TextKind
from goodstanding.review.linter.texts import Passage
from goodstanding.review.linter.values import Known
from goodstanding.review.when import Tri, on

SEEN = frozenset(
    {
        "plan_opened", "support_promised", "support_given", "question", "question_answered"
    }
)  # fmt: skip
"""Of these the person knows every one. A check-in that nobody noted may have been held, and of what the
employer keeps besides, silence tells nothing."""


def from_own(entries: Iterable[Entry[Any]]) -> ReviewFile:
    """Entries that count, in the order in which they were written."""
    kept = list(entries)
    plans = [e for e in kept if isinstance(e.payload, plan.PlanReceived)]
    last = {e.refers_to or e.id: e for e in plans}  # of several readings of one plan, the last
    began = min((e.recorded.date() for e in kept), default=None)
    told = [e for e in kept if not isinstance(e.payload, plan.PlanReceived)]
    ordered = sorted([*last.values(), *told], key=lambda e: (_when(e), e.recorded))
    events = [made for n, e in enumerate(ordered, 1) if (made := _event(n, e))]
    return review_file(events, complete=SEEN, kept_since=began)


def known_beside(goal: plan.OwnGoal) -> frozenset[Known]:
    """What the goal states beside its sentence, so that the sentence need not."""
    stated: dict[Known, bool] = {
        "measure": bool(goal.target or goal.measure or goal.target_number is not None),
        "date": goal.due is not None, "source": bool(goal.source),
    }  # fmt: skip
    return frozenset(name for name, there in stated.items() if there)


def _when(entry: Entry[Any]) -> Any:
    return entry.payload.received_on if isinstance(entry.payload, plan.PlanReceived) else entry.happened


def _event(order: int, entry: Entry[Any]) -> Event | None:
    said = entry.payload
    common: dict[str, Any] = {
        "id": str(entry.id), "order": order, "when": on(_when(entry)), "recorded": entry.recorded,
        "communicated": Tri.YES,
    }  # fmt: skip
    if isinstance(said, plan.PlanReceived):
        passages = tuple(
            Passage(f"goals.{n}.statement", TextKind.GOAL, g.statement, known_beside(g))
            for n, g in enumerate(said.goals)
        )
        return Event(kind="plan_opened", terms=_terms(said), passages=passages, **common)
    if isinstance(said, plan.Asked):
        return Event(kind="question", text=said.words, author_role="employee", **common)
    if isinstance(said, plan.Answered):
        return Event(kind="question_answered", refers_to=str(entry.refers_to or ""), **common)
    if isinstance(said, plan.SupportCame):
        return Event(kind="support_given", payload={"item": said.support}, text=said.words, **common)
    if isinstance(said, plan.CheckedIn):
        held = said.state in {"held", "moved"}
        by = {"by_employer": "employer", "by_me": "employee"}.get(said.state, "")
        payload = {"scheduled_on": said.scheduled_on, "by": by, "voice": "employee"}
        return Event(
            kind="check_in" if held else "check_in_missed", payload=payload, text=said.words, **common
        )
    return None


def _terms(said: plan.PlanReceived) -> Terms:
    return Terms(
        starts=said.starts_on, ends=said.ends_on, consequences=said.consequences, check_ins=said.check_ins,
        support=tuple(SupportTerms(s.id, s.what, s.due) for s in said.support), whole=True,
        goals=tuple(
            GoalTerms(
                id=g.id, statement=g.statement, measure=g.measure, unit=g.unit, target_words=g.target,
                target=None if g.target_number is None else float(g.target_number), due=g.due,
                measurer=g.measurer, data_source=g.source,
                effort_hours=None if g.hours is None else float(g.hours),
            )
            for g in said.goals
        ),
    )  # fmt: skip
