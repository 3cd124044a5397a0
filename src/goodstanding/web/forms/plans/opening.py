"""Raising a concern, and HR's first question: may this become a plan?"""

from __future__ import annotations

from typing import Any

from django import forms

from goodstanding.domain.entries.terms import ChecklistAnswer, Deficiency
from goodstanding.domain.errors import UserError
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.web.forms.entries.fields import DayField, WordsField
from goodstanding.web.forms.words import read_words
from goodstanding.web.ui import ChoiceLabel


class ConcernForm(forms.Form):
    standard_communicated_on = DayField(label="The standard was made known on")
    how_communicated = WordsField(
        label="How it was made known", rows=2, help_text="To this person: a meeting, a document, a training."
    )
    guidance_so_far = WordsField(
        label="Guidance so far", rows=4, required=False,
        help_text="What was said and done to help, with dates. “None yet” is an answer too.",
    )  # fmt: skip


class DeficiencyForm(forms.Form):
    on = DayField(label="Day")
    fact = WordsField(
        label="What happened", rows=2, help_text="What somebody could see. No traits, no guesses."
    )
    standard = WordsField(label="Which standard it fell short of", rows=2)
    evidence = WordsField(label="What shows it", rows=1, required=False)

    def deficiency(self) -> Deficiency:
        said = {name: self.cleaned_data[name] for name in Deficiency.model_fields}
        return Deficiency(**said)


read_words(ConcernForm.base_fields, "concern_raised")
read_words(DeficiencyForm.base_fields, "Deficiency")

DeficiencyRows = forms.formset_factory(
    DeficiencyForm, extra=0, min_num=1, max_num=20, absolute_max=30, validate_min=True, can_delete=True
)


def add_concern_error(form: ConcernForm, rows: Any, error: UserError) -> None:
    """Each message at its field: `deficiencies.<number>.<field>` at that fact."""
    kept = [f for f in rows.forms if not f.cleaned_data.get("DELETE")]
    placed = False
    for key, problems in error.fields.items():
        parts = key.split(".")
        if len(parts) == 3 and parts[0] == "deficiencies" and parts[1].isdecimal():
            kept[int(parts[1])].add_error(parts[2], list(problems))
        elif key in form.fields:
            form.add_error(key, list(problems))
        else:
            continue
        placed = True
    if not placed:
        form.add_error(None, error.message)


class IntakeForm(forms.Form):
    """Coaching is chosen already; whoever wants something else has to choose it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)
    answer = forms.ChoiceField(
        label="Your answer",
        widget=forms.RadioSelect,
        initial="coach",
        choices=[
            (
                "coach",
                ChoiceLabel("Coaching", "The default. A review date is set; nothing threatens.", "sprout"),
            ),
            ("refuse", ChoiceLabel("Refuse", "The concern is closed with your reason.", "circle-slash")),
            (
                "allow",
                ChoiceLabel("Allow a draft", "Coaching was tried, or cannot help here.", "pencil-line"),
            ),
        ],
    )
    reason = WordsField(
        label="Reason",
        rows=4,
        help_text="With coaching, the person reads this; with the others, the manager does.",
    )
    review_on = DayField(
        label="Look at it again on", required=False, help_text="With a draft: the day by which it is drafted."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        read_words(self.fields, "plan_allowed")
        for n, question in enumerate(INTAKE_QUESTIONS):
            self.fields[f"checklist.{n}"] = WordsField(label=question, rows=2, required=False)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in ("answer", "reason", "review_on")]

    @property
    def checklist(self) -> list[forms.BoundField]:
        return [self[f"checklist.{n}"] for n in range(len(INTAKE_QUESTIONS))]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("answer") != "refuse" and not said.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Give the day on which you look at it again.")
        return said

    def answers(self) -> tuple[ChecklistAnswer, ...]:
        given = ((q, self.cleaned_data.get(f"checklist.{n}", "")) for n, q in enumerate(INTAKE_QUESTIONS))
        return tuple(ChecklistAnswer(question=q, answer=a) for q, a in given if a)
