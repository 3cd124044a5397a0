"""The job: duties, standards, time not at work, moves, leaving, and figures cited from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goodstanding.domain.entries import Payload
from goodstanding.domain.entries.person import Place
from goodstanding.queries import citations
from goodstanding.queries.people import team_choices
from goodstanding.web.forms.entries.base import EntryForm, Wording
from goodstanding.web.forms.entries.fields import DayField, LineField, NumberField, PersonField, WordsField


class JobTermsForm(EntryForm):
    kind = "job_terms"
    wording = Wording(
        "Write down the job’s terms", "What the job is from a day on.", "Save the terms", day="From"
    )
    duties = WordsField(label="Duties", rows=6)
    pay_grade = forms.CharField(label="Pay grade", max_length=60, required=False)
    eligibility = WordsField(
        label="Eligibility", rows=2, required=False, help_text="For bonus, leave, promotion."
    )


class StandardSetForm(EntryForm):
    kind = "standard_set"
    wording = Wording(
        "Set a standard",
        "What the job asks for. With a metric it can be measured.",
        "Set the standard",
        day="From",
    )
    standard = WordsField(label="Standard", rows=3)
    metric = forms.ChoiceField(label="Metric", required=False)
    target = NumberField(label="Target", required=False)
    period_start = DayField(label="Period from", required=False)
    period_end = DayField(label="Period to", required=False)

    def prepare(self) -> None:
        field = self.fields["metric"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Not measured"), *self.room.metrics]

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("metric") or said.get("target") is not None:
            for name in ("metric", "target", "period_start", "period_end"):
                if said.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, "A measured standard needs metric, target and period.")
        self.check_order("period_start", "period_end", "The period ends before it starts.")


class StandardCommunicatedForm(EntryForm):
    kind = "standard_communicated"
    wording = Wording(
        "Record that a standard was made known",
        "A standard counts from the day on which {name} knew it.",
        "Save",
        day="Day on which it was made known",
    )
    standard = WordsField(label="Standard", rows=3)
    how = LineField(label="How", help_text="In a talk, by mail, in training; with whom.")


class HandoverForm(EntryForm):
    kind = "handover"
    wording = Wording(
        "Record a handover between managers",
        "What the new manager has to know, fair to both sides.",
        "Save the handover",
    )
    from_manager = PersonField(label="From")
    to_manager = PersonField(label="To")
    notes = WordsField(label="Notes", rows=6)


class NotAtWorkForm(EntryForm):
    kind = "not_at_work"
    wording = Wording(
        "Record time not at work",
        "Only the days, never the reason. Deadlines stand still and targets are adjusted.",
        "Save the days",
        day="First day",
    )
    until = DayField(label="Last day")

    def clean(self) -> None:
        super().clean()
        self.check_order("happened", "until", "The last day comes before the first.")


class MetricSnapshotForm(EntryForm):
    """Freezes figures as they stand; the payload is made from them, not typed."""

    kind = "metric_snapshot"
    wording = Wording(
        "Cite figures",
        "The figures are frozen as they stand, with source and hash; a later import does not change them.",
        "Freeze the figures",
        day="",
    )
    metric = forms.ChoiceField(label="Metric")
    first = DayField(label="From")
    last = DayField(label="To")
    comment = WordsField(label="What they show", rows=3, required=False)

    def prepare(self) -> None:
        field = self.fields["metric"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(self.room.metrics)

    def clean(self) -> None:
        super().clean()
        self.check_order("first", "last", "The period ends before it starts.")

    def payload(self) -> Payload:
        said = self.cleaned_data
        return citations.snapshot(
            self.room.person, said["metric"], said["first"], said["last"], comment=said["comment"]
        )


class PlaceForm(forms.Form):
    """Where somebody stands: shared by hiring and moving."""

    team = forms.ChoiceField(label="Team", required=False)
    job_family = LineField(label="Job", max_length=120)
    level = LineField(label="Level", max_length=60, required=False)
    manager = PersonField(label="Manager", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["team"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "No team"), *team_choices()]

    def place(self) -> Place:
        said = self.cleaned_data
        return Place(
            team=said["team"], job_family=said["job_family"], level=said["level"], manager=said["manager"]
        )


class HireForm(PlaceForm):
    number = LineField(label="Personnel number", max_length=64)
    name = LineField(label="Name", max_length=200)
    email = forms.EmailField(label="Email address", required=False)
    hired_on = DayField(label="First day")
    jurisdiction = forms.CharField(
        label="Jurisdiction", max_length=16, required=False,
        help_text="Only where it differs from the organisation’s: US-CA, GB-ENG, DE-BY.",
    )  # fmt: skip
    field_order = (
        "number",
        "name",
        "email",
        "hired_on",
        "team",
        "job_family",
        "level",
        "manager",
        "jurisdiction",
    )


class MoveForm(PlaceForm):
    from_day = DayField(label="From")
    until = DayField(
        label="Until",
        required=False,
        help_text="Only if it is for a time; then the former place holds again.",
    )
    reason = WordsField(label="Reason", rows=2, required=False)
    field_order = ("from_day", "team", "job_family", "level", "manager", "until", "reason")

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("from_day"), self.cleaned_data.get("until")
        if first and last and last < first:
            self.add_error("until", "It ends before it starts.")


class LeaveForm(forms.Form):
    last_day = DayField(label="Last day")
    reason = WordsField(label="Reason", rows=2, required=False)


def start_of_move(room_place: Any, today: date) -> dict[str, Any]:
    """A move proposes what holds now, so that only what changes has to be typed."""
    if room_place is None:
        return {"from_day": today}
    return {
        "from_day": today,
        "team": room_place.team_code,
        "job_family": room_place.job_family,
        "level": room_place.level,
        "manager": room_place.manager,
    }
