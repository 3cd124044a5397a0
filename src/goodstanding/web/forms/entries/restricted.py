"""Leave and accommodation, counsel, and what would show that the end was decided before."""

from __future__ import annotations

from django import forms

from goodstanding.web.forms.entries.base import EntryForm, Wording
from goodstanding.web.forms.entries.fields import DayField, LineField, PersonField, WordsField


class LeaveReasonForm(EntryForm):
    kind = "leave_reason"
    wording = Wording(
        "Record leave and its reason",
        "The reason stays in the leave compartment. Everybody else sees only the days.",
        "Save",
        day="First day",
    )
    until = DayField(label="Last day")
    reason = WordsField(label="Reason", rows=3)
    neutral = forms.BooleanField(
        label="Record the days as time not at work too, without the reason", required=False, initial=True
    )

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "until", "The last day comes before the first.")


class AccommodationRequestedForm(EntryForm):
    kind = "accommodation_requested"
    wording = Wording(
        "Request an accommodation",
        "What would make the work possible, or fair. Managers do not see this.",
        "Save the request",
        day="Day of the request",
    )
    request = WordsField(label="Request", rows=5)


class AccommodationAnsweredForm(EntryForm):
    kind = "accommodation_answered"
    wording = Wording(
        "Answer the request", "Say what is done, or why not and what else.", "Save the answer", day="",
        refers_to=("accommodation_requested",),
    )  # fmt: skip
    granted = forms.TypedChoiceField(
        label="Is it granted?",
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("yes", "Granted, as asked or in another way that works"), ("no", "Not granted")],
    )
    answer = WordsField(label="Answer", rows=5)


class ProtectedActivityForm(EntryForm):
    kind = "protected_activity"
    wording = Wording(
        "Note protected activity",
        "A complaint, a claim, a report, leave taken by right. For counsel alone.",
        "Save",
    )
    what = WordsField(label="What", rows=4)
    known_on = DayField(
        label="Day on which whoever decides learned of it",
        required=False,
        help_text="Time is counted from here. Left empty, it is counted from the day it happened.",
    )
    known_to = PersonField(label="Who learned of it", required=False)

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "known_on", "It became known before it happened.")


class GroupCodeForm(EntryForm):
    kind = "group_code"
    wording = Wording(
        "Note a group",
        "Used by counsel alone, to compare rates between groups of ten people or more. Never to decide.",
        "Save",
        day="",
    )
    scheme = LineField(label="What is compared", help_text="For example: age, 40 and over or under 40.")
    group = LineField(label="Group")
    source = LineField(label="Where it comes from", help_text="For example: stated by the person on a form.")


class AdviceForm(EntryForm):
    kind = "advice"
    wording = Wording("Write privileged advice", "For counsel alone.", "Save the advice", day="")
    advice = WordsField(label="Advice", rows=8)


class ExitArtefactForm(EntryForm):
    kind = "exit_artefact"
    wording = Wording(
        "Record exit preparation",
        "A backfill requisition, a draft letter: what would show that the end was settled before the plan.",
        "Save",
        day="Day it is dated",
    )
    what = LineField(label="What it is")
    where = WordsField(label="Where it lies", rows=2, required=False)
