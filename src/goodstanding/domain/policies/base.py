from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.errors import NotNow, UserError
from goodstanding.domain.file import File
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a condition may look at. The clock is `today`; rules never ask for another."""

    by: UUID
    today: date
    file: File
    policy: Policy
    calendar: Calendar
    refers_to: UUID | None = None


Condition = Callable[[Case | None, Any, Context], None]
F = TypeVar("F", bound=Callable[..., None])

CONDITIONS: dict[str, Condition] = {}
ASK_FOR_AN_ANSWER = frozenset({"decisive", "serious"})
REVIEWED_BEFORE = frozenset({"submitted", "decision"})
"""Steps before which the review runs and its findings are answered."""


def on(*events: str) -> Callable[[F], F]:
    def register(condition: F) -> F:
        for event in events:
            CONDITIONS[event] = condition
        return condition

    return register


def check(event: str, case: Case | None, payload: Any, context: Context) -> None:
    """Raise UserError (with fields where a form can show them) or NotNow unless the event may happen."""
    if condition := CONDITIONS.get(event):
        condition(case, payload, context)


def check_findings_answered(event: str, case: Case | None, context: Context) -> None:
    """The file was reviewed for this step, and each finding that asks for a written answer has one.

    What it says is the writer's own: any answer lets the step be taken, so a finding never blocks it.
    """
    if case is None or case.review is None or case.review.step != event:
        raise NotNow(
            "The file has not been reviewed for this step, or something changed since. Open the step again: "
            "the review runs there, and its findings can be answered."
        )
    asked = [f for f in case.review.findings if f.severity in ASK_FOR_AN_ANSWER]
    missing = [f for f in asked if f.key not in context.file.disposed]
    if missing:
        raise UserError(
            f"{len(missing)} of {len(asked)} findings that ask for a written answer have none.",
            fields={f"finding.{f.key}": ["Write an answer."] for f in missing},
        )


def wrong(field: str, message: str) -> UserError:
    return UserError(message, fields={field: [message]})


def shown(day: date) -> str:
    return f"{day:%-d %b %Y}"
