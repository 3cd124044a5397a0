"""Who is called into a case, and whose role in it ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Payload
from goodstanding.domain.entries.roles import RoleEnded
from goodstanding.web.forms.plans.base import (
    EventForm,
    choice_field,
    event,
    reason_field,
    words_field,
)
from goodstanding.web.forms.plans.fields import MemberField
from goodstanding.web.forms.plans.running import offer

NEXT_ROLE = {
    "delivered": "witness",
    "active": "measurer",
    "not_met": "proposer",
    "relapsed": "proposer",
    "replied": "decider",
    "decided": "appeal_decider",
    "appealed": "appeal_decider",
}
"""Who is most likely wanted in a state."""

ROLE_WORDS = {
    "measurer": "Measurer",
    "proposer": "Proposer",
    "decider": "Decider",
    "appeal_decider": "Appeal decider",
    "witness": "Witness",
    "companion": "Companion",
    "reviewer": "Reviewer",
}


@event("role_assigned")
class AssignRole(EventForm):
    happens = "Somebody gets a role in this case and can read what belongs to it."
    follows = "Proposer, decider and appeal decider read the whole shared file; the others only this case."
    role = choice_field(
        "Role",
        ("measurer", "Measurer: determines goals"),
        ("witness", "Witness: was there"),
        ("companion", "Companion: accompanies the person"),
        ("reviewer", "Reviewer: looks at the whole file from outside"),
        ("proposer", "Proposer: says what should follow"),
        ("decider", "Decider: decides on the proposal"),
        ("appeal_decider", "Appeal decider: not involved before"),
    )
    person = MemberField(label="Who")
    reason = words_field("Reason", rows=2, required=False)

    def start(self) -> dict[str, Any]:
        return {"role": NEXT_ROLE.get(self.room.case.state.value, "")}

    def build(self) -> None:
        offer(self, "person")


@event("role_ended")
class EndRole(EventForm):
    happens = (
        "From now on they read of this case only what they wrote themselves. The reason stays in the file."
    )
    follows = (
        "Roles end by themselves too: a measurer’s with the plan’s outcome, every other one fourteen days "
        "after the case is over and its time to appeal has passed."
    )
    held = choice_field("Whose role ends")
    reason = reason_field("Why it ends before the case does, for example: another companion was chosen.")

    def start(self) -> dict[str, Any]:
        held = self.room.case.roles
        return {"held": _key(*held[0])} if len(held) == 1 else {}

    def build(self) -> None:
        self.choose(
            "held",
            [
                (_key(role, person), f"{ROLE_WORDS[role]}: {self.room.name(person)}")
                for role, person in self.room.case.roles
            ],
        )

    def payload(self) -> Payload:
        role, _, person = self.cleaned_data["held"].partition(":")
        return RoleEnded(role=role, person=UUID(person), reason=self.cleaned_data["reason"])


def _key(role: str, person: UUID) -> str:
    return f"{role}:{person}"
