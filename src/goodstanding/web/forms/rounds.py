"""Forms of an appraisal round: opening it, and what two people write in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory

from goodstanding.domain.entries.day_to_day import Cited, PartGiven, ScaleLevel
from goodstanding.domain.entries.rounds import (
    AppraisalPrepared,
    FormPart,
    Level,
    RoundTerms,
    SelfAppraisal,
)
from goodstanding.domain.ratings import Usual
from goodstanding.domain.rounds import Weighed, weighed
from goodstanding.queries.rounds import Beside, Who
from goodstanding.review.linter.values import TextKind
from goodstanding.web.forms.entries.fields import DayField, LineField, LinesField, WordsField
from goodstanding.web.forms.words import read_words
from goodstanding.web.ui import ChoiceLabel

MOST_LEVELS = 10
MOST_PARTS = 20
WHAT_LEVELS_MEAN = {
    1: "most of what the job asks for was not done",
    2: "some of what the job asks for was not done",
    3: "did what the job asks for",
    4: "did more than the job asks for, again and again",
    5: "did far more than the job asks for, and others learned from it",
}


class OpenForm(forms.Form):
    title = LineField(label="Name of the round", help_text="As people will read it: “Appraisals 2026”.")
    period_start = DayField(label="Period from")
    period_end = DayField(label="Period to")
    self_by = DayField(label="Own part by", help_text="The person writes first.")
    manager_by = DayField(label="Manager’s part by")
    calibration_by = DayField(label="Calibration by", required=False)
    release_on = DayField(label="Given to people on", help_text="One day for all; not earlier.")
    who = forms.ChoiceField(
        label="For whom",
        widget=forms.RadioSelect,
        initial="everybody",
        choices=[("everybody", "Everybody in my scope"), ("some", "Those of the teams, roles or numbers")],
    )  # fmt: skip
    teams = forms.MultipleChoiceField(
        label="Teams, with those below", required=False, widget=forms.SelectMultiple
    )
    jobs = forms.MultipleChoiceField(label="Roles", required=False, widget=forms.SelectMultiple)
    numbers = LinesField(label="Numbers of people", required=False, help_text="One a line.")
    scale = LinesField(
        label="Scale",
        rows=6,
        help_text="One level a line, the lowest first: its name, a colon, and what it means here.",
    )
    guidance = WordsField(label="A word to those who write", rows=3, required=False)
    sure = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, teams: Any, jobs: Any, scale: Iterable[ScaleLevel]) -> None:
        lines = [f"{lv.label}: {WHAT_LEVELS_MEAN.get(lv.value, '')}".rstrip(": ") for lv in scale]
        super().__init__(data, initial={"scale": lines})
        for name, choices in (("teams", teams), ("jobs", jobs)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices

    def clean_scale(self) -> tuple[Level, ...]:
        lines = self.cleaned_data["scale"]
        if not 2 <= len(lines) <= MOST_LEVELS:
            raise forms.ValidationError(f"A scale has two to {MOST_LEVELS} levels.")
        made = []
        for value, line in enumerate(lines, start=1):
            label, _, means = line.partition(":")
            if not label.strip():
                raise forms.ValidationError(f"Level {value} has no name.")
            made.append(Level(value=value, label=label.strip(), means=means.strip()))
        if len({level.label.casefold() for level in made}) < len(made):
            raise forms.ValidationError("Two levels have the same name.")
        return tuple(made)

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("who") == "some" and not (said.get("teams") or said.get("jobs") or said.get("numbers")):
            self.add_error("who", "Choose teams or roles, or give numbers.")
        for first, last, message in (
            ("period_start", "period_end", "The period ends before it starts."),
            ("self_by", "manager_by", "The own part comes before the manager’s."),
            ("manager_by", "calibration_by", "Calibration follows the manager’s part."),
            ("calibration_by", "release_on", "Appraisals are given after they are calibrated."),
            ("manager_by", "release_on", "Appraisals are given after they are written."),
        ):
            start, end = said.get(first), said.get(last)
            if start and end and end < start and last not in self.errors:
                self.add_error(last, message)

    def whom(self) -> Who:
        said = self.cleaned_data
        if said["who"] == "everybody":
            return Who()
        return Who(tuple(said["teams"]), tuple(said["jobs"]), tuple(said["numbers"]))

    def terms(self, parts: Sequence[FormPart]) -> RoundTerms:
        names = ("title", "period_start", "period_end", "self_by", "manager_by", "calibration_by",
                 "release_on", "scale", "guidance")  # fmt: skip
        return RoundTerms(parts=tuple(parts), **{name: self.cleaned_data[name] for name in names})


class PeopleForm(forms.Form):
    """More people for a round that runs."""

    numbers = LinesField(label="Numbers of people", help_text="One a line.")


class ReasonForm(forms.Form):
    reason = WordsField(label="Reason", rows=3, help_text="The person reads it.")


class PartForm(forms.Form):
    title = LineField(label="Name")
    sort = forms.ChoiceField(
        label="Sort",
        choices=[("competency", "Competency"), ("goal", "Goals of the period")],
        initial="competency",
    )
    about = WordsField(label="What is looked at", rows=2, required=False)
    weight = forms.DecimalField(
        label="Weight", required=False, min_value=0, max_value=1000, max_digits=7, decimal_places=2,
        help_text="Leave empty if parts are not weighed.",
    )  # fmt: skip


PartFormSet = formset_factory(
    PartForm, extra=0, can_delete=True, max_num=MOST_PARTS, absolute_max=MOST_PARTS + 10, validate_max=True
)
FIRST_PARTS = (
    {"title": "Goals of the period", "sort": "goal", "about": "What was agreed, and what came of it."},
    {"title": "Quality of the work", "about": "Right, complete, and as the customer needs it."},
    {"title": "Working with others", "about": "Shares what they know; agreements are kept."},
)


def parts_of(forms: BaseFormSet[Any]) -> list[FormPart]:
    """The rows that stay, each with an id of its own."""
    rows = [form.cleaned_data for form in forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    return [
        FormPart(
            id=f"p{n}", title=row["title"], about=row["about"], sort=row["sort"], weight=row["weight"] or None
        )
        for n, row in enumerate(rows, start=1)
    ]


class WriteForm(forms.Form):
    """One side's part: each part of the form with a level and words, the whole in words, what it rests on."""

    manager = False

    def __init__(
        self, data: Any = None, *, terms: RoundTerms, near: Beside, initial: Mapping[str, Any] | None = None
    ) -> None:
        self.terms, self.near = terms, near
        super().__init__(data, initial=dict(initial or {}))
        levels = [(lv.value, ChoiceLabel(f"{lv.value} – {lv.label}", help=lv.means)) for lv in terms.scale]
        for part in terms.parts:
            self._add_part(part)
        self.fields["words"] = WordsField(label=self._words_label(), rows=8)
        self.fields["rating"] = forms.TypedChoiceField(
            label="Level for the whole" if self.manager else "How you would rate the period yourself",
            widget=forms.RadioSelect, coerce=int, empty_value=None, required=self.manager,
            choices=levels if self.manager else [("", "I leave this open"), *levels],
        )  # fmt: skip
        self.fields["cited"] = forms.MultipleChoiceField(
            label="What it rests on", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(str(e.entry), e.what) for e in near.evidence],
        )  # fmt: skip
        self.prepare()

    def _words_label(self) -> str:
        return "The period in words" if self.manager else "What you achieved, and what you would do otherwise"

    def prepare(self) -> None:
        """For what one side has beyond the other."""

    def _add_part(self, part: FormPart) -> None:
        levels = [(lv.value, f"{lv.value} – {lv.label}") for lv in self.terms.scale]
        self.fields[f"rating-{part.id}"] = forms.TypedChoiceField(
            label="Level", widget=forms.RadioSelect, coerce=int, empty_value=None, required=False,
            choices=[*levels, ("", "Left out")],
        )  # fmt: skip
        words = WordsField(label="What shows it, or why it is left out", rows=3, required=False)
        if self.manager:
            words.words_for = TextKind.APPRAISAL
        self.fields[f"words-{part.id}"] = words

    def parts(self) -> list[tuple[FormPart, forms.BoundField, forms.BoundField]]:
        return [(part, self[f"rating-{part.id}"], self[f"words-{part.id}"]) for part in self.terms.parts]

    def given(self) -> tuple[PartGiven, ...]:
        labels = {level.value: level.label for level in self.terms.scale}
        made = []
        for part in self.terms.parts:
            rating, words = self.cleaned_data.get(f"rating-{part.id}"), self.cleaned_data[f"words-{part.id}"]
            said = {"words": words} if rating is not None else {"why_not": words}
            label = labels.get(rating, "") if rating is not None else ""
            made.append(PartGiven(part=part.id, title=part.title, rating=rating, label=label, **said))
        return tuple(made)

    def cited(self) -> tuple[Cited, ...]:
        chosen = set(self.cleaned_data["cited"])
        return tuple(Cited(entry=e.entry, what=e.what) for e in self.near.evidence if str(e.entry) in chosen)

    def weighed(self) -> Weighed | None:
        """Of what is chosen so far, whether or not the rest is complete."""
        levels = {level.value for level in self.terms.scale}
        given = []
        for part in self.terms.parts:
            typed = str(self[f"rating-{part.id}"].value() or "")
            rating = int(typed) if typed.isdecimal() and int(typed) in levels else None
            given.append(PartGiven(part=part.id, title=part.title, rating=rating))
        return weighed(self.terms.parts, given)

    def typed(self) -> dict[str, Any]:
        """Everything as it stands, to be kept for later."""
        return {name: self[name].value() for name in self.fields if self[name].value() not in (None, "", [])}


class SelfForm(WriteForm):
    def payload(self, round: UUID) -> SelfAppraisal:
        said = self.cleaned_data
        return SelfAppraisal(
            round=round, given=self.given(), words=said["words"], rating=said["rating"], cited=self.cited()
        )


class ManagerForm(WriteForm):
    manager = True
    usual: Usual | None = None

    def prepare(self) -> None:
        self.fields["drop_reason"] = WordsField(
            label="Why the level is lower than usual", rows=4, required=False
        )
        read_words(self.fields, "appraisal_prepared")

    def expect(self, usual: Usual | None, name: str) -> None:
        """What this person was usually rated decides whether a reason will be asked for."""
        self.usual = usual
        if usual is None:
            del self.fields["drop_reason"]
            return
        given = ", ".join(str(rating.rating) for rating in usual.earlier)
        self.fields["drop_reason"].help_text = (
            f"Needed for a level below {usual.level}: the last ones were {given}. What changed since, and on "
            f"which days did it show? {name} reads it."
        )

    def payload(self, round: UUID) -> AppraisalPrepared:
        said = self.cleaned_data
        return AppraisalPrepared(
            round=round, given=self.given(), words=said["words"], rating=said["rating"],
            drop_reason=said.get("drop_reason") or "", cited=self.cited(),
        )  # fmt: skip
