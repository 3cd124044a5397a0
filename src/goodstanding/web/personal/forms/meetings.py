"""A calendar file, and which of its meetings are kept."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.domain.own.meetings import MeetingsRead
from goodstanding.web.forms.plain import LineField
from goodstanding.web.personal.forms.base import OwnForm


class CalendarForm(OwnForm):
    file = forms.FileField(
        label="Calendar file (.ics)",
        help_text="Outlook: Save Calendar. Google: Settings, Export. Apple: File, Export. Take your own calendar only, with past appointments.",
    )
    mine = LineField(
        label="Your address in that calendar", required=False,
        help_text="To tell an invitation that you declined from a meeting that took place. It is not kept.",
    )  # fmt: skip


class ChosenForm(forms.Form):
    series = forms.MultipleChoiceField(
        label="Recurring meetings in the file", widget=forms.CheckboxSelectMultiple,
        help_text="Kept are the name and how often it was held or cancelled in each month. Leave out what is private.",
    )  # fmt: skip

    def __init__(self, *args: Any, read: MeetingsRead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read = read
        choices = [(str(n), one.name) for n, one in enumerate(read.series)]
        self.fields["series"].choices = choices  # type: ignore[attr-defined]
        self.fields["series"].initial = [value for value, _ in choices]

    def chosen(self) -> MeetingsRead:
        wanted = {int(n) for n in self.cleaned_data["series"]}
        kept = tuple(one for n, one in enumerate(self.read.series) if n in wanted)
        return self.read.model_copy(update={"series": kept})
