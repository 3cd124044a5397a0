from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any
from uuid import UUID

Title = Callable[[Any, Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of the people and teams and statements of the goals that entries mention by id or code."""

    people: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    goals: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    teams: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def team(self, code: str) -> str:
        return self.teams.get(code) or f"team {code}"

    def person(self, id: UUID) -> str:
        return self.people.get(id, "somebody whose name is not shown here")

    def goal(self, id: str) -> str:
        return self.goals.get(id) or f"Goal {id}"


@dataclass(frozen=True, slots=True)
class Presented:
    """One entry in words, for timelines, pages and documents alike."""

    kind: str
    kind_label: str
    title: str
    words: str
    facts: tuple[tuple[str, str | date], ...]
    icon: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """`title` is text with {fields}, or a function; `also` names fields that only the title uses."""

    title: str | Title
    words: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    icon: str = "dot"
    tone: str = "neutral"
    tone_of: Callable[[Any], str] | None = None

    def fields(self) -> frozenset[str]:
        named = {name for _, name in self.facts} | set(self.also)
        return frozenset(named | ({self.words} if self.words else set()))
