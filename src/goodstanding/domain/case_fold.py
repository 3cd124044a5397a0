"""Fold a case from its entries: one small function per kind, and `apply` for the next entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from goodstanding.domain import lifecycle
from goodstanding.domain.case import Case, CheckInState, Determination, Question, Step, SupportState
from goodstanding.domain.entries import Entry, decision, person, plan
from goodstanding.domain.entries.day_to_day import Acknowledged, RefusalNoted
from goodstanding.domain.entries.terms import Goal, PlanTerms, WatchTerms
from goodstanding.domain.errors import Bug
from goodstanding.domain.lifecycle import State

Changes = dict[str, Any]
Handler = Callable[[Case, Entry[Any]], Changes]
_HANDLERS: dict[str, Handler] = {}


def _on(*payloads: type[Any]) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        for payload in payloads:
            _HANDLERS[payload.kind] = handler
        return handler

    return register


def open_case(entry: Entry[Any]) -> Case:
    """The first entry of a case opens it."""
    if entry.case is None:
        raise Bug("A case was opened by an entry that names none.")
    target = lifecycle.find(None, entry.kind).targets[0]
    base = Case(
        id=entry.case, subject=entry.subject, state=target, opened=entry.happened, manager=entry.author
    )
    changes: Changes = {"concern": entry.id}
    if isinstance(entry.payload, plan.ConcernRaised):
        changes |= {"deficiencies": entry.payload.deficiencies, "authors": frozenset({entry.author})}
    if isinstance(entry.payload, plan.FollowUpPlanOpened):
        said = entry.payload
        changes |= {"follows": said.follows, "manager": said.manager, "deficiencies": said.deficiencies}
    step = Step(target, entry.id, entry.kind, entry.recorded)
    return replace(base, steps=(step,), last_recorded=entry.recorded, **changes)


def apply(case: Case | None, entry: Entry[Any]) -> Case:
    """The case after this entry. Trusts the entry: whether it may be written is checked before."""
    if case is None:
        return open_case(entry)
    handler = _HANDLERS.get(entry.kind)
    changes = handler(case, entry) if handler else {}
    state = changes.pop("state", None) or _target(case, entry)
    if state != case.state or entry.kind in ("change_accepted", "manager_changed", "extended"):
        changes["steps"] = (*case.steps, Step(state, entry.id, entry.kind, entry.recorded))
    return replace(case, state=state, version=case.version + 1, last_recorded=entry.recorded, **changes)


def fold(entries: Iterable[Entry[Any]]) -> Case | None:
    case: Case | None = None
    for entry in entries:
        case = apply(case, entry)
    return case


def handled() -> frozenset[str]:
    """The kinds that change a case in more than its state."""
    return frozenset(_HANDLERS)


def _target(case: Case, entry: Entry[Any]) -> State:
    """Receipts, answers and corrections may come in any state and then leave it as it is."""
    transition = lifecycle.lookup(case.state, entry.kind)
    return transition.targets[0] if transition else case.state


@_on(plan.CoachingDirected, plan.PlanAllowed)
def _reviewed(case: Case, entry: Entry[Any]) -> Changes:
    return {"review_on": entry.payload.review_on}


@_on(plan.CoachingPlanSet)
def _coaching_plan(case: Case, entry: Entry[plan.CoachingPlanSet]) -> Changes:
    return {
        "coaching_aims": entry.payload.aims,
        "coaching_sessions": entry.payload.sessions,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(plan.PlanDrafted)
def _drafted(case: Case, entry: Entry[plan.PlanDrafted]) -> Changes:
    authors = case.authors | {entry.author}
    return {"terms": entry.payload.terms, "authors": authors, "manager": entry.author}


@_on(plan.Submitted)
def _submitted(case: Case, entry: Entry[plan.Submitted]) -> Changes:
    return {"authors": case.authors | {entry.author}}


@_on(plan.Delivered)
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


@_on(plan.ServedAgain)
def _served_again(case: Case, entry: Entry[Any]) -> Changes:
    return {"delivered_on": entry.happened}


@_on(Acknowledged, RefusalNoted)
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


@_on(plan.ChangeProposed)
def _change_proposed(case: Case, entry: Entry[plan.ChangeProposed]) -> Changes:
    return {"change_open": entry.id, "change_terms": entry.payload.terms}


@_on(plan.ChangeAccepted)
def _change_accepted(case: Case, entry: Entry[Any]) -> Changes:
    """The old terms hold until the person has received the new ones."""
    return {
        "pending_terms": case.change_terms,
        "change_terms": None,
        "change_open": entry.id,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(plan.ChangeRefused)
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


@_on(plan.Extended)
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


@_on(plan.ExtensionRefused)
def _extension_refused(case: Case, entry: Entry[Any]) -> Changes:
    return {"extension_open": False}


@_on(plan.Paused)
def _paused(case: Case, entry: Entry[Any]) -> Changes:
    return {"paused_since": entry.happened}


@_on(plan.Resumed)
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


@_on(plan.CheckIn)
def _check_in(case: Case, entry: Entry[plan.CheckIn]) -> Changes:
    said = entry.payload
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), CheckInState(said.scheduled_on))
    now = (
        replace(found, manager=entry.id, missed_by="", reason="")
        if said.voice == "manager"
        else replace(found, employee=entry.id)
    )
    return {"check_ins": _with(case, now)}


@_on(plan.CheckInMissed)
def _check_in_missed(case: Case, entry: Entry[plan.CheckInMissed]) -> Changes:
    said = entry.payload
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), CheckInState(said.scheduled_on))
    return {"check_ins": _with(case, replace(found, missed_by=said.by, reason=said.reason))}


def _with(case: Case, changed: CheckInState) -> tuple[CheckInState, ...]:
    others = [c for c in case.check_ins if c.on != changed.on]
    return tuple(sorted([*others, changed], key=lambda c: c.on))


@_on(plan.SupportPromised)
def _support_promised(case: Case, entry: Entry[plan.SupportPromised]) -> Changes:
    return {"support": (*case.support, SupportState(entry.payload.item))}


@_on(plan.SupportGiven)
def _support_given(case: Case, entry: Entry[plan.SupportGiven]) -> Changes:
    item = entry.payload.item
    return {
        "support": tuple(
            replace(s, given_on=entry.happened) if s.item.id == item else s for s in case.support
        )
    }


@_on(plan.QuestionAsked)
def _asked(case: Case, entry: Entry[Any]) -> Changes:
    return {"questions": (*case.questions, Question(entry.id, entry.happened, entry.author))}


@_on(plan.QuestionAnswered)
def _answered(case: Case, entry: Entry[Any]) -> Changes:
    return {
        "questions": tuple(
            replace(q, answered=entry.happened) if q.entry == entry.refers_to else q for q in case.questions
        )
    }


@_on(plan.Midpoint)
def _midpoint(case: Case, entry: Entry[plan.Midpoint]) -> Changes:
    return {
        "midpoint_entry": entry.id,
        "midpoint": entry.payload,
        "extension_open": entry.payload.proposes_extension(),
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(plan.GoalDetermined)
def _determined(case: Case, entry: Entry[plan.GoalDetermined]) -> Changes:
    said = entry.payload
    made = Determination(entry.id, said.goal, said.computed, said.result, entry.author)
    return {"determinations": MappingProxyType({**case.determinations, said.goal: made})}


@_on(plan.DeterminationCountersigned)
def _countersigned(case: Case, entry: Entry[plan.DeterminationCountersigned]) -> Changes:
    return _redetermine(case, entry.payload.goal, countersigned=True)


@_on(plan.GoalContested)
def _contested(case: Case, entry: Entry[plan.GoalContested]) -> Changes:
    return _redetermine(case, entry.payload.goal, contested=entry.id)


def _redetermine(case: Case, goal: str, **changes: Any) -> Changes:
    made = case.determinations.get(goal)
    if made is None:
        raise Bug("An entry speaks of a determination that is not in the case.")
    return {"determinations": MappingProxyType({**case.determinations, goal: replace(made, **changes)})}


@_on(plan.Closed)
def _closed(case: Case, entry: Entry[plan.Closed]) -> Changes:
    said = entry.payload
    states = {"met": State.WATCH, "not_met": State.NOT_MET, "withdrawn": State.WITHDRAWN}
    return {
        "state": states[said.outcome],
        "outcome": said.outcome,
        "closed_on": entry.happened,
        "watch": said.watch,
        "watch_started": entry.happened if said.watch else None,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(plan.Withdrawn, plan.WithdrawnUndelivered)
def _withdrawn(case: Case, entry: Entry[Any]) -> Changes:
    return {"outcome": "withdrawn", "closed_on": entry.happened, "paused_since": None}


@_on(plan.ManagerChanged)
def _manager_changed(case: Case, entry: Entry[plan.ManagerChanged]) -> Changes:
    return {"manager": entry.payload.to_manager}


@_on(person.Handover)
def _handed_over(case: Case, entry: Entry[person.Handover]) -> Changes:
    """Before delivery a handover is enough: the new manager goes on with the draft."""
    return {"manager": entry.payload.to_manager}


@_on(plan.RoleAssigned)
def _role_assigned(case: Case, entry: Entry[plan.RoleAssigned]) -> Changes:
    said = entry.payload
    single = {"proposer", "decider", "appeal_decider"}
    kept = tuple(r for r in case.roles if not (r[0] == said.role and said.role in single))
    return {"roles": (*kept, (said.role, said.person))}


@_on(plan.WatchChecked)
def _watch_checked(case: Case, entry: Entry[plan.WatchChecked]) -> Changes:
    return {"watch_checked": (*case.watch_checked, entry.payload.scheduled_on)}


@_on(plan.WatchExtended)
def _watch_extended(case: Case, entry: Entry[plan.WatchExtended]) -> Changes:
    watch = case.watch or WatchTerms(until=entry.payload.until)
    checks = tuple(sorted({*watch.checks, *entry.payload.checks}))
    return {"watch": watch.model_copy(update={"until": entry.payload.until, "checks": checks})}


@_on(plan.RelapseRecorded)
def _relapse(case: Case, entry: Entry[plan.RelapseRecorded]) -> Changes:
    return {"relapse_open": entry.id, "relapse_goal": entry.payload.goal}


@_on(plan.RelapseConfirmed, plan.RelapseDismissed, plan.NoActionOnRelapse)
def _relapse_settled(case: Case, entry: Entry[Any]) -> Changes:
    return {"relapse_open": None}


@_on(plan.NewPlanAfterRelapse, decision.AnotherChance)
def _succeeded(case: Case, entry: Entry[Any]) -> Changes:
    return {"successor": entry.payload.successor, "closed_on": entry.happened}


@_on(plan.CoachingClosed, plan.PlanRefused, plan.WatchClosed, plan.Ended, decision.NotProposed,
     decision.ProposalWithdrawn, decision.AppealWindowEnded)  # fmt: skip
def _finished(case: Case, entry: Entry[Any]) -> Changes:
    return {"closed_on": case.closed_on or entry.happened}


@_on(decision.Proposal)
def _proposal(case: Case, entry: Entry[decision.Proposal]) -> Changes:
    return {
        "proposal_entry": entry.id,
        "proposed_by": entry.author,
        "reply_until": entry.payload.reply_until,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(decision.ReplyExtended)
def _reply_extended(case: Case, entry: Entry[decision.ReplyExtended]) -> Changes:
    return {"reply_until": entry.payload.reply_until}


@_on(decision.Decision)
def _decided(case: Case, entry: Entry[decision.Decision]) -> Changes:
    said = entry.payload
    return {
        "decision": said.decision,
        "decided_by": entry.author,
        "effective_on": said.effective_on,
        "appeal_until": said.appeal_until,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(decision.LateAppealAccepted)
def _late(case: Case, entry: Entry[decision.LateAppealAccepted]) -> Changes:
    return {"appeal_until": entry.payload.until}


@_on(decision.AppealDecision)
def _appeal_decided(case: Case, entry: Entry[decision.AppealDecision]) -> Changes:
    states = {
        "dismissed": State.CLOSED,
        "allowed": State.REMEDIED,
        "varied": State.CLOSED,
        "remitted": State.REPLIED,
    }
    changes: Changes = {
        "state": states[entry.payload.result],
        "unacknowledged": (*case.unacknowledged, entry.id),
    }
    if entry.payload.result == "remitted":
        # Somebody decides afresh; the earlier decision stays in the file but binds nobody.
        changes |= {"decision": "", "effective_on": None, "appeal_until": None}
    return changes


@_on(decision.Invited)
def _invited(case: Case, entry: Entry[decision.Invited]) -> Changes:
    return {
        "meeting_on": entry.payload.meeting_on,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@_on(decision.Postponed)
def _postponed(case: Case, entry: Entry[decision.Postponed]) -> Changes:
    return {"meeting_on": entry.payload.to_day}


@_on(decision.MeetingHeld)
def _meeting_held(case: Case, entry: Entry[Any]) -> Changes:
    return {"meeting_on": None, "unacknowledged": (*case.unacknowledged, entry.id)}
