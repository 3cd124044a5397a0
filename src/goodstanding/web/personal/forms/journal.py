"""What one writes down."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.domain.own.entries import Note
from goodstanding.web.forms.plain import DayField, LineField, WordsField
from goodstanding.web.personal.forms.base import OwnForm


class NoteForm(OwnForm):
    payload_type = Note
    words = WordsField(
        label="What happened", help_text="Facts first: what was said or done. One sentence is enough."
    )
    happened = DayField(label="Day")
    about = forms.ChoiceField(
        label="For the summary of the week", required=False,
        choices=[("", "Not for the summary"), ("done", "Done"), ("blocker", "Stands in the way"), ("help", "Help I asked for"), ("next", "Next")],
    )  # fmt: skip
    who = LineField(label="Who was there", required=False)
    source = LineField(
        label="How you know it",
        required=False,
        help_text="Seen or heard yourself, a message and where it lies, somebody told you.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget.attrs["autofocus"] = True


class TakeBackForm(forms.Form):
    reason = LineField(label="Why", help_text="“Wrong day”, “I remembered it wrongly”. It stays in the file.")
