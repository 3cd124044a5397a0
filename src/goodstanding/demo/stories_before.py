"""Stories that have not come to a running plan: from the concern to the delivery."""

from __future__ import annotations

from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.course import (
    before,
    deliver,
    draft_terms,
    drafting,
    save_draft,
)
from goodstanding.demo.diary import Steps
from goodstanding.demo.story import Story
from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.entries.terms import Deficiency
from goodstanding.domain.lifecycle import State


def jonah(story: Story) -> Steps:
    yield story.world.days.on(-2)
    story.concern(guidance="Spoken about twice in the weekly talk, without anything written down.")


def leonie(story: Story) -> Steps:
    days = story.world.days
    yield days.on(-30)
    story.concern(guidance="We spoke about the two longest weeks on the day after each.")
    yield days.on(-27)
    story.direct_coaching(
        "Two short weeks after a change of the returns screen are no reason for a plan. Coaching with three "
        "sessions, and then we look at the figures together.",
        5,
    )
    yield days.on(-25)
    story.set_coaching_plan(
        (days.day(-20), days.day(-6), days.day(8)),
        "Time for the sessions comes out of normal hours. The new screen is part of the first one.",
    )
    yield days.on(-20)
    first, talk = story.coach(0, days.day(-8))
    yield days.on(-8)
    story.follow_up(first, talk.better)
    yield days.on(-6)
    story.coach(1, days.onward(days.day(4)))
    yield days.on(-4)
    story.note(
        day_to_day.Feedback(
            tone="positive",
            behaviour="Wrote down every search that found nothing, without being reminded, for a whole week.",
            effect="The knowledge base has seven better articles; the whole team finds them now.",
        ),
        story.manager,
    )


def ewan(story: Story) -> Steps:
    """Coaching that worked: most cases end like this one."""
    yield from before(story, better=True)
    yield story.at(-1)
    story.do(
        plan.CoachingClosed(
            result="improved",
            reason=(
                "Four weeks at the team’s usual level. The moved shelves were half of it, the second scan "
                "the other half. Nothing further is open."
            ),
        ),
        story.hr,
    )
    yield story.at(-0.5)
    story.note(
        day_to_day.Feedback(
            tone="positive",
            behaviour="Showed two new starters how to tell the look-alike valves apart by the colour code.",
            effect="No mix-up in aisle 6 since then, by anybody.",
        ),
        story.manager,
    )


def marek(story: Story) -> Steps:
    yield from before(story)
    yield story.at(-3.4)
    save_draft(story, draft_terms(story, support=(), midpoint_on=None))
    yield story.at(-3)
    story.do_after_review(plan.Submitted(), story.manager)
    yield story.at(-2.4)
    story.do(
        plan.Returned(
            reason=(
                "Two things before this can be approved. The coaching notes say that the scanner failed "
                "twice; please write down what support is given, by whom and until when. And there is no "
                "midpoint date. The goals themselves are clear and within reach."
            )
        ),
        story.hr,
    )


def adaeze(story: Story) -> Steps:
    yield from before(story)
    yield from drafting(story, until="submitted", from_week=story.week_of(-5))


def gareth(story: Story) -> Steps:
    yield from before(story)
    yield from drafting(story, until="endorsed", from_week=story.week_of(-9))


def meiling(story: Story) -> Steps:
    yield from before(story)
    yield from drafting(story, from_week=story.week_of(-13))


def rafael(story: Story) -> Steps:
    yield from before(story)
    yield from drafting(story, from_week=story.week_of(-16))
    yield story.world.days.on(-2)
    deliver(story)


def elsie(story: Story) -> Steps:
    """Withdrawn by the manager before anybody delivered it: the shortfall had another cause."""
    yield from before(story)
    yield story.at(-3)
    save_draft(story, draft_terms(story))
    yield story.at(-2.4)
    story.do(
        plan.WithdrawnUndelivered(
            reason=story.text(
                "While writing the goals I looked at the rota again: {name} took the phone line alone on "
                "eleven of the evenings that the concern names, because a post was vacant. The figures of "
                "those evenings say nothing about {name}. I should have seen this first."
            )
        ),
        story.manager,
    )
    yield story.at(-2)
    story.note(
        day_to_day.Feedback(
            tone="positive",
            behaviour="Kept the evening line open alone for eleven evenings and said so only when asked.",
            effect="No caller waited longer than six minutes. The rota now names a second person.",
        ),
        story.manager,
    )


NOOR_ANSWERS = (
    "Twenty-three of my 43 accounts were moved to a colleague in one week. Orders for each "
    "account that I still serve are what they were. I ask for the list of moved accounts to be "
    "put beside the total."
)
NOOR_REFUSED = (
    "Refused. The standard is orders for each account served, and there the figures are above "
    "it in every week named. The total fell because 23 accounts were moved away on one day; "
    "that is not a shortfall of the person. Sales North is asked to write down why the accounts "
    "were moved, and to look at the portfolio again with both sides by the end of the quarter."
)


def noor(story: Story) -> Steps:
    """The work was moved away first; the figures fell after. HR refuses a plan."""
    days = story.world.days
    yield days.on(-62)
    said = story.note(
        day_to_day.Feedback(
            tone="critical",
            behaviour="The weekly total for the region is down again, and most of the gap is in this "
            "portfolio.",
            effect="The region is behind its number for the quarter.",
        ),
        story.manager,
    )
    yield days.on(-60)
    worst = story.world.figures.worst(story.key, "order_value", days.day(-130), days.day(-62), 1)[0]
    story.note(
        day_to_day.Answer(words=NOOR_ANSWERS),
        story.key,
        to=said.id,
    )
    yield days.on(-55)
    story.raise_concern(
        (
            Deficiency(
                on=worst.sunday,
                fact=f"Total orders of £{worst.value:,.0f} in the week of {worst.monday:%-d %B %Y}.",
                standard="A fair share of the region’s weekly total",
                evidence="Order system, weekly export",
            ),
        ),
        "The total was named in two weekly meetings.",
    )
    yield days.on(-51)
    story.do(
        plan.PlanRefused(reason=NOOR_REFUSED),
        story.hr,
    )


BEFORE = (
    StorySpec(
        key="jonah",
        state=State.INTAKE,
        starts=35,
        tell=jonah,
        title="A concern waits for HR",
        look="The concern with its dated weeks; HR’s choice between coaching, refusal and a draft",
    ),
    StorySpec(
        key="leonie",
        state=State.COACHING,
        starts=42,
        tell=leonie,
        title="Coaching under way",
        look="The coaching plan, two sessions held, one follow-up due, one session ahead",
    ),
    StorySpec(
        key="ewan",
        state=State.CLOSED,
        starts=-150,
        turn="good",
        tell=ewan,
        title="Coaching that worked",
        look="A case that ended with coaching; no plan was ever written",
    ),
    StorySpec(
        key="marek",
        state=State.DRAFT,
        starts=14,
        tell=marek,
        title="Returned by HR",
        look="What HR asked for before it approves: support with dates, and a midpoint",
    ),
    StorySpec(
        key="adaeze",
        state=State.SUBMITTED,
        starts=18,
        tell=adaeze,
        title="Waits for the second level",
        look="A complete draft with the review’s written answers, to be endorsed by the head of department",
    ),
    StorySpec(
        key="gareth",
        state=State.ENDORSED,
        starts=14,
        tell=gareth,
        title="Endorsed, waits for HR",
        look="HR’s last look before approval",
    ),
    StorySpec(
        key="meiling",
        state=State.APPROVED,
        starts=10,
        tell=meiling,
        title="Ready to deliver",
        look="An approved plan whose manager is to deliver it before its first day",
    ),
    StorySpec(
        key="rafael",
        state=State.DELIVERED,
        starts=7,
        tell=rafael,
        title="Delivered, receipt open",
        look="The person reads the plan and may acknowledge receipt, which is not agreement",
    ),
    StorySpec(
        key="elsie",
        state=State.WITHDRAWN,
        starts=-80,
        turn="usual",
        tell=elsie,
        title="Withdrawn before delivery",
        look="The manager found another cause while drafting, and said so",
    ),
    StorySpec(
        key="noor",
        state=State.CLOSED,
        starts=-30,
        turn="usual",
        tell=noor,
        title="Work moved away; a plan refused",
        look="Figures for each account beside the total; HR’s refusal; the moved accounts in the charts",
    ),
)
