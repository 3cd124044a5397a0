"""Applications: few fields, because those are kept up."""

from __future__ import annotations

from django import forms

from goodstanding.domain.own.applications import Application, ApplicationStep
from goodstanding.web.forms.plain import DayField, LineField, WordsField
from goodstanding.web.personal.forms.base import OwnForm

STATUS = (
    ("wanted", "Wanted"), ("applied", "Applied"), ("talking", "In talks"), ("offer", "Offer"),
    ("declined", "Declined by them"), ("withdrawn", "Withdrawn by me"),
)  # fmt: skip


class ApplicationForm(OwnForm):
    payload_type = Application
    company = LineField(label="Company")
    role = LineField(label="Role")
    status = forms.ChoiceField(label="Where it stands", choices=STATUS)
    applied_on = DayField(label="Applied on", required=False)
    next_action = LineField(label="What comes next", required=False)
    next_on = DayField(label="On", required=False)
    contact = LineField(label="Contact", required=False)
    source = LineField(label="Found through", required=False)
    address = LineField(label="Address of the posting", required=False)
    posting = WordsField(
        label="The posting’s text",
        rows=4,
        required=False,
        help_text="Copy it now: postings vanish, and you will want it before the talk.",
    )
    words = WordsField(
        label="Notes", rows=2, required=False, help_text="Which version of your résumé, what you asked for."
    )


class StepForm(OwnForm):
    payload_type = ApplicationStep
    status = forms.ChoiceField(label="Where it stands now", choices=STATUS)
    happened = DayField(label="Day")
    words = WordsField(label="What happened", rows=3, required=False)
    next_action = LineField(label="What comes next", required=False)
    next_on = DayField(label="On", required=False)
