"""What the form of every event of a case has in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, TypedDict, TypeVar
from uuid import UUID

from django import forms
from django.http import QueryDict

from goodstanding.actions import cases
from goodstanding.domain.entries import KINDS, Payload, Visibility
from goodstanding.domain.lifecycle import EVENTS
from goodstanding.domain.working_days import add_working_days
from goodstanding.queries.plans import Room
from goodstanding.web.forms.entries.fields import DayField, LineField, WordsField
from goodstanding.web.forms.words import read_words

F = TypeVar("F", bound="type[EventForm]")
FORMS: dict[str, type[EventForm]] = {}
"""The form of each event that somebody causes on its generic page."""


class Written(TypedDict):
    person: UUID
    by: UUID
    now: datetime
    expected_version: int | None


@dataclass(frozen=True, slots=True)
class Aside:
    """Something computed that stands beside a form: lines to read, or facts as (term, value)."""

    title: str
    lines: Sequence[str] = ()
    facts: Sequence[tuple[str, object]] = field(default=())
    tone: str = "info"


class EventForm(forms.Form):
    """Fields are named as those of the payload. `confirm` asks once more where nothing can be taken back."""

    event: ClassVar[str]
    happens: ClassVar[str] = ""
    follows: ClassVar[str] = ""
    confirm: ClassVar[str] = ""
    day: ClassVar[str] = ""
    submit: ClassVar[str] = ""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)

    def __init__(self, data: Any = None, *, room: Room, to: str = "") -> None:
        self.room = room
        self.to = to
        super().__init__(data, initial={"version": room.case.version, **self.start()})
        self.build()
        if room.head.id != room.head.standing.viewer:  # nobody’s own words about themselves
            read_words(self.fields, self.event)
        if self.day:
            self.fields["happened"] = DayField(label=self.day, initial=room.today)
        if self.confirm:
            self.fields["confirmed"] = forms.BooleanField(label=self.confirm)

    def start(self) -> dict[str, Any]:
        """What the form proposes."""
        return {}

    def build(self) -> None:
        """For fields and choices that depend on the case."""

    def asides(self) -> Iterable[Aside]:
        """What is computed for this step, to be read before deciding."""
        return ()

    def payload(self) -> Payload:
        """The payload of a valid form."""
        cls = KINDS[self.event]
        given = {name: self.cleaned_data[name] for name in cls.model_fields if name in self.cleaned_data}
        return cls(**{name: value for name, value in given.items() if value is not None})

    def write(self, *, by: UUID, now: datetime) -> None:
        """Write the event. Most are exactly what the form says; some forms call a verb instead."""
        cases.record(
            case=self.room.case.id,
            payload=self.payload(),
            happened=self.cleaned_data.get("happened"),
            refers_to=self.target,
            **self.written(by, now),
        )

    def written(self, by: UUID, now: datetime) -> Written:
        return {
            "person": self.room.head.id,
            "by": by,
            "now": now,
            "expected_version": self.cleaned_data.get("version"),
        }

    @property
    def target(self) -> UUID | None:
        """The entry that this event refers to, where it refers to one."""
        return None

    @property
    def title(self) -> str:
        return EVENTS[self.event]

    @property
    def seen(self) -> str:
        return readers(KINDS[self.event].visibility, self.room)

    def after(self, working_days: int, start: date | None = None) -> date:
        return add_working_days(self.room.calendar, start or self.room.today, working_days)

    def choose(self, name: str, choices: Iterable[tuple[Any, str]]) -> None:
        one = self.fields[name]
        assert isinstance(one, forms.ChoiceField)
        one.choices = list(choices)


def refresh_version(form: forms.BaseForm, version: int) -> None:
    """What is sent again refers to the case as it is shown now; all else stays as it was typed."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    data["version"] = str(version)
    form.data = data


def readers(visibility: Visibility, room: Room) -> str:
    """Who reads an entry of this visibility, in words."""
    name = room.head.name
    if visibility == Visibility.DRAFT and not room.case.delivered:
        return f"The manager, the second level and HR. {name} reads it once a plan is delivered."
    return f"{name}, the manager, the second level, HR, and whoever holds a role in this case."


def event(kind: str) -> Any:
    """Register a form for an event."""

    def register(form: F) -> F:
        form.event = kind
        FORMS[kind] = form
        return form

    return register


def simple(kind: str, *, happens: str, follows: str, confirm: str = "", **fields: forms.Field) -> None:
    """Register a form that says exactly what its payload holds."""
    body = {"happens": happens, "follows": follows, "confirm": confirm, **fields}
    event(kind)(type(f"{kind.title().replace('_', '')}Form", (EventForm,), body))


def words_field(label: str, help: str = "", *, rows: int = 4, required: bool = True) -> WordsField:
    return WordsField(label=label, help_text=help, rows=rows, required=required)


def reason_field(help: str = "Dates and facts, not traits.") -> WordsField:
    return words_field("Reason", help)


def line_field(label: str, help: str = "", *, required: bool = True) -> LineField:
    return LineField(label=label, help_text=help, required=required)


def day_field(label: str, help: str = "", *, required: bool = True) -> DayField:
    return DayField(label=label, help_text=help, required=required)


def choice_field(
    label: str, *choices: tuple[str, str], help: str = "", radio: bool = True
) -> forms.ChoiceField:
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(label=label, choices=choices, widget=widget, help_text=help)


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def shown(value: date) -> str:
    return f"{value:%-d %b %Y}"
