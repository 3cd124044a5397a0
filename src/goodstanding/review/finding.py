"""Findings: what a rule says about a file, on which grounds, and how it could be otherwise."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from goodstanding.review.file import Event


class Severity(StrEnum):
    """What a finding would do where it matters. It weighs the paper, never the person."""

    DECISIVE = "decisive"
    SERIOUS = "serious"
    NOTE = "note"
    NOT_RECORDED = "not_recorded"


RANK = {severity: n for n, severity in enumerate(Severity)}


class Audience(StrEnum):
    """Who a finding is for."""

    HR = "hr"
    EMPLOYEE = "employee"
    LEAVE = "leave"
    COUNSEL = "counsel"


BOTH_SIDES = frozenset({Audience.HR, Audience.EMPLOYEE, Audience.COUNSEL})
LEAVE_ONLY = frozenset({Audience.LEAVE, Audience.EMPLOYEE, Audience.COUNSEL})
COUNSEL_ONLY = frozenset({Audience.COUNSEL})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from. `confirmed`: the statement was read in the source itself."""

    text: str
    address: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """One entry that a finding rests on, and what it is there for: "the plan", "the award of the same
    month"."""

    event: Event
    role: str = ""

    @property
    def id(self) -> str:
        return self.event.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule's own answer: it fired on these grounds."""

    because: tuple[Event | Ground, ...]
    arithmetic: tuple[str, ...] = ()
    says: str = ""
    """One sentence on this file, beside what the rule means in general."""
    severity: Severity | None = None
    """Where this occurrence weighs differently from the rule's usual weight."""
    at: Event | None = None
    """The event whose date decides which version of the rule applies; the last ground unless given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A rule's own answer: it cannot be told from this file."""

    what: tuple[str, ...]
    because: tuple[Event | Ground, ...] = ()
    says: str = ""
    at: Event | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a reader gets. `key` stays the same while the rule and its grounds do, so that an answer keeps to
    it."""

    rule: str
    version: str
    pack: str
    severity: Severity
    title: str
    means: str
    because: tuple[Ground, ...] = ()
    says: str = ""
    arithmetic: tuple[str, ...] = ()
    innocent: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    asks: str = ""
    """The same as a question that the employee may raise."""
    missing: tuple[str, ...] = ()
    source: Source = field(default_factory=lambda: Source(""))
    audience: frozenset[Audience] = BOTH_SIDES
    parameters: tuple[tuple[str, object], ...] = ()

    @property
    def key(self) -> str:
        grounds = "|".join(sorted(g.id for g in self.because))
        return hashlib.sha256(f"{self.rule}|{self.severity}|{grounds}".encode()).hexdigest()[:16]

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(g.event for g in self.because)


def grounds(given: tuple[Event | Ground, ...]) -> tuple[Ground, ...]:
    return tuple(g if isinstance(g, Ground) else Ground(g) for g in given)
