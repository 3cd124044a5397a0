"""Forms that judge: determinations, the close, the watch and a relapse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from goodstanding.actions import plans
from goodstanding.domain.entries import Payload, plan
from goodstanding.domain.entries.terms import Goal
from goodstanding.domain.evaluation import Evaluation
from goodstanding.domain.goals import compute_outcome, missing_support
from goodstanding.domain.offers import (
    goals_to_contest,
    goals_to_countersign,
    goals_to_determine,
    ready_to_close,
    watch_checks_open,
)
from goodstanding.domain.policies.after import relapse_window_ends
from goodstanding.queries import measurements
from goodstanding.queries.plan_figures import watch_lines
from goodstanding.web.forms.plans.base import (
    Aside,
    EventForm,
    choice_field,
    day_field,
    event,
    reason_field,
    shown,
    simple,
    words_field,
)
from goodstanding.web.forms.plans.fields import DaysField
from goodstanding.web.forms.plans.running import as_day
from goodstanding.web.ui import ChoiceLabel

RESULTS = {
    "met": ChoiceLabel("Met", "What was agreed is there.", "circle-check"),
    "not_met": ChoiceLabel("Not met", "It was measured, and it is not there.", "circle-minus"),
    "not_assessable": ChoiceLabel(
        "Not assessable", "Data or promised support is missing. It counts as neither.", "circle-question-mark"
    ),
}


def goal_choices(form: EventForm, ids: Iterable[str]) -> None:
    case = form.room.case
    found = [(id, goal.statement) for id in ids if (goal := case.goal(id))]
    form.choose("goal", found)
    form.fields["goal"].initial = form.to if form.to in dict(found) else (found[0][0] if found else "")


@event("goal_determined")
class DetermineGoal(EventForm):
    happens = (
        "You say whether this goal was met. A goal with a metric follows its figures; the arithmetic goes in."
    )
    follows = "HR countersigns. The person reads it and can contest it."
    goal = forms.ChoiceField(label="Goal", widget=forms.RadioSelect)
    result = choice_field("Result", *RESULTS.items())
    _evaluated: tuple[str, Evaluation | None] | None = None
    words = words_field("Why", "What was seen or measured. For “not assessable”: what is missing.")
    evidence = words_field("Evidence", "Where it can be looked at.", rows=2, required=False)

    def build(self) -> None:
        goal_choices(self, goals_to_determine(self.room.scene))
        if self.one and (found := self.evaluation(self.one)):
            self.fields["result"].initial = found.result.value

    @property
    def one(self) -> Goal | None:
        """The goal that the page speaks of."""
        return self.room.case.goal(str(self.fields["goal"].initial))

    def evaluation(self, goal: Goal) -> Evaluation | None:
        """Computed once a page."""
        if self._evaluated is None or self._evaluated[0] != goal.id:
            room = self.room
            away = [*room.file.absences(), *room.case.pauses]
            found = measurements.evaluate(
                room.head.id, goal, policy=room.policy, calendar=room.calendar, away=away
            )
            self._evaluated = (goal.id, found)
        return self._evaluated[1]

    def asides(self) -> Iterable[Aside]:
        goal = self.one
        if goal is None:
            return
        target = f"{goal.target or ''} {goal.unit}".strip() or goal.target_words
        yield Aside(
            "The goal", facts=[("Statement", goal.statement), ("Target", target), ("Judged on", goal.due)]
        )
        if found := self.evaluation(goal):
            computed = found.result.value.replace("_", " ")
            yield Aside(f"The figures compute: {computed}", lines=[*found.arithmetic, found.because])
        lacking = missing_support(self.room.case, goal, self.room.today)
        if lacking:
            lines = [*lacking, "It was promised for this goal, so the goal cannot be determined as not met."]
            yield Aside("Support not given", lines=lines, tone="attention")

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        plans.determine_goal(
            plan_id=self.room.case.id,
            goal=said["goal"],
            result=said["result"],
            words=said["words"],
            evidence=said["evidence"],
            **self.written(by, now),
        )


class AboutDetermination(EventForm):
    goal = forms.ChoiceField(label="Goal", widget=forms.RadioSelect)

    def asides(self) -> Iterable[Aside]:
        for made in self.room.case.determinations.values():
            goal, entry = self.room.case.goal(made.goal), self.room.entry(made.entry)
            if goal is None or entry is None or made.goal not in dict(self.fields["goal"].choices):  # type: ignore[attr-defined]
                continue
            lines = [
                f"{made.result.replace('_', ' ').capitalize()}, by {self.room.name(made.by)}",
                entry.payload.words,
                *entry.payload.arithmetic,
            ]
            yield Aside(goal.statement, lines=lines)


@event("determination_countersigned")
class Countersign(AboutDetermination):
    happens = "You confirm that this determination follows the locked terms and the figures."
    follows = "The goal is settled. Once all are, the plan can be closed."
    words = words_field("Note", rows=2, required=False)

    def build(self) -> None:
        goal_choices(self, goals_to_countersign(self.room.scene))


@event("goal_contested")
class Contest(AboutDetermination):
    happens = "Your objection stands beside the determination from now on."
    follows = "HR reads it before countersigning and closing. You can add to it."
    words = words_field(
        "What is wrong with it", "Figures that are missing or wrong, support that did not come, dates."
    )

    def build(self) -> None:
        goal_choices(self, goals_to_contest(self.room.scene))


@event("closed")
class Close(EventForm):
    happens = "The plan ends with the outcome you choose. It is computed from the determinations."
    follows = (
        "Met: a watch begins. Not met: somebody else may propose what follows. Withdrawn: nothing follows."
    )
    confirm = "Close the plan with this outcome"
    outcome = choice_field(
        "Outcome",
        ("met", ChoiceLabel("Met", "Every required goal was met. A watch follows.", "circle-check")),
        ("not_met", ChoiceLabel("Not met", "At least one required goal was not met.", "circle-minus")),
        ("withdrawn", ChoiceLabel("Withdrawn", "The plan ends without an outcome.", "undo-2")),
    )
    reason = words_field(
        "Reason", "An outcome other than the computed one is an override and needs its reasons here.", rows=5
    )
    watch_until = day_field("If met: watch until", required=False)

    def start(self) -> dict[str, Any]:
        computed = self.computed if ready_to_close(self.room.scene) else ""
        return {
            "outcome": computed if computed in ("met", "not_met") else "",
            "watch_until": self.room.today + timedelta(days=self.room.policy.watch_days),
        }

    @property
    def computed(self) -> str:
        return compute_outcome(self.room.case.terms.goals, self.room.case.determinations)

    def asides(self) -> Iterable[Aside]:
        case = self.room.case
        facts: list[tuple[str, object]] = []
        for goal in case.terms.goals:
            made = case.determinations.get(goal.id)
            said = made.result.replace("_", " ") if made else "not determined yet"
            also = " · contested" if made and made.contested else ""
            also += "" if made is None or made.countersigned else " · not countersigned"
            facts.append((f"{goal.statement} ({'required' if goal.required else 'supporting'})", said + also))
        if not ready_to_close(self.room.scene):
            yield Aside("Not every goal is settled", facts=facts, tone="attention", lines=[
                "Until each is determined and countersigned, the plan can only be withdrawn."])  # fmt: skip
            return
        yield Aside(f"The determinations compute: {self.computed.replace('_', ' ')}", facts=facts)
        if self.computed == "not_assessable":
            yield Aside(
                "A required goal is not assessable",
                lines=["It counts as neither. Extend the plan, withdraw it, or override with reasons."],
                tone="attention",
            )

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        plans.close(
            plan_id=self.room.case.id,
            outcome=said["outcome"],
            reason=said["reason"],
            watch_until=said.get("watch_until"),
            **self.written(by, now),
        )


@event("watch_checked")
class CheckWatch(EventForm):
    happens = "The scheduled check is recorded, with own figures beside those of comparable people."
    follows = "The person reads it and can answer. A relapse is a step of its own."
    scheduled_on = forms.TypedChoiceField(label="Check of", coerce=as_day)
    holds = choice_field(
        "The standards",
        ("holds", "Hold"),
        ("does not hold", "Do not hold"),
        ("cannot tell", "Cannot be told"),
    )
    words = words_field("What was seen")

    def build(self) -> None:
        open_days = watch_checks_open(self.room.scene)
        self.choose("scheduled_on", [(d.isoformat(), shown(d)) for d in open_days])
        self.fields["scheduled_on"].initial = self.to

    def asides(self) -> Iterable[Aside]:
        lines = watch_lines(self.room)
        yield Aside("Figures since the watch began", lines=lines or ["No passed goal has a metric."])

    def payload(self) -> Payload:
        said = self.cleaned_data
        return plan.WatchChecked(
            scheduled_on=said["scheduled_on"],
            holds=said["holds"],
            comparison=watch_lines(self.room),
            words=said["words"],
        )


@event("watch_extended")
class ExtendWatch(EventForm):
    happens = "The watch lasts longer."
    follows = "Further checks are scheduled. There is a cap, counted from the start of the watch."
    until = day_field("Watch until")
    checks = DaysField(label="Further checks", required=False)
    reason = reason_field()

    def start(self) -> dict[str, Any]:
        watch = self.room.case.watch
        end = watch.until if watch else self.room.today
        return {"until": end + timedelta(days=30), "checks": [self.after(0, end + timedelta(days=30))]}

    def asides(self) -> Iterable[Aside]:
        case, room = self.room.case, self.room
        cap = (case.watch_started or room.today) + timedelta(days=room.policy.watch_cap_days)
        yield Aside(
            "Dates", facts=[("Ends now on", case.watch.until if case.watch else None), ("At most until", cap)]
        )


@event("relapse_recorded")
class RecordRelapse(EventForm):
    happens = "You say that a passed goal fell short again, with days and evidence. It is not confirmed yet."
    follows = "HR confirms it or does not. The person reads it and can answer."
    goal = forms.ChoiceField(label="Which passed goal", widget=forms.RadioSelect)
    from_day = day_field("From")
    to_day = day_field("To")
    evidence = words_field("Evidence", "Figures or dated facts.")

    def build(self) -> None:
        made = self.room.case.determinations
        goal_choices(
            self, [g.id for g in self.room.case.terms.goals if g.id in made and made[g.id].result == "met"]
        )

    def asides(self) -> Iterable[Aside]:
        ends = relapse_window_ends(self.room.case, self.room.policy)
        yield Aside("Window", facts=[("A relapse counts until", ends)])


class SettleRelapse(EventForm):
    reason = reason_field()

    def asides(self) -> Iterable[Aside]:
        said = self.room.entry(self.room.case.relapse_open)
        if said is not None:
            goal = self.room.case.goal(said.payload.goal)
            span = f"{shown(said.payload.from_day)} to {shown(said.payload.to_day)}"
            lines = [goal.statement if goal else "", span, said.payload.evidence]
            yield Aside("The relapse recorded", lines=[x for x in lines if x])


@event("relapse_confirmed")
class ConfirmRelapse(SettleRelapse):
    happens = "You confirm that the standard slipped inside the watch."
    follows = "Then: a new plan, a proposal where the rules allow it, or no action."


@event("relapse_dismissed")
class DismissRelapse(SettleRelapse):
    happens = "The relapse is not confirmed. The watch goes on."
    follows = "Nothing follows from it."


simple(
    "no_action_on_relapse",
    happens="The watch goes on.",
    follows="Nothing follows from this relapse.",
    reason=reason_field(),
)


@event("new_plan_after_relapse")
class NewPlan(EventForm):
    happens = "This case closes, and a new draft linked to it opens for the manager."
    follows = "The new plan is drafted, reviewed and delivered like any other."
    confirm = "Close this case and open a new draft"
    reason = reason_field()

    def write(self, *, by: UUID, now: datetime) -> None:
        plans.start_new_plan(
            plan_id=self.room.case.id, reason=self.cleaned_data["reason"], **self.written(by, now)
        )


simple(
    "watch_closed",
    happens="The watch ends and the case is closed: the plan was met and it held.",
    follows="Nothing further.",
    confirm="Close the watch",
    reason=words_field("In words", "What the checks showed."),
)
