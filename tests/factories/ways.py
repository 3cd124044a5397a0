"""The ways of a case through its states, a verb a function: `case_in` goes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from goodstanding.actions import cases, organisation, plans, review
from goodstanding.domain.case import Case
from goodstanding.domain.entries import Payload, day_to_day, decision, plan
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.entries.terms import (
    ChecklistAnswer,
    Deficiency,
    Goal,
    PlanTerms,
    SupportItem,
)
from goodstanding.domain.file import File, fold
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.domain.lifecycle import State
from goodstanding.queries.plans import open_room
from goodstanding.queries.review import before_step
from goodstanding.queries.standing import viewer
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
    payload = RoleAssigned(role=role, person=getattr(cast, ACTORS[role]))
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


def answered(cast: Cast, case: UUID, payload: Payload, by: str) -> Any:
    """Take a step before which the file is reviewed, with an answer to whatever it finds."""
    room = open_room(viewer(getattr(cast, by), by, cast.day), case)
    said = {f.key: review.Said("explained", "As the file shows.") for f in before_step(room).asked}
    return review.take_step(
        person=cast.eve, case=case, payload=payload, answers=said, by=getattr(cast, by), now=cast.now
    )


def submit(cast: Cast, case: UUID) -> None:
    answered(cast, case, plan.Submitted(), "mara")


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
    answered(cast, case, decided(cast, what), "dora")


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
