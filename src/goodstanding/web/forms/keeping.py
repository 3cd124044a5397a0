"""Ask for an erasure, place a hold, release one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from goodstanding.domain.erased import GROUNDS
from goodstanding.web.forms.entries.fields import LineField, WordsField

CHOSEN = [(name, words[:1].upper() + words[1:]) for name, words in GROUNDS.items() if name != "restored"]


class EraseForm(forms.Form):
    """`choices`: the fields of an entry that can go alone, where only some of it is to go."""

    ground = forms.ChoiceField(label="On what ground", choices=CHOSEN, widget=forms.RadioSelect)
    source = LineField(
        label="On what it rests",
        help_text="The rule, the order with its number, or the day of the request. It stays in the file.",
    )
    reason = WordsField(
        label="Why",
        rows=3,
        max_length=2_000,
        help_text="Whoever reads the file reads this. Do not repeat what is to be erased.",
    )

    def __init__(
        self, data: Any = None, *, choices: Sequence[tuple[str, str, str]] = (), initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        if choices:
            self.fields["fields"] = forms.MultipleChoiceField(
                label="Which words",
                choices=[(name, label) for name, label, _ in choices],
                widget=forms.CheckboxSelectMultiple,
                help_text="Each goes as a whole. Dates, results and names of roles stay: later steps rest on "
                "them.",
            )
            self.order_fields(["fields", "ground", "source", "reason"])


class HoldForm(forms.Form):
    """`comparable`: id, name and why, of people whose files the same hold can cover."""

    matter = LineField(
        label="The matter", help_text="As both sides know it: the charge, the claim, its number."
    )
    reason = WordsField(label="Why", rows=3, required=False)

    def __init__(self, data: Any = None, *, comparable: Sequence[tuple[UUID, str, str]] = ()) -> None:
        super().__init__(data)
        if comparable:
            self.fields["comparators"] = forms.MultipleChoiceField(
                label="Also the files of people who are comparable",
                required=False,
                choices=[(str(id), f"{name} ({why})") for id, name, why in comparable],
                widget=forms.CheckboxSelectMultiple,
                help_text="They are not told whose matter it is: the entry in their file is for counsel.",
                initial=[str(id) for id, _, why in comparable if why == "same manager"],
            )

    def chosen(self) -> list[UUID]:
        return [UUID(each) for each in self.cleaned_data.get("comparators", [])]


class ReleaseForm(forms.Form):
    reason = WordsField(label="Why it is over", rows=3)
