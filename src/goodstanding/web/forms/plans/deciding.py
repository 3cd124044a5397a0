"""Forms after a plan that was not met: proposal, reply, decision, appeal; and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goodstanding.actions import plans
from goodstanding.domain.lifecycle import State
from goodstanding.domain.policies.after import TAKES_EFFECT
from goodstanding.web.forms.entries.fields import LinesField
from goodstanding.web.forms.plans.after_review import AfterReview
from goodstanding.web.forms.plans.base import (
    Aside,
    EventForm,
    choice_field,
    day_field,
    event,
    line_field,
    reason_field,
    simple,
    words_field,
)
from goodstanding.web.forms.plans.before import RECEIPT

ACTIONS = (
    ("dismissal", "Dismissal"),
    ("demotion", "Demotion"),
    ("transfer", "Transfer"),
    ("other", "Something else"),
)


def reason_codes() -> LinesField:
    return LinesField(
        label="Reasons", rows=3,
        help_text="One to a line. The decision rests on these alone; nothing else can be used later.",
    )  # fmt: skip


class WithReasons(EventForm):
    def unmet(self) -> list[str]:
        case = self.room.case
        made = case.determinations
        return [
            f"Required goal not met: {g.statement}"[:300]
            for g in case.terms.goals
            if g.required and g.id in made and made[g.id].result == "not_met"
        ]

    def proposal_aside(self) -> Iterable[Aside]:
        if said := self.room.last("proposal"):
            codes = [f"Reason: {code}" for code in said.payload.reason_codes]
            yield Aside(f"Proposed: {said.payload.action}", lines=[*codes, said.payload.words])

    def reply_aside(self) -> Iterable[Aside]:
        said = self.room.last("reply", "reply_waived", "reply_lapsed")
        if said is not None:
            yield Aside(self.room.shown(said).title, lines=[said.payload.words or "Nothing written."])


@event("proposal")
class Propose(WithReasons):
    happens = "The person reads what you propose and why. Nothing is decided."
    follows = f"{RECEIPT} They can reply in writing or in person, with a companion. Somebody else decides."
    confirm = "Share this proposal with the person"
    action = choice_field("What you propose", *ACTIONS)
    reason_codes = reason_codes()
    words = words_field(
        "The facts and why they lead there", "With dates. Say also what speaks against it.", rows=8
    )
    reply_until = day_field("Time to reply until")

    def start(self) -> dict[str, Any]:
        return {"reply_until": self.after(self.room.policy.reply_working_days), "reason_codes": self.unmet()}

    def asides(self) -> Iterable[Aside]:
        room = self.room
        earliest = self.after(room.policy.reply_working_days)
        facts: list[tuple[str, object]] = [("Earliest end of the time to reply", earliest)]
        if room.case.closed_on and room.case.state == State.NOT_MET:
            last = room.case.closed_on + timedelta(days=room.policy.proposal_within_days)
            facts.append(("A proposal is possible until", last))
        yield Aside("Dates", facts=facts)


simple(
    "not_proposed",
    happens="Nothing is proposed, and the case is closed.",
    follows="The outcome of the plan stays in the file; nothing else follows from it.",
    reason=reason_field(),
)
simple(
    "reply",
    happens="Your reply goes to whoever decides, word for word. The decision has to answer it.",
    follows="Somebody who neither drafted, measured nor proposed decides.",
    mode=choice_field("How", ("written", "In writing"), ("oral", "In person; this is what I said")),
    companion=line_field("Who accompanied you", required=False),
    words=words_field("Your reply", rows=10),
)
simple(
    "reply_waived",
    happens="You give no reply. The decision can be made before the time is over.",
    follows="You can still answer any entry, and appeal.",
    confirm="I give no reply to the proposal",
    words=words_field("Anything you want to say", rows=3, required=False),
)


@event("reply_extended")
class ExtendReply(EventForm):
    happens = "There is more time to reply."
    follows = "The person sees the new day at once."
    reply_until = day_field("Time to reply until")
    reason = reason_field("For example: a companion or documents could not be had in time.")

    def start(self) -> dict[str, Any]:
        return {"reply_until": self.after(5, self.room.case.reply_until)}


simple(
    "reply_lapsed",
    happens="It is recorded that no reply came in time. That is not consent.",
    follows="The decision is made on what is in the file.",
    words=words_field("Note", "How the person was reminded.", rows=2, required=False),
)
simple(
    "proposal_withdrawn",
    happens="The proposal is taken back and the case is closed.",
    follows="Nothing follows from it.",
    confirm="Withdraw the proposal",
    reason=reason_field(),
)


@event("decision")
class Decide(AfterReview, WithReasons):
    happens = "You decide. The person reads the decision, its reasons, and how to appeal."
    follows = f"{RECEIPT} They can appeal until the day you state; somebody not involved before decides it."
    confirm = "This is my decision"
    decision = choice_field(
        "Decision",
        *ACTIONS[:3],
        ("another chance", "Another chance: a new plan"),
        ("no action", "No action"),
        ACTIONS[3],
    )
    reason_codes = reason_codes()
    words = words_field("Your reasons", "What you found, on which entries of the file.", rows=8)
    answer_to_reply = words_field(
        "Your answer to the reply", "Point by point. If there is none, say how it was invited.", rows=6
    )
    effective_on = day_field(
        "Takes effect on", "Where something takes effect: after the notice.", required=False
    )
    appeal_until = day_field("Appeal possible until")
    appeal_how = words_field("How to appeal", rows=2)

    def start(self) -> dict[str, Any]:
        until = self.after(0, self.room.today + timedelta(days=self.room.policy.appeal_days))
        codes = said.payload.reason_codes if (said := self.room.last("proposal")) else ()
        return {
            "appeal_until": until,
            "reason_codes": list(codes),
            "appeal_how": "Here, with “Appeal” on the page of this case, or in writing to HR.",
        }

    def asides(self) -> Iterable[Aside]:
        yield from self.proposal_aside()
        yield from self.reply_aside()


@event("another_chance")
class GiveAnotherChance(EventForm):
    happens = "This case closes as decided, and a new draft linked to it opens for the manager."
    follows = "The new plan is drafted, reviewed and delivered like any other."
    confirm = "Close this case and open a new draft"
    reason = reason_field("What the new plan takes over, and what it does differently.")

    def write(self, *, by: UUID, now: datetime) -> None:
        plans.give_another_chance(
            plan_id=self.room.case.id, reason=self.cleaned_data["reason"], **self.written(by, now)
        )


class EffectAside(EventForm):
    def asides(self) -> Iterable[Aside]:
        case = self.room.case
        facts: list[tuple[str, object]] = [
            ("Decided", case.decision),
            ("Appeal possible until", case.appeal_until),
        ]
        if case.decision in TAKES_EFFECT:
            facts.insert(1, ("Takes effect on", case.effective_on))
        yield Aside("The decision", facts=facts)


@event("taken_effect")
class TakeEffect(EffectAside):
    happens = "It is recorded that the decision took effect."
    follows = "An appeal stays possible until its time is over."
    confirm = "The notice is over and it took effect"
    words = words_field("Note", rows=2, required=False)


@event("appeal_window_ended")
class EndAppealWindow(EffectAside):
    happens = "The case is closed: the time to appeal is over."
    follows = "Nothing further happens in it."
    words = words_field("Note", rows=2, required=False)


@event("appeal")
class Appeal(EffectAside):
    happens = "Somebody who was not involved before looks at the decision anew."
    follows = (
        "They can dismiss the appeal, allow it, vary the decision, or send it back to be decided afresh."
    )
    submit = "Send the appeal"
    words = words_field(
        "What is wrong with the decision",
        "Facts, steps that were left out, what the decision did not answer.",
        rows=10,
    )


@event("late_appeal_accepted")
class AcceptLateAppeal(EffectAside):
    happens = "An appeal is possible again until the day you name."
    follows = "The person sees it at once."
    until = day_field("Appeal possible until")
    reason = reason_field("Why the lateness is excused.")

    def start(self) -> dict[str, Any]:
        return {"until": self.after(5)}


@event("appeal_decision")
class DecideAppeal(WithReasons):
    happens = "You decide the appeal. The person reads your reasons."
    follows = "Dismissed or varied: the case closes. Allowed: it is remedied. Remitted: it is decided afresh."
    confirm = "This is my decision on the appeal"
    result = choice_field(
        "Result",
        ("dismissed", "Dismissed: the decision stands"),
        ("allowed", "Allowed: the decision is undone and put right"),
        ("varied", "Varied: a lesser step instead"),
        ("remitted", "Remitted: it is decided afresh"),
    )
    words = words_field("Your reasons", rows=8)
    remedies = words_field(
        "What puts it right", "Reinstatement, entries corrected, pay.", rows=3, required=False
    )

    def asides(self) -> Iterable[Aside]:
        if said := self.room.last("appeal"):
            yield Aside("The appeal", lines=[said.payload.words])
        if said := self.room.last("decision"):
            yield Aside(
                f"Decided: {said.payload.decision}", lines=[said.payload.words, said.payload.answer_to_reply]
            )
        yield from self.reply_aside()


@event("invited")
class Invite(EventForm):
    happens = "The person is invited, with what will be talked about and what may come of it."
    follows = RECEIPT
    meeting_on = day_field("Day")
    at = line_field("Where and when", "Room, link, time.")
    agenda = words_field("What it is about", rows=3)
    evidence = words_field("What will be looked at", "Documents sent along.", rows=2, required=False)
    consequences = words_field("What may come of it", rows=2)
    companion = words_field("Right to be accompanied", rows=2)

    def start(self) -> dict[str, Any]:
        return {
            "meeting_on": self.after(5),
            "companion": "You may bring a companion of your choice: a colleague or a union representative. "
            "Tell us if they need another day.",
        }


@event("postponed")
class Postpone(EventForm):
    happens = "The meeting moves to another day."
    follows = "Both sides see the new day."
    to_day = day_field("New day")
    reason = reason_field("For example: the companion cannot come.")

    def start(self) -> dict[str, Any]:
        return {"to_day": self.after(5, self.room.case.meeting_on)}


@event("meeting_held")
class HoldMeeting(EventForm):
    happens = "The minutes go into the file. Both sides can add what is missing."
    follows = RECEIPT
    day = "Held on"
    present = LinesField(label="Who was there", help_text="One to a line.")
    companion = words_field("Companion", "Who accompanied the person.", rows=1, required=False)
    minutes = words_field("Minutes", "What was said by whom, and what was agreed.", rows=8)

    def start(self) -> dict[str, Any]:
        return {"present": [self.room.head.name, self.room.name(self.room.viewer)]}
