"""What the linter reads and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["serious", "note"]
"""Words alone are never decisive: the most that a mark can be is serious."""

Known = Literal["measure", "date", "source"]


class TextKind(StrEnum):
    """What a text is for. Some words are wrong only in some kinds of text."""

    GOAL = "goal"
    EXPECTATION = "expectation"  # what is asked for: in coaching, a warning, a communicated standard
    CONCERN = "concern"  # what fell short
    COACHING = "coaching"
    FEEDBACK = "feedback"
    WARNING = "warning"
    APPRAISAL = "appraisal"
    PLAN_REASON = "plan_reason"  # why there is a plan, a change, an extension
    CONSEQUENCE = "consequence"  # what may follow; it has to name the step plainly
    DETERMINATION = "determination"
    DECISION = "decision"  # proposals, decisions, answers to a reply or an appeal
    NOTE = "note"  # anything else that a manager or HR writes about a person


@dataclass(frozen=True, slots=True)
class Mark:
    """One passage to look at again: `text[start:end]`. Positions count characters of the text as given."""

    start: int
    end: int
    rule: str
    title: str
    why: str
    better: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Comparator:
    """Somebody else's text of the same sort, known here by a key alone."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Clone:
    """How much two texts share once the approved template is taken out.

    `similarity` is the Jaccard index of their shingles (0 to 1), `shingles` how many this text has left,
    `shared` the passages of this text that the other one has too, as (start, end).
    """

    comparator: str
    similarity: float
    shingles: int
    shared: tuple[tuple[int, int], ...]
