"""What of a person's file stands beside a concern: help so far, good words, gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goodstanding.domain.entries import Entry
from goodstanding.queries.plans import Room
from goodstanding.web import ui
from goodstanding.web.views.files.shown import entry_url

BACK = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one sort, newest first, with what it means when there are none."""

    title: str
    icon: str
    items: tuple[ui.Evidence, ...]
    nothing: str


def gathered(room: Room) -> list[Group]:
    since = room.today - BACK
    entries = [e for e in reversed(room.around) if e.happened >= since]
    entries = [e for e in entries if e.id not in room.file.retracted]

    def group(title: str, icon: str, nothing: str, *kinds: str, tone: str = "") -> Group:
        found = [
            e for e in entries if e.kind in kinds and (not tone or getattr(e.payload, "tone", tone) == tone)
        ]
        return Group(title, icon, tuple(_item(room, e) for e in found[:10]), nothing)

    return [
        Group("Coaching", "sprout", tuple(_coaching(room, entries)), "No coaching session is recorded."),
        group("Appraisals", "star", "No appraisal is recorded.", "appraisal"),
        group("Good words", "award", "No recognition or positive feedback is recorded.", "award", "feedback",
              tone="positive"),
        group("Critical feedback", "message-square-warning", "No critical feedback is recorded.", "feedback",
              tone="critical"),
        group("Warnings", "triangle-alert", "No warning is recorded.", "warning"),
        group("Standards made known", "book-open", "No standard is recorded as made known.",
              "standard_communicated"),
        Group("Time not at work", "calendar-off", tuple(_absences(room, since)),
              "None in the last two years."),
        Group("Changes of manager or role", "arrow-right-left", tuple(_moves(room, since)),
              "None in the last two years."),
    ]  # fmt: skip


def _item(room: Room, entry: Entry[Any]) -> ui.Evidence:
    shown = room.shown(entry)
    said = shown.words.replace("\n", " ")
    short = said[:140] + ("…" if len(said) > 140 else "")
    text = f"{shown.title}: {short}" if short and short != shown.title else shown.title
    return ui.Evidence(text, entry_url(room.head.id, entry.id), entry.happened, room.name(entry.author))


def _coaching(room: Room, entries: list[Entry[Any]]) -> list[ui.Evidence]:
    """Sessions with what came of them; a follow-up that is still open is named."""
    after = {e.refers_to: e for e in entries if e.kind == "followed_up"}
    found = []
    for entry in [e for e in entries if e.kind == "coaching"][:10]:
        waits = room.file.follow_ups.get(entry.id)
        came = after.get(entry.id)
        if came is not None:
            note = f"Followed up on {came.happened:%-d %b %Y}: {came.payload.progress[:80]}"
        elif waits is not None:
            late = " and is not recorded" if waits.due < room.today else ""
            note = f"Follow-up due on {waits.due:%-d %b %Y}{late}"
        else:
            note = "No follow-up was agreed"
        item = _item(room, entry)
        found.append(ui.Evidence(item.text, item.url, item.at, note))
    return found


def _absences(room: Room, since: date) -> list[ui.Evidence]:
    found = [a for a in room.file.absences() if a[1] >= since]
    return [
        ui.Evidence(f"{a:%-d %b %Y} to {b:%-d %b %Y}", source="the reason is not shown here")
        for a, b in reversed(found)
    ]


def _moves(room: Room, since: date) -> list[ui.Evidence]:
    places = [p for p in room.file.placements() if p.since >= since]
    return [
        ui.Evidence(
            ", ".join(x for x in (p.place.job_family, p.place.team) if x) or "A new place",
            at=p.since,
            source=f"reports to {room.name(p.place.manager)}" if p.place.manager else "",
        )
        for p in reversed(places)
    ]
