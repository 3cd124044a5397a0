"""The review file: one person's dated events as every rule reads them, whoever wrote them down and
however."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Literal

from goodstanding.review.linter.texts import Passage
from goodstanding.review.when import UNKNOWN, Span, Tri, When, between, earlier

Tone = Literal["positive", "critical", ""]
Band = Literal["below", "meets", "above", ""]
Compartment = Literal["shared", "draft", "leave", "counsel"]
Known = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rating:
    """One appraisal's result. `level` is its place on its own scale, 0 the lowest and 1 the highest."""

    label: str
    band: Band = ""
    level: float | None = None
    steps: int | None = None
    """How many levels the scale has, where that is known."""
    start: When = UNKNOWN
    end: When = UNKNOWN
    several: bool = False
    """It stands for several periods, none of which was lower."""


@dataclass(frozen=True, slots=True)
class GoalTerms:
    """A goal as the plan states it. What the source does not say is empty; `known` says whether that means
    none."""

    id: str
    statement: str = ""
    kind: str = ""
    required: bool = True
    standard: str = ""
    measure: str = ""
    unit: str = ""
    metric: str = ""
    direction: str = "at_least"
    target: float | None = None
    target_words: str = ""
    baseline: float | None = None
    window_start: date | None = None
    window_end: date | None = None
    due: date | None = None
    measurer: str = ""
    data_source: str = ""
    evidence_required: str = ""
    effort_hours: float | None = None
    support: tuple[str, ...] = ()
    prorate: bool = True


@dataclass(frozen=True, slots=True)
class SupportTerms:
    id: str
    what: str
    due: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan lays down. `whole`: the terms are the document itself, so that what is absent is absent."""

    starts: date | None = None
    ends: date | None = None
    duration_days: int | None = None
    goals: tuple[GoalTerms, ...] = ()
    support: tuple[SupportTerms, ...] = ()
    check_ins: tuple[date, ...] = ()
    consequences: str = ""
    rights: str = ""
    purpose: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated event. `kind` is one of `kinds.KINDS`; `order` its place in the sequence of the source."""

    id: str
    order: int
    kind: str
    when: When = UNKNOWN
    text: str = ""
    states: frozenset[str] = frozenset()
    """What its text states, as `words` recognises it: `new_manager`, `goals_met`, …"""
    tone: Tone = ""
    recorded: datetime | None = None
    acknowledged: When | None = None
    author: str = ""
    author_role: str = ""
    disputed: bool = False
    communicated: Tri = Tri.CANNOT_TELL
    """Whether the employee was given it."""
    compartment: Compartment = "shared"
    plan: str = ""
    """The plan that it belongs to: a number or the id of a case."""
    refers_to: str = ""
    topics: frozenset[str] = frozenset()
    rating: Rating | None = None
    terms: Terms | None = None
    goal: str = ""
    result: str = ""
    action: str = ""
    reasons: tuple[str, ...] = ()
    until: When = UNKNOWN
    """End of what began with the event: of an absence, a warning's currency, a time to reply or improve."""
    count: int | None = None
    label: str = ""
    after: tuple[tuple[str, Span], ...] = ()
    """Stated distances: (id of the earlier event, days), where the source gives them instead of a date."""
    passages: tuple[Passage, ...] = ()
    """The texts in which the employer writes about the person, for the rules on wording."""
    payload: Known = field(default_factory=lambda: MappingProxyType({}))
    """What else the entry says, by the names of its kind's payload (see domain.entries)."""

    def states_any(self, *names: str) -> bool:
        return not self.states.isdisjoint(names)


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan with everything that belongs to it, in order."""

    id: str
    events: tuple[Event, ...]

    def first(self, *kinds: str) -> Event | None:
        return next((e for e in self.events if e.kind in kinds), None)

    def all(self, *kinds: str) -> tuple[Event, ...]:
        return tuple(e for e in self.events if e.kind in kinds)

    @property
    def opened(self) -> Event | None:
        return self.first("plan_opened")

    @property
    def closed(self) -> Event | None:
        return next((e for e in reversed(self.events) if e.kind == "plan_closed"), None)

    @property
    def terms(self) -> Terms | None:
        """The terms in force: those of the last change, else those it opened with."""
        return next((e.terms for e in reversed(self.events) if e.terms is not None), None)

    @property
    def length(self) -> int | None:
        """Days first allowed, as the plan itself says."""
        terms = next((e.terms for e in self.events if e.kind == "plan_opened" and e.terms), None)
        if terms is None:
            return None
        if terms.duration_days is not None:
            return terms.duration_days
        start = terms.starts or (self.opened.when.exact if self.opened else None)
        return (terms.ends - start).days if terms.ends and start else None


class _Index:
    """Where the events of each kind and statement stand, found once: some hundred rules ask for them."""

    __slots__ = ("_at", "_found")

    def __init__(self) -> None:
        self._at: dict[str, dict[str, list[int]]] = {}
        self._found: dict[tuple[str, tuple[str, ...]], tuple[Event, ...]] = {}

    def in_order(self, events: Sequence[Event], by: str, names: tuple[str, ...]) -> tuple[Event, ...]:
        found = self._found.get((by, names))
        if found is None:
            if by not in self._at:
                self._at[by] = _places(events, by)
            at = sorted({n for name in names for n in self._at[by].get(name, ())})
            found = self._found[by, names] = tuple(events[n] for n in at)
        return found


def _places(events: Sequence[Event], by: str) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    for n, event in enumerate(events):
        for name in (event.kind,) if by == "kind" else event.states:
            at.setdefault(name, []).append(n)
    return at


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """Events in their sequence, and what is known to be complete.

    `complete` holds the kinds of which every event there was is here: an organisation keeps its own coaching,
    appraisals, plans. A summary of a decision is complete in nothing, so its silence is *not recorded*.
    """

    events: tuple[Event, ...]
    subject: str = ""
    jurisdiction: str = ""
    complete: frozenset[str] = frozenset()
    kept_since: date | None = None
    """The day from which the file is complete in them; None: from the beginning."""
    plans: tuple[Plan, ...] = ()
    working_weekdays: frozenset[int] = frozenset()
    absences: tuple[tuple[date, date], ...] = ()
    names: Known = field(default_factory=lambda: MappingProxyType({}))
    """Names of people by id, for the words of a finding."""
    _index: _Index = field(default_factory=lambda: _Index(), init=False, compare=False, repr=False)

    def of(self, *kinds: str) -> tuple[Event, ...]:
        return self._index.in_order(self.events, "kind", kinds)

    def stating(self, *names: str) -> tuple[Event, ...]:
        return self._index.in_order(self.events, "states", names)

    def event(self, id_: str) -> Event | None:
        return next((e for e in self.events if e.id == id_), None)

    def is_complete(self, *kinds: str, since: date | None = None) -> bool:
        """Whether silence about all of these kinds, from `since` on, means that there was nothing."""
        if since is not None and self.kept_since is not None and since < self.kept_since:
            return False
        return self.complete.issuperset(kinds)

    def silence(self, *kinds: str, since: date | None = None) -> Tri:
        """What the absence of these kinds tells: *no*, it did not happen, or *cannot tell*."""
        return Tri.NO if self.is_complete(*kinds, since=since) else Tri.CANNOT_TELL

    def before(self, a: Event, b: Event) -> Tri:
        """Whether `a` came before `b`: by their days where these tell, else by their place in the
        sequence."""
        by_day = earlier(a.when, b.when)
        if not by_day.unknown:
            return by_day
        return Tri.YES if a.order < b.order else Tri.NO

    def days(self, a: Event, b: Event) -> Span:
        """Days from `a` to `b`: what the source states, else what their dates allow, never less than their
        order."""
        stated = next((span for id_, span in b.after if id_ == a.id), None)
        if stated is not None:
            return stated
        span = between(a.when, b.when)
        if a.order < b.order and (span.most is None or span.most >= 0):
            return Span(max(span.least or 0, 0), span.most)
        return span

    def without(self, compartments: frozenset[str]) -> ReviewFile:
        """The same file as somebody reads it to whom these compartments are closed."""
        if not any(e.compartment in compartments for e in self.events):
            return self
        kept = tuple(e for e in self.events if e.compartment not in compartments)
        return replace(self, events=kept, plans=gather_plans(kept))

    def plan_of(self, event: Event) -> Plan | None:
        return next((p for p in self.plans if event in p.events), None)


def review_file(events: Iterable[Event], **known: Any) -> ReviewFile:
    """The file of these events, with its plans gathered."""
    ordered = tuple(events)
    return ReviewFile(events=ordered, plans=gather_plans(ordered), **known)


BELONGS_TO_PLAN = frozenset(
    {
        "plan_opened", "plan_drafted", "plan_submitted", "plan_approved", "plan_extended", "plan_changed",
        "change_proposed", "plan_paused", "plan_resumed", "plan_withdrawn", "plan_closed", "check_in",
        "check_in_missed", "support_promised", "support_given", "question", "question_answered", "midpoint",
        "goal_determined", "goal_contested", "watch_checked", "watch_closed", "relapse", "proposed_action",
        "reply", "decision", "termination", "appeal", "appeal_decision", "invited", "meeting", "concern",
    }
)  # fmt: skip


def gather_plans(events: Iterable[Event]) -> tuple[Plan, ...]:
    """By the plan that an event names; an event that names none belongs to the plan opened last before it."""
    found: dict[str, list[Event]] = {}
    current = ""
    for event in events:
        if event.kind not in BELONGS_TO_PLAN:
            continue
        if event.kind == "plan_opened":
            current = event.plan or f"plan at {event.id}"
        name = event.plan or current
        if name:
            found.setdefault(name, []).append(event)
    return tuple(Plan(name, tuple(members)) for name, members in found.items())
