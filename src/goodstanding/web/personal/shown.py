"""Own entries as the time line shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse

from goodstanding.domain.entries import Entry
from goodstanding.domain.own import plan as own_plan
from goodstanding.domain.own.applications import Application, ApplicationStep
from goodstanding.domain.own.entries import Note, Started
from goodstanding.domain.own.evidence import Pointer
from goodstanding.domain.own.meetings import MeetingsRead
from goodstanding.domain.own.noticed import SignLookedInto, SignNoticed
from goodstanding.domain.own.signs import NOTICED
from goodstanding.queries.own.journal import Line
from goodstanding.web.personal.signs_shown import RESULTS, WORDS
from goodstanding.web.ui import Fact, Link, TimelineEntry


def timeline(lines: Iterable[Line]) -> list[TimelineEntry]:
    return [_shown(line) for line in lines]


def _shown(line: Line) -> TimelineEntry:
    entry = line.entry
    made = TimelineEntry(
        id=str(entry.id), kind_label=entry.payload.title, title=entry.payload.title, happened=entry.happened,
        recorded=entry.recorded, icon="pencil-line", visibility="own",
    )  # fmt: skip
    made = SHOWN[type(entry.payload)](made, entry)
    if line.taken_back:
        return replace(made, tone="neutral", facts=(*made.facts, Fact("Taken back", line.taken_back)))
    back = Link("Take it back", reverse("take_back", args=[entry.id]))
    return replace(made, actions=(*made.actions, back))


def _note(made: TimelineEntry, entry: Entry[Note]) -> TimelineEntry:
    said = entry.payload
    facts = [Fact(term, value) for term, value in (("Who", said.who), ("How known", said.source)) if value]
    return replace(made, kind_label="Journal", body=said.words, facts=facts)


def _sign(made: TimelineEntry, entry: Entry[SignNoticed]) -> TimelineEntry:
    said = entry.payload
    facts = [Fact(term, value) for term, value in (("Who", said.who), ("How known", said.source)) if value]
    asked = [words[code] for name, (_, words) in WORDS.items() if (code := getattr(said, name))]
    facts += [Fact("Closer", "; ".join(asked))] if asked else []
    return replace(
        made, title=NOTICED[said.sign].label, body=said.words, facts=facts, icon="eye",
        url=reverse("sign", args=[said.sign]),
    )  # fmt: skip


def _looked(made: TimelineEntry, entry: Entry[SignLookedInto]) -> TimelineEntry:
    said = entry.payload
    title = f"{NOTICED[said.sign].label}: {RESULTS[said.result]}"
    return replace(made, title=title, body=said.words, icon="search", url=reverse("sign", args=[said.sign]))


WHY = {
    "feeling": "Something feels wrong", "plan": "I was put on a plan", "passed": "I passed a plan",
    "leaving": "I am leaving",
}  # fmt: skip


def _started(made: TimelineEntry, entry: Entry[Started]) -> TimelineEntry:
    return replace(made, title=f"What brings me here: {WHY[entry.payload.why]}", icon="signpost")


def _meetings(made: TimelineEntry, entry: Entry[MeetingsRead]) -> TimelineEntry:
    said = entry.payload
    title = f"{len(said.series)} recurring meetings, {said.first:%-d %b %Y} to {said.last:%-d %b %Y}"
    facts = [Fact("SHA-256 of the file", said.sha256)]
    return replace(made, title=title, icon="calendar-days", url=reverse("meetings"), facts=facts)


def _plan(made: TimelineEntry, entry: Entry[own_plan.PlanReceived]) -> TimelineEntry:
    said = entry.payload
    facts = [Fact("Given", f"{said.received_on:%-d %B %Y}")]
    facts += [Fact(f"Goal {n}", goal.statement) for n, goal in enumerate(said.goals, 1)]
    title = "My plan, read again" if entry.refers_to else "My plan"
    return replace(made, title=title, facts=facts, icon="clipboard-list", url=reverse("plan"))


CODES = {
    "held": "held", "moved": "held on another day", "by_employer": "cancelled or missed by the employer’s side",
    "by_me": "cancelled or missed by me", "passed": "passed", "not_passed": "found not met", "withdrawn": "withdrawn",
    "left": "left before it ended", "wanted": "wanted", "applied": "applied", "talking": "in talks", "offer": "offer",
    "declined": "declined by them",
}  # fmt: skip


def in_words(value: Any) -> Any:
    """Codes as people read them, days with their month; everything else as it is."""
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else CODES.get(str(value), value)


def _words(
    label: str, icon: str, *more: tuple[str, str]
) -> Callable[[TimelineEntry, Entry[Any]], TimelineEntry]:
    """Kinds that say little more than their words; `more` are further fields with their terms."""

    def show(made: TimelineEntry, entry: Entry[Any]) -> TimelineEntry:
        said = entry.payload
        given = [(term, getattr(said, name)) for name, term in more]
        facts = [Fact(term, in_words(value)) for term, value in given if value not in (None, "")]
        return replace(made, kind_label=label, body=said.words, facts=facts, icon=icon)

    return show


def _pointer(made: TimelineEntry, entry: Entry[Pointer]) -> TimelineEntry:
    said = entry.payload
    facts = [Fact("Where it lies", said.where)]
    facts += [Fact("From, to", said.from_whom)] if said.from_whom else []
    return replace(
        made, title=said.what, body=said.words, facts=facts, icon="map-pin", url=reverse("evidence")
    )


def _application(made: TimelineEntry, entry: Entry[Application]) -> TimelineEntry:
    said = entry.payload
    url = reverse("application", args=[entry.id])
    return replace(made, title=f"{said.company}: {said.role}", body=said.words, icon="briefcase", url=url)


SHOWN: dict[type[Any], Callable[[TimelineEntry, Any], TimelineEntry]] = {
    Note: _note,
    SignNoticed: _sign,
    SignLookedInto: _looked,
    Started: _started,
    MeetingsRead: _meetings,
    Pointer: _pointer,
    Application: _application,
    ApplicationStep: _words(
        "Applications", "briefcase", ("status", "Where it stands"), ("next_action", "Next")
    ),
    own_plan.PlanReceived: _plan,
    own_plan.Asked: _words("My plan", "message-circle-question-mark", ("to", "To")),
    own_plan.Answered: _words("My plan", "message-square"),
    own_plan.Progress: _words("My plan", "trending-up", ("so_far", "Total so far"), ("evidence", "Shown by")),
    own_plan.CheckedIn: _words(
        "My plan",
        "calendar-check",
        ("scheduled_on", "Planned for"),
        ("state", "What became of it"),
        ("on_track", "On track?"),
    ),
    own_plan.SupportCame: _words("My plan", "life-buoy"),
    own_plan.PlanOver: _words("My plan", "flag", ("outcome", "Outcome"), ("in_writing", "In writing")),
}
"""Every kind but the taking back, which is shown at what it takes back."""
