"""The terms of a plan as forms. A draft may be incomplete; only what cannot be read is refused."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from goodstanding.domain.entries.terms import Goal, PlanTerms, SupportItem
from goodstanding.domain.errors import UserError
from goodstanding.queries.plans import Room
from goodstanding.web.forms.entries.fields import DayField, LineField, NumberField, WordsField
from goodstanding.web.forms.plans.fields import DaysField, MemberField
from goodstanding.web.forms.words import read_words

MOST_GOALS = 20

CONSEQUENCES = (
    "If every required goal is met, a watch follows in which the same standards are looked at. If a required "
    "goal is not met, somebody may propose a step; you would have time to reply, and somebody else would "
    "decide."
)
RIGHTS = (
    "You may answer everything in writing, ask questions, bring a companion to meetings, contest every "
    "determination, and appeal against a decision. Confirming receipt is not agreement."
)


class PlanForm(forms.Form):
    """What belongs to the plan as a whole."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31)
    purpose = WordsField(label="Purpose", help_text="Why there is a plan, in words the person can check.",
                         required=False, rows=3)  # fmt: skip
    starts_on = DayField(label="First day", required=False)
    ends_on = DayField(label="Last day", required=False)
    midpoint_on = DayField(
        label="Midpoint", help_text="Both sides sign a statement on this day.", required=False
    )
    every_weeks = forms.TypedChoiceField(
        label="A check-in every", coerce=int, required=False, empty_value=None,
        choices=[(1, "week"), (2, "two weeks"), (3, "three weeks"), (4, "four weeks")], initial=2,
    )  # fmt: skip
    check_ins = DaysField(label="Check-ins", required=False)
    consequences = WordsField(label="What may follow", required=False, rows=3)
    rights = WordsField(
        label="Your rights in this plan", help_text="Addressed to the person.", required=False, rows=3
    )


class ChangeForm(PlanForm):
    """The same for a change of running terms, which needs its reason."""

    reason = WordsField(label="Why the terms should change", help_text="The person reads this.", rows=3)
    changes_standard = forms.BooleanField(
        label="This changes what is asked for, not only how or when it is measured", required=False
    )


read_words(PlanForm.base_fields, "PlanTerms")
read_words(ChangeForm.base_fields, "PlanTerms")
read_words(ChangeForm.base_fields, "change_proposed")

NEEDED_METRIC = ("metric", "target", "window_start", "window_end")


class GoalForm(forms.Form):
    use_required_attribute = False
    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    statement = WordsField(
        label="Goal", help_text="One sentence that a stranger understands.", rows=2, required=False
    )
    kind = forms.ChoiceField(
        label="Kind",
        choices=[("metric", "Metric: figures decide"), ("deliverable", "Deliverable: a thing is there"),
                 ("behaviour", "Behaviour: seen or not")],
        initial="metric",
    )  # fmt: skip
    required = forms.BooleanField(label="Required: the outcome depends on it", required=False, initial=True)
    standard = WordsField(label="Standard it comes from", rows=1, required=False)
    measure = LineField(label="Measure", help_text="What is counted or looked at.", required=False)
    metric = forms.ChoiceField(label="Metric", required=False)
    aggregation = forms.ChoiceField(
        label="Figures are",
        choices=[("sum", "added up"), ("mean", "averaged over periods"), ("rate", "divided by the work done"),
                 ("last", "taken at the last period")],
        initial="sum",
    )  # fmt: skip
    direction = forms.ChoiceField(
        label="To reach", choices=[("at_least", "at least"), ("at_most", "at most")]
    )
    target = NumberField(label="Target", required=False)
    unit = LineField(label="Unit", required=False, max_length=60)
    baseline = NumberField(label="Baseline", help_text="Where it stood before.", required=False)
    window_start = DayField(label="First day that counts", required=False)
    window_end = DayField(label="Last day that counts", required=False)
    prorate = forms.BooleanField(
        label="Time not at work lowers a sum’s target", required=False, initial=True,
    )  # fmt: skip
    target_words = WordsField(label="What must be seen", rows=2, required=False)
    evidence_required = WordsField(label="What shows it", rows=2, required=False)
    due = DayField(label="Judged on", required=False)
    data_source = LineField(label="Where figures or evidence come from", required=False)
    measurer = MemberField(label="Measured by", required=False)
    effort_hours = NumberField(label="Effort in hours", required=False, min_value=0)
    support = forms.MultipleChoiceField(
        label="Support it rests on", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Without it the goal cannot be “not met”. Save new support first to choose it here.",
    )  # fmt: skip

    FIGURES = ("metric", "aggregation", "direction", "target", "unit", "baseline", "window_start",
               "window_end", "prorate")  # fmt: skip
    EVIDENCE = ("target_words", "evidence_required")
    WHO = ("measure", "standard", "due", "data_source", "measurer", "effort_hours")

    def __init__(
        self, *args: Any, people: Mapping[Any, str], metrics: Iterable[tuple[str, str]],
        support: Iterable[tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        field = self.fields["measurer"]
        assert isinstance(field, MemberField)
        field.offer(people, only=True)
        known = list(metrics)
        if (now := self.initial.get("metric")) and now not in dict(known):
            known.append((now, now))
        self.fields["metric"].choices = [("", "No metric"), *known]  # type: ignore[attr-defined]
        self.fields["support"].choices = list(support)  # type: ignore[attr-defined]

    def group(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def figures(self) -> list[forms.BoundField]:
        return self.group(self.FIGURES)

    @property
    def shown(self) -> list[forms.BoundField]:
        return self.group(self.EVIDENCE)

    @property
    def who(self) -> list[forms.BoundField]:
        return self.group(self.WHO)

    @property
    def is_metric(self) -> bool:
        return (self["kind"].value() or "metric") == "metric"

    def empty(self) -> bool:
        """Nothing said: not a goal."""
        said = self.cleaned_data
        return not any(said.get(n) for n in ("statement", "measure", "metric", "target_words")) and (
            said.get("target") is None
        )

    def goal(self) -> Goal:
        said = {k: v for k, v in self.cleaned_data.items() if k in Goal.model_fields and v is not None}
        said["id"] = said.get("id") or f"g-{uuid.uuid4().hex[:8]}"
        said["support"] = tuple(said.get("support", ()))
        return Goal(**said)


read_words(GoalForm.base_fields, "Goal")


class SupportForm(forms.Form):
    id = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    what = WordsField(label="What is promised", help_text="Training, tools, time, somebody to ask.", rows=2,
                      required=False)  # fmt: skip
    owner = LineField(label="Who sees to it", required=False)
    due = DayField(label="By", required=False)

    def item(self) -> SupportItem:
        said = {k: v for k, v in self.cleaned_data.items() if k in SupportItem.model_fields and v is not None}
        return SupportItem(**{**said, "id": said.get("id") or f"s-{uuid.uuid4().hex[:8]}"})


def _rows(form: type[forms.Form], most: int) -> Any:
    return forms.formset_factory(form, extra=0, can_delete=True, max_num=most, absolute_max=most + 10)


GoalRows = _rows(GoalForm, MOST_GOALS)
SupportRows = _rows(SupportForm, 20)


class TermsForms:
    """The three parts of the editor together; `terms` is what they say."""

    def __init__(
        self, data: Any, *, room: Room, metrics: Iterable[tuple[str, str]], change: bool, terms: PlanTerms
    ) -> None:
        self.room = room
        plan = {name: getattr(terms, name) for name in PlanForm.base_fields if name in PlanTerms.model_fields}
        form = ChangeForm if change else PlanForm
        self.plan = form(data, initial={**plan, "version": room.case.version})
        known = {id: (who, room.numbers[id]) for id, who in room.names.items()}
        people = {id: f"{who} ({no})" for id, (who, no) in known.items() if id != room.head.id}
        support = [(s.id, s.what) for s in terms.support]
        self.goals = GoalRows(
            data, prefix="goals", initial=[g.model_dump() for g in terms.goals],
            form_kwargs={"people": people, "metrics": list(metrics), "support": support},
        )  # fmt: skip
        self.support = SupportRows(data, prefix="support", initial=[s.model_dump() for s in terms.support])

    def mark_needed(self) -> None:
        """For the page, once the forms are checked: what is needed to submit does not read “optional”."""
        for name in ("purpose", "starts_on", "ends_on", "check_ins"):
            self.plan.fields[name].required = True
        for form in self.goals.forms:
            own = NEEDED_METRIC if form.is_metric else GoalForm.EVIDENCE
            for name in ("statement", "due", "data_source", "measurer", *own):
                form.fields[name].required = True

    @property
    def all(self) -> list[Any]:
        return [self.plan, self.goals, self.support]

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in self.all])

    def _kept(self, rows: Any) -> list[Any]:
        return [f for f in rows.forms if not f.cleaned_data.get("DELETE")]

    @property
    def goal_forms(self) -> list[GoalForm]:
        return [f for f in self._kept(self.goals) if not f.empty()]

    def terms(self) -> PlanTerms:
        said = self.plan.cleaned_data
        support = tuple(f.item() for f in self._kept(self.support) if f.cleaned_data.get("what"))
        there = {s.id for s in support}
        goals = (f.goal() for f in self.goal_forms)
        return PlanTerms(
            **{
                n: said[n]
                for n in ("purpose", "starts_on", "ends_on", "midpoint_on", "consequences", "rights")
            },
            check_ins=said["check_ins"],
            goals=tuple(
                g.model_copy(update={"support": tuple(s for s in g.support if s in there)}) for g in goals
            ),
            support=support,
        )

    def add_user_error(self, error: UserError) -> None:
        """Each message at its field: `goals.<number>.<field>` at that goal."""
        placed = False
        for key, problems in error.fields.items():
            parts = key.split(".")
            if len(parts) == 3 and parts[0] == "goals" and parts[1].isdecimal():
                self.goal_forms[int(parts[1])].add_error(parts[2], list(problems))
                placed = True
            elif key in self.plan.fields:
                self.plan.add_error(key, list(problems))
                placed = True
        if not placed:
            self.plan.add_error(None, [error.message, *(p for ps in error.fields.values() for p in ps)])
