"""What a state means for the person it is about, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goodstanding.domain.lifecycle import State

S = State

MEANS: Mapping[State, tuple[str, ...]] = MappingProxyType(
    {
        S.COACHING: (
            "Your manager raised a concern, and HR answered it with coaching. Coaching is help; nothing"
            " is decided, and most cases end here.",
            "You read everything that is written, and you can answer any of it.",
        ),
        S.DELIVERED: (
            "This is a plan with goals and dates. It says what is to be reached, how it is measured, "
            "and which support you were promised.",
            "“Confirm receipt” says that you have received it. It does not say that you agree. The plan"
            " starts at the later of its first day and the delivery.",
            "You can answer it in writing now or later, ask questions, and bring a companion to meetings.",
        ),
        S.ACTIVE: (
            "The plan is running. Each goal shows the pace needed against the pace so far. That is "
            "about the work; nobody computes odds on you.",
            "Write your own words on every check-in. Ask questions here: the answers stay in the file. "
            "If support comes late, the midpoint says so and proposes more time.",
            "A goal can only be “not met” if it was measured and the promised support was given. You "
            "can contest every determination.",
        ),
        S.PAUSED: (
            "The clock is stopped. Nothing can fall due, and the dates move by as long as it stands.",
        ),
        S.WATCH: (
            "You met the plan. For a while the same standards are looked at on the days below, beside "
            "the figures of comparable people. You read each check and can answer it.",
        ),
        S.RELAPSED: (
            "HR confirmed that a standard slipped during the watch. You can answer what is recorded below.",
        ),
        S.NOT_MET: (
            "The plan was closed as not met. Nothing is decided by that. Somebody may propose a step, "
            "and you would have time to reply before somebody else decides.",
        ),
        S.PROPOSED: (
            "A step is proposed; nothing is decided. You can reply in writing or in person, with a "
            "companion, until the day shown. Whoever decides must answer what you say.",
        ),
        S.REPLIED: ("Somebody who did not draft, measure or propose decides now, and answers your reply.",),
        S.DECIDED: (
            "A decision was made. You can appeal until the day shown; somebody who was not involved "
            "before decides on it.",
        ),
        S.EFFECTIVE: ("The decision has taken effect. While the time to appeal runs you can still appeal.",),
        S.APPEALED: ("Your appeal is with somebody who was not involved before.",),
        S.REMEDIED: ("Your appeal was allowed. What puts it right stands below.",),
        S.WITHDRAWN: ("The plan was withdrawn. It has no outcome and is no step towards anything.",),
        S.ENDED: ("The case ended without an outcome. None was computed.",),
        S.CLOSED: ("The case is closed. You can still read everything and answer it.",),
    }
)
