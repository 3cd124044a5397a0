"""Own entries as the time line shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from goodstanding.domain.entries import Entry
from goodstanding.domain.own.entries import Note
from goodstanding.queries.own.journal import Line
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
    return replace(made, title="", body=said.words, facts=facts)


SHOWN: dict[type[Any], Callable[[TimelineEntry, Any], TimelineEntry]] = {Note: _note}
