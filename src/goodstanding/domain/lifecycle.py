"""The life of a plan as one table. Buttons, the diagram, the documentation and the tests come from it.

A transition says from which state which event leads where, and which one role may cause it. What else must
be true (a complete plan, a deadline that has passed) is in `policies`; who holds a role is in `permissions`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goodstanding.domain.errors import Bug, NotAllowed, NotNow


class State(StrEnum):
    INTAKE = "intake"
    COACHING = "coaching"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    DELIVERED = "delivered"
    ACTIVE = "active"
    PAUSED = "paused"
    WATCH = "watch"
    RELAPSED = "relapsed"
    NOT_MET = "not_met"
    PROPOSED = "proposed"
    REPLIED = "replied"
    DECIDED = "decided"
    EFFECTIVE = "effective"
    APPEALED = "appealed"
    REMEDIED = "remedied"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Role(StrEnum):
    """The part somebody plays towards one person's case."""

    EMPLOYEE = "employee"
    MANAGER = "manager"
    SECOND_LEVEL = "second_level"
    HR = "hr"
    MEASURER = "measurer"
    PROPOSER = "proposer"
    DECIDER = "decider"
    APPEAL_DECIDER = "appeal_decider"
    WITNESS = "witness"


S, R = State, Role

PRE_DELIVERY = frozenset({S.DRAFT, S.SUBMITTED, S.ENDORSED, S.APPROVED})
LIVE = PRE_DELIVERY | {S.DELIVERED, S.ACTIVE, S.PAUSED}
"""At most one of these per person, which the database holds too."""

FINAL = frozenset({S.REMEDIED, S.CLOSED, S.WITHDRAWN, S.ENDED})
OPEN = frozenset(S) - FINAL

LABELS: MappingProxyType[State, str] = MappingProxyType(
    {s: s.value.replace("_", " ").capitalize() for s in State}
    | {S.WATCH: "Met, on watch", S.NOT_MET: "Not met", S.INTAKE: "Concern raised"}
)


@dataclass(frozen=True, slots=True)
class Transition:
    """`targets` has more than one state where the event's own content decides (the outcome of a close)."""

    source: State | None
    event: str
    targets: tuple[State, ...]
    roles: tuple[Role, ...]
    condition: str = ""

    @property
    def label(self) -> str:
        return EVENTS[self.event]


EVENTS: MappingProxyType[str, str] = MappingProxyType(
    {
        "concern_raised": "Raise a concern",
        "coaching_directed": "Direct coaching",
        "plan_refused": "Refuse a plan",
        "plan_allowed": "Allow a plan to be drafted",
        "coaching_plan_set": "Write the coaching plan",
        "coaching_closed": "Close the coaching",
        "follow_up_plan_opened": "Open a follow-up plan",
        "plan_drafted": "Edit the draft",
        "submitted": "Submit for review",
        "returned": "Return to the manager",
        "endorsed": "Endorse",
        "approved": "Approve",
        "recalled": "Recall",
        "withdrawn_undelivered": "Withdraw",
        "delivered": "Deliver",
        "acknowledged": "Acknowledge receipt",
        "refusal_noted": "Note a refusal",
        "served_again": "Serve again",
        "change_proposed": "Propose a change",
        "change_accepted": "Accept the change",
        "change_refused": "Refuse the change",
        "extended": "Extend",
        "extension_refused": "Refuse the extension",
        "paused": "Pause",
        "resumed": "Resume",
        "withdrawn": "Withdraw",
        "check_in": "Record a check-in",
        "check_in_missed": "Record a missed check-in",
        "support_promised": "Promise support",
        "support_given": "Record support given",
        "question_asked": "Ask a question",
        "question_answered": "Answer a question",
        "midpoint": "Write the midpoint statement",
        "goal_determined": "Determine a goal",
        "determination_countersigned": "Countersign a determination",
        "goal_contested": "Contest a determination",
        "closed": "Close the plan",
        "manager_changed": "Change the manager",
        "role_assigned": "Assign a role",
        "role_ended": "End a role",
        "ended": "End without an outcome",
        "watch_checked": "Record a watch check",
        "watch_extended": "Extend the watch",
        "relapse_recorded": "Record a relapse",
        "relapse_confirmed": "Confirm the relapse",
        "relapse_dismissed": "Do not confirm the relapse",
        "no_action_on_relapse": "Take no action",
        "new_plan_after_relapse": "Start a new plan",
        "watch_closed": "Close the watch",
        "proposal": "Propose an action",
        "not_proposed": "Propose nothing",
        "reply": "Reply",
        "reply_waived": "Waive the reply",
        "reply_extended": "Give more time to reply",
        "reply_lapsed": "Record that the time to reply passed",
        "proposal_withdrawn": "Withdraw the proposal",
        "decision": "Decide",
        "another_chance": "Open the other chance",
        "taken_effect": "Record that it took effect",
        "appeal_window_ended": "Record that the time to appeal ended",
        "appeal": "Appeal",
        "late_appeal_accepted": "Accept a late appeal",
        "appeal_decision": "Decide the appeal",
        "invited": "Invite to a meeting",
        "postponed": "Postpone the meeting",
        "meeting_held": "Record the meeting",
    }
)


def _table() -> Iterable[Transition]:
    def t(sources: Iterable[State | None], event: str, to: State | tuple[State, ...] | None,
          *roles: Role, when: str = "") -> Iterable[Transition]:  # fmt: skip
        for source in sorted(sources, key=lambda s: s or ""):
            if to is None:
                targets: tuple[State, ...] = (source,) if source else ()
            else:
                targets = to if isinstance(to, tuple) else (to,)
            yield Transition(source, event, targets, roles, when)

    yield from t(
        [None],
        "concern_raised",
        S.INTAKE,
        R.MANAGER,
        when="dated deficiencies against a communicated standard",
    )
    yield from t(
        [S.INTAKE], "coaching_directed", S.COACHING, R.HR, when="reason and review date; the default answer"
    )
    yield from t([S.INTAKE], "plan_refused", S.CLOSED, R.HR, when="reason")
    yield from t(
        [S.INTAKE],
        "plan_allowed",
        S.DRAFT,
        R.HR,
        when="reason, review date, checklist answered; no other live plan",
    )
    yield from t([S.COACHING], "coaching_plan_set", None, R.MANAGER, when="aims, and no threat in its words")
    yield from t([S.COACHING], "plan_allowed", S.DRAFT, R.HR, when="follow-ups recorded; no other live plan")
    yield from t([S.COACHING], "coaching_closed", S.CLOSED, R.HR, when="follow-ups recorded")
    yield from t([None], "follow_up_plan_opened", S.DRAFT, R.HR, when="opened by the earlier plan's event")
    yield from t([S.DRAFT], "plan_drafted", None, R.MANAGER)
    yield from t(
        [S.DRAFT],
        "submitted",
        S.SUBMITTED,
        R.MANAGER,
        when="every goal complete; file reviewed and each demanded answer written",
    )
    yield from t([S.SUBMITTED], "returned", S.DRAFT, R.HR, when="reason; not the author")
    yield from t(
        [S.SUBMITTED],
        "endorsed",
        S.ENDORSED,
        R.SECOND_LEVEL,
        when="where the policy asks for it; not the author",
    )
    yield from t([S.SUBMITTED], "approved", S.APPROVED, R.HR, when="not the author; no endorsement asked for")
    yield from t([S.ENDORSED], "approved", S.APPROVED, R.HR, when="not the author")
    yield from t([S.APPROVED], "recalled", S.DRAFT, R.HR, when="the facts changed")
    yield from t(
        [S.APPROVED], "delivered", S.DELIVERED, R.MANAGER, R.HR, when="start not past, goals’ due dates ahead"
    )
    yield from t([S.DELIVERED], "acknowledged", S.ACTIVE, R.EMPLOYEE, when="receipt, not agreement")
    yield from t(
        [S.DELIVERED],
        "refusal_noted",
        S.ACTIVE,
        R.WITNESS,
        when="by somebody who was there; absence is not refusal",
    )
    yield from t([S.DELIVERED], "served_again", None, R.HR)
    yield from t([S.ACTIVE], "acknowledged", None, R.EMPLOYEE, when="changed terms, midpoint, extension")
    yield from t([S.ACTIVE], "refusal_noted", None, R.WITNESS)
    yield from t([S.ACTIVE], "change_proposed", None, R.MANAGER, when="no other change is open")
    yield from t(
        [S.ACTIVE],
        "change_accepted",
        None,
        R.HR,
        when="a change is open; the old terms hold until acknowledged",
    )
    yield from t([S.ACTIVE], "change_refused", None, R.HR, when="a change is open")
    yield from t([S.ACTIVE], "extended", None, R.HR, when="reason; later than the present end")
    yield from t(
        [S.ACTIVE], "extension_refused", None, R.HR, when="an extension is proposed by the midpoint; reason"
    )
    yield from t([S.ACTIVE], "paused", S.PAUSED, R.HR, when="reason; the clock stops")
    yield from t([S.PAUSED], "resumed", S.ACTIVE, R.HR, when="reason; the dates move")
    yield from t([S.PAUSED], "withdrawn", S.WITHDRAWN, R.HR, when="reason")
    both = (R.MANAGER, R.EMPLOYEE)
    yield from t([S.ACTIVE], "check_in", None, *both, when="its day has come; each voice once")
    yield from t([S.ACTIVE], "check_in_missed", None, *both, when="a planned check-in, its day past")
    yield from t([S.ACTIVE], "support_promised", None, R.MANAGER)
    yield from t([S.ACTIVE], "support_given", None, *both, when="promised and not yet given")
    yield from t([S.ACTIVE], "question_asked", None, R.EMPLOYEE)
    yield from t([S.ACTIVE], "question_answered", None, R.MANAGER, R.HR, when="asked and not yet answered")
    yield from t([S.ACTIVE], "midpoint", None, R.MANAGER, when="once; each goal’s pace stated")
    yield from t(
        [S.ACTIVE],
        "goal_determined",
        None,
        R.MEASURER,
        when="computed result; not assessable where data or support is missing",
    )
    yield from t([S.ACTIVE], "determination_countersigned", None, R.HR, when="not the measurer")
    yield from t([S.ACTIVE], "goal_contested", None, R.EMPLOYEE, when="determined and not yet contested")
    yield from t(
        [S.ACTIVE],
        "closed",
        (S.WATCH, S.NOT_MET, S.WITHDRAWN),
        R.HR,
        when="every goal determined and countersigned; computed outcome or reasoned override",
    )
    running = [S.DELIVERED, S.ACTIVE, S.PAUSED, S.WATCH]
    yield from t(running, "manager_changed", None, R.HR, when="handover written; standards stay")
    yield from t([S.DRAFT], "withdrawn_undelivered", S.WITHDRAWN, R.MANAGER, when="never delivered")
    yield from t(
        [S.SUBMITTED, S.ENDORSED, S.APPROVED],
        "withdrawn_undelivered",
        S.WITHDRAWN,
        R.HR,
        when="never delivered",
    )
    endable = LIVE | {S.INTAKE, S.COACHING, S.WATCH, S.RELAPSED, S.NOT_MET, S.PROPOSED, S.REPLIED}
    yield from t(endable, "ended", S.ENDED, R.HR, when="no outcome is computed; never not met")
    yield from t([S.WATCH], "watch_checked", None, R.HR, R.MANAGER, when="a scheduled check")
    yield from t([S.WATCH], "watch_extended", None, R.HR, when="reason; within the cap")
    yield from t(
        [S.WATCH],
        "relapse_recorded",
        None,
        R.MANAGER,
        when="a passed goal, dates, evidence, inside the window",
    )
    yield from t([S.WATCH], "relapse_confirmed", S.RELAPSED, R.HR, when="a relapse is recorded")
    yield from t([S.WATCH], "relapse_dismissed", None, R.HR, when="a relapse is recorded")
    yield from t([S.WATCH], "watch_closed", S.CLOSED, R.HR, when="no relapse is open")
    yield from t([S.RELAPSED], "proposal", S.PROPOSED, R.PROPOSER, when="as the organisation’s rules allow")
    yield from t(
        [S.RELAPSED],
        "new_plan_after_relapse",
        S.CLOSED,
        R.HR,
        when="opens a linked draft; no other live plan",
    )
    yield from t([S.RELAPSED], "no_action_on_relapse", S.WATCH, R.HR, when="reason")
    yield from t([S.NOT_MET], "proposal", S.PROPOSED, R.PROPOSER, when="reason; within the time limit")
    yield from t([S.NOT_MET], "not_proposed", S.CLOSED, R.PROPOSER, R.HR, when="reason")
    yield from t([S.PROPOSED], "reply", S.REPLIED, R.EMPLOYEE)
    yield from t([S.PROPOSED], "reply_waived", S.REPLIED, R.EMPLOYEE)
    yield from t([S.PROPOSED], "reply_extended", None, R.HR, when="reason; later than the present date")
    yield from t([S.PROPOSED], "reply_lapsed", S.REPLIED, R.HR, when="the time to reply has passed")
    yield from t([S.PROPOSED, S.REPLIED], "proposal_withdrawn", S.CLOSED, R.PROPOSER, R.HR, when="reason")
    yield from t(
        [S.REPLIED],
        "decision",
        S.DECIDED,
        R.DECIDER,
        when="not drafter, measurer or proposer; file reviewed and each demanded answer written; "
        "answers the reply; appeal stated",
    )
    yield from t([S.DECIDED], "another_chance", S.CLOSED, R.HR, when="decided so; opens a linked draft")
    yield from t([S.DECIDED], "taken_effect", S.EFFECTIVE, R.HR, when="decided so; notice over")
    yield from t(
        [S.DECIDED, S.EFFECTIVE], "appeal_window_ended", S.CLOSED, R.HR, when="the time to appeal has passed"
    )
    yield from t(
        [S.DECIDED, S.EFFECTIVE], "appeal", S.APPEALED, R.EMPLOYEE, when="in time, or lateness accepted"
    )
    yield from t(
        [S.DECIDED, S.EFFECTIVE], "late_appeal_accepted", None, R.HR, when="the time to appeal has passed"
    )
    yield from t(
        [S.APPEALED],
        "appeal_decision",
        (S.CLOSED, S.REMEDIED, S.REPLIED),
        R.APPEAL_DECIDER,
        when="not involved before",
    )
    yield from t(OPEN, "role_assigned", None, R.HR)
    yield from t(OPEN, "role_ended", None, R.HR, when="somebody was assigned it")
    meetings = OPEN - PRE_DELIVERY - {S.INTAKE}
    yield from t(meetings, "invited", None, R.MANAGER, R.HR)
    yield from t(meetings, "postponed", None, R.MANAGER, R.HR, R.EMPLOYEE)
    yield from t(meetings, "meeting_held", None, R.MANAGER, R.HR)


TABLE: tuple[Transition, ...] = tuple(_table())

_BY_KEY = MappingProxyType({(t.source, t.event): t for t in TABLE})
if len(_BY_KEY) != len(TABLE):
    raise Bug("The lifecycle table names one state and event twice.")


def lookup(source: State | None, event: str) -> Transition | None:
    return _BY_KEY.get((source, event))


def find(source: State | None, event: str) -> Transition:
    """The transition for this event in this state; NotNow if there is none."""
    transition = lookup(source, event)
    if transition is None:
        where = f"while it is “{LABELS[source].lower()}”" if source else "before there is a case"
        possible = ", ".join(LABELS[t.source].lower() for t in TABLE if t.event == event and t.source)
        label = EVENTS.get(event, event)
        raise NotNow(
            f"“{label}” is not possible {where}. It is possible in: {possible or 'no state by hand'}."
        )
    return transition


def check_role(transition: Transition, roles: frozenset[Role]) -> Role:
    """The role in which this actor may cause the transition; NotAllowed names who could."""
    for role in transition.roles:
        if role in roles:
            return role
    who = " or ".join(r.value.replace("_", " ") for r in transition.roles)
    raise NotAllowed(f"“{transition.label}” belongs to the {who} of this case. Ask them, or HR.")


def available(source: State | None, roles: frozenset[Role]) -> tuple[Transition, ...]:
    """What somebody with these roles may do in this state, in the table's order."""
    return tuple(t for t in TABLE if t.source == source and roles.intersection(t.roles))
