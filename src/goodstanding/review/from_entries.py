"""The review file of an organisation's own entries: as stored, or as exported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol
from uuid import UUID

from goodstanding.domain.entries import Payload, Visibility
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries.terms import Goal, PlanTerms
from goodstanding.domain.erased import ErasedText, has_gone, is_gone
from goodstanding.domain.remembered import Remembered
from goodstanding.review.file import (
    Band,
    Compartment,
    Event,
    GoalTerms,
    Rating,
    ReviewFile,
    SupportTerms,
    Terms,
    Tone,
    review_file,
)
from goodstanding.review.kinds import KINDS, of_entry
from goodstanding.review.linter.texts import passages
from goodstanding.review.when import UNKNOWN, When, on, tri
from goodstanding.review.words import Vocabulary, vocabulary

COMPARTMENTS: Mapping[Visibility, Compartment] = MappingProxyType(
    {
        Visibility.SHARED: "shared", Visibility.OWN: "shared", Visibility.DRAFT: "draft",
        Visibility.LEAVE: "leave", Visibility.COUNSEL: "counsel",
    }
)  # fmt: skip
TONES: Mapping[str, Tone] = MappingProxyType({"below": "critical", "meets": "positive", "above": "positive"})
IN_COMPARTMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "leave": frozenset({"leave_reason", "accommodation_requested", "accommodation_answered"}),
        "counsel": frozenset({"protected_activity", "advice"}),
    }
)
KEPT = frozenset(KINDS) - {"other"} - IN_COMPARTMENTS["leave"] - IN_COMPARTMENTS["counsel"]
"""What an organisation that keeps its files here keeps in them."""


class EntryLike(Protocol):
    """An entry of the organisation edition or of an export."""

    @property
    def id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def author(self) -> UUID: ...
    @property
    def happened(self) -> date: ...
    @property
    def recorded(self) -> datetime: ...
    @property
    def visibility(self) -> Visibility: ...
    @property
    def case(self) -> UUID | None: ...
    @property
    def refers_to(self) -> UUID | None: ...
    @property
    def payload(self) -> Any: ...


def from_entries(
    entries: Iterable[EntryLike],
    *,
    subject: UUID,
    jurisdiction: str = "",
    names: Mapping[UUID, str] | None = None,
    compartments: Iterable[str] = (),
    kept_since: date | None = None,
    complete: bool = True,
    working_weekdays: Iterable[int] = (),
    words: Vocabulary | None = None,
) -> ReviewFile:
    """`compartments`: the restricted ones (`leave`, `counsel`) that these entries include, so that their
    silence tells too. `complete`: nothing else was kept back from the reader. `kept_since`: without it the
    day on which the first entry was recorded; silence about the time before tells nothing."""
    given = list(entries)
    listed = [e for e in given if not is_gone(e.payload)]
    began = min((e.recorded.date() for e in given), default=None)
    wrong = {e.refers_to for e in listed if e.kind == "correction" and e.payload.retracts}
    received = {e.refers_to: e for e in listed if e.kind == "acknowledged"}
    ordered = sorted((e for e in listed if e.id not in wrong), key=lambda e: (e.happened, e.recorded))
    reader = words or vocabulary()
    events = [_event(n, e, received.get(e.id), subject, reader) for n, e in enumerate(ordered, start=1)]
    kinds = KEPT.union(*(IN_COMPARTMENTS[c] for c in compartments)) if complete else frozenset()
    kinds -= {
        of_entry(e.kind) for e in given if has_gone(e.payload)
    }  # of what was erased, silence tells nothing
    return review_file(
        events,
        subject=str(subject),
        jurisdiction=jurisdiction,
        complete=kinds,
        kept_since=kept_since or began,
        working_weekdays=frozenset(working_weekdays),
        absences=tuple((e.happened, e.payload.until) for e in ordered if e.kind == "not_at_work"),
        names=MappingProxyType({str(k): v for k, v in (names or {}).items()}),
    )


_events: Remembered[tuple[int, ...], tuple[object, ...]] = Remembered(3_000)
"""By what an event is made of: the entry, its place, its receipt and the words that are recognised. All of
them are held here, so that no other object takes the id of one."""


def _event(
    order: int, entry: EntryLike, receipt: EntryLike | None, subject: UUID, words: Vocabulary
) -> Event:
    key = (order, entry.author == subject, id(entry), id(receipt), id(words))
    known = _events.get(key)
    if known is None:
        known = _events.put(key, (entry, receipt, words, _made(order, entry, receipt, subject, words)))
    event = known[-1]
    assert isinstance(event, Event)
    return event


def _made(order: int, entry: EntryLike, receipt: EntryLike | None, subject: UUID, words: Vocabulary) -> Event:
    said: Payload = entry.payload
    kind = of_entry(entry.kind)
    if entry.kind == "moved" and said.place.manager is not None:  # type: ignore[attr-defined]
        kind = "new_manager"
    fields: dict[str, Any] = {n: "" if isinstance(v, ErasedText) else v for n, v in vars(said).items()}
    text = text_of(said)
    return Event(
        id=str(entry.id), order=order, kind=kind, when=on(entry.happened), text=text,
        states=words.recognise(text, kind), tone=_tone(entry.kind, said, words), recorded=entry.recorded,
        acknowledged=on(receipt.recorded.date()) if receipt else None, author=str(entry.author),
        author_role="employee" if entry.author == subject else "",
        communicated=tri(entry.visibility is not Visibility.DRAFT),
        compartment=COMPARTMENTS[entry.visibility],
        plan=str(entry.case) if entry.case else "", refers_to=str(entry.refers_to) if entry.refers_to else "",
        rating=_rating(said, words), terms=_terms(fields.get("terms")),
        goal=fields.get("goal", ""),
        result=str(fields.get("result", "") or fields.get("outcome", "")),
        action=str(fields.get("action", "") or fields.get("decision", "")),
        reasons=tuple(fields.get("reason_codes", ())), until=_until(said),
        passages=passages(said) if entry.author != subject and not has_gone(said) else (),
        payload=MappingProxyType(fields),
    )  # fmt: skip


# The fields of a payload that are words of the event itself, in the order in which a person would read them.
TEXT_FIELDS = (
    "behaviour", "effect", "facts", "expectation", "agreed_actions", "progress", "deficiency",
    "improvement_required", "consequence", "what", "why", "statement", "standard", "request", "answer",
    "agenda", "minutes", "about", "words", "reason", "wrong", "right", "advice", "how", "comment", "evidence",
    "consequences", "answer_to_reply", "notes", "duties", "eligibility", "support",
)  # fmt: skip


def text_of(said: Payload) -> str:
    """What the entry says in words, its fields one after another."""
    fields = vars(said)
    named = _present(type(said), TEXT_FIELDS)
    found = [
        value
        for name in named
        if isinstance(value := fields[name], str) and value and not isinstance(value, ErasedText)
    ]
    found += [d.fact for d in fields.get("deficiencies", ())]
    return "\n".join(found)


def _tone(kind: str, said: Payload, words: Vocabulary) -> Tone:
    if isinstance(said, day.Feedback):
        return said.tone
    if isinstance(said, day.Appraisal):
        return TONES.get(band_of(said, words), "")
    if kind in {"warning", "concern_raised"}:
        return "critical"
    return "positive" if kind == "award" else ""


def band_of(said: day.Appraisal, words: Vocabulary) -> Band:
    """By the label's words where they tell; else by the place on the scale, whose middle meets what is
    expected."""
    named = words.band(said.label())
    values = sorted(level.value for level in said.scale)
    if named or said.rating not in values or len(values) < 3:
        return named
    place, middle = values.index(said.rating), (len(values) - 1) / 2
    return "below" if place < middle - 0.5 else "above" if place > middle + 0.5 else "meets"


def _rating(said: Payload, words: Vocabulary) -> Rating | None:
    if not isinstance(said, day.Appraisal):
        return None
    values = sorted(level.value for level in said.scale)
    place = values.index(said.rating) if said.rating in values else None
    return Rating(
        label=said.label(),
        band=band_of(said, words),
        level=place / (len(values) - 1) if place is not None and len(values) > 1 else None,
        steps=len(values),
        start=on(said.period_start),
        end=on(said.period_end),
    )


def _terms(terms: object) -> Terms | None:
    """The terms of a plan; a round of appraisals has terms of its own, of which no rule here speaks."""
    if not isinstance(terms, PlanTerms):
        return None
    return Terms(
        starts=terms.starts_on,
        ends=terms.ends_on,
        goals=tuple(_goal(g) for g in terms.goals),
        support=tuple(SupportTerms(s.id, s.what, s.due, s.owner) for s in terms.support),
        check_ins=terms.check_ins,
        consequences=terms.consequences,
        rights=terms.rights,
        purpose=terms.purpose,
        whole=True,
    )


def _goal(goal: Goal) -> GoalTerms:
    return GoalTerms(
        id=goal.id, statement=goal.statement, kind=goal.kind, required=goal.required, standard=goal.standard,
        measure=goal.measure, unit=goal.unit, metric=goal.metric, direction=goal.direction,
        target=None if goal.target is None else float(goal.target), target_words=goal.target_words,
        baseline=None if goal.baseline is None else float(goal.baseline), window_start=goal.window_start,
        window_end=goal.window_end, due=goal.due, measurer=str(goal.measurer or ""),
        data_source=goal.data_source, evidence_required=goal.evidence_required,
        effort_hours=None if goal.effort_hours is None else float(goal.effort_hours),
        support=goal.support, prorate=goal.prorate,
    )  # fmt: skip


def _until(said: Payload) -> When:
    """The day on which what it began ends, under whichever name its kind gives it."""
    for name in _present(type(said), ENDS):
        value = vars(said)[name]
        if isinstance(value, date):
            return on(value)
    return UNKNOWN


ENDS = (
    "until", "current_until", "ends_on", "reply_until", "appeal_until", "effective_on", "last_day",
)  # fmt: skip


@cache
def _present(kind: type[Payload], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of these fields that entries of this kind have."""
    return tuple(name for name in names if name in kind.model_fields)
