"""What waits for whom in a file, and until when. Pages list these; an entry that settles one makes it vanish.

Derived from the file alone, without today: each duty says from which day it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.entries import KINDS
from goodstanding.domain.file import Awaiting, File
from goodstanding.domain.goals import undetermined
from goodstanding.domain.intervals import Interval
from goodstanding.domain.lifecycle import LABELS, State, lookup
from goodstanding.domain.policies.after import TAKES_EFFECT
from goodstanding.domain.policy import Policy
from goodstanding.domain.rounds import waiting
from goodstanding.domain.working_days import Calendar, add_working_days

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something one person (`owner`) or the holders of a part (HR, leave, second level) should do by `due`.

    `shown_from`: the first day on which it can be done; before that it is announced. `about`: the goal or the
    promised support that it is about, where a case has several.
    """

    event: str
    due: date
    detail: str = ""
    owner: UUID | None = None
    part: str = ""
    case: UUID | None = None
    entry: UUID | None = None
    about: str = ""
    shown_from: date = date.min

    @property
    def shown(self) -> date:
        return self.shown_from if self.shown_from > date.min else self.due - WEEK * 52


@dataclass(frozen=True, slots=True)
class Desk:
    """What the duty rules count with: settings, the calendar, and the stretches not at work."""

    file: File
    policy: Policy
    calendar: Calendar

    def after(self, start: date, working_days: int) -> date:
        return add_working_days(self.calendar, start, working_days)

    def for_employee(self, start: date, working_days: int) -> date:
        """The person's own deadlines stand still while they are not at work."""
        away = [Interval(a, b) for a, b in self.file.absences()]
        return add_working_days(self.calendar, start, working_days, away)


def duties_of(file: File, policy: Policy, calendar: Calendar) -> tuple[Duty, ...]:
    """Everything that waits in this file, the earliest due first."""
    desk = Desk(file, policy, calendar)
    found = [*_receipts(desk), *_follow_ups(desk), *_requests(desk), *_rounds(desk)]
    for case in file.cases.values():
        if case.open:
            found += _BY_STATE.get(case.state, _nothing)(case, desk)
            found += _changes_around(case, desk)
    return tuple(sorted(found, key=lambda d: (d.due, d.event, d.detail)))


def _nothing(case: Case, desk: Desk) -> Iterator[Duty]:
    yield from ()


def _receipts(desk: Desk) -> Iterator[Duty]:
    """One receipt each. Whoever left owes none."""
    if desk.file.left_on:
        return
    for waits in desk.file.awaiting.values():
        due = desk.for_employee(waits.since.date(), desk.policy.acknowledge_working_days)
        detail = KINDS[waits.kind].title
        yield Duty(event="acknowledged", owner=desk.file.subject, due=due, detail=detail,
                   case=_case_for_receipt(desk.file, waits), entry=waits.entry)  # fmt: skip


def _case_for_receipt(file: File, waits: Awaiting) -> UUID | None:
    return waits.case if waits.case in file.cases else None


def _follow_ups(desk: Desk) -> Iterator[Duty]:
    places = desk.file.placements()
    manager = places[-1].place.manager if places else None
    if desk.file.left_on:
        return
    for follow_up in desk.file.follow_ups.values():
        yield Duty(event="followed_up", owner=manager or follow_up.by, due=follow_up.due,
                   detail="Coaching follow-up", entry=follow_up.session,
                   shown_from=follow_up.due - WEEK)  # fmt: skip


def _requests(desk: Desk) -> Iterator[Duty]:
    """Seen by the leave-and-accommodation role alone: nobody else reads that there is a request."""
    if desk.file.left_on:
        return
    for entry, asked in desk.file.requests.items():
        yield Duty(event="accommodation_answered", part="leave", entry=entry,
                   due=desk.after(asked, desk.policy.question_answer_working_days),
                   detail="A request for an adjustment waits for an answer")  # fmt: skip


def _rounds(desk: Desk) -> Iterator[Duty]:
    """The parts of an appraisal round. Whoever left owes none, and nobody owes one about them."""
    if desk.file.left_on:
        return
    places = desk.file.placements()
    manager = places[-1].place.manager if places else None
    for each in waiting(desk.file.rounds.values()):
        owner = desk.file.subject if each.whose == "self" else manager
        if owner is not None:
            yield Duty(event=each.event, owner=owner, due=each.due, detail=each.detail[:300],
                       entry=each.entry, shown_from=each.shown_from)  # fmt: skip


def _entered(case: Case) -> date:
    return case.steps[-1].recorded.date()


def _line_manager(case: Case, desk: Desk) -> UUID:
    """Before delivery whoever manages the person goes on with the case; no handover is needed for a draft."""
    places = desk.file.placements()
    return (places[-1].place.manager if places else None) or case.manager


def _intake(case: Case, desk: Desk) -> Iterator[Duty]:
    due = desk.after(_entered(case), desk.policy.concern_decision_working_days)
    yield Duty(event="coaching_directed", part="hr", due=due, case=case.id,
               detail="A concern waits for an answer: coaching, refusal or leave to draft")  # fmt: skip


def _coaching(case: Case, desk: Desk) -> Iterator[Duty]:
    entered = _entered(case)
    if not case.coaching_aims:
        yield Duty(event="coaching_plan_set", owner=_line_manager(case, desk), case=case.id,
                   due=desk.after(entered, 5), detail="Write the coaching plan")  # fmt: skip
    if case.review_on:
        yield Duty(event="coaching_closed", part="hr", due=case.review_on, case=case.id,
                   shown_from=case.review_on - WEEK, detail="Review the coaching")  # fmt: skip
    for session in case.coaching_sessions:
        if not any(abs((held - session).days) <= 3 for held in desk.file.coaching_on):
            yield Duty(event="coaching", owner=_line_manager(case, desk), due=session, case=case.id,
                       shown_from=session, detail="Hold and record the coaching session")  # fmt: skip


def _draft(case: Case, desk: Desk) -> Iterator[Duty]:
    due = case.review_on or desk.after(_entered(case), 10)
    came_back = case.steps[-1].event in {"returned", "recalled"}
    yield Duty(event="submitted", owner=_line_manager(case, desk), due=due, case=case.id,
               detail="Revise and submit the plan" if came_back else "Draft and submit the plan")  # fmt: skip


def _submitted(case: Case, desk: Desk) -> Iterator[Duty]:
    due = desk.after(_entered(case), desk.policy.review_working_days)
    if desk.policy.endorsement_required:
        yield Duty(event="endorsed", part="second_level", due=due, case=case.id, detail="Endorse the plan")
    else:
        yield Duty(event="approved", part="hr", due=due, case=case.id, detail="Approve or return the plan")


def _endorsed(case: Case, desk: Desk) -> Iterator[Duty]:
    due = desk.after(_entered(case), desk.policy.review_working_days)
    yield Duty(event="approved", part="hr", due=due, case=case.id, detail="Approve the endorsed plan")


def _approved(case: Case, desk: Desk) -> Iterator[Duty]:
    due = case.terms.starts_on or _entered(case)
    yield Duty(
        event="delivered", owner=_line_manager(case, desk), due=due, case=case.id, detail="Deliver the plan"
    )


def _delivered(case: Case, desk: Desk) -> Iterator[Duty]:
    """The receipt itself is listed with all receipts. HR hears of it once it is late."""
    start = case.delivered_on or _entered(case)
    due = desk.for_employee(start, desk.policy.acknowledge_working_days)
    yield Duty(event="served_again", part="hr", due=due + DAY, shown_from=due + DAY, case=case.id,
               detail="No receipt by now: serve again, or name a witness")  # fmt: skip


def _active(case: Case, desk: Desk) -> Iterator[Duty]:
    yield from _meetings_and_support(case, desk)
    yield from _questions_and_changes(case, desk)
    yield from _determinations(case, desk)


def _meetings_and_support(case: Case, desk: Desk) -> Iterator[Duty]:
    for check in case.check_ins:
        if not check.settled:
            yield Duty(event="check_in", owner=case.manager, due=check.on, case=case.id,
                       shown_from=check.on, detail=f"Check-in of {check.on:%-d %b}")  # fmt: skip
    for support in case.support:
        if support.given_on is None and support.item.due:
            yield Duty(event="support_given", owner=case.manager, due=support.item.due, case=case.id,
                       shown_from=support.item.due - WEEK, about=support.item.id,
                       detail=f"Support: {support.item.what}"[:300])  # fmt: skip
    if case.terms.midpoint_on and not case.midpoint_entry:
        on = case.terms.midpoint_on
        yield Duty(event="midpoint", owner=case.manager, due=on, case=case.id, shown_from=on - WEEK,
                   detail="Midpoint statement")  # fmt: skip


def _questions_and_changes(case: Case, desk: Desk) -> Iterator[Duty]:
    for question in case.open_questions():
        due = desk.after(question.asked, desk.policy.question_answer_working_days)
        yield Duty(event="question_answered", owner=case.manager, due=due, case=case.id,
                   entry=question.entry, detail="A question waits for an answer")  # fmt: skip
    if case.extension_open and case.midpoint:
        due = desk.after(case.last_recorded.date() if case.last_recorded else case.opened, 5)
        yield Duty(event="extended", part="hr", due=due, case=case.id,
                   detail="The midpoint proposes an extension: grant or refuse it")  # fmt: skip
    if case.change_terms is not None:
        due = desk.after(case.last_recorded.date() if case.last_recorded else case.opened, 5)
        yield Duty(event="change_accepted", part="hr", due=due, case=case.id,
                   detail="A change of terms waits for an answer")  # fmt: skip


def _determinations(case: Case, desk: Desk) -> Iterator[Duty]:
    for goal in undetermined(case):
        measurer = case.measurer_of(goal)
        if goal.due and measurer:
            due = desk.after(goal.due, desk.policy.determine_working_days)
            yield Duty(event="goal_determined", owner=measurer, due=due, case=case.id,
                       about=goal.id, shown_from=goal.due,
                       detail=f"Determine: {goal.statement}"[:300])  # fmt: skip
    waiting = [d for d in case.determinations.values() if not d.countersigned]
    for made in waiting:
        due = desk.after(made.on or _entered(case), desk.policy.countersign_working_days)
        goal_ = case.goal(made.goal)
        yield Duty(event="determination_countersigned", part="hr", due=due, case=case.id, entry=made.entry,
                   about=made.goal,
                   detail=f"Countersign: {goal_.statement if goal_ else made.goal}"[:300])  # fmt: skip
    if case.ends_on and not undetermined(case) and not waiting:
        due = desk.after(case.ends_on, desk.policy.close_working_days)
        yield Duty(event="closed", part="hr", due=due, case=case.id, shown_from=case.ends_on,
                   detail="Every goal is determined: close the plan")  # fmt: skip


def _paused(case: Case, desk: Desk) -> Iterator[Duty]:
    due = (case.paused_since or _entered(case)) + 4 * WEEK
    yield Duty(event="resumed", part="hr", due=due, case=case.id, shown_from=due - WEEK,
               detail="The plan is paused: look again whether it can go on")  # fmt: skip


def _watch(case: Case, desk: Desk) -> Iterator[Duty]:
    watch = case.watch
    if watch is None:
        return
    for check in watch.checks:
        if check not in case.watch_checked:
            yield Duty(event="watch_checked", part="hr", due=check, case=case.id, shown_from=check,
                       detail=f"Watch check of {check:%-d %b}")  # fmt: skip
    if case.relapse_open:
        due = desk.after(case.last_recorded.date() if case.last_recorded else case.opened, 5)
        yield Duty(event="relapse_confirmed", part="hr", due=due, case=case.id, entry=case.relapse_open,
                   detail="A relapse is recorded: confirm it or not")  # fmt: skip
    yield Duty(event="watch_closed", part="hr", due=watch.until, case=case.id, shown_from=watch.until,
               detail="The watch is over: close it")  # fmt: skip


def _one_of(case: Case, role: str) -> UUID | None:
    return next(iter(sorted(case.holders(role), key=str)), None)


def _assign(case: Case, due: date, what: str) -> Duty:
    return Duty(event="role_assigned", part="hr", due=due, case=case.id, detail=f"Assign who {what}")


def _relapsed(case: Case, desk: Desk) -> Iterator[Duty]:
    yield Duty(event="no_action_on_relapse", part="hr", due=desk.after(_entered(case), 10), case=case.id,
               detail="Relapse confirmed: new plan, proposal or no action")  # fmt: skip


def _not_met(case: Case, desk: Desk) -> Iterator[Duty]:
    due = (case.closed_on or _entered(case)) + timedelta(days=desk.policy.proposal_within_days)
    proposer = _one_of(case, "proposer")
    if proposer:
        yield Duty(event="proposal", owner=proposer, due=due, case=case.id,
                   detail="Propose an action, or propose nothing")  # fmt: skip
    else:
        yield _assign(case, desk.after(_entered(case), 5), "proposes what follows")


def _proposed(case: Case, desk: Desk) -> Iterator[Duty]:
    due = case.reply_until or desk.after(_entered(case), desk.policy.reply_working_days)
    yield Duty(
        event="reply", owner=desk.file.subject, due=due, case=case.id, detail="Your reply to the proposal"
    )
    yield Duty(event="reply_lapsed", part="hr", due=due + DAY, shown_from=due + DAY, case=case.id,
               detail="End of the time to reply")  # fmt: skip


def _replied(case: Case, desk: Desk) -> Iterator[Duty]:
    due = desk.after(_entered(case), desk.policy.decide_working_days)
    decider = _one_of(case, "decider")
    if decider:
        yield Duty(event="decision", owner=decider, due=due, case=case.id, detail="Decide on the proposal")
    else:
        yield _assign(case, desk.after(_entered(case), 3), "decides")


def _appealable(case: Case, desk: Desk) -> Iterator[Duty]:
    if case.appeal_until:
        yield Duty(event="appeal", owner=desk.file.subject, due=case.appeal_until, case=case.id,
                   detail="You may appeal until this day")  # fmt: skip


def _decided(case: Case, desk: Desk) -> Iterator[Duty]:
    yield from _appealable(case, desk)
    entered = _entered(case)
    if case.decision == "another chance":
        yield Duty(event="another_chance", part="hr", due=desk.after(entered, 10), case=case.id,
                   detail="Another chance was decided: open the new draft")  # fmt: skip
    elif case.decision in TAKES_EFFECT:
        due = case.effective_on or entered
        yield Duty(event="taken_effect", part="hr", due=due, shown_from=due, case=case.id,
                   detail="Day on which the decision takes effect")  # fmt: skip
    elif case.appeal_until:
        due = case.appeal_until + DAY
        yield Duty(event="appeal_window_ended", part="hr", due=due, shown_from=due, case=case.id,
                   detail="End of the time to appeal")  # fmt: skip


def _effective(case: Case, desk: Desk) -> Iterator[Duty]:
    yield from _appealable(case, desk)
    due = (case.appeal_until or _entered(case)) + DAY
    yield Duty(event="appeal_window_ended", part="hr", due=due, shown_from=due, case=case.id,
               detail="End of the time to appeal")  # fmt: skip


def _appealed(case: Case, desk: Desk) -> Iterator[Duty]:
    due = desk.after(_entered(case), desk.policy.appeal_decision_working_days)
    decider = _one_of(case, "appeal_decider")
    if decider:
        yield Duty(event="appeal_decision", owner=decider, due=due, case=case.id, detail="Decide the appeal")
    else:
        yield _assign(case, desk.after(_entered(case), 3), "decides the appeal")


def _changes_around(case: Case, desk: Desk) -> Iterator[Duty]:
    """The person left, or their manager changed, while the case is open: HR has to settle what that means."""
    left = desk.file.left_on
    if left and lookup(case.state, "ended"):
        yield Duty(event="ended", part="hr", due=left, shown_from=left, case=case.id,
                   detail=f"The person left, the case is “{LABELS[case.state].lower()}”: end it")  # fmt: skip
        return
    places = desk.file.placements()
    if places and lookup(case.state, "manager_changed"):
        latest = places[-1]
        if latest.place.manager and latest.place.manager != case.manager and latest.until is None:
            yield Duty(event="manager_changed", part="hr", due=latest.since, shown_from=latest.since,
                       case=case.id, detail="The manager changed: write the handover")  # fmt: skip


_BY_STATE: MappingProxyType[State, Callable[[Case, Desk], Iterator[Duty]]] = MappingProxyType(
    {
        State.INTAKE: _intake,
        State.COACHING: _coaching,
        State.DRAFT: _draft,
        State.SUBMITTED: _submitted,
        State.ENDORSED: _endorsed,
        State.APPROVED: _approved,
        State.DELIVERED: _delivered,
        State.ACTIVE: _active,
        State.PAUSED: _paused,
        State.WATCH: _watch,
        State.RELAPSED: _relapsed,
        State.NOT_MET: _not_met,
        State.PROPOSED: _proposed,
        State.REPLIED: _replied,
        State.DECIDED: _decided,
        State.EFFECTIVE: _effective,
        State.APPEALED: _appealed,
    }
)
