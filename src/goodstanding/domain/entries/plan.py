"""The life of a plan, from a concern to its close. See `domain.lifecycle` for what may follow what."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Visibility, Words
from goodstanding.domain.entries.terms import (
    ChecklistAnswer,
    Deficiency,
    GoalDue,
    GoalRemark,
    PlanTerms,
    Result,
    SupportItem,
    WatchTerms,
)

DRAFT = Visibility.DRAFT


class ConcernRaised(Payload):
    kind: ClassVar = "concern_raised"
    title: ClassVar = "Concern raised"
    visibility: ClassVar = DRAFT
    deficiencies: tuple[Deficiency, ...]
    standard_communicated_on: date
    how_communicated: Words
    guidance_so_far: OptionalWords = ""


class CoachingDirected(Payload):
    """HR's default answer to a concern. It quotes the concern, so that the person reads it as HR did."""

    kind: ClassVar = "coaching_directed"
    title: ClassVar = "Coaching directed"
    reason: Words
    review_on: date
    deficiencies: tuple[Deficiency, ...] = ()


class CoachingAim(Part):
    what: Words
    by: date | None = None


class CoachingPlanSet(Payload):
    kind: ClassVar = "coaching_plan_set"
    title: ClassVar = "Coaching plan"
    needs_acknowledgement: ClassVar = True
    aims: tuple[CoachingAim, ...]
    sessions: tuple[date, ...] = ()
    support: OptionalWords = ""


class CoachingClosed(Payload):
    kind: ClassVar = "coaching_closed"
    title: ClassVar = "Coaching closed"
    result: Literal["improved", "no longer needed", "other"]
    reason: Words


class PlanRefused(Payload):
    kind: ClassVar = "plan_refused"
    title: ClassVar = "Plan refused"
    visibility: ClassVar = DRAFT
    reason: Words


class PlanAllowed(Payload):
    kind: ClassVar = "plan_allowed"
    title: ClassVar = "Leave to draft a plan"
    visibility: ClassVar = DRAFT
    reason: Words
    review_on: date
    checklist: tuple[ChecklistAnswer, ...] = ()


class FollowUpPlanOpened(Payload):
    """Opens a plan that follows an earlier one: another chance, or a new plan after a relapse."""

    kind: ClassVar = "follow_up_plan_opened"
    title: ClassVar = "Follow-up plan opened"
    visibility: ClassVar = DRAFT
    follows: UUID
    manager: UUID
    deficiencies: tuple[Deficiency, ...] = ()
    reason: Words


class PlanDrafted(Payload):
    kind: ClassVar = "plan_drafted"
    title: ClassVar = "Plan drafted"
    visibility: ClassVar = DRAFT
    terms: PlanTerms


class Submitted(Payload):
    """The review of the file and the answers to its findings are entries right before this one. `review`
    holds
    the answers to a fixed list of questions that was asked in its place in earlier files."""

    kind: ClassVar = "submitted"
    title: ClassVar = "Plan submitted"
    visibility: ClassVar = DRAFT
    review: tuple[ChecklistAnswer, ...] = ()
    note: OptionalWords = ""


class Returned(Payload):
    kind: ClassVar = "returned"
    title: ClassVar = "Plan returned"
    visibility: ClassVar = DRAFT
    reason: Words


class Endorsed(Payload):
    kind: ClassVar = "endorsed"
    title: ClassVar = "Plan endorsed"
    visibility: ClassVar = DRAFT
    reason: Words


class Approved(Payload):
    kind: ClassVar = "approved"
    title: ClassVar = "Plan approved"
    visibility: ClassVar = DRAFT
    reason: Words


class Recalled(Payload):
    kind: ClassVar = "recalled"
    title: ClassVar = "Plan recalled"
    visibility: ClassVar = DRAFT
    reason: Words


class WithdrawnUndelivered(Payload):
    kind: ClassVar = "withdrawn_undelivered"
    title: ClassVar = "Plan withdrawn before delivery"
    visibility: ClassVar = DRAFT
    reason: Words


class Delivered(Payload):
    kind: ClassVar = "delivered"
    title: ClassVar = "Plan delivered"
    needs_acknowledgement: ClassVar = True
    terms: PlanTerms
    deficiencies: tuple[Deficiency, ...] = ()
    how: Words


class ServedAgain(Payload):
    kind: ClassVar = "served_again"
    title: ClassVar = "Plan served again"
    how: Words
    reason: Words


class Paused(Payload):
    kind: ClassVar = "paused"
    title: ClassVar = "Plan paused"
    reason: Words


class Resumed(Payload):
    """The clock runs again; every date still ahead has moved by the days that it stood."""

    kind: ClassVar = "resumed"
    title: ClassVar = "Plan resumed"
    reason: Words
    ends_on: date
    dues: tuple[GoalDue, ...] = ()
    check_ins: tuple[date, ...] = ()
    midpoint_on: date | None = None


class Extended(Payload):
    kind: ClassVar = "extended"
    title: ClassVar = "Plan extended"
    needs_acknowledgement: ClassVar = True
    ends_on: date
    reason: Words
    dues: tuple[GoalDue, ...] = ()
    check_ins: tuple[date, ...] = ()


class ExtensionRefused(Payload):
    kind: ClassVar = "extension_refused"
    title: ClassVar = "Proposed extension refused"
    reason: Words


class ChangeProposed(Payload):
    kind: ClassVar = "change_proposed"
    title: ClassVar = "Change proposed"
    terms: PlanTerms
    reason: Words
    changes_standard: bool = False


class ChangeAccepted(Payload):
    kind: ClassVar = "change_accepted"
    title: ClassVar = "Change accepted"
    needs_acknowledgement: ClassVar = True
    reason: Words


class ChangeRefused(Payload):
    kind: ClassVar = "change_refused"
    title: ClassVar = "Change refused"
    reason: Words


class CheckIn(Payload):
    """One voice of a check-in; the other side's is an entry of its own for the same day."""

    kind: ClassVar = "check_in"
    title: ClassVar = "Check-in"
    scheduled_on: date
    voice: Literal["manager", "employee"]
    words: Words
    goals: tuple[GoalRemark, ...] = ()


class CheckInMissed(Payload):
    kind: ClassVar = "check_in_missed"
    title: ClassVar = "Check-in missed"
    scheduled_on: date
    by: Literal["employer", "employee", "cancelled by agreement"]
    reason: Words


class SupportPromised(Payload):
    kind: ClassVar = "support_promised"
    title: ClassVar = "Support promised"
    item: SupportItem


class SupportGiven(Payload):
    kind: ClassVar = "support_given"
    title: ClassVar = "Support given"
    item: Line
    what: Words


class QuestionAsked(Payload):
    kind: ClassVar = "question_asked"
    title: ClassVar = "Question asked"
    words: Words


class QuestionAnswered(Payload):
    kind: ClassVar = "question_answered"
    title: ClassVar = "Question answered"
    words: Words


class Midpoint(Payload):
    """States each goal's pace, late support and open questions; the manager signs by writing it."""

    kind: ClassVar = "midpoint"
    title: ClassVar = "Midpoint statement"
    needs_acknowledgement: ClassVar = True
    goals: tuple[GoalRemark, ...]
    late_support: tuple[str, ...] = ()
    missed_by_employer: tuple[date, ...] = ()
    open_questions: int = 0
    words: OptionalWords = ""

    def proposes_extension(self) -> bool:
        return bool(self.late_support or self.missed_by_employer)


class GoalDetermined(Payload):
    kind: ClassVar = "goal_determined"
    title: ClassVar = "Goal determined"
    goal: Line
    computed: Result | None = None
    result: Result
    arithmetic: tuple[str, ...] = ()
    words: Words
    evidence: OptionalWords = ""


class DeterminationCountersigned(Payload):
    kind: ClassVar = "determination_countersigned"
    title: ClassVar = "Determination countersigned"
    goal: Line
    words: OptionalWords = ""


class GoalContested(Payload):
    kind: ClassVar = "goal_contested"
    title: ClassVar = "Determination contested"
    goal: Line
    words: Words


class Closed(Payload):
    kind: ClassVar = "closed"
    title: ClassVar = "Plan closed"
    needs_acknowledgement: ClassVar = True
    computed: Literal["met", "not_met", "not_assessable"] | None = None
    outcome: Literal["met", "not_met", "withdrawn"]
    reason: Words
    watch: WatchTerms | None = None


class Withdrawn(Payload):
    kind: ClassVar = "withdrawn"
    title: ClassVar = "Plan withdrawn"
    reason: Words


class WatchChecked(Payload):
    kind: ClassVar = "watch_checked"
    title: ClassVar = "Watch check"
    scheduled_on: date
    holds: Literal["holds", "does not hold", "cannot tell"]
    comparison: tuple[str, ...] = ()
    words: Words


class WatchExtended(Payload):
    kind: ClassVar = "watch_extended"
    title: ClassVar = "Watch extended"
    until: date
    checks: tuple[date, ...] = ()
    reason: Words


class RelapseRecorded(Payload):
    kind: ClassVar = "relapse_recorded"
    title: ClassVar = "Relapse recorded"
    goal: Line
    from_day: date
    to_day: date
    evidence: Words


class RelapseConfirmed(Payload):
    kind: ClassVar = "relapse_confirmed"
    title: ClassVar = "Relapse confirmed"
    reason: Words


class RelapseDismissed(Payload):
    kind: ClassVar = "relapse_dismissed"
    title: ClassVar = "Relapse not confirmed"
    reason: Words


class NoActionOnRelapse(Payload):
    kind: ClassVar = "no_action_on_relapse"
    title: ClassVar = "No action on the relapse"
    reason: Words


class NewPlanAfterRelapse(Payload):
    kind: ClassVar = "new_plan_after_relapse"
    title: ClassVar = "New plan after the relapse"
    successor: UUID
    reason: Words


class WatchClosed(Payload):
    kind: ClassVar = "watch_closed"
    title: ClassVar = "Watch closed"
    reason: Words


class ManagerChanged(Payload):
    """A new manager takes over a running plan: the standards stay, earlier check-ins stand."""

    kind: ClassVar = "manager_changed"
    title: ClassVar = "Manager changed"
    to_manager: UUID
    handover: Words


class Ended(Payload):
    """The person left, resigned or died. No outcome is computed, and it is never *not met*."""

    kind: ClassVar = "ended"
    title: ClassVar = "Plan ended without an outcome"
    how: Literal["left", "resigned", "died", "transferred away"]
    last_day: date
    words: OptionalWords = ""
