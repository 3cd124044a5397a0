"""Cases in any state, brought there by the real actions and the people whose part it is.

    case = case_in(cast, State.WATCH)

moves `cast.day` forward as the story needs. `ready(cast, case, event)` makes true what an event asks for
beyond its state, and `perform(cast, case, event)` does the event in the role that the table names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from goodstanding.actions import cases, entries, organisation, plans
from goodstanding.domain.case import Case
from goodstanding.domain.entries import Payload, day_to_day, decision, person, plan
from goodstanding.domain.entries.terms import (
    ChecklistAnswer,
    Deficiency,
    Goal,
    GoalRemark,
    PlanTerms,
    SupportItem,
)
from goodstanding.domain.file import File, fold
from goodstanding.domain.goals import INTAKE_QUESTIONS, REVIEW_QUESTIONS
from goodstanding.domain.lifecycle import State
from tests.conftest import Cast, at

S = State
SETTLED = at(date(2026, 1, 6))
WEEK = timedelta(days=7)

ACTORS = {
    "employee": "eve",
    "manager": "mara",
    "second_level": "sven",
    "hr": "hedda",
    "measurer": "mike",
    "proposer": "petra",
    "decider": "dora",
    "appeal_decider": "arno",
    "witness": "wanda",
}
"""Who plays which role of the lifecycle table towards Eve."""

DAY_TO_DAY = frozenset({"refusal_noted"})
CASE_ROLES = ("proposer", "decider", "appeal_decider", "witness")


def answers(questions: tuple[str, ...]) -> tuple[ChecklistAnswer, ...]:
    return tuple(ChecklistAnswer(question=q, answer="As the file shows.") for q in questions)


def file_of(cast: Cast) -> File:
    from goodstanding.store import log

    return fold(cast.eve, log.entries_of(cast.eve))


def case_of(cast: Cast, case: UUID) -> Case:
    return file_of(cast).cases[case]


def say(cast: Cast, case: UUID, payload: Payload, by: str, **more: Any) -> Any:
    return cases.record(
        person=cast.eve, case=case, payload=payload, by=getattr(cast, by), now=cast.now, **more
    )


def go_to(cast: Cast, day: date) -> None:
    """Let the days pass, never backwards."""
    cast.day = max(cast.day, day)


def concern(cast: Cast) -> UUID:
    fact = Deficiency(
        on=cast.day - timedelta(days=5), fact="12 cases left open.", standard="Cases closed in 2 days"
    )
    return cases.raise_concern(
        person=cast.eve,
        deficiencies=(fact,),
        standard_communicated_on=date(2026, 1, 12),
        how_communicated="Team meeting and handbook",
        guidance_so_far="Two talks in February.",
        by=cast.mara,
        now=cast.now,
    )


def terms(cast: Cast, *, weeks: int = 9) -> PlanTerms:
    """Complete terms: a metric goal, a deliverable that rests on promised support, two check-ins."""
    start = cast.day + WEEK
    end = start + weeks * WEEK - timedelta(days=1)
    cases_closed = Goal(
        id="g1", statement="Close 200 cases", measure="Cases closed", unit="cases", metric="cases",
        target=Decimal(200), window_start=start, window_end=end, due=end, data_source="Case system",
        measurer=cast.mike,
    )  # fmt: skip
    chapter = Goal(
        id="g2", statement="Write the handbook chapter on hand-overs", kind="deliverable", required=False,
        target_words="The chapter is in the handbook.", evidence_required="The chapter itself",
        data_source="Handbook", measurer=cast.mike, due=end, support=("s1",),
    )  # fmt: skip
    return PlanTerms(
        purpose="Cases are closed in time again.",
        starts_on=start,
        ends_on=end,
        goals=(cases_closed, chapter),
        support=(
            SupportItem(
                id="s1", what="A course on the case system", owner="Mara Manager", due=start + 2 * WEEK
            ),
        ),
        check_ins=(start + 2 * WEEK, start + 4 * WEEK),
        midpoint_on=start + 4 * WEEK + timedelta(days=2),
        consequences="If a required goal is not met, HR may propose an action.",
        rights="You may answer everything in writing and bring a companion.",
    )


def assign(cast: Cast, case: UUID, role: str) -> None:
    payload = plan.RoleAssigned(role=role, person=getattr(cast, ACTORS[role]))
    say(cast, case, payload, "hedda")


def allow(cast: Cast, case: UUID) -> None:
    cases.allow_plan(
        person=cast.eve, case=case, reason="Coaching was tried.", review_on=cast.day + WEEK,
        checklist=answers(INTAKE_QUESTIONS), by=cast.hedda, now=cast.now,
    )  # fmt: skip


def coach(cast: Cast, case: UUID) -> None:
    cases.direct_coaching(
        person=cast.eve,
        case=case,
        reason="Not tried yet.",
        review_on=cast.day + 4 * WEEK,
        by=cast.hedda,
        now=cast.now,
    )


def draft(cast: Cast, case: UUID) -> None:
    cases.save_draft(person=cast.eve, case=case, terms=terms(cast), by=cast.mara, now=cast.now)


def submit(cast: Cast, case: UUID) -> None:
    say(cast, case, plan.Submitted(review=answers(REVIEW_QUESTIONS)), "mara")


def endorsing(required: bool = True) -> None:
    """Whether the organisation asks the second level to endorse."""
    from goodstanding.queries.organisation import organisation as settled
    from goodstanding.store import models

    policy = replace(settled().policy, endorsement_required=required)
    hr = models.Grant.objects.filter(part="hr", team=None).values_list("person_id", flat=True)[0]
    organisation.change_policy(name=settled().name, policy=policy, by=hr, now=SETTLED)


def endorse(cast: Cast, case: UUID) -> None:
    endorsing()
    say(cast, case, plan.Endorsed(reason="I have read it."), "sven")


def approve(cast: Cast, case: UUID) -> None:
    say(cast, case, plan.Approved(reason="Complete and fair."), "hedda")


def deliver(cast: Cast, case: UUID) -> None:
    plans.deliver(person=cast.eve, plan_id=case, how="In a meeting", by=cast.mara, now=cast.now)


def acknowledge(cast: Cast, case: UUID) -> None:
    found = case_of(cast, case)
    say(cast, case, day_to_day.Acknowledged(), "eve", refers_to=found.delivered_entry)


def pause(cast: Cast, case: UUID) -> None:
    cast.later(21)
    say(cast, case, plan.Paused(reason="Leave."), "hedda")


def measured(cast: Cast, case: UUID, weekly: int = 25) -> None:
    """A figure for every week of the plan."""
    from goodstanding.store import models

    metric, _ = models.Metric.objects.get_or_create(
        code="cases", defaults={"name": "Cases closed", "kind": "count", "direction": "up", "unit": "cases"}
    )
    goal = case_of(cast, case).terms.goals[0]
    assert goal.window_start is not None
    assert goal.window_end is not None
    week = goal.window_start
    while week < goal.window_end:
        models.Observation.objects.update_or_create(
            metric=metric, person_id=cast.eve, first=week, last=week + WEEK - timedelta(days=1),
            defaults={"value": weekly},
        )  # fmt: skip
        week += WEEK


def to_the_end(cast: Cast, case: UUID, weekly: int = 25) -> None:
    """The plan has run: figures are there, support was given, and its last day is over."""
    measured(cast, case, weekly)
    found = case_of(cast, case)
    assert found.ends_on is not None
    if any(s.given_on is None for s in found.support):
        say(cast, case, plan.SupportGiven(item="s1", what="The course was held."), "mara")
    go_to(cast, found.ends_on + timedelta(days=1))


def determine(cast: Cast, case: UUID, weekly: int = 25) -> None:
    to_the_end(cast, case, weekly)
    for goal in case_of(cast, case).terms.goals:
        result = "met" if goal.id != "g1" or weekly >= 25 else "not_met"
        plans.determine_goal(
            person=cast.eve,
            plan_id=case,
            goal=goal.id,
            result=result,
            words="As measured.",
            by=cast.mike,
            now=cast.now,
        )


def countersign(cast: Cast, case: UUID) -> None:
    for goal in case_of(cast, case).terms.goals:
        say(cast, case, plan.DeterminationCountersigned(goal=goal.id), "hedda")


def close(cast: Cast, case: UUID, outcome: str, weekly: int) -> None:
    determine(cast, case, weekly)
    countersign(cast, case)
    plans.close(
        person=cast.eve,
        plan_id=case,
        outcome=outcome,
        reason="As determined.",
        by=cast.hedda,
        now=cast.now,  # type: ignore[arg-type]
    )


def pass_(cast: Cast, case: UUID) -> None:
    close(cast, case, "met", 25)


def fail(cast: Cast, case: UUID) -> None:
    close(cast, case, "not_met", 10)


def record_relapse(cast: Cast, case: UUID) -> None:
    cast.later(21)
    payload = plan.RelapseRecorded(
        goal="g1", from_day=cast.day - 2 * WEEK, to_day=cast.day - WEEK, evidence="12 cases in two weeks."
    )
    say(cast, case, payload, "mara")


def relapse(cast: Cast, case: UUID) -> None:
    record_relapse(cast, case)
    say(cast, case, plan.RelapseConfirmed(reason="The figures show it."), "hedda")


def propose(cast: Cast, case: UUID) -> None:
    assign(cast, case, "proposer")
    say(cast, case, proposal(cast), "petra")


def proposal(cast: Cast) -> decision.Proposal:
    return decision.Proposal(
        action="dismissal", reason_codes=("Required goal not met",), words="The first goal was not met.",
        reply_until=cast.day + 4 * WEEK,
    )  # fmt: skip


def reply(cast: Cast, case: UUID) -> None:
    say(cast, case, decision.Reply(mode="written", words="The figures miss two weeks."), "eve")


def decided(cast: Cast, what: str = "dismissal") -> decision.Decision:
    effective = cast.day + 3 * WEEK if what in {"dismissal", "demotion", "transfer", "other"} else None
    return decision.Decision(
        decision=what, reason_codes=("Required goal not met",), words="Having read the file and the reply.",  # type: ignore[arg-type]
        answer_to_reply="The two weeks were left out for both sides.", effective_on=effective,
        appeal_until=cast.day + 4 * WEEK, appeal_how="In writing to HR.",
    )  # fmt: skip


def decide(cast: Cast, case: UUID, what: str = "dismissal") -> None:
    assign(cast, case, "decider")
    say(cast, case, decided(cast, what), "dora")


def take_effect(cast: Cast, case: UUID) -> None:
    effective = case_of(cast, case).effective_on
    assert effective is not None
    go_to(cast, effective)
    say(cast, case, decision.TakenEffect(), "hedda")


def appeal(cast: Cast, case: UUID) -> None:
    say(cast, case, decision.Appeal(words="My reply was not answered."), "eve")


def allow_appeal(cast: Cast, case: UUID) -> None:
    assign(cast, case, "appeal_decider")
    say(cast, case, appeal_decided(), "arno")


def appeal_decided(result: str = "allowed") -> decision.AppealDecision:
    return decision.AppealDecision(result=result, words="The support came too late.", remedies="Reinstated.")  # type: ignore[arg-type]


def refuse(cast: Cast, case: UUID) -> None:
    say(cast, case, plan.PlanRefused(reason="One incident is not a pattern."), "hedda")


def withdraw(cast: Cast, case: UUID) -> None:
    say(cast, case, plan.WithdrawnUndelivered(reason="The facts changed."), "mara")


def end(cast: Cast, case: UUID) -> None:
    say(cast, case, plan.Ended(how="resigned", last_day=cast.day), "hedda")


Step = Callable[[Cast, UUID], None]
_TO_DRAFT: tuple[Step, ...] = (allow, draft)
_TO_ACTIVE: tuple[Step, ...] = (*_TO_DRAFT, submit, approve, deliver, acknowledge)
_TO_REPLIED: tuple[Step, ...] = (*_TO_ACTIVE, fail, propose, reply)
_TO_APPEALED: tuple[Step, ...] = (*_TO_REPLIED, decide, take_effect, appeal)

WAYS: dict[State, tuple[Step, ...]] = {
    S.INTAKE: (),
    S.COACHING: (coach,),
    S.DRAFT: _TO_DRAFT,
    S.SUBMITTED: (*_TO_DRAFT, submit),
    S.ENDORSED: (*_TO_DRAFT, submit, endorse),
    S.APPROVED: (*_TO_DRAFT, submit, approve),
    S.DELIVERED: (*_TO_DRAFT, submit, approve, deliver),
    S.ACTIVE: _TO_ACTIVE,
    S.PAUSED: (*_TO_ACTIVE, pause),
    S.WATCH: (*_TO_ACTIVE, pass_),
    S.RELAPSED: (*_TO_ACTIVE, pass_, relapse),
    S.NOT_MET: (*_TO_ACTIVE, fail),
    S.PROPOSED: (*_TO_ACTIVE, fail, propose),
    S.REPLIED: _TO_REPLIED,
    S.DECIDED: (*_TO_REPLIED, decide),
    S.EFFECTIVE: (*_TO_REPLIED, decide, take_effect),
    S.APPEALED: _TO_APPEALED,
    S.REMEDIED: (*_TO_APPEALED, allow_appeal),
    S.CLOSED: (refuse,),
    S.WITHDRAWN: (*_TO_DRAFT, withdraw),
    S.ENDED: (*_TO_ACTIVE, end),
}
"""How a case gets into each state, starting from a concern."""


def case_in(cast: Cast, state: State, *, decision: str = "dismissal") -> UUID:
    """A case of Eve's in this state. `decision` is what the decider decided, from `decided` on."""
    case = concern(cast)
    for step in WAYS[state]:
        if step is decide:
            decide(cast, case, decision)
        else:
            step(cast, case)
    return case


def _check_in_day(cast: Cast, case: UUID) -> None:
    go_to(cast, case_of(cast, case).terms.check_ins[0])


def _late_midpoint(cast: Cast, case: UUID) -> None:
    """Support is late and a check-in went by in silence: the midpoint proposes an extension."""
    found = case_of(cast, case)
    assert found.terms.midpoint_on is not None
    go_to(cast, found.terms.midpoint_on)
    perform(cast, case, "midpoint")


def _moved_to_mike(cast: Cast, case: UUID) -> None:
    place = person.Place(team="sales", job_family="Agent", level="2", manager=cast.mike)
    entries.record(person=cast.eve, payload=person.Moved(place=place), by=cast.hedda, now=cast.now)


def _after_effect(cast: Cast, case: UUID) -> None:
    found = case_of(cast, case)
    assert found.effective_on is not None
    go_to(cast, found.effective_on)


def _appeal_over(cast: Cast, case: UUID) -> None:
    found = case_of(cast, case)
    assert found.appeal_until is not None
    go_to(cast, found.appeal_until + timedelta(days=1))


def _reply_over(cast: Cast, case: UUID) -> None:
    found = case_of(cast, case)
    assert found.reply_until is not None
    go_to(cast, found.reply_until + timedelta(days=1))


def _watch_check_day(cast: Cast, case: UUID) -> None:
    found = case_of(cast, case)
    assert found.watch is not None
    go_to(cast, found.watch.checks[0])


def _all_determined(cast: Cast, case: UUID) -> None:
    determine(cast, case)
    countersign(cast, case)


def _something_to_receive(cast: Cast, case: UUID) -> None:
    if case_of(cast, case).state == S.ACTIVE:
        perform(cast, case, "extended")


def _witness(cast: Cast, case: UUID) -> None:
    _something_to_receive(cast, case)
    assign(cast, case, "witness")


READY: dict[str, Step] = {
    "endorsed": lambda cast, case: endorsing(),
    "acknowledged": _something_to_receive,
    "refusal_noted": _witness,
    "change_accepted": lambda cast, case: perform(cast, case, "change_proposed"),
    "change_refused": lambda cast, case: perform(cast, case, "change_proposed"),
    "extension_refused": _late_midpoint,
    "check_in": _check_in_day,
    "check_in_missed": _check_in_day,
    "question_answered": lambda cast, case: perform(cast, case, "question_asked"),
    "goal_determined": to_the_end,
    "determination_countersigned": determine,
    "goal_contested": determine,
    "closed": _all_determined,
    "manager_changed": _moved_to_mike,
    "watch_checked": _watch_check_day,
    "relapse_recorded": lambda cast, case: go_to(cast, cast.day + 3 * WEEK),
    "relapse_confirmed": record_relapse,
    "relapse_dismissed": record_relapse,
    "proposal": lambda cast, case: assign(cast, case, "proposer"),
    "not_proposed": lambda cast, case: assign(cast, case, "proposer"),
    "reply_lapsed": _reply_over,
    "decision": lambda cast, case: assign(cast, case, "decider"),
    "taken_effect": _after_effect,
    "appeal_window_ended": _appeal_over,
    "late_appeal_accepted": _appeal_over,
    "appeal_decision": lambda cast, case: assign(cast, case, "appeal_decider"),
    "postponed": lambda cast, case: perform(cast, case, "invited"),
}
"""What an event needs beyond its state."""


def ready(cast: Cast, case: UUID, event: str) -> None:
    if step := READY.get(event):
        step(cast, case)


def decision_for(event: str, state: State) -> str:
    """What must have been decided for this event to be possible."""
    if event == "another_chance":
        return "another chance"
    return "no action" if event == "appeal_window_ended" and state == S.DECIDED else "dismissal"


def target_of(found: Case, event: str) -> UUID | None:
    """The entry that the event refers to."""
    if event in {"acknowledged", "refusal_noted"}:
        return found.unacknowledged[-1] if found.unacknowledged else found.concern
    if event == "question_answered":
        return found.questions[-1].entry if found.questions else None
    return None


def payload_for(cast: Cast, found: Case, event: str) -> Payload:
    """What somebody would say in this event, as things stand."""
    case = found.id
    day = found.terms.check_ins[0] if found.terms.check_ins else cast.day
    wait = cast.day + 4 * WEEK
    changed = found.terms.model_copy(update={"purpose": "Cases are closed in time, and stay closed."})
    made: dict[str, Callable[[], Payload]] = {
        "coaching_directed": lambda: plan.CoachingDirected(reason="Not tried.", review_on=wait),
        "plan_refused": lambda: plan.PlanRefused(reason="Once is no pattern."),
        "plan_allowed": lambda: plan.PlanAllowed(
            reason="Tried.", review_on=wait, checklist=answers(INTAKE_QUESTIONS)
        ),
        "coaching_plan_set": lambda: plan.CoachingPlanSet(aims=(plan.CoachingAim(what="Close cases daily"),)),
        "coaching_closed": lambda: plan.CoachingClosed(result="improved", reason="Cases are closed in time."),
        "plan_drafted": lambda: plan.PlanDrafted(terms=changed),
        "submitted": lambda: plan.Submitted(review=answers(REVIEW_QUESTIONS)),
        "returned": lambda: plan.Returned(reason="The second goal is vague."),
        "endorsed": lambda: plan.Endorsed(reason="Read."),
        "approved": lambda: plan.Approved(reason="Complete."),
        "recalled": lambda: plan.Recalled(reason="The facts changed."),
        "withdrawn_undelivered": lambda: plan.WithdrawnUndelivered(reason="No longer needed."),
        "delivered": lambda: plan.Delivered(
            terms=found.terms, deficiencies=found.deficiencies, how="In person"
        ),
        "acknowledged": day_to_day.Acknowledged,
        "refusal_noted": lambda: day_to_day.RefusalNoted(how="She read it and did not sign."),
        "served_again": lambda: plan.ServedAgain(how="By post", reason="No answer yet."),
        "change_proposed": lambda: plan.ChangeProposed(terms=changed, reason="Clearer."),
        "change_accepted": lambda: plan.ChangeAccepted(reason="Agreed."),
        "change_refused": lambda: plan.ChangeRefused(reason="Not needed."),
        "extended": lambda: plan.Extended(
            ends_on=(found.ends_on or cast.day) + 2 * WEEK, reason="The course came late."
        ),
        "extension_refused": lambda: plan.ExtensionRefused(reason="There is time left."),
        "paused": lambda: plan.Paused(reason="Leave."),
        "resumed": lambda: plan.Resumed(reason="Back.", ends_on=(found.ends_on or cast.day) + WEEK),
        "withdrawn": lambda: plan.Withdrawn(reason="The job changed."),
        "check_in": lambda: plan.CheckIn(scheduled_on=day, voice="manager", words="Going well."),
        "check_in_missed": lambda: plan.CheckInMissed(scheduled_on=day, by="employer", reason="Ill."),
        "support_promised": lambda: plan.SupportPromised(item=SupportItem(id="s9", what="A second screen")),
        "support_given": lambda: plan.SupportGiven(item="s1", what="The course was held."),
        "question_asked": lambda: plan.QuestionAsked(words="Do weekends count?"),
        "question_answered": lambda: plan.QuestionAnswered(words="No."),
        "midpoint": lambda: plan.Midpoint(
            goals=tuple(GoalRemark(goal=g.id, words="On pace.") for g in found.terms.goals),
            late_support=("A course on the case system",),
        ),
        "goal_determined": lambda: plan.GoalDetermined(
            goal="g2", computed=None, result="met", words="It is there."
        ),
        "determination_countersigned": lambda: plan.DeterminationCountersigned(goal="g1"),
        "goal_contested": lambda: plan.GoalContested(goal="g1", words="Two weeks are missing."),
        "closed": lambda: plan.Closed(
            computed="met", outcome="met", reason="Every goal met.", watch=plan.WatchTerms(until=wait)
        ),
        "manager_changed": lambda: plan.ManagerChanged(to_manager=cast.mike, handover="All is in the file."),
        "role_assigned": lambda: plan.RoleAssigned(role="companion", person=cast.olga),
        "ended": lambda: plan.Ended(how="left", last_day=cast.day),
        "watch_checked": lambda: plan.WatchChecked(
            scheduled_on=found.watch.checks[0] if found.watch else cast.day, holds="holds", words="It holds."
        ),
        "watch_extended": lambda: plan.WatchExtended(
            until=(found.watch.until if found.watch else cast.day) + 2 * WEEK, reason="Away in between."
        ),
        "relapse_recorded": lambda: plan.RelapseRecorded(
            goal="g1", from_day=cast.day - WEEK, to_day=cast.day, evidence="8 cases."
        ),
        "relapse_confirmed": lambda: plan.RelapseConfirmed(reason="The figures show it."),
        "relapse_dismissed": lambda: plan.RelapseDismissed(reason="Two days are not a trend."),
        "watch_closed": lambda: plan.WatchClosed(reason="It held."),
        "no_action_on_relapse": lambda: plan.NoActionOnRelapse(reason="Put right since."),
        "new_plan_after_relapse": lambda: plan.NewPlanAfterRelapse(successor=case, reason="Again."),
        "another_chance": lambda: decision.AnotherChance(successor=case, reason="As decided."),
        "proposal": lambda: proposal(cast),
        "not_proposed": lambda: decision.NotProposed(reason="A transfer was agreed."),
        "reply": lambda: decision.Reply(mode="written", words="I disagree."),
        "reply_waived": decision.ReplyWaived,
        "reply_extended": lambda: decision.ReplyExtended(
            reply_until=(found.reply_until or cast.day) + WEEK, reason="Her companion is away."
        ),
        "reply_lapsed": decision.ReplyLapsed,
        "proposal_withdrawn": lambda: decision.ProposalWithdrawn(reason="The reply convinced."),
        "decision": lambda: decided(cast),
        "taken_effect": decision.TakenEffect,
        "appeal_window_ended": decision.AppealWindowEnded,
        "appeal": lambda: decision.Appeal(words="The reply was not answered."),
        "late_appeal_accepted": lambda: decision.LateAppealAccepted(
            until=cast.day + WEEK, reason="Post was late."
        ),
        "appeal_decision": appeal_decided,
        "invited": lambda: decision.Invited(
            meeting_on=wait,
            at="Room 2",
            agenda="The plan.",
            consequences="None.",
            companion="You may bring one.",
        ),
        "postponed": lambda: decision.Postponed(to_day=wait + WEEK, reason="Illness."),
        "meeting_held": lambda: decision.MeetingHeld(present=("Mara", "Eve"), minutes="We talked."),
        "concern_raised": lambda: plan.ConcernRaised(
            deficiencies=found.deficiencies,
            standard_communicated_on=date(2026, 1, 12),
            how_communicated="Handbook",
        ),
        "follow_up_plan_opened": lambda: plan.FollowUpPlanOpened(
            follows=case, manager=cast.mara, reason="Again."
        ),
    }
    return made[event]()


def actor_for(event: str, state: State) -> str:
    """The first of the table's roles for this event in this state, as a name in the cast."""
    from goodstanding.domain.lifecycle import find

    return ACTORS[find(state, event).roles[0].value]


_VERBS: dict[str, Callable[..., object]] = {
    "new_plan_after_relapse": plans.start_new_plan,
    "another_chance": plans.give_another_chance,
}


def perform(cast: Cast, case: UUID, event: str, by: str | None = None) -> None:
    """Do the event as the table's actor, or as `by`."""
    found = case_of(cast, case)
    actor = by or actor_for(event, found.state)
    if verb := _VERBS.get(event):
        verb(
            person=cast.eve, plan_id=case, reason="As the file shows.", by=getattr(cast, actor), now=cast.now
        )
        return
    say(cast, case, payload_for(cast, found, event), actor, refers_to=target_of(found, event))
