"""Cases in any state, brought there by the real actions and the people whose part it is.

    case = case_in(cast, State.WATCH)

moves `cast.day` forward as the story needs. `ready(cast, case, event)` makes true what an event asks for
beyond its state, and `perform(cast, case, event)` does the event in the role that the table names.
"""

from goodstanding.actions import cases
from goodstanding.domain.entries import plan
from goodstanding.domain.goals import INTAKE_QUESTIONS
from tests.factories.events import DAY_TO_DAY, actor_for, decision_for, perform, ready, target_of
from tests.factories.payloads import payload_for
from tests.factories.ways import (
    ACTORS,
    CASE_ROLES,
    WEEK,
    S,
    allow,
    answered,
    answers,
    appeal_decided,
    assign,
    case_in,
    case_of,
    coach,
    concern,
    countersign,
    decided,
    determine,
    say,
    submit,
    terms,
    to_the_end,
)

__all__ = [
    "ACTORS",
    "CASE_ROLES",
    "DAY_TO_DAY",
    "INTAKE_QUESTIONS",
    "WEEK",
    "S",
    "actor_for",
    "allow",
    "answered",
    "answers",
    "appeal_decided",
    "assign",
    "case_in",
    "case_of",
    "cases",
    "coach",
    "concern",
    "countersign",
    "decided",
    "decision_for",
    "determine",
    "payload_for",
    "perform",
    "plan",
    "ready",
    "say",
    "submit",
    "target_of",
    "terms",
    "to_the_end",
]
