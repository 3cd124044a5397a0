"""How plans come out, and what follows: determination, watch, relapse, proposal, reply, decision, appeal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Literal

from goodstanding.actions import plans
from goodstanding.demo.diary import Steps
from goodstanding.demo.measures import BY_CODE
from goodstanding.demo.story import WEEK, Story, pounds_or_plain
from goodstanding.domain.entries import Entry, decision, plan
from goodstanding.domain.entries.terms import Result
from goodstanding.domain.working_days import add_working_days
from goodstanding.stats.spread import peer_spread

HABIT_MET = "The samples were drawn on three days; what the goal asks was seen in all but one case."
HABIT_NOT_MET = (
    "In three samples about two thirds held. It was spoken about after each, with the cases named."
)
CLOSED_MET = (
    "Every required goal is met; the figures and samples are in the determinations. Thank you for the work."
)
CLOSED_NOT_MET = (
    "A required goal is not met. The determination shows the arithmetic; {name}’s words stand beside it."
)


def determine(story: Story, goal: str, *, better: bool, by: str = "") -> Entry[Any]:
    """Metric goals come out as the figures compute; the habit as the measurer saw it."""
    result: Result | None = None
    words, evidence = (
        "As the weekly export computes it; nothing was left out but what the lines above name.",
        "",
    )
    if goal == "g3":
        result = "met" if better else "not_met"
        words = HABIT_MET if better else HABIT_NOT_MET
        evidence = story.topic.habit_evidence
    entry = plans.determine_goal(
        person=story.person.id,
        plan_id=story.case,
        goal=goal,
        result=result,
        words=words,
        evidence=evidence,
        by=story.world.cast[by or story.manager].id,
        now=story.world.now,
    )
    story.receipt_later(entry)
    return entry


def judged(story: Story, *, better: bool, contest: str = "", close: bool = True) -> Steps:
    """Each goal determined by its measurer, countersigned by HR, the plan closed as they add up."""
    after = story.weeks
    yield story.at(after, 2)
    for goal in ("g1", "g2", "g3"):
        determine(story, goal, better=better)
    if contest:
        yield story.at(after, 4)
        story.do(plan.GoalContested(goal="g1", words=story.text(contest)), story.key)
    yield story.at(after, 7)
    for goal in ("g1", "g2", "g3"):
        words = "Arithmetic and samples looked at." if goal != "g1" or not contest else CONTEST_SEEN
        story.do(plan.DeterminationCountersigned(goal=goal, words=words), story.hr)
    if close:
        yield story.at(after, 9)
        close_plan(story, better=better)


CONTEST_SEEN = (
    "The objection was looked at with the export: the days named were taken out as time not at work, and "
    "the result stays the same. Both calculations are in the file."
)


def close_plan(story: Story, *, better: bool) -> Entry[Any]:
    outcome: Literal["met", "not_met"] = "met" if better else "not_met"
    entry = plans.close(
        person=story.person.id,
        plan_id=story.case,
        outcome=outcome,
        reason=story.text(CLOSED_MET if better else CLOSED_NOT_MET),
        by=story.world.cast[story.hr].id,
        now=story.world.now,
    )
    story.receipt_later(entry)
    return entry


def watching(story: Story, checks: int, *, holds: bool = True) -> Steps:
    """The first checks of the watch, each on its day, with the figures beside those of the team."""
    closed = story.world.now.date()
    for number in range(1, checks + 1):
        due = closed + timedelta(days=30 * number)
        yield story.world.days.at(story.world.days.onward(due))
        watch_check(story, due, holds=holds)


def watch_check(story: Story, due: date, *, holds: bool) -> None:
    said = plan.WatchChecked(
        scheduled_on=due,
        holds="holds" if holds else "does not hold",
        comparison=beside_others(story, due - 4 * WEEK, due),
        words="What was reached in the plan still holds." if holds else "It has slipped; spoken about today.",
    )
    story.do(said, story.manager)


def beside_others(story: Story, first: date, last: date) -> tuple[str, ...]:
    """The goal’s figure of some weeks, and where the middle half of people in the same role lie."""
    measure, figures = BY_CODE[story.topic.measure], story.world.figures

    def say(number: float) -> str:
        return pounds_or_plain(measure, number)

    own = figures.rate(story.key, measure.code, first, last)
    others = sorted(
        rate
        for m in story.world.cast.workers()
        if m.family == story.person.family and m.key != story.key
        if (rate := figures.rate(m.key, measure.code, first, last))
    )
    limit = say(measure.limit)
    lines = [f"{measure.name}, the last four weeks: {say(own)} for each unit of work; the goal was {limit}."]
    if spread := peer_spread(own, others):
        low, high = say(spread.lower_quartile), say(spread.upper_quartile)
        lines.append(f"The middle half of {spread.others} people in the same role: {low} to {high}.")
    return tuple(lines)


def proposed(
    story: Story, *, action: Literal["dismissal", "demotion", "transfer", "other"], words: str, start: float
) -> Steps:
    """The proposer is named, invites to a meeting with the right to be accompanied, and proposes."""
    yield story.at(story.weeks + start)
    story.assign("proposer", story.director, "Second level; took no part in writing or measuring the plan.")
    yield story.at(story.weeks + start, 3)
    meeting = story.world.days.onward(story.world.now.date() + timedelta(days=9))
    story.do(_invitation(meeting), story.hr)
    yield story.world.days.at(meeting)
    story.do(
        decision.MeetingHeld(
            present=(
                story.person.name,
                story.world.cast[story.director].name,
                story.world.cast[story.hr].name,
            ),
            companion="Came with a colleague from the employee forum.",
            minutes=story.text(
                "The determinations were gone through one by one. {name} said what made the weeks hard and "
                "what had been tried. Both sides read these minutes and had nothing to add."
            ),
        ),
        story.hr,
    )
    yield story.world.days.at(meeting + timedelta(days=3))
    reply_until = add_working_days(story.world.days.calendar, story.world.now.date(), 12)
    story.do(
        decision.Proposal(
            action=action,
            reason_codes=("Required goal not met", "Coaching and support were given"),
            words=story.text(words),
            reply_until=reply_until,
        ),
        story.director,
    )


def _invitation(meeting: date) -> decision.Invited:
    return decision.Invited(
        meeting_on=meeting,
        at="Room 2, Merrow House, 10 am",
        agenda="The outcome of the plan, what you say to it, and what may follow.",
        evidence="The plan with its determinations, and the weekly figures. Both are attached to this file.",
        consequences="A change of role, a transfer or dismissal may be proposed. Nothing is decided in the "
        "meeting.",
        companion="You may bring a colleague, a trade union representative or an official of a union.",
    )


def replied(story: Story, words: str, *, days_later: int = 9, companion: str = "") -> Steps:
    yield story.world.days.at(story.world.now.date() + timedelta(days=days_later))
    said = decision.Reply(mode="written", words=story.text(words), companion=companion)
    story.do(said, story.key)
    yield story.world.days.at(story.world.now.date() + timedelta(days=2))


def decided(
    story: Story,
    *,
    by: str,
    result: Literal["dismissal", "demotion", "transfer", "another chance", "no action", "other"],
    words: str,
    to_reply: str,
    effective_in: int | None = 28,
    days_later: int = 6,
    appeal_days: int = 35,
) -> Steps:
    """HR names who decides, from outside the case; they decide, answer the reply and state the appeal."""
    story.assign("decider", by, "Took no part in this case before.")
    yield story.world.days.at(story.world.now.date() + timedelta(days=days_later))
    today = story.world.now.date()
    story.do_after_review(
        decision.Decision(
            decision=result,
            reason_codes=("Required goal not met",),
            words=story.text(words),
            answer_to_reply=story.text(to_reply),
            effective_on=None if effective_in is None else today + timedelta(days=effective_in),
            appeal_until=today + timedelta(days=appeal_days),
            appeal_how="In writing to People and Office; somebody who took no part in the case decides it.",
        ),
        by,
    )


def appealed(story: Story, words: str, *, days_later: int = 8) -> Steps:
    yield story.world.days.at(story.world.now.date() + timedelta(days=days_later))
    story.do(decision.Appeal(words=story.text(words)), story.key)
    yield story.world.days.at(story.world.now.date() + timedelta(days=2))
    story.assign("appeal_decider", "catherine", "From outside the company; not involved before.")


def appeal_decided(
    story: Story,
    result: Literal["dismissed", "allowed", "varied", "remitted"],
    words: str,
    remedies: str = "",
) -> Steps:
    yield story.world.days.at(story.world.now.date() + timedelta(days=16))
    said = decision.AppealDecision(result=result, words=story.text(words), remedies=story.text(remedies))
    story.do(said, "catherine")
