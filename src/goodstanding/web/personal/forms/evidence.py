"""The gate before a document is noted: whose is it?"""

from __future__ import annotations

from django import forms

from goodstanding.domain.own.evidence import Pointer
from goodstanding.web.forms.plain import DayField, LineField, WordsField
from goodstanding.web.personal.forms.base import OwnForm
from goodstanding.web.ui import ChoiceLabel

REFUSED = (
    "Then leave it where it is, and do not note it here. Customer data, prices, source code, other people’s files and what "
    "lawyers wrote are not yours to collect: taking them can end a job by itself and weaken a claim. If it matters, a lawyer "
    "can ask for it by name."
)


class PointerForm(OwnForm):
    payload_type = Pointer
    whose = forms.ChoiceField(
        label="Whose is it?", widget=forms.RadioSelect,
        choices=[
            ("mine", ChoiceLabel("Mine", help="My contract, my notes, my calendar, my payslip.", icon="user")),
            ("about_me", ChoiceLabel("About me", help="My appraisal, a message about my work.", icon="file-user")),
            ("given_to_me", ChoiceLabel("Given to me", help="The plan, the handbook, a policy for all.", icon="hand")),
            ("other", ChoiceLabel("Something else", help="Customers, colleagues, the firm’s secrets.", icon="ban")),
        ],
    )  # fmt: skip
    what = LineField(label="What it is", help_text="“Mail: your results of May”, “Appraisal of 2025”.")
    happened = DayField(label="Its day")
    from_whom = LineField(label="From whom, to whom", required=False)
    where = WordsField(
        label="Where it lies",
        rows=2,
        help_text="The system and folder, the binder, the drawer. Do not copy what it says.",
    )
    words = WordsField(label="What it shows", rows=2, required=False)

    def clean_whose(self) -> str:
        whose: str = self.cleaned_data["whose"]
        if whose == "other":
            raise forms.ValidationError(REFUSED)
        return whose
