"""The review file of a case file: a summary, a judgment, a person's own notes. Complete only in what it
says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType

from goodstanding.domain.casefile import CaseFile, Fact
from goodstanding.review.file import Event, Rating, ReviewFile, Terms, Tone, review_file
from goodstanding.review.kinds import of_fact
from goodstanding.review.stated import stated_distance
from goodstanding.review.when import UNKNOWN, Span, When, on, parse, tri
from goodstanding.review.words import Vocabulary, vocabulary

TONES: Mapping[str, Tone] = MappingProxyType({"below": "critical", "meets": "positive", "above": "positive"})
CRITICAL_KINDS = frozenset({"warning", "concern"})


def from_facts(case: CaseFile, *, words: Vocabulary | None = None) -> ReviewFile:
    """Facts keep the order of the list: a date in part never moves one before another."""
    reader = words or vocabulary()
    events = [_event(n, fact, reader) for n, fact in enumerate(case.facts, start=1)]
    events = [_placed(e, fact, events) for e, fact in zip(events, case.facts, strict=True)]
    return review_file(
        events,
        subject=case.title,
        jurisdiction=case.jurisdiction,
        complete=frozenset(of_fact(t) for t in case.complete),
        absences=tuple(
            (e.when.exact, e.until.exact)
            for e in events
            if e.kind == "leave" and e.when.exact and e.until.exact
        ),
    )


def _event(order: int, fact: Fact, words: Vocabulary) -> Event:
    kind = of_fact(fact.type)
    states = words.recognise(fact.text, kind)
    if kind == "other" and "new_manager" in states:
        kind = "new_manager"
    band = words.band(fact.rating) if fact.rating else ""
    recorded = parse(fact.recorded).exact
    return Event(
        id=f"fact {fact.seq}", order=order, kind=kind, when=parse(fact.date, approx=fact.approx),
        text=fact.text, states=states, tone=_tone(kind, band, states),
        recorded=datetime.combine(recorded, time(12), tzinfo=UTC) if recorded else None,
        acknowledged=parse(fact.acknowledged) if fact.acknowledged else None, author=fact.author,
        disputed=fact.disputed or "allegation" in states, communicated=tri(fact.communicated),
        plan=str(fact.plan_no) if fact.plan_no is not None else "",
        rating=_rating(fact, words) if fact.rating else None, terms=_terms(kind, fact),
        reasons=fact.reasons, until=parse(fact.until), count=fact.count, label=fact.label,
    )  # fmt: skip


def _tone(kind: str, band: str, states: frozenset[str]) -> Tone:
    """The words of a rating first, then the kind, then what the text states; both at once is neither."""
    if band:
        return TONES[band]
    if kind in CRITICAL_KINDS:
        return "critical"
    if kind == "award":
        return "positive"
    criticism, praise = "criticism" in states, "praise" in states
    if criticism == praise:
        return ""
    return "critical" if criticism else "positive"


def _rating(fact: Fact, words: Vocabulary) -> Rating:
    start, end = _period(fact.period)
    return Rating(
        label=fact.rating,
        band=words.band(fact.rating),
        start=start,
        end=end,
        several=bool(start.first and end.last and (end.last - start.first).days > 550),
    )


def _period(text: str) -> tuple[When, When]:
    """FROM/TO, FROM-TO in years, or one year. `2000-01` may be a month or two years: it tells nothing."""
    if "/" in text:
        first, _, last = text.partition("/")
        return parse(first), parse(last)
    years = re.fullmatch(r"(\d{4})-(\d{4})", text)
    if years:
        return parse(years[1]), parse(years[2])
    if re.fullmatch(r"\d{4}", text):
        return parse(text), parse(text)
    return UNKNOWN, UNKNOWN


def _terms(kind: str, fact: Fact) -> Terms | None:
    """What the fact says of a plan's length, unless it is approximate."""
    if kind != "plan_opened" or fact.duration_days is None or fact.approx:
        return None
    return Terms(duration_days=fact.duration_days, ends=parse(fact.until).exact)


def _placed(event: Event, fact: Fact, events: list[Event]) -> Event:
    """With the distances that the source states, and the day that follows from them where it is certain."""
    base, span = None, None
    if fact.offset_from and fact.offset_days is not None and not fact.approx:
        base = _named(fact.offset_from, event, events)
        span = Span(fact.offset_days, fact.offset_days)
    elif not event.disputed and not fact.approx:
        base, span = stated_distance(event, events)
    if base is None or span is None:
        return event
    placed = replace(event, after=((base.id, span),))
    day = base.when.exact
    if event.when == UNKNOWN and day and span.known and span.least == span.most and span.least is not None:
        return replace(placed, when=on(date.fromordinal(day.toordinal() + span.least)))
    return placed


def _named(name: str, event: Event, events: list[Event]) -> Event | None:
    """The event of this label, else the last of this type before it."""
    labelled = next((e for e in events if e.label == name and e.id != event.id), None)
    if labelled:
        return labelled
    kind = of_fact(name)
    before = [e for e in events if e.order < event.order and e.kind == kind and kind != "other"]
    return before[-1] if before else None
