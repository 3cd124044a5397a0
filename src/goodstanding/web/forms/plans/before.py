"""Forms from the answer to a concern up to the delivery."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goodstanding.actions import cases, plans
from goodstanding.domain.entries import Payload, plan
from goodstanding.domain.entries.terms import ChecklistAnswer
from goodstanding.domain.goals import INTAKE_QUESTIONS
from goodstanding.domain.lifecycle import State
from goodstanding.domain.working_days import working_days_between
from goodstanding.web.forms.entries.fields import LinesField
from goodstanding.web.forms.plans.after_review import AfterReview, ShowsReview
from goodstanding.web.forms.plans.base import (
    Aside,
    EventForm,
    choice_field,
    day_field,
    event,
    line_field,
    reason_field,
    shown,
    simple,
    words_field,
)
from goodstanding.web.forms.plans.fields import DaysField

RECEIPT = "The person is asked to confirm receipt. That is not agreement."


def questions(form: EventForm, prefix: str, asked: tuple[str, ...]) -> None:
    """One box for each question of a checklist, named as errors name them."""
    for number, question in enumerate(asked):
        form.fields[f"{prefix}.{number}"] = words_field(question, rows=3)


def answered(form: EventForm, prefix: str, asked: tuple[str, ...]) -> tuple[ChecklistAnswer, ...]:
    given = ((q, form.cleaned_data.get(f"{prefix}.{n}", "")) for n, q in enumerate(asked))
    return tuple(ChecklistAnswer(question=q, answer=a) for q, a in given if a)


@event("coaching_directed")
class DirectCoaching(EventForm):
    happens = "The concern becomes coaching. The person reads the dated facts of the concern and your reason."
    follows = "The manager writes a coaching plan and holds sessions. On the review day HR looks again."
    reason = words_field("Reason", "Why coaching, and what you hope it brings. The person reads this.")
    review_on = day_field("Look at it again on")

    def start(self) -> dict[str, Any]:
        return {"review_on": self.after(30)}

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        cases.direct_coaching(
            case=self.room.case.id,
            reason=said["reason"],
            review_on=said["review_on"],
            **self.written(by, now),
        )


simple(
    "plan_refused",
    happens="The case is closed. Nothing of it was shared with the person, and nothing follows from it.",
    follows="The manager reads your reason and can raise another concern with other facts.",
    reason=reason_field(),
)


@event("plan_allowed")
class AllowPlan(EventForm):
    happens = "The manager may draft a plan. The person does not see it before it is delivered."
    follows = "The manager drafts and submits; HR reviews. Your answers stay in the file."
    reason = reason_field("Why a plan, and why coaching is not enough.")
    review_on = day_field("Draft by")

    def build(self) -> None:
        questions(self, "checklist", INTAKE_QUESTIONS)

    def start(self) -> dict[str, Any]:
        return {"review_on": self.after(10)}

    def write(self, *, by: UUID, now: datetime) -> None:
        said = self.cleaned_data
        cases.allow_plan(
            case=self.room.case.id,
            reason=said["reason"],
            review_on=said["review_on"],
            checklist=answered(self, "checklist", INTAKE_QUESTIONS),
            **self.written(by, now),
        )


@event("coaching_plan_set")
class SetCoachingPlan(EventForm):
    happens = "The coaching plan is shared with the person. An earlier one stays in the file."
    follows = f"{RECEIPT} Sessions are recorded as they are held, each with what was agreed."
    aims = LinesField(
        label="What coaching is to reach",
        rows=4,
        help_text="One aim to a line. It helps and does not threaten.",
    )
    by = day_field("Reached by", required=False)
    sessions = DaysField(label="Sessions", required=False)
    support = words_field("Help on the way", "Time, training, somebody to ask.", rows=3, required=False)

    def start(self) -> dict[str, Any]:
        case = self.room.case
        if case.coaching_aims:
            sessions = case.coaching_sessions
            return {"aims": [a.what for a in case.coaching_aims], "by": case.coaching_aims[0].by,
                    "sessions": sessions}  # fmt: skip
        end = case.review_on or self.after(30)
        weeks = ((end - self.room.today) / timedelta(weeks=2)).__ceil__()
        days = [
            self.after(1, self.room.today + timedelta(weeks=2 * n) - timedelta(days=1))
            for n in range(1, weeks)
        ]
        return {"by": end, "sessions": [d for d in days if d <= end]}

    def payload(self) -> Payload:
        said = self.cleaned_data
        aims = tuple(plan.CoachingAim(what=what, by=said.get("by")) for what in said["aims"])
        return plan.CoachingPlanSet(aims=aims, sessions=said["sessions"], support=said["support"])


simple(
    "coaching_closed",
    happens="The coaching ends and the case is closed.",
    follows="Nothing further. The sessions stay in the file as what they were: help.",
    result=choice_field(
        "What came of it",
        ("improved", "It improved"),
        ("no longer needed", "It is no longer needed"),
        ("other", "Something else"),
    ),
    reason=words_field("In words", "What was reached, with dates."),
)


@event("submitted")
class Submit(AfterReview):
    happens = (
        "The file was reviewed. Answer what it found; then the draft goes to HR and is no longer edited."
    )
    follows = (
        "HR reads your answers, and returns the draft with a reason or approves it; where the rules ask for "
        "it, the second level endorses."
    )
    note = words_field("Note to the reviewer", rows=2, required=False)

    def asides(self) -> Iterable[Aside]:
        terms, room = self.room.case.terms, self.room
        effort = sum(g.effort_hours or 0 for g in terms.goals)
        days = working_days_between(room.calendar, terms.starts_on, terms.ends_on) if (
            terms.starts_on and terms.ends_on) else 0  # fmt: skip
        yield Aside(
            "What is submitted",
            facts=[
                ("Goals", len(terms.goals)),
                ("Working days", days),
                ("Effort estimated", f"{effort} hours" if effort else ""),
                ("Check-ins", len(terms.check_ins)),
                ("Support promised", len(terms.support)),
            ],
        )


simple(
    "returned",
    happens="The plan goes back to the manager as a draft.",
    follows="The manager revises it and submits it again.",
    reason=words_field("What has to change", "Goal by goal, so that it can be put right."),
)
simple(
    "endorsed",
    happens="You say that you have read this plan and stand behind it.",
    follows="HR approves it or returns it.",
    reason=words_field("Why you endorse it"),
)


@event("approved")
class Approve(ShowsReview):
    happens = "The plan is approved exactly as it stands."
    follows = "The manager delivers it by its first day. Until then HR can recall it."
    reason = words_field("Why it is fair and complete", "The person reads this once the plan is delivered.")


simple(
    "recalled",
    happens="The approved plan becomes a draft again. It was not delivered.",
    follows="The manager revises it; it is reviewed anew.",
    reason=reason_field("Which facts changed, or which dates passed."),
)
simple(
    "withdrawn_undelivered",
    happens="The case ends. The plan was never delivered.",
    follows="It is kept apart from the file that others decide on, and is no step towards anything.",
    confirm="End this case; it cannot be reopened",
    reason=reason_field(),
)


@event("delivered")
class Deliver(EventForm):
    happens = "The person receives the plan and the facts behind it, word for word as approved."
    follows = f"{RECEIPT} The plan runs from the later of its first day and the delivery."
    confirm = "Deliver it; from here on the person reads everything in it"
    how = words_field(
        "How it is delivered", "For example: in a meeting on this day, with a copy to keep.", rows=3
    )

    def asides(self) -> Iterable[Aside]:
        terms = self.room.case.terms
        due = self.after(self.room.policy.acknowledge_working_days)
        yield Aside(
            "Dates",
            facts=[
                ("First day", terms.starts_on),
                ("Last day", terms.ends_on),
                ("Receipt asked for by", due),
            ],
        )

    def write(self, *, by: UUID, now: datetime) -> None:
        how = self.cleaned_data["how"]
        plans.deliver(plan_id=self.room.case.id, how=how, **self.written(by, now))


class AboutReceipt(EventForm):
    """Refers to an entry that waits for a receipt: the one in the address, or the oldest."""

    def waiting(self) -> dict[str, str]:
        room = self.room
        mine = [w for w in room.file.awaiting.values() if w.case == room.case.id]
        found = {}
        for waits in mine:
            entry = room.entry(waits.entry)
            if entry is not None:
                found[str(waits.entry)] = f"{room.shown(entry).title} ({shown(waits.since.date())})"
        return found

    def build(self) -> None:
        waiting = self.waiting()
        first = self.to if self.to in waiting else next(iter(waiting), "")
        if self.room.case.state == State.DELIVERED and str(self.room.case.delivered_entry) in waiting:
            first = self.to if self.to in waiting else str(self.room.case.delivered_entry)
        field = choice_field("What it is about", *waiting.items(), radio=len(waiting) <= 4)
        field.initial = first
        self.fields = {"refers_to": field, **self.fields}

    @property
    def target(self) -> UUID | None:
        return UUID(self.cleaned_data["refers_to"])


@event("acknowledged")
class Acknowledge(AboutReceipt):
    happens = (
        "You confirm that you received this. It does not say that you agree, and you can answer at any time."
    )
    follows = "If it is the plan, its clock starts at the later of its first day and the delivery."
    submit = "Confirm receipt"
    comment = words_field("Anything you want to say with it", rows=3, required=False)


@event("refusal_noted")
class NoteRefusal(AboutReceipt):
    happens = "You note that the person was handed this and declined to confirm receipt. You were there."
    follows = "It counts as received. Absence is not refusal: somebody who was away is served again."
    how = words_field("What you saw", "When, where, who was present, what was said.")


simple(
    "served_again",
    happens="The plan is handed over once more, in another way.",
    follows=f"{RECEIPT} The clock does not start before it is received.",
    how=line_field("How it is served now", "By post, in a meeting, with an interpreter …"),
    reason=reason_field("Why the first time did not reach the person."),
)
