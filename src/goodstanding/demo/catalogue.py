"""What a story is, for the build, the tests and the documentation: who, when, which state, what to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from goodstanding.demo.story import Telling
from goodstanding.domain.lifecycle import State


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySpec:
    """`starts` is counted in days from today to the Monday of the plan. `turn` is what the figures do then.

    A story goes as far as the calendar lets it: what it plans for after yesterday has not happened.
    """

    key: str
    state: State
    title: str
    look: str
    starts: int
    tell: Telling
    weeks: int = 8
    turn: Literal["good", "bad", "usual"] = "bad"
    relapse: int | None = None
