"""What somebody would say in each event of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from goodstanding.domain.case import Case
from goodstanding.domain.entries import Payload, day_to_day, decision, plan
from goodstanding.domain.entries.roles import RoleAssigned, RoleEnded
from goodstanding.domain.entries.terms import GoalRemark, SupportItem
from goodstanding.domain.goals import INTAKE_QUESTIONS
from tests.conftest import Cast
from tests.factories.ways import WEEK, answers, appeal_decided, decided, proposal


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
        "submitted": plan.Submitted,
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
        "role_assigned": lambda: RoleAssigned(role="companion", person=cast.olga),
        "role_ended": lambda: RoleEnded(role="companion", person=cast.olga, reason="Another came."),
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
