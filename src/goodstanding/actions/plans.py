"""Events of a plan whose entry is computed from the file: dates that move, results that follow figures."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from goodstanding.actions._write import Desk, writing
from goodstanding.domain.case import Case
from goodstanding.domain.entries import Entry, decision, plan
from goodstanding.domain.entries.terms import Goal, GoalDue, GoalRemark, Result, WatchTerms
from goodstanding.domain.errors import NotNow, UserError
from goodstanding.domain.evaluation import Evaluation
from goodstanding.domain.goals import compute_outcome
from goodstanding.queries import measurements


def deliver(
    *, person: UUID, plan_id: UUID, how: str, by: UUID, now: datetime, expected_version: int | None = None
) -> Entry[Any]:
    """Hand over exactly the approved terms, with the facts behind them. From here on they are shared."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        payload = plan.Delivered(terms=case.terms, deficiencies=case.deficiencies, how=how)
        return desk.say(payload, case=plan_id)


def extend(
    *, person: UUID, plan_id: UUID, ends_on: date, reason: str, by: UUID, now: datetime,
    move_goals: bool = True, check_ins: tuple[date, ...] = (), expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """A later end. Goals not yet countersigned that were due at the old end move with it."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        dues = _moved_dues(case, ends_on) if move_goals else ()
        payload = plan.Extended(ends_on=ends_on, reason=reason, dues=dues, check_ins=check_ins)
        return desk.say(payload, case=plan_id)


def _moved_dues(case: Case, ends_on: date) -> tuple[GoalDue, ...]:
    def stays(goal: Goal) -> bool:
        made = case.determinations.get(goal.id)
        return bool(made and made.countersigned and made.result != "not_assessable")

    return tuple(
        GoalDue(goal=g.id, due=ends_on - (case.ends_on - g.due))
        for g in case.terms.goals
        if g.due and case.ends_on and not stays(g)
    )


def resume(
    *, person: UUID, plan_id: UUID, reason: str, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """The clock stood from the pause until today; every date still ahead at the pause moves by that."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        since = case.paused_since
        if since is None or case.ends_on is None:
            raise NotNow("This plan is not paused.")
        stood = desk.today - since

        def moved(day: date) -> date:
            return day + stood if day >= since else day

        held = {c.on for c in case.check_ins if c.settled}  # also some days before its day

        payload = plan.Resumed(
            reason=reason,
            ends_on=moved(case.ends_on),
            dues=tuple(GoalDue(goal=g.id, due=moved(g.due)) for g in case.terms.goals if g.due),
            check_ins=tuple(sorted({day if day in held else moved(day) for day in case.terms.check_ins})),
            midpoint_on=moved(case.terms.midpoint_on) if case.terms.midpoint_on else None,
        )
        return desk.say(payload, case=plan_id)


def write_midpoint(
    *, person: UUID, plan_id: UUID, paces: tuple[GoalRemark, ...], words: str, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """What the employer owes (late support, missed check-ins, open questions) is read off the file."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        payload = plan.Midpoint(
            goals=paces,
            late_support=tuple(s.item.what for s in case.support if s.late(desk.today)),
            missed_by_employer=_missed(case, desk.today),
            open_questions=len(case.open_questions()),
            words=words,
        )
        return desk.say(payload, case=plan_id)


def _missed(case: Case, today: date) -> tuple[date, ...]:
    """Recorded as missed by the employer, or past without any word of the manager's."""
    silent = tuple(c.on for c in case.check_ins if c.on < today and not c.settled)
    return tuple(sorted({*case.missed_by_employer(), *silent}))


def evaluation_of(desk: Desk, case: Case, goal: Goal) -> Evaluation | None:
    away = [*desk.file.absences(), *case.pauses]
    return measurements.evaluate(case.subject, goal, policy=desk.policy, calendar=desk.calendar, away=away)


def determine_goal(
    *, person: UUID, plan_id: UUID, goal: str, result: Result | None, words: str, evidence: str = "",
    by: UUID, now: datetime, expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """The computed result of a metric goal goes into the entry with its arithmetic, as it stood today.

    Without a result, a metric goal's is what the figures compute."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        found = case.goal(goal)
        if found is None:
            raise UserError(
                "This goal is not part of the plan.", fields={"goal": ["Choose a goal of the plan."]}
            )
        made = evaluation_of(desk, case, found)
        payload = plan.GoalDetermined(
            goal=goal,
            computed=made.result.value if made else None,
            result=result or (made.result.value if made else "not_assessable"),
            arithmetic=(*made.arithmetic, made.because) if made else (),
            words=words,
            evidence=evidence,
        )
        return desk.say(payload, case=plan_id)


def close(
    *, person: UUID, plan_id: UUID, outcome: Literal["met", "not_met", "withdrawn"], reason: str,
    by: UUID, now: datetime, watch_until: date | None = None, expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """The outcome follows the determinations; another one is an override, whose reason the entry holds."""
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        computed = compute_outcome(case.terms.goals, case.determinations)
        watch = _watch(case, desk, watch_until) if outcome == "met" else None
        payload = plan.Closed(computed=computed, outcome=outcome, reason=reason, watch=watch)
        return desk.say(payload, case=plan_id)


def _watch(case: Case, desk: Desk, until: date | None) -> WatchTerms:
    last = until or desk.today + timedelta(days=desk.policy.watch_days)
    step = timedelta(days=desk.policy.watch_check_every_days)
    checks: list[date] = []
    day = desk.today + step
    while day <= last and len(checks) < 60:
        checks.append(day)
        day += step
    return WatchTerms(
        until=last, checks=tuple(checks), standards=tuple(g.statement for g in case.terms.goals)
    )


def start_new_plan(
    *, person: UUID, plan_id: UUID, reason: str, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> UUID:  # fmt: skip
    """After a relapse: this case closes, a linked draft opens. Returns the new case's id."""
    successor = uuid.uuid4()
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        desk.say(plan.NewPlanAfterRelapse(successor=successor, reason=reason), case=plan_id)
        _open_successor(desk, case, successor, reason)
    return successor


def give_another_chance(
    *, person: UUID, plan_id: UUID, reason: str, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> UUID:  # fmt: skip
    """As decided: this case closes, a linked draft opens. Returns the new case's id."""
    successor = uuid.uuid4()
    with writing(subject=person, by=by, now=now) as desk:
        case = desk.case(plan_id, expected_version)
        desk.say(decision.AnotherChance(successor=successor, reason=reason), case=plan_id)
        _open_successor(desk, case, successor, reason)
    return successor


def _open_successor(desk: Desk, case: Case, successor: UUID, reason: str) -> None:
    """The person's manager of today drafts it."""
    places = desk.file.placements()
    manager = (places[-1].place.manager if places else None) or case.manager
    payload = plan.FollowUpPlanOpened(
        follows=case.id, manager=manager, deficiencies=case.deficiencies, reason=reason
    )
    desk.say(payload, case=successor)
