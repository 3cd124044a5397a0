"""Conditions after the close: watch, relapse, proposal, decision, appeal."""

from __future__ import annotations

from datetime import date, timedelta

from goodstanding.domain.case import Case
from goodstanding.domain.entries import decision, plan
from goodstanding.domain.errors import NotNow
from goodstanding.domain.lifecycle import State
from goodstanding.domain.policies.base import Context, check_findings_answered, on, shown, wrong
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import add_working_days

TAKES_EFFECT = frozenset({"dismissal", "demotion", "transfer", "other"})


@on("watch_checked")
def watch_checked(case: Case | None, said: plan.WatchChecked, ctx: Context) -> None:
    assert case is not None
    planned = case.watch.checks if case.watch else ()
    if said.scheduled_on not in planned or said.scheduled_on in case.watch_checked:
        raise wrong("scheduled_on", "Choose a scheduled check that is still open.")
    if said.scheduled_on > ctx.today:
        raise wrong("scheduled_on", f"This check is on {shown(said.scheduled_on)}, which has not come yet.")


@on("watch_extended")
def watch_extended(case: Case | None, said: plan.WatchExtended, ctx: Context) -> None:
    assert case is not None
    assert case.watch is not None
    if said.until <= case.watch.until:
        raise wrong("until", f"The watch runs until {shown(case.watch.until)}. An extension ends later.")
    cap = (case.watch_started or ctx.today) + timedelta(days=ctx.policy.watch_cap_days)
    if said.until > cap:
        raise wrong("until", f"A watch may last until {shown(cap)} at most.")


def relapse_window_ends(case: Case, policy: Policy) -> date:
    """A relapse counts within a year of the plan's start (5 CFR 432.105(a)(2); the days are a setting)."""
    return (case.starts_on or case.opened) + timedelta(days=policy.relapse_window_days)


@on("relapse_recorded")
def relapse(case: Case | None, said: plan.RelapseRecorded, ctx: Context) -> None:
    assert case is not None
    if case.relapse_open:
        raise NotNow("A relapse is recorded already and waits for HR.")
    made = case.determinations.get(said.goal)
    if made is None or made.result != "met":
        raise wrong("goal", "A relapse concerns a goal that was passed in this plan.")
    if said.to_day < said.from_day or said.to_day > ctx.today:
        raise wrong("to_day", "Give the days on which it fell short, none of them in the future.")
    ends = relapse_window_ends(case, ctx.policy)
    if said.to_day > ends:
        raise wrong(
            "to_day", f"The window for a relapse ended on {shown(ends)}. A new concern can be raised."
        )


@on("relapse_confirmed", "relapse_dismissed")
def relapse_settled(case: Case | None, said: plan.RelapseConfirmed, ctx: Context) -> None:
    assert case is not None
    if not case.relapse_open:
        raise NotNow("No relapse is recorded.")


@on("watch_closed")
def watch_closed(case: Case | None, said: plan.WatchClosed, ctx: Context) -> None:
    assert case is not None
    if case.relapse_open:
        raise NotNow("A relapse is recorded and waits for HR. Settle it first.")


@on("proposal")
def proposal(case: Case | None, said: decision.Proposal, ctx: Context) -> None:
    assert case is not None
    if case.state == State.RELAPSED and not ctx.policy.relapse_may_go_to_proposal:
        raise NotNow("This organisation’s rules ask for a new plan after a relapse, not for a proposal.")
    if case.state == State.RELAPSED and ctx.today > relapse_window_ends(case, ctx.policy):
        raise NotNow("The window for a proposal after a relapse is over. Start a new plan.")
    if case.state == State.NOT_MET and case.closed_on:
        last = case.closed_on + timedelta(days=ctx.policy.proposal_within_days)
        if ctx.today > last:
            raise NotNow(f"The time to propose an action ended on {shown(last)}.")
    earliest = add_working_days(ctx.calendar, ctx.today, ctx.policy.reply_working_days)
    if said.reply_until < earliest:
        raise wrong("reply_until", f"Give time to reply until {shown(earliest)} at least.")
    if not said.reason_codes:
        raise wrong("reason_codes", "Give at least one reason.")


@on("reply_extended")
def reply_extended(case: Case | None, said: decision.ReplyExtended, ctx: Context) -> None:
    assert case is not None
    if case.reply_until and said.reply_until <= case.reply_until:
        raise wrong(
            "reply_until", f"The time to reply runs until {shown(case.reply_until)}. Give a later day."
        )


@on("reply_lapsed")
def reply_lapsed(case: Case | None, said: decision.ReplyLapsed, ctx: Context) -> None:
    assert case is not None
    if case.reply_until and ctx.today <= case.reply_until:
        raise NotNow(f"There is time to reply until {shown(case.reply_until)}.")


@on("decision")
def decided(case: Case | None, said: decision.Decision, ctx: Context) -> None:
    earliest = ctx.today + timedelta(days=ctx.policy.appeal_days)
    if said.appeal_until < earliest:
        raise wrong("appeal_until", f"Give time to appeal until {shown(earliest)} at least.")
    if said.decision in TAKES_EFFECT and said.effective_on is None:
        raise wrong("effective_on", "Say on which day this takes effect.")
    if said.effective_on and said.effective_on < ctx.today:
        raise wrong("effective_on", "A decision cannot take effect before it is made.")
    check_findings_answered("decision", case, ctx)


@on("another_chance")
def another_chance(case: Case | None, said: decision.AnotherChance, ctx: Context) -> None:
    assert case is not None
    if case.decision != "another chance":
        raise NotNow("The decision was not to give another chance.")
    _no_live_plan(ctx)


@on("new_plan_after_relapse")
def new_plan(case: Case | None, said: plan.NewPlanAfterRelapse, ctx: Context) -> None:
    _no_live_plan(ctx)


def _no_live_plan(ctx: Context) -> None:
    if ctx.file.live_case() is not None:
        raise NotNow("This person already has a live plan. There can be one at a time.")


@on("taken_effect")
def taken_effect(case: Case | None, said: decision.TakenEffect, ctx: Context) -> None:
    assert case is not None
    if case.decision not in TAKES_EFFECT:
        raise NotNow("The decision holds nothing that could take effect.")
    if case.effective_on and ctx.today < case.effective_on:
        raise NotNow(f"The notice runs until {shown(case.effective_on)}.")


@on("appeal_window_ended")
def appeal_window_ended(case: Case | None, said: decision.AppealWindowEnded, ctx: Context) -> None:
    assert case is not None
    if case.appeal_until and ctx.today <= case.appeal_until:
        raise NotNow(f"An appeal is possible until {shown(case.appeal_until)}.")
    if case.state == State.DECIDED and case.decision in TAKES_EFFECT:
        raise NotNow("Record first that the decision took effect.")


@on("appeal")
def appeal(case: Case | None, said: decision.Appeal, ctx: Context) -> None:
    assert case is not None
    if case.appeal_until and ctx.today > case.appeal_until:
        raise NotNow(
            f"The time to appeal ended on {shown(case.appeal_until)}. HR can accept a late appeal; ask them."
        )


@on("postponed")
def postponed(case: Case | None, said: decision.Postponed, ctx: Context) -> None:
    assert case is not None
    if case.meeting_on is None:
        raise NotNow("No meeting is planned. Invite to one first.")
    if said.to_day < ctx.today:
        raise wrong("to_day", "The new day lies in the past.")


@on("late_appeal_accepted")
def late_appeal(case: Case | None, said: decision.LateAppealAccepted, ctx: Context) -> None:
    assert case is not None
    if case.appeal_until and ctx.today <= case.appeal_until:
        raise NotNow(f"An appeal is still in time until {shown(case.appeal_until)}.")
    if said.until <= ctx.today:
        raise wrong("until", "Give a day in the future.")
