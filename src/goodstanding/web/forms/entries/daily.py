"""Coaching, feedback, recognition, warnings, appraisals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from goodstanding.domain.entries import Payload
from goodstanding.domain.entries.day_to_day import Appraisal
from goodstanding.domain.ratings import usual
from goodstanding.web.forms.entries.base import EntryForm, Room, Wording
from goodstanding.web.forms.entries.fields import DayField, LineField, LinesField, WordsField
from goodstanding.web.ui import ChoiceLabel

FORTNIGHT = timedelta(days=14)


class CoachingForm(EntryForm):
    kind = "coaching"
    wording = Wording(
        title="Record a coaching session",
        lead="Two minutes, while it is fresh. {name} is asked to confirm receipt and can answer.",
        submit="Record the session",
        day="Day of the session",
        prompts=(
            "Facts are what a camera would have seen: a day, a piece of work, what happened.",
            "An expectation says what good looks like, not what to stop being.",
            "An agreed action has somebody who does it and a day by which.",
        ),
    )
    attendees = LinesField(
        label="Who was there",
        rows=2,
        required=False,
        help_text="One person a line. Leave empty if it was the two of you.",
    )
    facts = WordsField(label="Facts", help_text="What happened, when, with which effect on the work.")
    expectation = WordsField(label="Expectation", rows=3, help_text="What the job asks for here.")
    agreed_actions = WordsField(
        label="Agreed actions", rows=3, help_text="Who does what by when, your own part included."
    )
    follow_up_on = DayField(
        label="Follow-up on", required=False, help_text="It appears on your start page a week before."
    )

    def start(self, room: Room) -> dict[str, Any]:
        return {"follow_up_on": room.today + FORTNIGHT}

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "follow_up_on", "A follow-up comes after the session.")


class FollowedUpForm(EntryForm):
    kind = "followed_up"
    wording = Wording(
        title="Record what became of it",
        lead="A promise that is looked at again is what coaching is worth. “Nothing yet” is an answer too.",
        submit="Record the follow-up",
        day="Day of the follow-up",
        refers_to=("coaching",),
    )
    progress = WordsField(
        label="What became of the agreed actions",
        help_text="Both sides’ actions: what was done, what helped, what is open.",
    )
    next_follow_up_on = DayField(label="Look again on", required=False)

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "next_follow_up_on", "The next look comes after this one.")


class FeedbackForm(EntryForm):
    kind = "feedback"
    wording = Wording(
        title="Give feedback",
        lead="Good work is as quick to write down as the other kind.",
        submit="Save the feedback",
        prompts=("One piece of behaviour, on a day, and what it did. No traits, no “always”, no “never”.",),
    )
    tone = forms.ChoiceField(
        label="What kind",
        widget=forms.RadioSelect,
        initial="positive",
        choices=[
            ("positive", ChoiceLabel("What went well", help="To keep and to thank for.", icon="thumbs-up")),
            ("critical", ChoiceLabel("What to change", help="What to do otherwise.", icon="pencil-line")),
        ],
    )  # fmt: skip
    behaviour = WordsField(label="What was done or said", help_text="A dated piece of behaviour.")
    effect = WordsField(
        label="What it did", rows=2, required=False, help_text="For a customer, the team, the work."
    )


class AwardForm(EntryForm):
    kind = "award"
    wording = Wording(
        "Record recognition", "An award, a bonus, a thank-you from a customer.", "Save the recognition"
    )
    what = LineField(label="What it is")
    why = WordsField(label="What for", rows=3)


class WarningForm(EntryForm):
    kind = "warning"
    wording = Wording(
        title="Record a warning",
        lead="What fell short, what is needed, by when, with what support, until when the warning counts.",
        submit="Record the warning",
        day="Day on which it was given",
    )
    stage = forms.ChoiceField(
        label="Stage",
        widget=forms.RadioSelect,
        choices=[("first written", "First written warning"), ("final written", "Final written warning")],
    )
    deficiency = WordsField(
        label="What fell short", help_text="Dated facts against a standard that was known."
    )
    improvement_required = WordsField(label="Improvement required", rows=3)
    improve_by = DayField(label="By")
    support = WordsField(label="Support given", rows=2, required=False)
    consequence = WordsField(label="What may follow if it does not improve", rows=2)
    current_until = DayField(label="The warning counts until", help_text="After this day it is history only.")
    appeal_until = DayField(label="An appeal is possible until", required=False)

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "improve_by", "There must be time to improve after the warning.")
        self.check_order(
            "improve_by", "current_until", "A warning counts at least until the day by which to improve."
        )
        self.check_order("happened", "appeal_until", "The appeal is possible after the warning.")


class AppraisalForm(EntryForm):
    kind = "appraisal"
    wording = Wording(
        title="Write an appraisal",
        lead="The rating comes from the words, and the words from the period’s entries. {name} can answer.",
        submit="Save the appraisal",
        day="Day on which it was discussed",
    )
    period_start = DayField(label="Period from")
    period_end = DayField(label="Period to")
    rating = forms.TypedChoiceField(label="Rating", widget=forms.RadioSelect, coerce=int)
    words = WordsField(
        label="Words", rows=8, help_text="What was achieved, what was not, with the entries that show it."
    )
    drop_reason = WordsField(label="Why the rating is lower than usual", rows=4, required=False)

    def start(self, room: Room) -> dict[str, Any]:
        """The period goes on where the last one ended."""
        return {"period_start": room.ratings[-1].period_end + timedelta(days=1)} if room.ratings else {}

    def prepare(self) -> None:
        field = self.fields["rating"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(level.value, f"{level.value} – {level.label}") for level in self.room.scale]
        before = usual(
            self.room.ratings, before=self.room.today, scale=[level.value for level in self.room.scale]
        )
        if before is None:
            del self.fields["drop_reason"]
        else:
            given = ", ".join(str(r.rating) for r in before.earlier)
            self.fields["drop_reason"].help_text = (
                f"Needed for a rating below {before.level}: the last ones were {given}. What changed since, "
                f"and on which days did it show? {self.room.name} reads it."
            )

    def clean(self) -> None:
        super().clean()
        self.check_order("period_start", "period_end", "The period ends before it starts.")
        if (end := self.cleaned_data.get("period_end")) and end > self.room.today:
            self.add_error("period_end", "The period is not over yet.")

    def payload(self) -> Payload:
        said = self.cleaned_data
        return Appraisal(
            period_start=said["period_start"],
            period_end=said["period_end"],
            rating=said["rating"],
            scale=self.room.scale,
            words=said["words"],
            drop_reason=said.get("drop_reason") or "",
        )
