"""What is written about an earlier entry: answers, receipts, refusals, corrections."""

from __future__ import annotations

from django import forms

from goodstanding.web.forms.entries.base import EntryForm, Wording
from goodstanding.web.forms.entries.fields import WordsField

ANY = ("*",)
"""Refers to an entry of any kind."""


class AnswerForm(EntryForm):
    kind = "answer"
    wording = Wording(
        "Answer",
        "Your answer stays with the entry: whoever reads one reads both.",
        "Save the answer",
        day="",
        refers_to=ANY,
    )
    words = WordsField(label="Your answer", rows=6)


class AppraisalAnswerForm(EntryForm):
    kind = "appraisal_answer"
    wording = Wording(
        "Answer the appraisal",
        "Your answer stays with the appraisal: whoever reads one reads both.",
        "Save the answer",
        day="",
        refers_to=("appraisal",),
    )
    words = WordsField(label="Your answer", rows=8)


class AcknowledgedForm(EntryForm):
    kind = "acknowledged"
    wording = Wording(
        "Confirm receipt",
        "You confirm that you received this. It does not say that you agree, and you can answer as well.",
        "Confirm receipt",
        day="",
        refers_to=ANY,
    )
    comment = WordsField(label="Comment", rows=3, required=False)


class RefusalNotedForm(EntryForm):
    kind = "refusal_noted"
    wording = Wording(
        "Note that receipt was refused",
        "Only if you were there and {name} declined to confirm. Not being there is not a refusal.",
        "Note the refusal",
        day="Day on which it was declined",
        refers_to=ANY,
    )
    how = WordsField(label="What happened", help_text="Where, who was there, what was said.")


class CorrectionForm(EntryForm):
    kind = "correction"
    wording = Wording(
        "Correct this entry",
        "The first words stay readable, with this beside them.",
        "Save the correction",
        day="",
        refers_to=ANY,
    )
    wrong = WordsField(label="What was wrong", rows=3)
    right = WordsField(label="What is right", rows=3)
    retracts = forms.BooleanField(
        label="The whole entry is taken back: nothing is to be built on it",
        required=False,
    )


class GrievanceForm(EntryForm):
    kind = "grievance"
    wording = Wording(
        "Raise a grievance",
        "Say what happened and what would put it right. HR has to deal with it.",
        "Raise the grievance",
        day="",
    )
    about = WordsField(label="What it is about", rows=8)
