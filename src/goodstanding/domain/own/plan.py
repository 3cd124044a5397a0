"""A plan as the person was given it, and what happens on it, in their own words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar, Literal

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Visibility, Words

OWN = Visibility.OWN


class OwnGoal(Part):
    """One goal as the document says it. What the document does not say is empty."""

    id: Line
    statement: Words
    measure: OptionalWords = ""
    target: OptionalWords = ""
    target_number: Decimal | None = None
    unit: OptionalWords = ""
    due: date | None = None
    measurer: OptionalWords = ""
    source: OptionalWords = ""
    hours: Decimal | None = None


class OwnSupport(Part):
    id: Line
    what: Words
    due: date | None = None


class PlanReceived(Payload):
    """The plan's terms. A later one that refers to it is the same plan, read more closely or changed."""

    kind: ClassVar = "own_plan"
    title: ClassVar = "My plan"
    visibility: ClassVar = OWN
    received_on: date
    starts_on: date | None = None
    ends_on: date | None = None
    goals: tuple[OwnGoal, ...] = ()
    support: tuple[OwnSupport, ...] = ()
    check_ins: tuple[date, ...] = ()
    consequences: OptionalWords = ""
    before: OptionalWords = ""
    """What had been said about these points before the plan, as far as the person knows."""


class Asked(Payload):
    kind: ClassVar = "own_asked"
    title: ClassVar = "Question asked"
    visibility: ClassVar = OWN
    words: Words
    to: OptionalWords = ""


class Answered(Payload):
    kind: ClassVar = "own_answered"
    title: ClassVar = "Answer received"
    visibility: ClassVar = OWN
    words: Words


class Progress(Payload):
    """Where a goal stands. `so_far` is the total, not the step."""

    kind: ClassVar = "own_progress"
    title: ClassVar = "Progress"
    visibility: ClassVar = OWN
    goal: Line
    so_far: Decimal | None = None
    words: Words
    evidence: OptionalWords = ""


class CheckedIn(Payload):
    kind: ClassVar = "own_check_in"
    title: ClassVar = "Check-in"
    visibility: ClassVar = OWN
    scheduled_on: date
    state: Literal["held", "by_employer", "by_me", "moved"]
    words: OptionalWords = ""
    on_track: OptionalWords = ""
    """What was answered to “am I on track, goal by goal?”"""


class SupportCame(Payload):
    kind: ClassVar = "own_support_came"
    title: ClassVar = "Support given"
    visibility: ClassVar = OWN
    support: Line
    words: Words


class PlanOver(Payload):
    kind: ClassVar = "own_plan_over"
    title: ClassVar = "The plan is over"
    visibility: ClassVar = OWN
    outcome: Literal["passed", "not_passed", "withdrawn", "left"]
    in_writing: Literal["yes", "not yet"] = "not yet"
    words: OptionalWords = ""


def weekdays_between(start: date, end: date) -> int:
    """Mondays to Fridays after `start` up to `end`; public holidays are not known here. 0 if it lies back."""
    days = (end - start).days
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, days + 1))


def goals_in(text: str) -> tuple[OwnGoal, ...]:
    """The goals of a pasted text: a paragraph each, or a line each where the lines are numbered or bulleted."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    listed = [line for line in lines if _bullet(line)]
    if len(listed) >= 2:
        parts: list[str] = []
        for line in lines:
            if _bullet(line):
                parts.append(_bare(line))
            elif line and parts:
                parts[-1] += " " + line
    else:
        parts = [" ".join(p.split()) for p in "\n".join(lines).split("\n\n")]
    return tuple(OwnGoal(id=f"g{n}", statement=p) for n, p in enumerate(filter(None, parts), 1))


def _bullet(line: str) -> bool:
    head = line.split(" ", 1)[0]
    return head in {"-", "–", "•", "*"} or (head[:-1].isdigit() and head[-1:] in ".)") or head.startswith("•")


def _bare(line: str) -> str:
    head, _, rest = line.partition(" ")
    return (line[1:] if head.startswith("•") and len(head) > 1 else rest).strip()
