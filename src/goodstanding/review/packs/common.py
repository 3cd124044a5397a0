"""What the packs share: the course of a procedure taken apart, and three-valued questions about documents."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from goodstanding.domain.remembered import Remembered
from goodstanding.review.file import Event, Plan, ReviewFile
from goodstanding.review.finding import Source
from goodstanding.review.when import Span, Tri, When, between, on, tri
from goodstanding.review.words import Said, Vocabulary, vocabulary_of

ENDINGS = frozenset({"dismissal", "demotion"})
INFORMAL = ("coaching", "feedback", "coaching_directed")


@dataclass(frozen=True, slots=True)
class Course:
    """One proposed or decided step, what led to it and what followed; what is not recorded is None."""

    proposal: Event | None
    reply: Event | None
    decision: Event | None
    effect: Event | None
    appeal: Event | None
    appeal_decision: Event | None
    plan: Plan | None

    @property
    def last(self) -> Event:
        """The event whose day decides which law applies."""
        found = self.effect or self.decision or self.proposal
        assert found is not None
        return found

    @property
    def action(self) -> str:
        return next((e.action for e in (self.decision, self.proposal) if e is not None and e.action), "")

    @property
    def ends_job(self) -> bool:
        """The step is dismissal or demotion, or nothing says that it is anything less."""
        return self.action in ENDINGS or (self.effect is not None and not self.action)


def courses(file: ReviewFile) -> tuple[Course, ...]:
    """A proposal begins one; a decision or an ending without a proposal before it does too."""
    steps = file.of("proposed_action", "reply", "decision", "termination", "appeal", "appeal_decision")
    found: list[dict[str, Event]] = []
    for event in steps:
        key = {"proposed_action": "proposal", "termination": "effect"}.get(event.kind, event.kind)
        if key == "proposal" or not found or (key in found[-1] and key != "appeal"):
            found.append({})
        found[-1].setdefault(key, event)
    return tuple(_course(file, parts) for parts in found if parts.keys() & {"proposal", "decision", "effect"})


def _course(file: ReviewFile, parts: dict[str, Event]) -> Course:
    start = parts.get("proposal") or parts.get("decision") or parts["effect"]
    own = file.plan_of(start)
    plan = own if own is not None and own.opened is not None else _plan_before(file, start)
    return Course(
        proposal=parts.get("proposal"), reply=parts.get("reply"), decision=parts.get("decision"),
        effect=parts.get("effect"), appeal=parts.get("appeal"),
        appeal_decision=parts.get("appeal_decision"), plan=plan,
    )  # fmt: skip


def _plan_before(file: ReviewFile, event: Event) -> Plan | None:
    earlier = [p for p in file.plans if p.opened is not None and file.before(p.opened, event).yes]
    return earlier[-1] if earlier else None


def endings(file: ReviewFile) -> Iterator[Course]:
    """The courses that end or lower somebody's job."""
    yield from (course for course in courses(file) if course.ends_job)


@lru_cache
def _vocabulary() -> Vocabulary:
    data = tomllib.loads(files(__package__).joinpath("statements.toml").read_text("utf-8"))
    said: dict[str, Said] = {name: {"about": name, "says": phrases} for name, phrases in data.items()}
    return vocabulary_of({"lists": {}, "ratings": {}, "statements": said})


@lru_cache(maxsize=20_000)
def _stated_in(text: str) -> frozenset[str]:
    return _vocabulary().recognise(text)


def words_of(event: Event) -> str:
    """Everything that the event says in words, whatever the field."""
    fields = [value for value in event.payload.values() if isinstance(value, str)]
    terms = event.terms
    beside = [terms.purpose, terms.consequences, terms.rights] if terms else []
    return "\n".join([event.text, *event.reasons, *fields, *beside])


_said: Remembered[int, tuple[Event, frozenset[str]]] = Remembered(3_000)
"""By the event itself, which is held here so that no other takes its id."""


def says(event: Event, *names: str) -> bool:
    """Whether its words state one of these (`statements.toml`)."""
    found = _said.get(id(event)) or _said.put(id(event), (event, _stated_in(words_of(event))))
    return not found[1].isdisjoint(_known(names))


@lru_cache
def _known(names: tuple[str, ...]) -> frozenset[str]:
    assert not set(names) - _vocabulary().statements.keys(), names
    return frozenset(names)


def is_document(event: Event) -> bool:
    """The event is the document itself, so that what it does not say, it does not say."""
    return bool(event.payload) or bool(event.terms and event.terms.whole)


def stated(event: Event, *names: str) -> Tri:
    """Whether the document says it; a summary that is silent cannot tell."""
    if says(event, *names):
        return Tri.YES
    return Tri.NO if is_document(event) else Tri.CANNOT_TELL


def filled(event: Event, name: str) -> Tri:
    """Whether a field of the entry holds something; an event without that field cannot tell."""
    return tri(bool(event.payload[name])) if name in event.payload else Tri.CANNOT_TELL


def day_in(event: Event | None, name: str) -> When | None:
    value = event.payload.get(name) if event is not None else None
    return on(value) if isinstance(value, date) else None


def effective(course: Course) -> When | None:
    """When the step took effect, or is to."""
    if course.effect is not None:
        return course.effect.when
    return day_in(course.decision, "effective_on")


def received(event: Event) -> When:
    """The receipt, where it is recorded; else the day of the document."""
    return event.acknowledged or event.when


def span(start: When, end: When) -> Span:
    return between(start, end)


def years_from(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def same_person(a: Event | None, b: Event | None) -> Tri:
    if a is None or b is None or not a.author or not b.author:
        return Tri.CANNOT_TELL
    return tri(a.author == b.author)


def absent(file: ReviewFile, kinds: Iterable[str], found: Iterable[object]) -> Tri:
    """YES: there is none, and the file would hold it. NO: there is one. Else it cannot be told."""
    if any(True for _ in found):
        return Tri.NO
    return ~file.silence(*kinds)


def law(text: str, address: str, *, confirmed: bool = True) -> Source:
    """A source. Not confirmed: its wording was not read in the source itself, and every page says so."""
    return Source(text, address, confirmed)
