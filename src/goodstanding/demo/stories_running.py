"""Stories of plans that run, stand still, or ended without an outcome."""

from __future__ import annotations

from datetime import date, timedelta

from goodstanding.actions import people
from goodstanding.demo.aftermath import determine, judged, watching
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.course import (
    before,
    check_in,
    check_in_days,
    delivery,
    drafting,
    give_support,
    midpoint,
    running,
)
from goodstanding.demo.diary import Steps
from goodstanding.demo.story import Story
from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.entries.person import NotAtWork
from goodstanding.domain.lifecycle import State


def fair_start(story: Story, comment: str = "") -> Steps:
    yield from before(story)
    yield from drafting(story)
    yield from delivery(story, comment)


def ayesha(story: Story) -> Steps:
    yield from fair_start(story, "Read and understood. I have two questions and will ask them here.")
    yield from running(story, better=True)


def connor(story: Story) -> Steps:
    """Support late, a check-in missed by the employer: the midpoint itself proposes more time."""
    yield from fair_start(story)
    first, second = check_in_days(story)[:2]
    yield story.world.days.at(first)
    check_in(story, first, 0, better=False)
    yield story.at(2.2)
    story.do(
        plan.QuestionAsked(
            words="The training on the returns screen was to be in week two. When will it be? I plan my "
            "week around it."
        ),
        story.key,
    )
    yield story.world.days.at(second + timedelta(days=1))
    story.do(
        plan.CheckInMissed(
            scheduled_on=second,
            by="employer",
            reason="I was called to the stock system’s failure. My fault, not Connor’s.",
        ),
        story.manager,
    )
    yield story.at(4.2)
    give_support(story, 2, "Tuesday mornings beside a colleague began today, two weeks later than promised.")
    yield story.at(4.4)
    midpoint(
        story,
        better=False,
        words="Two of three things that we promised are late, and one talk fell out on our side. That is "
        "not {name}’s doing.",
    )


def ingrid(story: Story) -> Steps:
    """The plan's last day is over; one determination is open, one is contested."""
    yield from fair_start(story)
    yield from running(story, better=False)
    yield story.at(8, 2)
    determine(story, "g2", better=False)
    habit = determine(story, "g3", better=False)
    yield story.at(8, 3)
    story.do(
        plan.GoalContested(
            goal="g3",
            words=(
                "The sample was drawn from the week in which the note field was broken for everybody on two "
                "days. I reported it then. Please draw another sample, or leave those two days out."
            ),
        ),
        story.key,
    )
    story.note(
        day_to_day.Answer(words="I hold a copy of my report about the broken field and can bring it."),
        story.key,
        to=habit.id,
    )


def samir(story: Story) -> Steps:
    """The manager changes in the middle: the standards stay, the earlier check-ins stand."""
    yield from fair_start(story)
    yield from running(story, better=True, weeks=story.week_of(-25))
    done = story.world.days.day(-25)
    yield story.world.days.on(-17)
    story.do(
        plan.ManagerChanged(
            to_manager=story.world.cast["hannah"].id,
            handover=story.text(
                "{manager} and Hannah went through the plan with {name} for an hour. Goals, dates and "
                "support stay as they are; the check-ins so far stand. Measurer of all goals from now on: "
                "Hannah."
            ),
        ),
        story.hr,
    )
    story.assign("measurer", "hannah", "Takes over with the line.")
    story.manager = "hannah"
    yield from _hannah_goes_on(story, done)


def _hannah_goes_on(story: Story, done: date) -> Steps:
    """What was planned since the former lead's last day, and what is planned from here on."""
    middle = story.day(4.4)
    planned: list[tuple[date, int]] = [(day, 0) for day in (*check_in_days(story), middle) if day > done]
    planned += [(story.day(1.2 + n), n + 1) for n in range(3) if done < story.day(1.2 + n)]
    for day, support in sorted(planned):
        yield story.world.days.at(day)
        if support:
            give_support(story, support)
        elif day == middle:
            midpoint(story, better=True, words="Written by Hannah, who read the earlier check-ins.")
        else:
            check_in(story, day, 2, better=True)


def beatriz(story: Story) -> Steps:
    """Time not at work stops the clock; no reason is asked here."""
    yield from fair_start(story)
    yield from running(story, better=True, weeks=story.week_of(-16))
    yield story.world.days.on(-13)
    away = NotAtWork(until=story.world.days.today + timedelta(days=25))
    story.note(away, story.hr, happened=story.world.days.day(-13))
    yield story.world.days.on(-12)
    story.do(
        plan.Paused(
            reason="Not at work for some weeks. The clock stops; every date ahead moves by the same days on "
            "return."
        ),
        story.hr,
    )


def bastien(story: Story) -> Steps:
    """Resigned for another post in the middle of a plan that went well: no outcome is computed."""
    yield from fair_start(story)
    yield from running(story, better=True, weeks=5)
    yield story.at(5.4)
    last_day = story.person.left or story.day(7)
    people.leave(
        person=story.person.id,
        last_day=last_day,
        by=story.world.cast[story.hr].id,
        now=story.world.now,
        reason="Resigned for a post nearer home",
    )
    yield story.at(7, 1)
    story.do(
        plan.Ended(
            how="resigned",
            last_day=last_day,
            words="Resigned in week five. The plan ends without an outcome; nothing in it counts as not met.",
        ),
        story.hr,
    )


def dele(story: Story) -> Steps:
    yield from fair_start(story)
    yield from running(story, better=True)
    yield from judged(story, better=True)
    yield from watching(story, 6)


def farida(story: Story) -> Steps:
    """The fair success: coaching first, help in time, both voices, a plan met, a watch without a relapse."""
    yield from fair_start(
        story, "Thank you for going through it line by line. I disagree about one week and wrote why."
    )
    yield from running(story, better=True)
    yield story.at(7.5)
    story.note(
        day_to_day.Feedback(
            tone="positive",
            behaviour="Took a call about three mixed-up orders and closed all three before the customer’s "
            "lunch service.",
            effect="The customer wrote to thank her by name.",
        ),
        story.manager,
    )
    yield from judged(story, better=True)
    yield from watching(story, 6)
    yield story.world.days.at(story.world.now.date() + timedelta(days=4))
    story.do(
        plan.WatchClosed(
            reason="Six checks, each held. The matter is over and will not be used in any later appraisal."
        ),
        story.hr,
    )
    yield story.world.days.at(story.world.now.date() + timedelta(days=20))
    story.note(
        day_to_day.Award(
            what="Team award for the returns guide",
            why="Wrote the guide to the returns screen that new starters now learn from.",
        ),
        story.manager,
    )


PETRA_ANSWERS = (
    "All of these weeks were on the new line with the unlabelled returns. I asked for labels on "
    "the first day. I would rather go back to aisle 6 than have another plan."
)
PETRA_CONFIRMED = (
    "The weeks lie inside the window and concern the goal that was passed. Whether a new plan, "
    "another place or nothing follows is decided after a talk about the new line."
)


def petra(story: Story) -> Steps:
    yield from fair_start(story)
    yield from running(story, better=True)
    yield from judged(story, better=True)
    yield from watching(story, 1)
    yield story.world.days.on(-16)
    weeks = story.world.figures.worst(
        story.key, story.topic.measure, story.world.days.day(-50), story.world.days.day(-17), 3
    )
    relapse = story.do(
        plan.RelapseRecorded(
            goal="g1",
            from_day=weeks[0].monday,
            to_day=weeks[-1].sunday,
            evidence="Weekly export: "
            + "; ".join(
                f"week of {w.monday:%-d %b}: {w.value:.0f} errors in {w.work:.1f} thousand lines"
                for w in weeks
            ),
        ),
        story.manager,
    )
    yield story.world.days.on(-14)
    story.note(
        day_to_day.Answer(words=PETRA_ANSWERS),
        story.key,
        to=relapse.id,
    )
    yield story.world.days.on(-9)
    story.do(
        plan.RelapseConfirmed(reason=PETRA_CONFIRMED),
        story.hr,
    )


RUNNING = (
    StorySpec(
        key="ayesha",
        state=State.ACTIVE,
        starts=-7,
        turn="good",
        tell=ayesha,
        title="Second week of a plan",
        look="A question on the record, support on its way, the first check-in and who is to hold it",
    ),
    StorySpec(
        key="connor",
        state=State.ACTIVE,
        starts=-38,
        tell=connor,
        title="Midpoint with late support",
        look="Support late and a check-in missed by the employer: HR grants or refuses the extension",
    ),
    StorySpec(
        key="ingrid",
        state=State.ACTIVE,
        starts=-62,
        tell=ingrid,
        title="Due for determination",
        look="The plan is over; one goal to determine, one determination contested, HR to countersign",
    ),
    StorySpec(
        key="samir",
        state=State.ACTIVE,
        starts=-38,
        turn="good",
        tell=samir,
        title="A change of manager",
        look="The handover in the middle of a plan; what the former manager still sees",
    ),
    StorySpec(
        key="beatriz",
        state=State.PAUSED,
        starts=-31,
        turn="good",
        tell=beatriz,
        title="The clock stands still",
        look="Time not at work pauses the plan; dates move on return",
    ),
    StorySpec(
        key="bastien",
        state=State.ENDED,
        starts=-80,
        turn="good",
        tell=bastien,
        title="Left during the plan",
        look="A resignation ends the plan without an outcome",
    ),
    StorySpec(
        key="dele",
        state=State.WATCH,
        starts=-140,
        turn="good",
        tell=dele,
        title="Met, on watch",
        look="Checks held with figures beside the goal; the next one is due soon",
    ),
    StorySpec(
        key="farida",
        state=State.CLOSED,
        starts=-345,
        turn="good",
        tell=farida,
        title="A fair success",
        look="The whole way: coaching, plan, both voices, met, six checks, closed, an award after it",
    ),
    StorySpec(
        key="petra",
        state=State.RELAPSED,
        starts=-150,
        turn="good",
        relapse=-55,
        tell=petra,
        title="A relapse in the watch",
        look="Recorded by the manager with dates, answered by the person, confirmed by HR",
    ),
)
