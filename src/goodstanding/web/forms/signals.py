"""What came of a finding about figures."""

from __future__ import annotations

from django import forms

from goodstanding.web.forms.entries.fields import WordsField
from goodstanding.web.ui import ChoiceLabel

CAME_OF_IT = (
    ("explained", ChoiceLabel("There is an explanation", "The work, the tools or the record changed.")),
    ("cured", ChoiceLabel("It is put right", "The figures, or what was in the way, are as they should be.")),
    ("accepted", ChoiceLabel("It holds, and we are working on it", "With what was agreed, and until when.")),
    (
        "disputed",
        ChoiceLabel("It does not hold", "The figures are wrong or compare what cannot be compared."),
    ),
)


class CameOfItForm(forms.Form):
    disposition = forms.ChoiceField(label="What came of it", choices=CAME_OF_IT, widget=forms.RadioSelect)
    words = WordsField(
        label="In words", rows=4, help_text="What was asked, what was found out, what was agreed."
    )
