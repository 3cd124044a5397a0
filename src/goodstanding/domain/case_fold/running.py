"""What each kind changes from coaching to the determination of the goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from goodstanding.domain.case import Case, CheckInState, Determination, Question, SupportState
from goodstanding.domain.case_fold.base import Changes, on
from goodstanding.domain.entries import Entry, plan
from goodstanding.domain.entries.day_to_day import Acknowledged, RefusalNoted
from goodstanding.domain.entries.terms import Goal, PlanTerms
from goodstanding.domain.errors import Bug
from goodstanding.domain.lifecycle import State


@on(plan.CoachingDirected, plan.PlanAllowed)
def _reviewed(case: Case, entry: Entry[Any]) -> Changes:
    return {"review_on": entry.payload.review_on}


@on(plan.CoachingPlanSet)
def _coaching_plan(case: Case, entry: Entry[plan.CoachingPlanSet]) -> Changes:
    return {
        "coaching_aims": entry.payload.aims,
        "coaching_sessions": entry.payload.sessions,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(plan.PlanDrafted)
def _drafted(case: Case, entry: Entry[plan.PlanDrafted]) -> Changes:
    authors = case.authors | {entry.author}
    return {"terms": entry.payload.terms, "authors": authors, "manager": entry.author}


@on(plan.Submitted)
def _submitted(case: Case, entry: Entry[plan.Submitted]) -> Changes:
    return {"authors": case.authors | {entry.author}}


@on(plan.Delivered)
def _delivered(case: Case, entry: Entry[plan.Delivered]) -> Changes:
    return {
        "terms": entry.payload.terms,
        "delivered_on": entry.happened,
        "delivered_entry": entry.id,
        "unacknowledged": (*case.unacknowledged, entry.id),
        **_schedule(case, entry.payload.terms),
    }


def _schedule(case: Case, terms: PlanTerms) -> Changes:
    """Planned check-ins and promised support of these terms, keeping what already happened."""
    known = {c.on: c for c in case.check_ins}
    kept = [c for c in case.check_ins if c.settled or c.employee]
    planned = [known.get(on, CheckInState(on)) for on in terms.check_ins]
    check_ins = sorted({c.on: c for c in (*kept, *planned)}.values(), key=lambda c: c.on)
    given = {s.item.id: s.given_on for s in case.support}
    items = {s.item.id: s.item for s in case.support} | {i.id: i for i in terms.support}
    return {
        "check_ins": tuple(check_ins),
        "support": tuple(SupportState(item, given.get(item.id)) for item in items.values()),
    }


@on(plan.ServedAgain)
def _served_again(case: Case, entry: Entry[Any]) -> Changes:
    return {"delivered_on": entry.happened}


@on(Acknowledged, RefusalNoted)
def _acknowledged(case: Case, entry: Entry[Any]) -> Changes:
    left = tuple(e for e in case.unacknowledged if e != entry.refers_to)
    changes: Changes = {"unacknowledged": left}
    if case.state == State.DELIVERED and entry.refers_to == case.delivered_entry:
        starts = [d for d in (case.delivered_on, case.terms.starts_on) if d]
        return changes | {"clock_start": max(starts, default=entry.happened)}
    if case.state == State.DELIVERED:
        return changes | {"state": State.DELIVERED}
    if case.pending_terms is not None and entry.refers_to == case.change_open:
        new = case.pending_terms
        return changes | {"terms": new, "pending_terms": None, "change_open": None, **_schedule(case, new)}
    return changes


@on(plan.ChangeProposed)
def _change_proposed(case: Case, entry: Entry[plan.ChangeProposed]) -> Changes:
    return {"change_open": entry.id, "change_terms": entry.payload.terms}


@on(plan.ChangeAccepted)
def _change_accepted(case: Case, entry: Entry[Any]) -> Changes:
    """The old terms hold until the person has received the new ones."""
    return {
        "pending_terms": case.change_terms,
        "change_terms": None,
        "change_open": entry.id,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(plan.ChangeRefused)
def _change_refused(case: Case, entry: Entry[Any]) -> Changes:
    return {"change_open": None, "change_terms": None}


def _moved(goals: tuple[Goal, ...], dues: dict[str, date]) -> tuple[Goal, ...]:
    def move(goal: Goal) -> Goal:
        due = dues.get(goal.id)
        if due is None:
            return goal
        window_end = due if goal.window_end is not None and goal.window_end == goal.due else goal.window_end
        return goal.model_copy(update={"due": due, "window_end": window_end})

    return tuple(move(g) for g in goals)


@on(plan.Extended)
def _extended(case: Case, entry: Entry[plan.Extended]) -> Changes:
    said = entry.payload
    update: Changes = {
        "ends_on": said.ends_on,
        "goals": _moved(case.terms.goals, {d.goal: d.due for d in said.dues}),
        "check_ins": tuple(sorted({*case.terms.check_ins, *said.check_ins})),
    }
    terms = case.terms.model_copy(update=update)
    # A determination made before the dates moved no longer covers the whole window.
    moved = {d.goal for d in said.dues}
    kept = {g: d for g, d in case.determinations.items() if g not in moved}
    return {
        "terms": terms,
        "extension_open": False,
        "determinations": MappingProxyType(kept),
        "unacknowledged": (*case.unacknowledged, entry.id),
        **_schedule(case, terms),
    }


@on(plan.ExtensionRefused)
def _extension_refused(case: Case, entry: Entry[Any]) -> Changes:
    return {"extension_open": False}


@on(plan.Paused)
def _paused(case: Case, entry: Entry[Any]) -> Changes:
    return {"paused_since": entry.happened}


@on(plan.Resumed)
def _resumed(case: Case, entry: Entry[plan.Resumed]) -> Changes:
    said = entry.payload
    terms = case.terms.model_copy(
        update={
            "ends_on": said.ends_on,
            "goals": _moved(case.terms.goals, {d.goal: d.due for d in said.dues}),
            "check_ins": said.check_ins,
            "midpoint_on": said.midpoint_on or case.terms.midpoint_on,
        }
    )
    since = case.paused_since or entry.happened
    return {
        "terms": terms,
        "paused_since": None,
        "pauses": (*case.pauses, (since, entry.happened)),
        **_schedule(case, terms),
    }


@on(plan.CheckIn)
def _check_in(case: Case, entry: Entry[plan.CheckIn]) -> Changes:
    said = entry.payload
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), CheckInState(said.scheduled_on))
    now = (
        replace(found, manager=entry.id, missed_by="", reason="")
        if said.voice == "manager"
        else replace(found, employee=entry.id)
    )
    return {"check_ins": _with(case, now)}


@on(plan.CheckInMissed)
def _check_in_missed(case: Case, entry: Entry[plan.CheckInMissed]) -> Changes:
    said = entry.payload
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), CheckInState(said.scheduled_on))
    return {"check_ins": _with(case, replace(found, missed_by=said.by, reason=said.reason))}


def _with(case: Case, changed: CheckInState) -> tuple[CheckInState, ...]:
    others = [c for c in case.check_ins if c.on != changed.on]
    return tuple(sorted([*others, changed], key=lambda c: c.on))


@on(plan.SupportPromised)
def _support_promised(case: Case, entry: Entry[plan.SupportPromised]) -> Changes:
    return {"support": (*case.support, SupportState(entry.payload.item))}


@on(plan.SupportGiven)
def _support_given(case: Case, entry: Entry[plan.SupportGiven]) -> Changes:
    item = entry.payload.item
    return {
        "support": tuple(
            replace(s, given_on=entry.happened) if s.item.id == item else s for s in case.support
        )
    }


@on(plan.QuestionAsked)
def _asked(case: Case, entry: Entry[Any]) -> Changes:
    return {"questions": (*case.questions, Question(entry.id, entry.happened, entry.author))}


@on(plan.QuestionAnswered)
def _answered(case: Case, entry: Entry[Any]) -> Changes:
    return {
        "questions": tuple(
            replace(q, answered=entry.happened) if q.entry == entry.refers_to else q for q in case.questions
        )
    }


@on(plan.Midpoint)
def _midpoint(case: Case, entry: Entry[plan.Midpoint]) -> Changes:
    return {
        "midpoint_entry": entry.id,
        "midpoint": entry.payload,
        "extension_open": entry.payload.proposes_extension(),
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(plan.GoalDetermined)
def _determined(case: Case, entry: Entry[plan.GoalDetermined]) -> Changes:
    said = entry.payload
    made = Determination(
        entry.id, said.goal, said.computed, said.result, entry.author, on=entry.recorded.date()
    )
    return {"determinations": MappingProxyType({**case.determinations, said.goal: made})}


@on(plan.DeterminationCountersigned)
def _countersigned(case: Case, entry: Entry[plan.DeterminationCountersigned]) -> Changes:
    return _redetermine(case, entry.payload.goal, countersigned=True)


@on(plan.GoalContested)
def _contested(case: Case, entry: Entry[plan.GoalContested]) -> Changes:
    return _redetermine(case, entry.payload.goal, contested=entry.id)


def _redetermine(case: Case, goal: str, **changes: Any) -> Changes:
    made = case.determinations.get(goal)
    if made is None:
        raise Bug("An entry speaks of a determination that is not in the case.")
    return {"determinations": MappingProxyType({**case.determinations, goal: replace(made, **changes)})}
