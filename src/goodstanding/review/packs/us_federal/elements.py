"""Critical elements and instances of performance, as a file holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from goodstanding.review.file import Event, GoalTerms, Plan, ReviewFile

WITH_INSTANCES = ("concern", "plan_opened", "coaching_directed", "plan_allowed")


@dataclass(frozen=True, slots=True)
class Instance:
    """One dated shortfall and the standard that it fell short of."""

    on: date
    fact: str
    standard: str
    event: Event


def same(text: str) -> str:
    """Two wordings of one standard that differ in case, space and signs alone are one."""
    return " ".join(re.findall(r"\w+", text.lower()))


def instances(file: ReviewFile) -> Iterator[Instance]:
    """Those of concerns and of the documents that repeat them, each once."""
    seen = set()
    for event in file.of(*WITH_INSTANCES):
        for each in event.payload.get("deficiencies", ()):
            key = (each.on, each.fact)
            if key not in seen:
                seen.add(key)
                yield Instance(each.on, each.fact, each.standard, event)


def goals(plan: Plan) -> tuple[GoalTerms, ...]:
    terms = plan.terms
    return tuple(g for g in terms.goals if g.required) if terms else ()


def element(goal: GoalTerms) -> str:
    """The element that a goal belongs to; a plan that names none has none."""
    return same(goal.standard)


def elements(plan: Plan) -> frozenset[str]:
    return frozenset(element(g) for g in goals(plan)) - {""}


def standards(file: ReviewFile) -> Iterator[tuple[str, date | None, Event]]:
    """Each standard that was made known: its wording, the day, and the entry that says so."""
    for event in file.of("standard"):
        yield same(str(event.payload.get("standard", event.text))), event.when.exact, event
    for event in file.of("concern"):
        day: Any = event.payload.get("standard_communicated_on")
        for each in event.payload.get("deficiencies", ()):
            yield same(each.standard), day, event
