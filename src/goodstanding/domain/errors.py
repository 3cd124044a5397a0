"""Three families of errors: the user's fault, our bug, damage. One place per interface maps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class GoodStandingError(Exception):
    """Any error this program raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UserError(GoodStandingError):
    """Something the user can put right. The message says what, why and what next.

    `fields` names the inputs that are wrong, each with its own messages.
    """

    def __init__(self, message: str, *, fields: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(message)
        self.fields: dict[str, list[str]] = {k: list(v) for k, v in (fields or {}).items()}


class NotAllowed(UserError):
    """This person may not do this; the page itself may still be theirs to see."""


class NotNow(UserError):
    """Nobody can do this in the present state; the message says what has to come first."""


class NotFound(UserError):
    """There is no such thing for this person. Said alike for what is absent and what is hidden."""


class Conflict(UserError):
    """Somebody changed the same thing in between; nothing was saved."""


class Bug(GoodStandingError):
    """A state the program promised could not occur."""


class Damage(GoodStandingError):
    """Stored bytes do not say what they must: the record is harmed, and nothing more is written on it."""
