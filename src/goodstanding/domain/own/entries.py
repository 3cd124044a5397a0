"""The kinds of entry of one's own file, and one registry of them all."""

from __future__ import annotations

from types import MappingProxyType
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
    who: OptionalWords = ""
    source: OptionalWords = ""


class TakenBack(Payload):
    """An entry that was wrong: it stays in the file, is shown as taken back, and counts nowhere."""

    kind: ClassVar = "own_taken_back"
    title: ClassVar = "Taken back"
    visibility: ClassVar = OWN
    reason: Line


def kinds_in(*spaces: dict[str, object]) -> MappingProxyType[str, type[Payload]]:
    found = {
        cls.kind: cls
        for space in spaces
        for cls in space.values()
        if isinstance(cls, type) and issubclass(cls, Payload) and cls is not Payload
    }
    return MappingProxyType(dict(sorted(found.items())))


KINDS: MappingProxyType[str, type[Payload]] = kinds_in(dict(vars()))
"""Every payload type of the personal edition by its kind."""
