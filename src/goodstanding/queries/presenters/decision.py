from __future__ import annotations

from collections.abc import Mapping

from goodstanding.queries.presenters.base import Spec
from goodstanding.queries.presenters.plan import reasoned

CODES = ("Reasons", "reason_codes")

SPECS: Mapping[str, Spec] = {
    "invited": Spec(
        title="Invited to a meeting on {meeting_on}",
        words="agenda",
        facts=(
            ("Day", "meeting_on"),
            ("Where", "at"),
            ("Evidence", "evidence"),
            ("What may follow", "consequences"),
            ("Who may come along", "companion"),
        ),
        icon="calendar-clock",
        tone="accent",
    ),
    "postponed": reasoned(
        "The meeting was moved to {to_day}", "calendar-clock", "neutral", ("New day", "to_day")
    ),
    "meeting_held": Spec(
        title="A meeting was held",
        words="minutes",
        facts=(("Present", "present"), ("Companion", "companion")),
        icon="users",
    ),
    "proposal": Spec(
        title="Proposed: {action}",
        words="words",
        facts=(CODES, ("Reply until", "reply_until")),
        also=("action",),
        icon="file-pen-line",
        tone="attention",
    ),
    "not_proposed": reasoned("Nothing is proposed", "circle-slash"),
    "reply": Spec(
        title="Reply to the proposal ({mode})",
        words="words",
        facts=(("Companion", "companion"),),
        also=("mode",),
        icon="message-square-reply",
        tone="info",
    ),
    "reply_waived": Spec(title="The person waived the reply", words="words", icon="message-square-off"),
    "reply_extended": reasoned("More time to reply", "calendar-plus", "neutral", ("Until", "reply_until")),
    "reply_lapsed": Spec(title="The time to reply passed", words="words", icon="clock"),
    "proposal_withdrawn": reasoned("The proposal was withdrawn", "undo-2"),
    "decision": Spec(
        title="Decided: {decision}",
        words="words",
        facts=(
            CODES,
            ("Answer to the reply", "answer_to_reply"),
            ("In effect from", "effective_on"),
            ("Appeal until", "appeal_until"),
            ("How to appeal", "appeal_how"),
        ),
        also=("decision",),
        icon="gavel",
        tone="attention",
    ),
    "another_chance": reasoned("Another chance", "rotate-ccw", "good", ("New plan", "successor")),
    "taken_effect": Spec(title="The decision took effect", words="words", icon="file-check"),
    "appeal_window_ended": Spec(title="The time to appeal is over", words="words", icon="clock"),
    "appeal": Spec(title="The person appeals", words="words", icon="scale", tone="attention"),
    "late_appeal_accepted": reasoned(
        "A late appeal may be made", "calendar-plus", "neutral", ("Until", "until")
    ),
    "appeal_decision": Spec(
        title="The appeal was {result}",
        words="words",
        facts=(("Remedies", "remedies"),),
        also=("result",),
        icon="scale",
        tone="info",
    ),
}
