"""A plan that did not stand: an override without a fact, and the appeal that put it right."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from typing import Any

from goodstanding.actions import plans
from goodstanding.demo.aftermath import appeal_decided, appealed, decided, proposed, replied
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.course import running
from goodstanding.demo.diary import Steps
from goodstanding.demo.stories_after import DEMOTION
from goodstanding.demo.stories_running import fair_start
from goodstanding.demo.story import WEEK, Story
from goodstanding.domain.entries import Entry, day_to_day, plan
from goodstanding.domain.lifecycle import State


def tamsin(story: Story) -> Steps:
    """An override without good reason, set right on appeal."""
    closed = yield from _overridden(story)
    yield from _heard(story)
    yield from _put_right(story, closed)


def _overridden(story: Story) -> Generator[datetime, None, Entry[Any]]:
    yield from fair_start(story)
    yield from running(story, better=True, weeks=3)
    yield story.at(5.6)
    story.do(
        plan.QuestionAsked(
            words="My accounts in the north-east were given to a new colleague. Is my target changed?"
        ),
        story.key,
    )
    yield story.at(8, 2)
    for goal, words in (
        ("g1", "The accounts were redistributed, so the export cannot be compared."),
        ("g2", "Quotes were answered by two people; the export names one."),
        ("g3", "No sample was drawn in the last month."),
    ):
        plans.determine_goal(
            person=story.person.id,
            plan_id=story.case,
            goal=goal,
            result="not_assessable",
            words=words,
            by=story.manager_id,
            now=story.world.now,
        )
    yield story.at(8, 7)
    for goal in ("g1", "g2", "g3"):
        story.do(plan.DeterminationCountersigned(goal=goal), story.hr)
    yield story.at(8, 9)
    closed = plans.close(
        person=story.person.id,
        plan_id=story.case,
        outcome="not_met",
        by=story.hr_id,
        now=story.world.now,
        reason="Overridden: the manager is convinced that the goals would not have been reached.",
    )
    story.receipt_later(closed)
    return closed


def _heard(story: Story) -> Steps:
    yield from proposed(story, action="demotion", words=DEMOTION, start=1.7)
    yield from replied(
        story,
        "None of my goals was found not met: they could not be assessed, because my accounts were given "
        "away in week four. My question about it was never answered. What is proposed rests on a "
        "conviction, not on a figure.",
        companion="With Bronwen Prycewell of the employee forum.",
    )
    yield from decided(
        story,
        by="tobias",
        result="demotion",
        words="Level 1 with the remaining accounts.",
        to_reply="The manager knows the market and is followed.",
    )


def _put_right(story: Story, closed: Entry[Any]) -> Steps:
    yield from appealed(
        story, "I ask for the override to be read beside the determinations, and nothing more."
    )
    yield from appeal_decided(
        story,
        "allowed",
        "Allowed. “Not assessable” is not “not met”; the export even computes the first goal as met, and the "
        "reason for the override names no fact. Work was moved away while the plan ran, three check-ins were "
        "not held, and a question stayed without an answer.",
        "Level 2 and pay as before, from the day of the decision. The accounts are given back or the target "
        "is set anew. The plan is not to be used in any appraisal. Sales North drafts no plan without HR at "
        "the table until the end of next year.",
    )
    yield story.world.days.at(story.world.now.date() + WEEK)
    story.note(
        day_to_day.Correction(
            wrong="The plan was closed as not met, against determinations that could not be made.",
            right="The outcome was set aside on appeal. The plan has none, and nothing may be based on it.",
        ),
        story.hr,
        to=closed.id,
    )


TAMSIN = StorySpec(
    key="tamsin",
    state=State.REMEDIED,
    starts=-235,
    turn="usual",
    tell=tamsin,
    title="Appeal allowed",
    look="An outcome overridden without a fact, and how the appeal put it right",
)
