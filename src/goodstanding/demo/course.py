"""The usual course of a case, in stretches that stories put together: before the plan, the plan, after it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from goodstanding.actions import cases, plans
from goodstanding.demo.diary import Steps
from goodstanding.demo.measures import BY_CODE
from goodstanding.demo.story import WEEK, Story, pounds_or_plain
from goodstanding.domain.entries import Entry, plan
from goodstanding.domain.entries.terms import Goal, GoalRemark, PlanTerms, SupportItem

COACHING_FIRST = (
    "The shortfall is shown and the standard was known. Coaching on it has not been tried in a planned way. "
    "It comes first here; we look again on the review day."
)
ALLOWED = (
    "Two coaching sessions with follow-ups are on file, and the figures have not moved. A plan may be "
    "drafted."
)
INTAKE_ANSWERS = (
    "Yes. The standard was handed out and its receipt acknowledged before the first of these weeks.",
    "Two sessions with follow-ups, both on file. The agreed actions were tried and the figures stayed where "
    "they were.",
    "Yes. The team’s figures of the same weeks were looked at; nobody else was below the standard for two "
    "months.",
)
RIGHTS = (
    "You can answer anything in this plan and in your file, ask questions here that {manager} or HR answers "
    "in writing, and bring a colleague or a trade union representative to any formal meeting. HR: "
    "{company}, People and Office."
)
CONSEQUENCES = (
    "If every required goal is met, a watch of six months follows and the plan is over. If one is not met, "
    "an action may be proposed; you would be heard before anything is decided, by somebody who took no part "
    "in this plan."
)


def before(story: Story, *, better: bool = False) -> Steps:
    """Concern, coaching with two sessions, and leave to draft unless things got better."""
    lead_weeks = 9
    yield story.at(-lead_weeks)
    story.concern(guidance=story.text("Spoken about in the weekly talk; {name} knew of the figures."))
    yield story.at(-lead_weeks, 3)
    story.direct_coaching(COACHING_FIRST, 5)
    yield story.at(-lead_weeks, 5)
    sessions = (story.day(1 - lead_weeks), story.day(3 - lead_weeks))
    story.set_coaching_plan(sessions, "Time for the sessions comes out of normal hours.")
    for number, session in enumerate(sessions):
        yield story.world.days.at(session)
        entry, talk = story.coach(number, story.day(number * 2 + 2.4 - lead_weeks))
        yield story.at(number * 2 + 2.4 - lead_weeks)
        story.follow_up(entry, talk.better if better else talk.same)
    if not better:
        yield story.at(-4)
        story.allow_plan(ALLOWED, INTAKE_ANSWERS)


def draft_terms(story: Story, **changes: Any) -> PlanTerms:
    starts, ends = story.starts, story.ends
    support = tuple(
        SupportItem(id=f"s{n}", what=what, owner=owner, due=story.day(1.5 + n))
        for n, (what, owner) in enumerate(story.topic.support, 1)
    )
    made = PlanTerms(
        purpose=story.text(story.topic.purpose),
        starts_on=starts,
        ends_on=ends,
        goals=(
            metric_goal(story, "g1", story.topic.measure, story.topic.goal, required=True),
            metric_goal(story, "g2", story.topic.second, story.topic.second_goal, required=False),
            habit_goal(story),
        ),
        support=support,
        check_ins=check_in_days(story),
        midpoint_on=story.day(story.weeks / 2 + 0.4),
        consequences=story.text(CONSEQUENCES),
        rights=story.text(RIGHTS),
    )
    return made.model_copy(update=changes)


def check_in_days(story: Story) -> tuple[date, ...]:
    """Every second Thursday, or the working day before."""
    return tuple(story.day(week - 0.55) for week in range(2, story.weeks + 1, 2))


def metric_goal(story: Story, goal: str, code: str, words: str, *, required: bool) -> Goal:
    measure = BY_CODE[code]
    before_it = story.world.figures.rate(story.key, code, story.starts - 13 * WEEK, story.starts - WEEK)
    return Goal(
        id=goal,
        statement=story.text(words, target=pounds_or_plain(measure, measure.limit)),
        kind="metric",
        required=required,
        standard=measure.standard,
        measure=measure.description,
        unit="" if measure.kind == "proportion" else measure.unit,
        metric=code,
        aggregation="rate",
        direction="at_most" if measure.lower_is_better else "at_least",
        baseline=Decimal(str(round(before_it, 2))),
        target=Decimal(str(measure.limit)),
        window_start=story.starts,
        window_end=story.ends,
        data_source=f"{measure.name}: weekly export, seen by both sides",
        measurer=story.world.cast[story.manager].id,
        due=story.ends,
        effort_hours=Decimal("2"),
        support=("s1",) if required else (),
    )


def habit_goal(story: Story) -> Goal:
    return Goal(
        id="g3",
        statement=story.topic.habit,
        kind="behaviour",
        required=True,
        standard="Team handbook, part 4",
        target_words=story.topic.habit_seen,
        evidence_required=story.topic.habit_evidence,
        data_source="Sample drawn by the team lead",
        measurer=story.world.cast[story.manager].id,
        due=story.ends,
    )


def save_draft(story: Story, terms: PlanTerms) -> None:
    cases.save_draft(
        person=story.person.id,
        case=story.case,
        terms=terms,
        by=story.world.cast[story.manager].id,
        now=story.world.now,
    )


def drafting(
    story: Story, *, until: Literal["submitted", "endorsed", "approved"] = "approved", from_week: float = -3
) -> Steps:
    """Draft, submission, endorsement by the second level, approval by HR."""
    yield story.at(from_week)
    save_draft(story, draft_terms(story))
    yield story.at(from_week, 2)
    story.do_after_review(plan.Submitted(note="Discussed with HR before."), story.manager)
    if until == "submitted":
        return
    yield story.at(from_week, 6)
    story.do(
        plan.Endorsed(reason="The facts are dated and the goals are within reach of the role."),
        story.director,
    )
    if until == "endorsed":
        return
    yield story.at(from_week, 9)
    reason = "Complete. The standard was known, coaching was tried, and each goal can be measured."
    story.do(plan.Approved(reason=reason), story.hr)


def delivery(story: Story, comment: str = "") -> Steps:
    yield story.at(-0.7)
    entry = deliver(story)
    yield story.at(-0.4)
    story.acknowledge(entry, comment)


def deliver(
    story: Story, how: str = "In a meeting of an hour, read through together; a copy handed over"
) -> Entry[Any]:
    return plans.deliver(
        person=story.person.id,
        plan_id=story.case,
        how=how,
        by=story.world.cast[story.manager].id,
        now=story.world.now,
    )


def running(story: Story, *, better: bool, weeks: float | None = None, questions: int = 1) -> Steps:
    """Check-ins with both voices, support in time, a question answered, the midpoint statement.

    Ends after that many weeks of the plan, all of it unless said.
    """
    last = story.starts + (weeks if weeks is not None else story.weeks) * WEEK
    topic, rng = story.topic, story.world.rng
    first = rng.randrange(3)
    if questions:
        yield story.at(0.8)
        question, answer = topic.questions[rng.randrange(2)]
        asked = story.do(plan.QuestionAsked(words=story.text(question)), story.key)
        yield story.at(1.1)
        story.do(plan.QuestionAnswered(words=story.text(answer)), story.manager, to=asked.id)
    given = 0
    for number, day in enumerate(check_in_days(story)):
        while given < 3 and story.day(1.2 + given) < day:
            if story.day(1.2 + given) > last:
                return
            yield story.at(1.2 + given)
            given += 1
            give_support(story, given)
        if day > last:
            return
        yield story.world.days.at(day)
        check_in(story, day, first + number, better=better)
        middle = story.day(story.weeks / 2 + 0.4)
        if day < middle <= min(last, day + 2 * WEEK):
            yield story.world.days.at(middle)
            midpoint(story, better=better)


def give_support(story: Story, number: int, words: str = "") -> None:
    what = story.topic.support[number - 1][0]
    given = words or f"{what}: done as promised, in working hours."
    story.do(plan.SupportGiven(item=f"s{number}", what=given), story.manager)


def check_in(story: Story, day: date, number: int, *, better: bool) -> None:
    """Both voices; the person writes theirs after the talk."""
    topic = story.topic
    manager = (topic.manager_better if better else topic.manager_same)[number % 3]
    person = (topic.person_better if better else topic.person_same)[number % 3]
    said = plan.CheckIn(scheduled_on=day, voice="manager", words=story.text(manager))
    story.do(said, story.manager)
    own = plan.CheckIn(scheduled_on=day, voice="employee", words=story.text(person))
    story.later(50, own, story.key)


def midpoint(story: Story, *, better: bool, words: str = "", target: float | None = None) -> Entry[Any]:
    measure = BY_CODE[story.topic.measure]
    limit = pounds_or_plain(measure, target or measure.limit)
    side = "on the right side of" if better else "not yet at"
    paces = (
        GoalRemark(goal="g1", words=story.text("So far {rate}, " + side + f" the {limit} that is needed.")),
        GoalRemark(
            goal="g2", words="In step with the team." if better else "A little below; it is supporting."
        ),
        GoalRemark(
            goal="g3", words="Samples so far hold." if better else "About two thirds of the samples hold."
        ),
    )
    entry = plans.write_midpoint(
        person=story.person.id,
        plan_id=story.case,
        paces=paces,
        words=story.text(words),
        by=story.world.cast[story.manager].id,
        now=story.world.now,
    )
    story.receipt_later(entry)
    return entry
