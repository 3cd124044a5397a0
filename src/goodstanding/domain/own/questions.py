"""Questions that a plan leaves open, as sentences that can be sent. They ask; they accuse nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.domain.own.plan import OwnGoal, PlanReceived, weekdays_between

SOON = 10
"""Working days within which not everything may be due."""


@dataclass(frozen=True, slots=True)
class Question:
    words: str
    why: str
    goal: str = ""


def questions(plan: PlanReceived) -> list[Question]:
    """In the order of the goals, then of the plan as a whole."""
    found = [q for n, goal in enumerate(plan.goals, 1) for q in _of_goal(plan, n, goal)]
    return [*found, *_of_plan(plan)]


def _of_goal(plan: PlanReceived, number: int, goal: OwnGoal) -> Iterator[Question]:
    name = f"goal {number} (“{_short(goal.statement)}”)"
    lacks = (
        (goal.target or goal.target_number is not None, f"Which result on {name} counts as met?", "No result is named that suffices."),
        (goal.measure or goal.target_number is not None, f"How is {name} measured?", "Nothing says what is counted or looked at."),
        (goal.due, f"By which day is {name} due?", "No day is named."),
        (goal.measurer, f"Who measures {name}?", "Nobody is named who judges it."),
        (goal.source, f"From which report or figures is {name} judged, and may I see them every week?", "No source is named."),
    )  # fmt: skip
    for there, words, why in lacks:
        if not there:
            yield Question(words, why, goal.id)
    if goal.due and goal.due <= plan.received_on:
        yield Question(
            f"{name[0].upper()}{name[1:]} was due on {_day(goal.due)}; I was given the plan on "
            f"{_day(plan.received_on)}. Which day applies?",
            "It was due before the plan was given.", goal.id,
        )  # fmt: skip
    elif goal.due and plan.ends_on and goal.due > plan.ends_on:
        yield Question(
            f"{name[0].upper()}{name[1:]} is due on {_day(goal.due)}, after the plan ends on "
            f"{_day(plan.ends_on)}. Which day applies?",
            "It is due after the plan ends.", goal.id,
        )  # fmt: skip


def _of_plan(plan: PlanReceived) -> Iterator[Question]:
    start = max(plan.received_on, plan.starts_on or plan.received_on)
    dues = [g.due for g in plan.goals if g.due]
    if plan.ends_on is None:
        yield Question("On which day does the plan end?", "No last day is named.")
    elif plan.ends_on <= plan.received_on:
        yield Question(
            f"The plan ends on {_day(plan.ends_on)}; I was given it on {_day(plan.received_on)}. Until when does "
            "it run?", "It ends before it was given.",
        )  # fmt: skip
    if dues and max(dues) > start and weekdays_between(start, max(dues)) < SOON:
        yield Question(
            f"All goals are due within {weekdays_between(start, max(dues))} working days. Which come first, and "
            "which part of my usual work may wait?", f"Everything is due in fewer than {SOON} working days.",
        )  # fmt: skip
    hours = sum(g.hours or 0 for g in plan.goals)
    if hours and plan.ends_on and plan.ends_on > start and hours > 8 * weekdays_between(start, plan.ends_on):
        yield Question(
            f"By my estimate the goals take {hours:g} hours; the plan has {8 * weekdays_between(start, plan.ends_on)} "
            "working hours. Which part comes first?", "More work than the days hold.",
        )  # fmt: skip
    yield from _around(plan)


def _around(plan: PlanReceived) -> Iterator[Question]:
    """What a plan says beside its goals and days."""
    if not plan.check_ins:
        yield Question("On which days do we look at the goals together?", "No check-ins are named.")
    if not plan.support:
        yield Question("Which support, training or time do I get for this?", "No support is named.")
    for item in plan.support:
        if item.due is None:
            yield Question(f"From which day do I have this: {_short(item.what)}?", "The support has no day.")
    if not plan.consequences:
        yield Question("What follows if a goal is met, and what if it is not?", "What follows is not said.")
    if not plan.before:
        yield Question(
            "Which examples, with their days, is the plan based on?",
            "Nothing was said about these points before, as far as you noted.",
        )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 70 else words[:67].rsplit(" ", 1)[0] + " …"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def letter(asked: list[str]) -> str:
    """The questions as a message, ready to send."""
    listed = "\n".join(f"{n}. {words}" for n, words in enumerate(asked, 1))
    return (
        "Hello,\n\nI want to meet the plan, and some points are not clear to me yet. Could you please answer them "
        f"in writing, so that we both work from the same?\n\n{listed}\n\nThank you."
    )
