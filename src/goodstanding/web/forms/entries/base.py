"""What every form for an entry has in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms

from goodstanding.domain.entries import KINDS, Payload
from goodstanding.domain.entries.day_to_day import ScaleLevel
from goodstanding.domain.file import Rating
from goodstanding.queries.entries import EntryView
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.web.forms.entries.fields import DayField
from goodstanding.web.forms.words import read_words


@dataclass(frozen=True, slots=True)
class Room:
    """What a form needs to know around it: whose file, which day, and what stands beside the form."""

    person: UUID
    name: str
    today: date
    manager: UUID | None = None
    scale: tuple[ScaleLevel, ...] = DEFAULT_SCALE
    ratings: tuple[Rating, ...] = ()
    metrics: tuple[tuple[str, str], ...] = ()
    target: EntryView | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """How the page around a form speaks."""

    title: str
    lead: str
    submit: str
    day: str = "Day on which it happened"
    refers_to: tuple[str, ...] = ()
    prompts: tuple[str, ...] = field(default=())


class EntryForm(forms.Form):
    """Fields are named as those of the payload; `happened` is the entry's own day where it is asked for."""

    kind: ClassVar[str]
    wording: ClassVar[Wording]

    def __init__(self, data: Any = None, *, room: Room, initial: dict[str, Any] | None = None) -> None:
        self.room = room
        super().__init__(data, initial={**self.start(room), **(initial or {})})
        if self.wording.day:
            day = DayField(label=self.wording.day, initial=room.today)
            self.fields = {"happened": day, **self.fields}
        self.prepare()
        read_words(self.fields, self.kind)

    def start(self, room: Room) -> dict[str, Any]:
        """What the form proposes."""
        return {}

    def prepare(self) -> None:
        """For choices that depend on the room."""

    @property
    def happened(self) -> date:
        return self.cleaned_data.get("happened") or self.room.today

    def payload(self) -> Payload:
        """The payload of a valid form."""
        cls = KINDS[self.kind]
        given = {name: self.cleaned_data[name] for name in cls.model_fields if name in self.cleaned_data}
        return cls(**{name: value for name, value in given.items() if value is not None})

    def check_order(self, first: str, last: str, message: str) -> None:
        start, end = self.cleaned_data.get(first), self.cleaned_data.get(last)
        if start and end and end < start:
            self.add_error(last, message)
