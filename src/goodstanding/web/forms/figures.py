"""Forms about metrics."""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.actions.metrics import CODE
from goodstanding.web.ui import ChoiceLabel

KINDS = [
    (
        "count",
        ChoiceLabel(
            "Count", help="How many: tickets closed. Per unit of work where that is known.", icon="hash"
        ),
    ),
    (
        "proportion",
        ChoiceLabel(
            "Proportion",
            help="How many cases were good, with the cases as the unit of work; or a share from 0 to 1.",
            icon="percent",
        ),
    ),
    ("amount", ChoiceLabel("Amount", help="A sum or a measure: sales, minutes.", icon="scale")),
]
DIRECTIONS = [
    ("up", ChoiceLabel("Higher is better", icon="trending-up")),
    ("down", ChoiceLabel("Lower is better", icon="trending-down")),
]
RESERVED = frozenset({"new"})


class MetricForm(forms.Form):
    code = forms.CharField(
        label="Code",
        max_length=64,
        help_text="As files name it: small letters, digits, hyphens, such as tickets_closed.",
    )
    name = forms.CharField(label="Name", max_length=200, help_text="As people know it.")
    kind = forms.ChoiceField(label="What kind of figure it is", choices=KINDS, widget=forms.RadioSelect)
    direction = forms.ChoiceField(label="Direction", choices=DIRECTIONS, widget=forms.RadioSelect)
    unit = forms.CharField(
        label="Unit", max_length=60, required=False, help_text="Such as tickets, USD or minutes."
    )
    exposure = forms.CharField(
        label="Unit of work",
        max_length=120,
        required=False,
        help_text="What the work is counted in: hours, cases, accounts. Comparisons are per unit of work.",
    )
    description = forms.CharField(
        label="What is counted, and what is not",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = code
        if code:
            del self.fields["code"]

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"])
        if not CODE.match(code) or code in RESERVED:
            raise forms.ValidationError(
                "Write it like tickets_closed: small letters, digits, points, hyphens, underscores."
            )
        return code

    def said(self) -> dict[str, Any]:
        return {"code": self.known, **self.cleaned_data}
