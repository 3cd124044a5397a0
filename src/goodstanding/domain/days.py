"""Days of a file that stand in somebody's calendar: check-ins, ends, goals due, meetings, last days.

Derived from the file alone, without today, like duties. A duty says what somebody should do; a day says what
is on. Where both speak of one thing (`duty` is the duty's event), a calendar shows one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.file import File
from goodstanding.domain.lifecycle import State

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "check_in": "Check-in",
        "midpoint": "Midpoint of the plan",
        "plan_starts": "First day of the plan",
        "plan_ends": "Last day of the plan",
        "goal_due": "Goal due",
        "support_due": "Support due",
        "coaching": "Coaching session",
        "coaching_review": "Review of the coaching",
        "follow_up": "Follow-up of a coaching session",
        "meeting": "Meeting",
        "reply_until": "Last day to reply",
        "effective": "A decision takes effect",
        "appeal_until": "Last day to appeal",
        "watch_check": "Watch check",
        "watch_ends": "Last day of the watch",
        "required": "A deadline that rules of the place attach",
    }
)
"""What each kind is called where neither words nor names of a file may stand."""

Audience = Literal["subject", "manager", "hr", "called"]
DayState = Literal["", "done", "missed"]
EVERYBODY: tuple[Audience, ...] = ("subject", "manager", "hr")
BOTH: tuple[Audience, ...] = ("subject", "manager")
UNTOLD: tuple[Audience, ...] = ("manager", "hr")
CALLED = ("companion", "witness", "proposer", "decider", "appeal_decider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day for one person (`owner`) or for the holders of a part. `key` stays when the day moves."""

    kind: str
    key: str
    day: date
    case: UUID | None = None
    owner: UUID | None = None
    part: str = ""
    duty: str = ""
    detail: str = ""
    state: DayState = ""


@dataclass(frozen=True, slots=True)
class _On:
    """A day before it is known whose it is."""

    kind: str
    day: date
    audience: tuple[Audience, ...]
    n: str = ""
    duty: str = ""
    detail: str = ""
    state: DayState = ""


def days_of(file: File) -> tuple[Day, ...]:
    """Everything with a day in this file, the earliest first."""
    found = [*_follow_ups(file)]
    for case in file.cases.values():
        found += _for_each(case, file, _still_on(case, [*_around(case), *_plan(case), *_watch(case)]))
    return in_order(found)


def in_order(days: Iterable[Day]) -> tuple[Day, ...]:
    return tuple(sorted(days, key=lambda d: (d.day, d.kind, d.key, str(d.owner), d.part)))


def for_audience(case: Case, file: File, day: Day, audience: Iterable[Audience]) -> Iterator[Day]:
    """The same day for each of them."""
    for who in audience:
        if who == "subject":
            yield replace(day, owner=file.subject)
        elif who == "manager":
            yield replace(day, owner=_manager(case, file))
        elif who == "hr":
            yield replace(day, part="hr")
        else:
            for person in sorted({p for role in CALLED for p in case.holders(role)}, key=str):
                yield replace(day, owner=person)


def _for_each(case: Case, file: File, found: Iterable[_On]) -> Iterator[Day]:
    for on in found:
        key = f"{on.kind}:{on.n}" if on.n else on.kind
        day = Day(
            kind=on.kind, key=key[:120], day=on.day, case=case.id, duty=on.duty, detail=on.detail[:300],
            state=on.state,
        )  # fmt: skip
        yield from for_audience(case, file, day, on.audience)


def _manager(case: Case, file: File) -> UUID:
    """Before delivery whoever manages the person goes on with the case."""
    if case.delivered:
        return case.manager
    places = file.placements()
    return (places[-1].place.manager if places else None) or case.manager


def _follow_ups(file: File) -> Iterator[Day]:
    """The manager’s follow-up is a duty; the person sees the same day."""
    if file.left_on:
        return
    for one in file.follow_ups.values():
        yield Day(kind="follow_up", key=f"follow_up:{one.session}", day=one.due, owner=file.subject)


def _around(case: Case) -> Iterator[_On]:
    for n, session in enumerate(case.coaching_sessions, start=1):
        yield _On("coaching", session, BOTH, str(n), duty="coaching")
    if case.review_on and case.state is State.COACHING:
        yield _On("coaching_review", case.review_on, UNTOLD, duty="coaching_closed")
    if case.meeting_on:
        yield _On("meeting", case.meeting_on, (*EVERYBODY, "called"))
    if case.reply_until:
        yield _On("reply_until", case.reply_until, EVERYBODY, duty="reply")
    if case.effective_on:
        yield _On("effective", case.effective_on, EVERYBODY, duty="taken_effect")
    if case.appeal_until:
        yield _On("appeal_until", case.appeal_until, EVERYBODY, duty="appeal")


def _plan(case: Case) -> Iterator[_On]:
    """A plan is in no calendar before it is delivered."""
    if not case.delivered:
        return
    if case.starts_on:
        yield _On("plan_starts", case.starts_on, BOTH)
    if case.ends_on:
        yield _On("plan_ends", case.ends_on, BOTH)
    yield from _check_ins(case)
    if case.terms.midpoint_on:
        done: DayState = "done" if case.midpoint_entry else ""
        yield _On("midpoint", case.terms.midpoint_on, BOTH, duty="midpoint", state=done)
    for goal in case.terms.goals:
        if goal.due:
            determined: DayState = "done" if goal.id in case.determinations else ""
            yield _On("goal_due", goal.due, BOTH, goal.id, detail=goal.statement, state=determined)
    for support in case.support:
        if support.item.due:
            given: DayState = "done" if support.given_on else ""
            yield _On("support_due", support.item.due, BOTH, support.item.id, "support_given",
                      support.item.what, given)  # fmt: skip


def _check_ins(case: Case) -> Iterator[_On]:
    """Before the receipt there is no list of them yet: then what the terms plan."""
    if not case.check_ins:
        for n, planned in enumerate(sorted(case.terms.check_ins), start=1):
            yield _On("check_in", planned, BOTH, str(n), duty="check_in")
    for n, check in enumerate(sorted(case.check_ins, key=lambda c: c.on), start=1):
        state: DayState = "missed" if check.missed_by else "done" if check.settled else ""
        yield _On("check_in", check.on, BOTH, str(n), duty="check_in", state=state)


def _watch(case: Case) -> Iterator[_On]:
    if case.watch is None:
        return
    for n, check in enumerate(case.watch.checks, start=1):
        done: DayState = "done" if check in case.watch_checked else ""
        yield _On("watch_check", check, BOTH, str(n), duty="watch_checked", state=done)
    yield _On("watch_ends", case.watch.until, BOTH, duty="watch_closed")


def _still_on(case: Case, found: Iterable[_On]) -> Iterator[_On]:
    """What lies behind a pause or the end of a case does not take place. The last days to reply and to
    appeal, and the day on which a decision takes effect, hold whatever becomes of the case."""
    stopped = case.paused_since if case.state is State.PAUSED else None
    if not case.open:
        stopped = case.closed_on or case.over_on or case.steps[-1].recorded.date()
    for on in found:
        if stopped is None or on.day <= stopped or on.kind in ("effective", "appeal_until"):
            yield on
