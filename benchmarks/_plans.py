"""A case from the concern to any state, with everything that is said on the way."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from benchmarks._life import WEEK, Course, Life
from goodstanding.domain.entries import Payload, day_to_day, decision, plan
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.entries.terms import (
    ChecklistAnswer,
    Deficiency,
    Goal,
    GoalRemark,
    PlanTerms,
    SupportItem,
    WatchTerms,
)
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.domain.lifecycle import State

S = State
LENGTH = {
    S.INTAKE: 3, S.COACHING: 20, S.DRAFT: 34, S.SUBMITTED: 38, S.ENDORSED: 41, S.APPROVED: 42,
    S.DELIVERED: 43, S.ACTIVE: 70, S.PAUSED: 75, S.WATCH: 150, S.RELAPSED: 150, S.NOT_MET: 102,
    S.PROPOSED: 110, S.REPLIED: 115, S.DECIDED: 125, S.EFFECTIVE: 142, S.APPEALED: 146, S.REMEDIED: 165,
    S.CLOSED: 260, S.WITHDRAWN: 40, S.ENDED: 80,
}  # fmt: skip
"""Working days from the concern until a case stands there, about."""
ENTRIES = {
    S.INTAKE: 1, S.COACHING: 6, S.DRAFT: 8, S.SUBMITTED: 9, S.ENDORSED: 10, S.APPROVED: 10, S.DELIVERED: 11,
}  # fmt: skip
FULL = 32
"""Entries of a plan that ran its course, about."""


class Story:
    """One case in one life."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.case = uuid.uuid4()
        self.words = life.world.words
        self.hr = life.an_hr
        self.manager = life.manager
        self.terms = PlanTerms()
        others = [p for p in life.world.deciders if p not in (life.id, self.manager)]
        self.proposer, self.decider, self.appeal = others[:3]

    def say(self, payload: Payload, by: UUID, refers_to: UUID | None = None) -> UUID:
        return self.life.say(payload, by, refers_to=refers_to, case=self.case)

    def receive(self, entry: UUID) -> None:
        self.life.receive(entry, self.case)

    def assign(self, role: Any, who: UUID) -> None:
        self.say(RoleAssigned(role=role, person=who, reason="Took no part before."), self.hr)

    def make_terms(self) -> PlanTerms:
        start = self.life.today + WEEK
        end = start + 9 * WEEK - timedelta(days=1)
        metric = Goal(
            id="g1", statement="Close 40 cases a week", measure="Cases closed", unit="cases", metric="m1",
            aggregation="sum", target=Decimal(360), window_start=start, window_end=end, due=end,
            data_source="Case system, weekly export", measurer=self.manager, support=("s1",),
        )  # fmt: skip
        habit = Goal(
            id="g2", statement="Every hand-over is written", kind="behaviour", due=end,
            measurer=self.manager, target_words="In nine of ten samples the note is there.",
            evidence_required="Three samples a week", data_source="Shift log", required=False,
        )  # fmt: skip
        checks = tuple(start + timedelta(days=14 * n) for n in range(1, 5))
        return PlanTerms(
            purpose=self.words.step(), starts_on=start, ends_on=end, goals=(metric, habit),
            support=(SupportItem(id="s1", what="A course on the case system", due=start + 2 * WEEK),),
            check_ins=checks, midpoint_on=start + 4 * WEEK,
            consequences="If a required goal is not met, HR may propose an action.",
            rights="You may answer everything in writing and bring a companion.",
        )  # fmt: skip


def answers(questions: tuple[str, ...], words: str) -> tuple[ChecklistAnswer, ...]:
    return tuple(ChecklistAnswer(question=q, answer=words) for q in questions)


def course(life: Life, stop: State, *, coached_only: bool = False) -> Course:
    """From the concern to `stop`. A closed case was refused, coached, or watched to its end."""
    story = Story(life)
    yield from _intake(story, stop)
    if stop in (S.INTAKE, S.COACHING):
        return
    if coached_only:
        story.say(plan.CoachingClosed(result="improved", reason=story.words.effect()), story.hr)
        return
    yield from _draft(story, stop)
    if stop in (S.DRAFT, S.SUBMITTED, S.ENDORSED, S.APPROVED, S.DELIVERED, S.WITHDRAWN):
        return
    yield from _run(story, stop)
    if stop in (S.ACTIVE, S.PAUSED, S.ENDED):
        return
    met = stop in (S.WATCH, S.RELAPSED, S.CLOSED)
    yield from _judge(story, met=met)
    yield from (_watch if met else _decide)(story, stop)


def _intake(story: Story, stop: State) -> Course:
    life, words = story.life, story.words
    facts = tuple(
        Deficiency(on=life.today - timedelta(days=3 + n), fact=words.fact(), standard=words.step())
        for n in range(3)
    )
    story.say(
        plan.ConcernRaised(deficiencies=facts, standard_communicated_on=life.today - 20 * WEEK,
                           how_communicated="Team meeting", guidance_so_far=words.paragraph()),
        story.manager,
    )  # fmt: skip
    if stop == S.INTAKE:
        return
    yield 3
    directed = plan.CoachingDirected(
        reason=words.paragraph(), review_on=life.today + 5 * WEEK, deficiencies=facts
    )
    story.say(directed, story.hr)
    yield 2
    set_ = story.say(
        plan.CoachingPlanSet(aims=(plan.CoachingAim(what=words.step()),), sessions=(life.today + WEEK,)),
        story.manager,
    )
    yield 1
    story.receive(set_)
    yield 4
    talk = day_to_day.Coaching(facts=words.paragraph(), expectation=words.step(), agreed_actions=words.step())
    life.say(talk, story.manager)
    yield 20


def _draft(story: Story, stop: State) -> Course:
    life, words = story.life, story.words
    checklist = answers(INTAKE_QUESTIONS, words.paragraph())
    story.say(
        plan.PlanAllowed(reason=words.paragraph(), review_on=life.today + 3 * WEEK, checklist=checklist),
        story.hr,
    )
    yield 3
    story.terms = story.make_terms()
    story.say(plan.PlanDrafted(terms=story.terms), story.manager)
    if stop == S.DRAFT:
        return
    yield 4
    if stop == S.WITHDRAWN:
        story.say(plan.WithdrawnUndelivered(reason=words.paragraph()), story.manager)
        return
    story.say(plan.Submitted(note=words.paragraph()), story.manager)
    if stop == S.SUBMITTED:
        return
    yield 3
    if stop == S.ENDORSED:
        story.say(plan.Endorsed(reason=words.step()), story.hr)
        return
    story.say(plan.Approved(reason=words.step()), story.hr)
    if stop == S.APPROVED:
        return
    yield 1
    facts = (Deficiency(on=life.today - 8 * WEEK, fact=words.fact(), standard=words.step()),)
    delivered = plan.Delivered(terms=story.terms, deficiencies=facts, how="In a meeting")
    entry = story.say(delivered, story.manager)
    if stop == S.DELIVERED:
        return
    yield 2
    story.receive(entry)


def _run(story: Story, stop: State) -> Course:
    life, words = story.life, story.words
    for number, day in enumerate(story.terms.check_ins):
        yield 10
        remarks = tuple(GoalRemark(goal=g.id, words=words.fact()) for g in story.terms.goals)
        said = plan.CheckIn(scheduled_on=day, voice="manager", words=words.paragraph(), goals=remarks)
        story.say(said, story.manager)
        story.say(plan.CheckIn(scheduled_on=day, voice="employee", words=words.paragraph()), life.id)
        if number == 0:
            story.say(plan.SupportGiven(item="s1", what="The course was held."), story.manager)
            question = story.say(plan.QuestionAsked(words="Do the days of the course count?"), life.id)
            yield 2
            story.say(plan.QuestionAnswered(words="No, the target is pro-rated."), story.manager, question)
        if number == 1:
            entry = story.say(plan.Midpoint(goals=remarks, words=words.paragraph()), story.manager)
            yield 1
            story.receive(entry)
            if stop == S.ACTIVE:
                return
        if number == 2 and stop == S.PAUSED:
            story.say(plan.Paused(reason="Leave."), story.hr)
            return
        if number == 2 and stop == S.ENDED:
            story.say(plan.Ended(how="transferred away", last_day=life.today), story.hr)
            return


def _judge(story: Story, *, met: bool) -> Course:
    yield 6
    result: Literal["met", "not_met"] = "met" if met else "not_met"
    for goal in story.terms.goals:
        made = plan.GoalDetermined(
            goal=goal.id, computed=result if goal.kind == "metric" else None, result=result,
            arithmetic=("Sum of nine weeks: 372 of 360",), words=story.words.paragraph(),
        )  # fmt: skip
        story.say(made, story.manager)
    yield 3
    for goal in story.terms.goals:
        story.say(plan.DeterminationCountersigned(goal=goal.id, words="Looked at."), story.hr)
    yield 2
    until = story.life.today + 26 * WEEK
    checks = tuple(story.life.today + timedelta(days=30 * n) for n in range(1, 6))
    watch = WatchTerms(until=until, checks=checks, standards=("Close 40 cases a week",)) if met else None
    reason = story.words.paragraph()
    entry = story.say(plan.Closed(computed=result, outcome=result, reason=reason, watch=watch), story.hr)
    yield 2
    story.receive(entry)


def _watch(story: Story, stop: State) -> Course:
    first = story.life.today
    for number in range(1, 6):
        yield 21
        due = first - timedelta(days=2) + timedelta(days=30 * number)
        story.say(
            plan.WatchChecked(
                scheduled_on=due, holds="holds", comparison=("Own 41, peers 40",), words=story.words.fact()
            ),
            story.manager,
        )
        if number == 2 and stop == S.RELAPSED:
            span = {"from_day": story.life.today - 3 * WEEK, "to_day": story.life.today}
            story.say(plan.RelapseRecorded(goal="g1", evidence=story.words.fact(), **span), story.manager)
            yield 2
            story.say(plan.RelapseConfirmed(reason=story.words.step()), story.hr)
            return
        if number == 3 and stop == S.WATCH:
            return
    yield 10
    story.say(plan.WatchClosed(reason="It held."), story.hr)


def _decide(story: Story, stop: State) -> Course:
    life, words = story.life, story.words
    if stop == S.NOT_MET:
        return
    yield 4
    story.assign("proposer", story.proposer)
    yield 2
    codes = ("Required goal not met",)
    proposal = decision.Proposal(
        action="transfer", reason_codes=codes, words=words.paragraph(), reply_until=life.today + 3 * WEEK
    )
    entry = story.say(proposal, story.proposer)
    yield 1
    story.receive(entry)
    if stop == S.PROPOSED:
        return
    yield 6
    story.say(decision.Reply(mode="written", words=words.paragraph()), life.id)
    if stop == S.REPLIED:
        return
    story.assign("decider", story.decider)
    yield 8
    made = decision.Decision(
        decision="transfer", reason_codes=codes, words=words.paragraph(), answer_to_reply=words.paragraph(),
        effective_on=life.today + 3 * WEEK, appeal_until=life.today + 4 * WEEK,
        appeal_how="In writing to HR.",
    )  # fmt: skip
    entry = story.say(made, story.decider)
    yield 1
    story.receive(entry)
    if stop == S.DECIDED:
        return
    yield 16
    story.say(decision.TakenEffect(), story.hr)
    if stop == S.EFFECTIVE:
        return
    yield 2
    story.say(decision.Appeal(words=words.paragraph()), life.id)
    if stop == S.APPEALED:
        return
    story.assign("appeal_decider", story.appeal)
    yield 15
    allowed = decision.AppealDecision(
        result="allowed", words=words.paragraph(), remedies="Back in the old team."
    )
    story.say(allowed, story.appeal)
