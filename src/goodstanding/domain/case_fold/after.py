"""What each kind changes from the close on, and what may happen around any case."""

from __future__ import annotations

from typing import Any

from goodstanding.domain.case import Case, ReviewState
from goodstanding.domain.case_fold.base import Changes, on
from goodstanding.domain.entries import Entry, decision, person, plan, review
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from goodstanding.domain.entries.terms import WatchTerms
from goodstanding.domain.lifecycle import State


@on(plan.Closed)
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


@on(plan.Withdrawn, plan.WithdrawnUndelivered)
def _withdrawn(case: Case, entry: Entry[Any]) -> Changes:
    return {"outcome": "withdrawn", "closed_on": entry.happened, "paused_since": None}


@on(plan.ManagerChanged)
def _manager_changed(case: Case, entry: Entry[plan.ManagerChanged]) -> Changes:
    manager = entry.payload.to_manager
    return {"manager": manager, "former_managers": (case.former_managers | {case.manager}) - {manager}}


@on(person.Handover)
def _handed_over(case: Case, entry: Entry[person.Handover]) -> Changes:
    """Before delivery a handover is enough: the new manager goes on with the draft."""
    return {"manager": entry.payload.to_manager}


@on(RoleAssigned)
def _role_assigned(case: Case, entry: Entry[RoleAssigned]) -> Changes:
    said = entry.payload
    single = {"proposer", "decider", "appeal_decider"}
    kept = tuple(r for r in case.roles if not (r[0] == said.role and said.role in single))
    if (said.role, said.person) in kept:
        return {}
    return {"roles": (*kept, (said.role, said.person))}


@on(RoleEnded)
def _role_ended(case: Case, entry: Entry[RoleEnded]) -> Changes:
    ended = (entry.payload.role, entry.payload.person)
    return {"roles": tuple(held for held in case.roles if held != ended)}


@on(plan.WatchChecked)
def _watch_checked(case: Case, entry: Entry[plan.WatchChecked]) -> Changes:
    return {"watch_checked": (*case.watch_checked, entry.payload.scheduled_on)}


@on(plan.WatchExtended)
def _watch_extended(case: Case, entry: Entry[plan.WatchExtended]) -> Changes:
    watch = case.watch or WatchTerms(until=entry.payload.until)
    checks = tuple(sorted({*watch.checks, *entry.payload.checks}))
    return {"watch": watch.model_copy(update={"until": entry.payload.until, "checks": checks})}


@on(plan.RelapseRecorded)
def _relapse(case: Case, entry: Entry[plan.RelapseRecorded]) -> Changes:
    return {"relapse_open": entry.id, "relapse_goal": entry.payload.goal}


@on(plan.RelapseConfirmed, plan.RelapseDismissed, plan.NoActionOnRelapse)
def _relapse_settled(case: Case, entry: Entry[Any]) -> Changes:
    return {"relapse_open": None}


@on(plan.NewPlanAfterRelapse, decision.AnotherChance)
def _succeeded(case: Case, entry: Entry[Any]) -> Changes:
    return {"successor": entry.payload.successor, "closed_on": entry.happened}


@on(plan.CoachingClosed, plan.PlanRefused, plan.WatchClosed, plan.Ended, decision.NotProposed,
     decision.ProposalWithdrawn, decision.AppealWindowEnded)  # fmt: skip
def _finished(case: Case, entry: Entry[Any]) -> Changes:
    return {"closed_on": case.closed_on or entry.happened}


@on(decision.Proposal)
def _proposal(case: Case, entry: Entry[decision.Proposal]) -> Changes:
    return {
        "proposal_entry": entry.id,
        "proposed_by": entry.author,
        "reply_until": entry.payload.reply_until,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(decision.ReplyExtended)
def _reply_extended(case: Case, entry: Entry[decision.ReplyExtended]) -> Changes:
    return {"reply_until": entry.payload.reply_until}


@on(decision.Decision)
def _decided(case: Case, entry: Entry[decision.Decision]) -> Changes:
    said = entry.payload
    return {
        "decision": said.decision,
        "decided_by": entry.author,
        "effective_on": said.effective_on,
        "appeal_until": said.appeal_until,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(decision.LateAppealAccepted)
def _late(case: Case, entry: Entry[decision.LateAppealAccepted]) -> Changes:
    return {"appeal_until": entry.payload.until}


@on(decision.AppealDecision)
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


@on(review.FileReviewed)
def _reviewed(case: Case, entry: Entry[review.FileReviewed]) -> Changes:
    return {"review": ReviewState(entry.id, entry.payload.step, entry.payload.findings)}


@on(decision.Invited)
def _invited(case: Case, entry: Entry[decision.Invited]) -> Changes:
    return {
        "meeting_on": entry.payload.meeting_on,
        "unacknowledged": (*case.unacknowledged, entry.id),
    }


@on(decision.Postponed)
def _postponed(case: Case, entry: Entry[decision.Postponed]) -> Changes:
    return {"meeting_on": entry.payload.to_day}


@on(decision.MeetingHeld)
def _meeting_held(case: Case, entry: Entry[Any]) -> Changes:
    return {"meeting_on": None, "unacknowledged": (*case.unacknowledged, entry.id)}
