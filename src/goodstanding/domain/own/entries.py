"""What one writes down of any day, and what brought one here."""

from __future__ import annotations

from typing import ClassVar, Literal

from goodstanding.domain.entries.base import Line, OptionalWords, Payload, Visibility, Words

OWN = Visibility.OWN
Why = Literal["feeling", "plan", "passed", "leaving"]


class Started(Payload):
    """What brought the person here. It decides what the first page puts first, and may change."""

    kind: ClassVar = "own_started"
    title: ClassVar = "What brings you here"
    visibility: ClassVar = OWN
    why: Why


class Note(Payload):
    kind: ClassVar = "own_note"
    title: ClassVar = "Note"
    visibility: ClassVar = OWN
    words: Words
    about: Literal["", "done", "blocker", "help", "next"] = ""
    """Where it belongs in the summary of a week."""
    who: OptionalWords = ""
    source: OptionalWords = ""


class TakenBack(Payload):
    """An entry that was wrong: it stays in the file, is shown as taken back, and counts nowhere."""

    kind: ClassVar = "own_taken_back"
    title: ClassVar = "Taken back"
    visibility: ClassVar = OWN
    reason: Line
