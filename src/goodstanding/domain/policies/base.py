from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.errors import UserError
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


def wrong(field: str, message: str) -> UserError:
    return UserError(message, fields={field: [message]})


def shown(day: date) -> str:
    return f"{day:%-d %b %Y}"
