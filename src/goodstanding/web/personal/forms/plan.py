"""The plan: entered or pasted, read closely, followed."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goodstanding.domain.own import plan as own
from goodstanding.web.forms.plain import EARLIEST, LATEST, DayField, LineField, NumberField, WordsField
from goodstanding.web.personal.forms.base import OwnForm, not_ahead
from goodstanding.web.ui import ChoiceLabel


class DaysField(forms.CharField):
    """Days, one a line, as the browser or a person writes them: 2026-12-01 or 1.12.2026."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "One day a line, as 2026-12-01.")
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), max_length=2_000, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        text, days = super().clean(value) or "", set()
        for line in filter(None, (line.strip() for line in text.splitlines())):
            try:
                day = forms.DateField(input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]).clean(line)
            except ValidationError as error:
                raise ValidationError(f"“{line[:40]}” is no day. Write it as 2026-12-01.") from error
            if not EARLIEST <= day <= LATEST:
                raise ValidationError(f"“{line[:40]}” lies too far away.")
            days.add(day)
        return tuple(sorted(days))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(d.isoformat() for d in value) if isinstance(value, (tuple, list)) else value


class PlanForm(OwnForm):
    received_on = DayField(label="Day on which you were given it")
    starts_on = DayField(label="First day of the plan", required=False)
    ends_on = DayField(label="Last day of the plan", required=False)
    goals_text = WordsField(
        label="The goals, as the document says them", rows=8, required=False,
        help_text="Paste them: a paragraph for each goal, or a numbered list. You read each one closely on the next page.",
    )  # fmt: skip
    check_ins = DaysField(label="Check-ins that the plan names")
    support_text = WordsField(
        label="Support that the plan promises",
        rows=3,
        required=False,
        help_text="A line each: training, a tool, time, a person.",
    )
    consequences = WordsField(
        label="What follows, in the plan’s own words",
        rows=2,
        required=False,
        help_text="If the goals are met, and if they are not.",
    )
    before = WordsField(
        label="What was said about these points before", rows=2, required=False,
        help_text="As far as you remember: the day, who, what. Leave empty if the plan was the first you heard of it.",
    )  # fmt: skip

    def clean(self) -> None:
        super().clean()
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            self.add_error(
                "ends_on",
                "The plan ends before it starts. If the document says so, leave the first day empty.",
            )

    def clean_received_on(self) -> date:
        return not_ahead(self.cleaned_data["received_on"])

    def terms(self, kept: own.PlanReceived | None) -> own.PlanReceived:
        """With the goals and support that were kept, unless others are given here."""
        given = {
            n: self.cleaned_data[n]
            for n in ("received_on", "starts_on", "ends_on", "check_ins", "consequences", "before")
        }
        goals = own.goals_in(self.cleaned_data["goals_text"]) if kept is None else kept.goals
        lines = [line.strip() for line in self.cleaned_data["support_text"].split("\n") if line.strip()]
        old = {s.what: s for s in kept.support} if kept else {}
        support = tuple(
            old.get(line) or own.OwnSupport(id=f"s{n}-{_mark(line)}", what=line)
            for n, line in enumerate(lines, 1)
        )
        return own.PlanReceived(**given, goals=goals, support=support)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


class GoalForm(forms.Form):
    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    statement = WordsField(label="The goal, in the plan’s words", rows=2)
    measure = LineField(label="What is counted or looked at", required=False)
    target = LineField(
        label="Which result suffices", required=False, help_text="In words, as the plan says it."
    )
    target_number = NumberField(label="As a number, if it is one", required=False)
    unit = LineField(label="Of what", required=False, help_text="Tickets, calls, pages.")
    due = DayField(label="By which day", required=False)
    measurer = LineField(label="Who measures it", required=False)
    source = LineField(label="From which figures or report", required=False)
    hours = NumberField(label="Hours it takes, by your estimate", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")


GoalFormSet = forms.formset_factory(GoalForm, extra=0, can_delete=True, max_num=40, absolute_max=60)


def goals_of(formset: Any) -> tuple[own.OwnGoal, ...]:
    """The goals of a valid formset; a new one gets a name of its own."""
    kept = [f.cleaned_data for f in formset.forms if f.cleaned_data and not f.cleaned_data.get("DELETE")]
    used = {row["id"] for row in kept if row.get("id")}
    names = (f"g{n}" for n in range(1, 1000) if f"g{n}" not in used)
    fields = [name for name in own.OwnGoal.model_fields if name != "id"]
    return tuple(
        own.OwnGoal(
            id=row.get("id") or next(names), **{n: row[n] for n in fields if row.get(n) not in (None, "")}
        )
        for row in kept
    )


class QuestionsForm(forms.Form):
    """Which of the open questions were sent, and when."""

    chosen = forms.MultipleChoiceField(
        label="Which did you send?", widget=forms.CheckboxSelectMultiple, required=False
    )
    another = WordsField(label="A question of your own", rows=2, required=False)
    sent_on = DayField(label="Sent on")
    to = LineField(label="To whom", required=False)

    def __init__(self, *args: Any, questions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["chosen"].choices = [(str(n), q) for n, q in enumerate(questions)]  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        if not self.cleaned_data.get("chosen") and not self.cleaned_data.get("another"):
            self.add_error("chosen", "Choose at least one, or write one of your own.")

    def clean_sent_on(self) -> date:
        return not_ahead(self.cleaned_data["sent_on"])

    def asked(self) -> list[own.Asked]:
        words = [self.questions[int(n)] for n in self.cleaned_data["chosen"]]
        words += [self.cleaned_data["another"]] if self.cleaned_data["another"] else []
        return [own.Asked(words=w, to=self.cleaned_data["to"]) for w in words]


class AnswerForm(OwnForm):
    payload_type = own.Answered
    words = WordsField(
        label="The answer",
        help_text="In its own words. If it was said, write it down and confirm it by a message.",
    )
    happened = DayField(label="Day")


class ProgressForm(OwnForm):
    payload_type = own.Progress
    words = WordsField(label="What you did", rows=2)
    so_far = NumberField(
        label="The total so far", required=False, help_text="Not the step: everything since the plan began."
    )
    evidence = LineField(
        label="What shows it",
        required=False,
        help_text="Where it can be seen: a report, a ticket, a mail of that day.",
    )
    happened = DayField(label="As of")


class CheckInForm(OwnForm):
    payload_type = own.CheckedIn
    scheduled_on = DayField(label="Planned for")
    state = forms.ChoiceField(
        label="What became of it", widget=forms.RadioSelect,
        choices=[
            ("held", ChoiceLabel("It was held", icon="check")),
            ("moved", ChoiceLabel("Moved, and held on another day", icon="calendar-clock")),
            ("by_employer", ChoiceLabel("Cancelled or missed by the employer’s side", icon="calendar-x")),
            ("by_me", ChoiceLabel("Cancelled or missed by me", icon="calendar-x")),
        ],
    )  # fmt: skip
    happened = DayField(label="Day on which it took place, or was cancelled")
    words = WordsField(
        label="What was said",
        rows=3,
        required=False,
        help_text="The same evening, in the words that were used.",
    )
    on_track = WordsField(label="The answer to “am I on track, goal by goal?”", rows=2, required=False)


class SupportForm(OwnForm):
    payload_type = own.SupportCame
    words = WordsField(label="What you were given", rows=2)
    happened = DayField(label="Day")


class OverForm(OwnForm):
    payload_type = own.PlanOver
    outcome = forms.ChoiceField(
        label="How it ended", widget=forms.RadioSelect,
        choices=[("passed", "I passed"), ("not_passed", "It was found not met"), ("withdrawn", "It was withdrawn"), ("left", "I left before it ended")],
    )  # fmt: skip
    in_writing = forms.ChoiceField(
        label="Do you have the outcome in writing?", choices=[("not yet", "Not yet"), ("yes", "Yes")]
    )
    happened = DayField(label="Day")
    words = WordsField(label="What was said", rows=3, required=False)
