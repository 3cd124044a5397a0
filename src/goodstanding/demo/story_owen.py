"""An unfair plan, and how it ended: what a careful reader of a file should notice.

Vague facts and goals that HR returned once; a target that almost nobody reaches; coaching that never took
place; delivery on a Friday evening; check-ins missed by the employer, support late or never given, questions
without an answer; a midpoint statement that has to say all this; and HR, who withdraw it.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from goodstanding.actions import plans
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.course import INTAKE_ANSWERS, RIGHTS, check_in_days, draft_terms, midpoint, save_draft
from goodstanding.demo.diary import Steps
from goodstanding.demo.findings import Words
from goodstanding.demo.story import WEEK, Story
from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms
from goodstanding.domain.lifecycle import State

VAGUE: Words = {
    "D06": ("disputed", "The last appraisals were by another manager. They say nothing about now."),
    "D08": ("disputed", "That was before the new market strategy."),
    "D09": ("disputed", "Everybody in the team knows what is meant."),
    "D10": ("disputed", "There were several informal talks. I did not write them down."),
    "D11": ("disputed", "If the attitude changes, that will be seen."),
    "D24": ("disputed", "Ownership is a value of the team."),
}
BETTER: Words = {
    "D06": (
        "explained",
        "The last two appraisals met expectations. They were before the new market strategy.",
    ),
    "D08": ("explained", "The thanks were for the trade fair. The quarter’s total is another thing."),
    "D09": ("explained", "The quarter’s total, and the two dates in the concern."),
    "D10": ("explained", "Coaching was directed; it could not be arranged in a busy season."),
    "D13": ("accepted", "It is ambitious; the accounts are as they were."),
    "D14": ("accepted", "It is ambitious; the best in the region reach it."),
}
"""What Graham answers the review, at the first submission and at the second."""


def owen(story: Story) -> Steps:
    yield from _concern(story)
    yield from _papers(story)
    yield from _delivery(story)
    yield from _plan(story)
    yield from _end(story)
    yield from _after(story)


def _concern(story: Story) -> Steps:
    yield story.at(-9)
    story.raise_concern(
        (
            Deficiency(
                on=story.day(-11),
                fact="Seemed disengaged in the weekly call.",
                standard="A professional attitude",
            ),
            Deficiency(
                on=story.day(-9.4),
                fact="Does not show the hunger that the region needs now.",
                standard="Ownership of the number",
            ),
        ),
        "Several informal talks.",
    )
    yield story.at(-8.6)
    story.direct_coaching(
        "Neither line names something that was done or left undone on its day. Coaching first, with "
        "sessions that look at visits and quotes. If there is a shortfall of figures, name the weeks.",
        4,
    )
    yield story.at(-8)
    story.set_coaching_plan((story.day(-7), story.day(-5.5)))
    yield story.at(-4.4)
    story.note(
        day_to_day.Answer(
            words="Neither of the two sessions took place. I was in the office on both days and had them in "
            "my calendar."
        ),
        story.key,
        to=story.note(
            day_to_day.Feedback(tone="critical", behaviour="Still not the energy that we agreed on."),
            story.manager,
        ).id,
    )


def _papers(story: Story) -> Steps:
    yield story.at(-4)
    story.allow_plan(
        "The manager reports that coaching cannot be arranged this season. A draft may be written; it will "
        "be looked at closely.",
        (INTAKE_ANSWERS[0], "Directed, but not held. The manager names the season.", "Not looked at yet."),
    )
    yield story.at(-3.4)
    save_draft(story, _vague_terms(story))
    yield story.at(-3.2)
    story.do_after_review(plan.Submitted(), story.manager, VAGUE)
    yield story.at(-2.6)
    story.do(
        plan.Returned(
            reason=(
                "Returned. “Show more ownership, to the manager’s satisfaction” cannot be measured by "
                "anybody else. Name a figure with its source, or something that can be seen, and who sees "
                "it. Add the support."
            )
        ),
        story.hr,
    )
    yield story.at(-2.2)
    save_draft(story, _hard_terms(story))
    yield story.at(-2)
    story.do_after_review(plan.Submitted(), story.manager, BETTER)
    yield story.at(-1.6)
    story.do(plan.Endorsed(reason="Agreed with Graham."), story.director)
    yield story.at(-1)
    story.do(plan.Approved(reason="Measurable now. The target is high; the midpoint will show it."), "samuel")


def _vague_terms(story: Story) -> PlanTerms:
    attitude = Goal(
        id="g1",
        statement="Show more ownership and a positive attitude",
        kind="behaviour",
        standard="Team values",
        target_words="To the manager’s satisfaction.",
        evidence_required="The manager’s impression.",
        data_source="Manager",
        measurer=story.manager_id,
        due=story.ends,
    )
    return PlanTerms(
        purpose="A turnaround is needed.",
        starts_on=story.starts,
        ends_on=story.ends,
        goals=(attitude,),
        check_ins=(story.day(3),),
    )


def _hard_terms(story: Story) -> PlanTerms:
    """Measurable now, but at a figure that hardly anybody reaches."""
    made = draft_terms(story)
    goals = tuple(
        g.model_copy(
            update={"target": Decimal(245), "statement": "Orders of at least £245 for each account served"}
        )
        if g.id == "g1"
        else g
        for g in made.goals
    )
    return made.model_copy(
        update={"goals": goals, "purpose": "A turnaround is needed.", "rights": story.text(RIGHTS)}
    )


def _delivery(story: Story) -> Steps:
    yield story.world.days.at(story.starts - timedelta(days=3), 16)
    delivered = plans.deliver(
        person=story.person.id,
        plan_id=story.case,
        how="Sent by internal post on Friday at the end of the day",
        by=story.manager_id,
        now=story.world.now,
    )
    yield story.at(0)
    story.acknowledge(delivered, "Received on Monday. I do not agree with the target; my answer follows.")
    yield story.at(0, 1)
    story.note(
        day_to_day.Answer(
            words=(
                "£245 an account is more than all but one of us reached in the best quarter of last year. "
                "The standard is £150, and I am above it in most weeks. I ask how the figure was chosen."
            )
        ),
        story.key,
        to=delivered.id,
    )


def _plan(story: Story) -> Steps:
    yield story.at(0.6)
    story.do(plan.QuestionAsked(words="How was the target of £245 chosen, and who else has it?"), story.key)
    yield story.at(1.5)
    story.do(
        plan.QuestionAsked(words="When is the day with the pricing team? It is promised for week two."),
        story.key,
    )
    first, second = check_in_days(story)[:2]
    yield story.world.days.at(first + timedelta(days=1))
    own = plan.CheckIn(
        scheduled_on=first,
        voice="employee",
        words="I waited in the room for half an hour. The calendar entry was deleted at noon.",
    )
    story.do(own, story.key)
    missed = plan.CheckInMissed(scheduled_on=first, by="employer", reason="Too much on.")
    story.do(missed, story.manager)
    yield story.world.days.at(second + timedelta(days=2))
    missed = plan.CheckInMissed(
        scheduled_on=second, by="employer", reason="Postponed until after the trade fair."
    )
    story.do(missed, story.manager)
    yield story.at(4.4)
    midpoint(story, better=False, words="The number is what counts.", target=245)


def _end(story: Story) -> Steps:
    yield story.at(5)
    story.do(
        plan.Paused(
            reason=(
                "Two check-ins missed by the employer, three kinds of support not given, two questions open "
                "since the first weeks, and a target of its own. The plan is paused while we look at how it "
                "came about."
            )
        ),
        story.hr,
    )
    yield story.at(6.4)
    story.note(
        day_to_day.Grievance(
            about=(
                "I ask that somebody outside Sales North looks at how the target was set, why nothing that "
                "was promised took place, and why coaching was called held in the team meeting."
            )
        ),
        story.key,
    )


def _after(story: Story) -> Steps:
    yield story.at(8)
    story.do(
        plan.Withdrawn(
            reason=(
                "Withdrawn. No shortfall against the standard is shown, nobody else was given this target, "
                "and what the plan promised was not done. It has no outcome and may not be used in an "
                "appraisal. The talk about the next quarter is led by the head of department."
            )
        ),
        story.hr,
    )
    yield story.world.days.at(story.world.now.date() + WEEK * 2)
    story.note(
        day_to_day.Feedback(
            tone="positive",
            behaviour="Won back the bakery chain that had left in the spring, with a visit every week for "
            "five weeks.",
            effect="The largest order of the region this quarter.",
        ),
        story.director,
    )


OWEN = StorySpec(
    key="owen",
    state=State.WITHDRAWN,
    starts=-118,
    turn="usual",
    tell=owen,
    title="An unfair plan, withdrawn",
    look="Vague goals returned, a target of its own, missed check-ins, late support, open questions: what "
    "HR did",
)
