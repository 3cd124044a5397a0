"""The state of one case, folded from its entries. Only `fold` and `apply` change it; see `case_fold`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from goodstanding.domain.entries.plan import CoachingAim, Midpoint
from goodstanding.domain.entries.review import FindingNoted
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms, Result, SupportItem, WatchTerms
from goodstanding.domain.lifecycle import FINAL, LIVE, State


@dataclass(frozen=True, slots=True)
class CheckInState:
    """A planned check-in and what became of it: two voices, or who missed it and why."""

    on: date
    manager: UUID | None = None
    employee: UUID | None = None
    missed_by: str = ""
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Held by the manager's account, or recorded as missed. The employee's voice may still follow."""
        return bool(self.manager or self.missed_by)


@dataclass(frozen=True, slots=True)
class SupportState:
    item: SupportItem
    given_on: date | None = None

    def late(self, today: date) -> bool:
        due = self.item.due
        return bool(due and ((self.given_on or today) > due))


@dataclass(frozen=True, slots=True)
class Question:
    entry: UUID
    asked: date
    by: UUID
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    entry: UUID
    goal: str
    computed: Result | None
    result: Result
    by: UUID
    countersigned: bool = False
    contested: UUID | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewState:
    """The last review of the file for this case, while nothing has changed the case since."""

    entry: UUID
    step: str
    findings: tuple[FindingNoted, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of state: when, by which entry, into what."""

    state: State
    entry: UUID
    event: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One concern, its coaching, its plan and what followed, as of its last entry."""

    id: UUID
    subject: UUID
    state: State
    opened: date
    manager: UUID
    former_managers: frozenset[UUID] = frozenset()
    version: int = 1
    last_recorded: datetime | None = None
    authors: frozenset[UUID] = frozenset()
    deficiencies: tuple[Deficiency, ...] = ()
    concern: UUID | None = None
    review_on: date | None = None
    coaching_aims: tuple[CoachingAim, ...] = ()
    coaching_sessions: tuple[date, ...] = ()
    follows: UUID | None = None
    successor: UUID | None = None
    terms: PlanTerms = field(default_factory=PlanTerms)
    delivered_on: date | None = None
    delivered_entry: UUID | None = None
    clock_start: date | None = None
    unacknowledged: tuple[UUID, ...] = ()
    pending_terms: PlanTerms | None = None
    change_open: UUID | None = None
    change_terms: PlanTerms | None = None
    paused_since: date | None = None
    pauses: tuple[tuple[date, date], ...] = ()
    check_ins: tuple[CheckInState, ...] = ()
    support: tuple[SupportState, ...] = ()
    questions: tuple[Question, ...] = ()
    midpoint_entry: UUID | None = None
    midpoint: Midpoint | None = None
    extension_open: bool = False
    determinations: Mapping[str, Determination] = field(default_factory=lambda: MappingProxyType({}))
    outcome: Literal["met", "not_met", "withdrawn"] | None = None
    closed_on: date | None = None
    watch: WatchTerms | None = None
    watch_started: date | None = None
    watch_checked: tuple[date, ...] = ()
    relapse_open: UUID | None = None
    relapse_goal: str = ""
    proposal_entry: UUID | None = None
    proposed_by: UUID | None = None
    reply_until: date | None = None
    decision: str = ""
    decided_by: UUID | None = None
    effective_on: date | None = None
    appeal_until: date | None = None
    meeting_on: date | None = None
    over_on: date | None = None
    roles: tuple[tuple[str, UUID], ...] = ()
    roles_before: tuple[tuple[str, UUID, date], ...] = ()
    review: ReviewState | None = None
    steps: tuple[Step, ...] = ()

    @property
    def live(self) -> bool:
        return self.state in LIVE

    @property
    def open(self) -> bool:
        return self.state not in FINAL

    @property
    def delivered(self) -> bool:
        return self.delivered_on is not None

    @property
    def starts_on(self) -> date | None:
        """The goal clock starts at the later of delivery and the plan's start."""
        return self.clock_start or self.terms.starts_on

    @property
    def ends_on(self) -> date | None:
        return self.terms.ends_on

    def goal(self, goal_id: str) -> Goal | None:
        return next((g for g in self.terms.goals if g.id == goal_id), None)

    def holders(self, role: str) -> frozenset[UUID]:
        """Who was assigned this role; a measurer is also whoever measures a goal."""
        named = {p for r, p in self.roles if r == role}
        if role == "measurer":
            named |= {m for g in self.terms.goals if (m := self.measurer_of(g))}
        return frozenset(named)

    def held(self) -> frozenset[tuple[str, UUID]]:
        """Every role and who holds it, assigned by HR or named in a goal."""
        return frozenset(self.roles) | {("measurer", person) for person in self.holders("measurer")}

    def measurer_of(self, goal: Goal) -> UUID | None:
        """Who measures it: the one named in it, or, where that was a manager who has handed the plan over,
        whoever was assigned last."""
        if goal.measurer not in self.former_managers:
            return goal.measurer
        assigned = [person for role, person in self.roles if role == "measurer"]
        return assigned[-1] if assigned else goal.measurer

    def missed_by_employer(self) -> tuple[date, ...]:
        return tuple(c.on for c in self.check_ins if c.missed_by == "employer")

    def open_questions(self) -> tuple[Question, ...]:
        return tuple(q for q in self.questions if q.answered is None)
