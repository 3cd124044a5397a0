"""Each event of the lifecycle: what must be true before it, and doing it in the role the table names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from goodstanding.actions import entries, plans
from goodstanding.domain.case import Case
from goodstanding.domain.entries import person
from goodstanding.domain.lifecycle import State
from goodstanding.domain.policies.base import REVIEWED_BEFORE
from tests.conftest import Cast
from tests.factories.payloads import payload_for
from tests.factories.ways import (
    ACTORS,
    WEEK,
    S,
    Step,
    answered,
    assign,
    case_of,
    countersign,
    determine,
    endorsing,
    go_to,
    record_relapse,
    say,
    to_the_end,
)

DAY_TO_DAY = frozenset({"refusal_noted"})


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
    "role_ended": lambda cast, case: perform(cast, case, "role_assigned"),
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
    payload = payload_for(cast, found, event)
    if event in REVIEWED_BEFORE:
        answered(cast, case, payload, actor)
        return
    say(cast, case, payload, actor, refers_to=target_of(found, event))
