"""Forms of a running plan: check-ins, support, questions, the midpoint, dates that move."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms

from goodstanding.actions import plans
from goodstanding.domain.entries import Payload, plan
from goodstanding.domain.entries.terms import GoalRemark, SupportItem
from goodstanding.domain.offers import check_ins_to_settle, check_ins_without_voice
from goodstanding.queries.plan_figures import goal_figures
from goodstanding.web.forms.plans.base import (
    Aside,
    EventForm,
    as_uuid,
    choice_field,
    day_field,
    event,
    line_field,
    reason_field,
    shown,
    simple,
    words_field,
)
from goodstanding.web.forms.plans.before import RECEIPT
from goodstanding.web.forms.plans.fields import DaysField, MemberField
from goodstanding.web.forms.plans.pace_words import pace_words

LATE = "Late support or missed check-ins of the employer propose an extension, which HR grants or refuses."


class SettleChange(EventForm):
    reason = reason_field()

    def asides(self) -> Iterable[Aside]:
        proposed = self.room.last("change_proposed")
        if proposed is not None:
            yield Aside("The change proposed", lines=[proposed.payload.reason])


@event("change_accepted")
class AcceptChange(SettleChange):
    happens = "The changed terms are accepted. The old terms hold until the person has received the new ones."
    follows = RECEIPT


@event("change_refused")
class RefuseChange(SettleChange):
    happens = "The terms stay as they are."
    follows = "Another change can be proposed."


@event("extended")
class Extend(EventForm):
    happens = "The plan ends later. Goals not settled move with it; what was determined before is done again."
    follows = RECEIPT
    ends_on = day_field("New last day")
    move_goals = forms.BooleanField(
        label="Move the goals’ due dates by as much", required=False, initial=True,
        help_text="Settled goals stay.",
    )  # fmt: skip
    check_ins = DaysField(label="Further check-ins", required=False)
    reason = reason_field("What made it necessary. The person reads this.")

    def start(self) -> dict[str, Any]:
        end = self.room.case.ends_on or self.room.today
        return {"ends_on": self.after(10, max(end, self.room.today)), "check_ins": [self.after(5, end)]}

    def asides(self) -> Iterable[Aside]:
        case = self.room.case
        facts: list[tuple[str, object]] = [("The plan ends now on", case.ends_on)]
        for goal in case.terms.goals:
            made = case.determinations.get(goal.id)
            settled = made and made.countersigned and made.result != "not_assessable"
            facts.append((goal.statement, "settled; stays" if settled else goal.due))
        yield Aside("Which dates move", facts=facts)
        if case.extension_open and case.midpoint:
            lines = [f"Late support: {x}" for x in case.midpoint.late_support]
            lines += [
                f"Check-in of {shown(x)} missed by the employer" for x in case.midpoint.missed_by_employer
            ]
            yield Aside("The midpoint proposes an extension", lines=lines, tone="attention")

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        plans.extend(
            plan_id=self.room.case.id,
            ends_on=said["ends_on"],
            reason=said["reason"],
            move_goals=said["move_goals"],
            check_ins=said["check_ins"],
            **self.written(by, now),
        )


simple(
    "extension_refused",
    happens="The extension that the midpoint proposed is refused. The dates stay.",
    follows="Your reason stays in the file; it will be read when the plan is judged.",
    reason=reason_field("Why the late support or the missed check-ins need no more time."),
)
simple(
    "paused",
    happens="The clock stops today. No goal can fall due while it stands.",
    follows="When HR resumes the plan, every date still ahead moves by the days that it stood.",
    reason=words_field(
        "Reason", "Leave, accommodation, a dispute. Never a diagnosis: that belongs to the leave compartment."
    ),
)


@event("resumed")
class Resume(EventForm):
    happens = "The plan goes on. Every date still ahead at the pause moves by the days that the clock stood."
    follows = "The person and the manager see the new dates at once."
    reason = reason_field("What allows the plan to go on.")

    def asides(self) -> Iterable[Aside]:
        case, since = self.room.case, self.room.case.paused_since
        if since is None:
            return
        stood = self.room.today - since
        facts: list[tuple[str, object]] = [("Paused since", since), ("Days it stood", stood.days)]
        if case.ends_on:
            facts.append(
                (
                    "The plan would then end on",
                    case.ends_on + (stood if case.ends_on >= since else timedelta()),
                )
            )
        facts += [(g.statement, g.due + stood) for g in case.terms.goals if g.due and g.due >= since]
        yield Aside("Which dates move", facts=facts)

    def write(self, *, by: UUID, now: datetime) -> None:
        plans.resume(plan_id=self.room.case.id, reason=self.cleaned_data["reason"], **self.written(by, now))


simple(
    "withdrawn",
    happens="The paused plan ends without an outcome. It is never “not met”.",
    follows="Nothing follows from it.",
    confirm="Withdraw it; it cannot be reopened",
    reason=reason_field(),
)


def as_day(text: str) -> Any:
    from datetime import date

    return date.fromisoformat(text)


@event("check_in")
class CheckIn(EventForm):
    happens = "Your words on this check-in go into the file. The other side writes its own."
    follows = "Both voices stand side by side. Neither can change the other’s."
    scheduled_on = forms.TypedChoiceField(label="Check-in of", coerce=as_day)
    words = words_field(
        "How it stands", "What was done since the last time, what helps, what is in the way.", rows=6
    )

    def build(self) -> None:
        open_days = list(check_ins_without_voice(self.room.scene))  # one held early comes before a new one
        if self.room.today not in {c.on for c in self.room.case.check_ins}:
            open_days.append(self.room.today)
        self.choose("scheduled_on", [(d.isoformat(), self._named(d)) for d in open_days])
        # A check-in of which nothing is recorded comes before words that are still missing to a missed one.
        unsettled = [d for d in open_days if d in check_ins_to_settle(self.room.scene)]
        first = next(iter([*unsettled, *open_days]), None)
        self.fields["scheduled_on"].initial = self.to or (first.isoformat() if first else "")
        for goal in self.room.case.terms.goals:
            self.fields[f"remark.{goal.id}"] = words_field(f"On “{goal.statement}”", rows=2, required=False)

    def _named(self, day: date) -> str:
        if day > self.room.today:
            return f"{shown(day)}, held early"
        planned = day in {c.on for c in self.room.case.check_ins}
        return shown(day) if planned else f"{shown(day)}, not planned before"

    def payload(self) -> Payload:
        said = self.cleaned_data
        remarks = ((g.id, said.get(f"remark.{g.id}", "")) for g in self.room.case.terms.goals)
        return plan.CheckIn(
            scheduled_on=said["scheduled_on"],
            voice="employee" if self.room.own else "manager",
            words=said["words"],
            goals=tuple(GoalRemark(goal=goal, words=text) for goal, text in remarks if text),
        )


@event("check_in_missed")
class CheckInMissed(EventForm):
    happens = "It is recorded that this check-in did not take place, and on whose side that was."
    follows = LATE
    scheduled_on = forms.TypedChoiceField(label="Check-in of", coerce=as_day)
    by = choice_field(
        "Who could not come",
        ("employer", "The employer’s side"),
        ("employee", "The employee"),
        ("cancelled by agreement", "Cancelled by agreement"),
    )
    reason = reason_field("What happened, and when it is made up for.")

    def build(self) -> None:
        open_days = check_ins_to_settle(self.room.scene)
        self.choose("scheduled_on", [(d.isoformat(), shown(d)) for d in open_days])
        self.fields["scheduled_on"].initial = self.to


@event("support_promised")
class PromiseSupport(EventForm):
    happens = "The promise goes into the plan, with its day."
    follows = f"If it comes late, the midpoint says so. {LATE}"
    what = words_field("What is promised", "Training, tools, time, somebody to ask.", rows=2)
    owner = line_field("Who sees to it", required=False)
    due = day_field("By", required=False)

    def payload(self) -> Payload:
        said = self.cleaned_data
        made = SupportItem(
            id=f"s-{uuid.uuid4().hex[:8]}", what=said["what"], owner=said["owner"], due=said.get("due")
        )
        return plan.SupportPromised(item=made)


@event("support_given")
class GiveSupport(EventForm):
    happens = "The promised support is recorded as given on the day you name."
    follows = "A goal that rests on it can be judged."
    day = "Given on"
    item = forms.ChoiceField(label="Which support")
    what = words_field("What was given", rows=2)

    def build(self) -> None:
        promised = [s.item for s in self.room.case.support if s.given_on is None]
        promised.sort(key=lambda item: item.due or date.max)  # what is most overdue comes first
        self.choose("item", [(item.id, item.what) for item in promised])
        self.fields["item"].initial = self.to


simple(
    "question_asked",
    happens="Your question goes into the file. It is answered there too, so that both sides keep it.",
    follows="The manager or HR answers. Open questions are named in the midpoint statement.",
    words=words_field("Your question"),
)


@event("question_answered")
class AnswerQuestion(EventForm):
    happens = "Your answer stands under the question."
    follows = "The person reads it at once."
    question = forms.ChoiceField(label="Which question", widget=forms.RadioSelect)
    words = words_field("Your answer")

    def build(self) -> None:
        open_ones = {str(q.entry): q for q in self.room.case.open_questions()}
        found = [(key, self._said(UUID(key))) for key in open_ones]
        self.choose("question", found)
        self.fields["question"].initial = self.to if self.to in open_ones else next(iter(open_ones), "")

    def _said(self, id: UUID) -> str:
        entry = self.room.entry(id)
        return str(entry.payload.words) if entry else "A question"

    @property
    def target(self) -> UUID | None:
        return as_uuid(self.cleaned_data["question"])


@event("midpoint")
class WriteMidpoint(EventForm):
    happens = "You state the pace of each goal. What the employer owes is read off the file and stands in it."
    follows = f"{RECEIPT} {LATE}"
    submit = "Sign the midpoint statement"

    def build(self) -> None:
        said = goal_figures(self.room)
        for goal in self.room.case.terms.goals:
            field = words_field(f"Pace of “{goal.statement}”", rows=3)
            field.initial = pace_words(said[goal.id]) if goal.id in said else ""
            self.fields[f"pace.{goal.id}"] = field
        self.fields["words"] = words_field("Anything else", rows=3, required=False)

    def asides(self) -> Iterable[Aside]:
        case, today = self.room.case, self.room.today
        late = [s for s in case.support if s.late(today)]
        silent = [c.on for c in case.check_ins if c.on < today and not c.settled]
        missed = sorted({*case.missed_by_employer(), *silent})
        lines = [f"Support late: {s.item.what}" for s in late]
        lines += [f"Check-in of {shown(d)} not held by the employer" for d in missed]
        lines += [f"{len(case.open_questions())} open questions"] * bool(case.open_questions())
        if late or missed:
            lines.append("This proposes an extension to HR.")
        yield Aside("What the file says", lines=lines or ["No support is late and no check-in was missed."],
                    tone="attention" if late or missed else "info")  # fmt: skip

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        remarks = tuple(GoalRemark(goal=g.id, words=said[f"pace.{g.id}"]) for g in self.room.case.terms.goals)
        plans.write_midpoint(
            plan_id=self.room.case.id, paces=remarks, words=said["words"], **self.written(by, now)
        )


@event("manager_changed")
class ChangeManager(EventForm):
    happens = (
        "The new manager takes this plan over. Its standards and dates stay, and so does what was recorded."
    )
    follows = "Check-ins, support and questions are theirs from today."
    to_manager = MemberField(label="New manager", help_text="Who manages this person now.")
    handover = words_field(
        "Handover", "What the new manager has to know: agreements, support under way, absences.", rows=6
    )

    def start(self) -> dict[str, Any]:
        places = [p for p in self.room.file.placements() if p.since <= self.room.today]
        manager = places[-1].place.manager if places else None
        return {"to_manager": manager if manager != self.room.case.manager else None}

    def build(self) -> None:
        offer(self, "to_manager")


def offer(form: EventForm, name: str) -> None:
    """Suggest those whom the case knows, but not the person it is about."""
    field, room = form.fields[name], form.room
    assert isinstance(field, MemberField)
    others = {id: f"{who} ({room.numbers[id]})" for id, who in room.names.items() if id != room.head.id}
    field.offer(others)


simple(
    "ended",
    happens="The case ends without an outcome. None is computed, and it is never “not met”.",
    follows="Nothing further happens in it.",
    confirm="End it without an outcome",
    how=choice_field(
        "Why",
        ("left", "Left"),
        ("resigned", "Resigned"),
        ("died", "Died"),
        ("transferred away", "Transferred away"),
    ),
    last_day=day_field("Last day here"),
    words=words_field("Note", rows=2, required=False),
)  # fmt: skip
