"""Conditions while a plan runs, up to its close."""

from __future__ import annotations

from datetime import date, timedelta

from goodstanding.domain.case import Case
from goodstanding.domain.entries import plan
from goodstanding.domain.entries.day_to_day import Acknowledged
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from goodstanding.domain.errors import NotAllowed, NotNow, UserError
from goodstanding.domain.goals import compute_outcome, missing_support, terms_problems
from goodstanding.domain.lifecycle import State
from goodstanding.domain.policies.base import Context, on, shown, wrong

HELD_EARLY = timedelta(days=3)


@on("acknowledged", "refusal_noted")
def acknowledged(case: Case | None, said: Acknowledged, ctx: Context) -> None:
    if ctx.refers_to is None:
        raise UserError("Say which entry is meant.")
    if ctx.refers_to not in ctx.file.awaiting:
        raise NotNow("This entry waits for no receipt, or has one already.")


@on("change_proposed")
def change_proposed(case: Case | None, said: plan.ChangeProposed, ctx: Context) -> None:
    assert case is not None
    if case.change_open or case.pending_terms:
        raise NotNow("Another change is still open. It has to be settled and acknowledged first.")
    if said.changes_standard and ctx.policy.changed_standard_needs_new_plan:
        raise NotNow(
            "A changed standard ends a plan here and starts another. Ask HR to withdraw this one; "
            "the new standard has to be communicated first."
        )
    if problems := terms_problems(said.terms):
        raise UserError("The changed terms are not complete.", fields=problems)


@on("change_accepted", "change_refused")
def change_settled(case: Case | None, said: plan.ChangeAccepted, ctx: Context) -> None:
    assert case is not None
    if case.change_terms is None:
        raise NotNow("No change is proposed.")


@on("extended")
def extended(case: Case | None, said: plan.Extended, ctx: Context) -> None:
    assert case is not None
    if case.ends_on and said.ends_on <= case.ends_on:
        raise wrong("ends_on", f"The plan ends on {shown(case.ends_on)}. An extension ends later.")
    if case.pending_terms or case.change_open:
        raise NotNow("A change of terms is open. Settle it first, then extend.")
    for due in said.dues:
        if case.goal(due.goal) is None or due.due > said.ends_on:
            raise wrong("dues", "A goal’s new day must belong to a goal of this plan and lie inside it.")


@on("extension_refused")
def extension_refused(case: Case | None, said: plan.ExtensionRefused, ctx: Context) -> None:
    assert case is not None
    if not case.extension_open:
        raise NotNow("No extension is proposed.")


@on("resumed")
def resumed(case: Case | None, said: plan.Resumed, ctx: Context) -> None:
    assert case is not None
    if case.ends_on and said.ends_on < case.ends_on:
        raise wrong("ends_on", "A pause moves dates back, never forward.")


def may_be_held(planned: date, today: date) -> bool:
    """A planned check-in may be held some days early; it is then that one, and not another beside it."""
    return planned - today <= HELD_EARLY


@on("check_in")
def check_in(case: Case | None, said: plan.CheckIn, ctx: Context) -> None:
    assert case is not None
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), None)
    spoken = found is not None and (found.manager or found.employee)
    planned = found is not None and may_be_held(said.scheduled_on, ctx.today)
    if said.scheduled_on > ctx.today and not (spoken or planned):
        raise wrong(
            "scheduled_on", f"This check-in is on {shown(said.scheduled_on)}, which has not come yet."
        )
    expected = "employee" if ctx.by == case.subject else "manager"
    if said.voice != expected:
        raise NotAllowed("Each side writes its own voice of a check-in.")
    if found and (found.manager if said.voice == "manager" else found.employee):
        raise NotNow("Your words on this check-in are in the file already. You can add a correction to them.")
    if case.starts_on and said.scheduled_on < case.starts_on:
        raise wrong("scheduled_on", "The plan had not started on that day.")


@on("check_in_missed")
def check_in_missed(case: Case | None, said: plan.CheckInMissed, ctx: Context) -> None:
    assert case is not None
    found = next((c for c in case.check_ins if c.on == said.scheduled_on), None)
    if found is None:
        raise wrong("scheduled_on", "No check-in was planned for that day.")
    if said.scheduled_on > ctx.today:
        raise wrong("scheduled_on", "That day has not come yet.")
    if found.settled:
        raise NotNow("It is recorded already what became of this check-in.")


@on("support_given")
def support_given(case: Case | None, said: plan.SupportGiven, ctx: Context) -> None:
    assert case is not None
    item = next((s for s in case.support if s.item.id == said.item), None)
    if item is None:
        raise wrong("item", "This support was not promised. Promise it first, then record that it was given.")
    if item.given_on:
        raise NotNow(f"This support was recorded as given on {shown(item.given_on)}.")


@on("support_promised")
def support_promised(case: Case | None, said: plan.SupportPromised, ctx: Context) -> None:
    assert case is not None
    if any(s.item.id == said.item.id for s in case.support):
        raise wrong("item", "This support is promised already.")


@on("question_answered")
def question_answered(case: Case | None, said: plan.QuestionAnswered, ctx: Context) -> None:
    assert case is not None
    if ctx.refers_to not in {q.entry for q in case.open_questions()}:
        raise NotNow("This question is answered already, or was not asked here.")


@on("midpoint")
def midpoint(case: Case | None, said: plan.Midpoint, ctx: Context) -> None:
    assert case is not None
    if case.midpoint_entry:
        raise NotNow("The midpoint statement is written. A correction can be added to it.")
    stated = {g.goal for g in said.goals}
    missing = {
        f"pace.{g.id}": ["State the pace of this goal."] for g in case.terms.goals if g.id not in stated
    }
    if missing:
        raise UserError("The midpoint states the pace of every goal.", fields=missing)


@on("goal_determined")
def goal_determined(case: Case | None, said: plan.GoalDetermined, ctx: Context) -> None:
    assert case is not None
    goal = case.goal(said.goal)
    if goal is None:
        raise wrong("goal", "This goal is not part of the plan.")
    assigned = {p for r, p in case.roles if r == "measurer"}
    if ctx.by not in assigned | {case.measurer_of(goal)}:
        raise NotAllowed("This goal is measured by somebody else. HR can assign you as its measurer.")
    made = case.determinations.get(said.goal)
    if made and made.countersigned:
        raise NotNow("This goal is determined and countersigned.")
    early = goal.due is not None and ctx.today < goal.due
    if early and (goal.kind == "metric" or said.result != "met"):
        raise NotNow(f"This goal is judged on {shown(goal.due or ctx.today)}, not before.")
    if goal.kind == "metric" and said.computed is None:
        raise wrong("result", "A goal with a metric is computed from its figures.")
    lacking = missing_support(case, goal, ctx.today)
    if lacking and said.result == "not_met":
        raise wrong(
            "result",
            f"Support that was promised for this goal was not given ({lacking[0]}). "
            "It cannot be determined as not met: choose “not assessable”, or “met” if it was.",
        )
    if goal.kind == "metric" and said.result not in {said.computed, "not_assessable"}:
        raise wrong(
            "result",
            f"The figures compute “{(said.computed or '').replace('_', ' ')}”. A determination follows them; "
            "if they are wrong or incomplete, choose “not assessable” and say why.",
        )


@on("determination_countersigned")
def countersigned(case: Case | None, said: plan.DeterminationCountersigned, ctx: Context) -> None:
    assert case is not None
    made = case.determinations.get(said.goal)
    if made is None or made.countersigned:
        raise NotNow("There is no determination of this goal that waits for a countersignature.")
    if made.by == ctx.by:
        raise NotAllowed("Somebody else than the measurer countersigns a determination.")


@on("goal_contested")
def contested(case: Case | None, said: plan.GoalContested, ctx: Context) -> None:
    assert case is not None
    made = case.determinations.get(said.goal)
    if made is None:
        raise NotNow("This goal is not determined yet.")
    if made.contested:
        raise NotNow("Your objection is in the file already. You can answer or correct it.")


@on("closed")
def closed(case: Case | None, said: plan.Closed, ctx: Context) -> None:
    assert case is not None
    if said.outcome == "withdrawn":
        return
    open_goals = [
        g.statement
        for g in case.terms.goals
        if g.id not in case.determinations or not case.determinations[g.id].countersigned
    ]
    if open_goals:
        raise NotNow(
            f"“{open_goals[0]}” is not determined and countersigned yet "
            f"({len(open_goals)} of {len(case.terms.goals)} goals open)."
        )
    if case.ends_on and ctx.today < case.ends_on and said.outcome == "not_met":
        raise NotNow(f"The plan runs until {shown(case.ends_on)}. It cannot end as “not met” before.")
    if said.computed != compute_outcome(case.terms.goals, case.determinations):
        raise UserError("The determinations changed in between. Reload the page and look again.")
    if said.outcome == "met" and said.watch is None:
        raise wrong("watch_until", "A passed plan is followed by a watch. Give its last day.")
    if said.watch and said.watch.until <= ctx.today:
        raise wrong("watch_until", "The watch ends before it starts.")


@on("manager_changed")
def manager_changed(case: Case | None, said: plan.ManagerChanged, ctx: Context) -> None:
    assert case is not None
    if said.to_manager in {case.manager, case.subject}:
        raise wrong(
            "to_manager", "Choose somebody other than the present manager and the person on the plan."
        )
    places = [p for p in ctx.file.placements() if p.since <= ctx.today]
    if not places or places[-1].place.manager != said.to_manager:
        raise wrong(
            "to_manager",
            "A plan is taken over by whoever manages the person now. Enter the move in the file first.",
        )


@on("role_assigned")
def role_assigned(case: Case | None, said: RoleAssigned, ctx: Context) -> None:
    assert case is not None
    if said.person == case.subject:
        raise wrong("person", "Nobody holds such a role in their own case.")
    measurers = {d.by for d in case.determinations.values()}
    involved = case.authors | measurers | ({case.proposed_by} if case.proposed_by else set())
    if said.role == "appeal_decider" and case.decided_by:
        involved = involved | {case.decided_by}
    if said.role in {"decider", "appeal_decider"} and said.person in involved:
        raise wrong(
            "person",
            "Whoever drafted, measured, proposed or decided in this case cannot decide over it. "
            "Choose somebody else, also from outside.",
        )


@on("role_ended")
def role_ended(case: Case | None, said: RoleEnded, ctx: Context) -> None:
    assert case is not None
    if (said.role, said.person) not in case.roles:
        raise NotNow("Nobody of this name was assigned this role, or it has ended already.")


@on("paused")
def paused(case: Case | None, said: plan.Paused, ctx: Context) -> None:
    assert case is not None
    if case.state != State.ACTIVE:
        raise NotNow("Only a running plan can be paused.")
