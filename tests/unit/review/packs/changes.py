"""Changes of the whole file that several tables use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

from goodstanding.domain.entries.terms import Deficiency
from goodstanding.review.comparators import Comparators, Figures, Peer
from goodstanding.review.when import Tri
from tests.unit.review.packs.cases import W
from tests.unit.review.packs.elsewhere_cases import PLAIN
from tests.unit.review.packs.whole import COMPARED, STANDARD, Whole

Y = 2026
Expected = Literal["decisive", "serious", "note", "quiet", "silent"]
MEDICAL = W.edit("reply", words="I have a letter of my doctor about a condition.")
LATE = W.at("decision", date(Y, 11, 1)).at("effect", date(Y, 11, 2))
LONG = W.edit("decision", effective_on=date(Y, 11, 20))
CHANGED = (
    W.add("asked", "change_proposed", date(Y, 4, 1), like="closed", payload={"changes_standard": True})
    .add("changed", "plan_changed", date(Y, 4, 7), like="closed")
    .add("early", "goal_determined", date(Y, 3, 20), like="determined", goal="g0")
)
DEMOTED = (
    W.edit("decision", decision="demotion", words=PLAIN)
    .edit("proposal", action="demotion", words="On 29 May 2026.")
    .drop("effect")
)
PROPOSED = W.drop("decision", "effect", "appeal", "heard")
TERMS = W.events["delivered"].terms
assert TERMS is not None
SECOND = replace(TERMS.goals[0], id="g2")
TWO = W.terms(goals=(TERMS.goals[0], SECOND))
SLOW = W.at("heard", date(Y, 12, 10))
PEER = Peer(label="B", same_decider=True, same_role=True, figure=28.0)


UNTOLD = W.only("concern").change("concern", acknowledged=None, communicated=Tri.NO)


def met(name: str, whole: Whole, goal: str) -> Whole:
    return whole.add(name, "goal_determined", date(Y, 6, 1), like="determined", goal=goal, result="met")


def deficient(day: date) -> Deficiency:
    return Deficiency(on=day, fact="Thirty of fifty.", standard=STANDARD)


def length(days: int) -> Whole:
    return W.terms(ends=date.fromordinal(date(Y, 3, 2).toordinal() + days)).edit("approved", reason="Agreed.")


def compared(**fields: object) -> Whole:
    return W.but(compared=replace(COMPARED, **fields))  # type: ignore[arg-type]


def deleted(day: date) -> Whole:
    return W.but(compared=Comparators(deletions_due=(day,)))


def away(first: date, last: date) -> Whole:
    return W.but(away=((first, last),))


def figures(**fields: object) -> Whole:
    made = Figures(metric="tickets", higher_is_better=True, own=30.4, people=8, mean=46.0)
    return compared(figures=(replace(made, **fields),))  # type: ignore[arg-type]
