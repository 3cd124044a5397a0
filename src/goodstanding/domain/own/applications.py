"""Applications: what was applied for, and each step of it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from goodstanding.domain.entries.base import Line, OptionalWords, Payload, Visibility

Status = Literal["wanted", "applied", "talking", "offer", "declined", "withdrawn"]


class Application(Payload):
    """The posting’s text is kept: postings vanish."""

    kind: ClassVar = "own_application"
    title: ClassVar = "Application"
    visibility: ClassVar = Visibility.OWN
    company: Line
    role: Line
    status: Status = "wanted"
    address: OptionalWords = ""
    posting: OptionalWords = ""
    source: OptionalWords = ""
    contact: OptionalWords = ""
    applied_on: date | None = None
    next_action: OptionalWords = ""
    next_on: date | None = None
    words: OptionalWords = ""


class ApplicationStep(Payload):
    kind: ClassVar = "own_application_step"
    title: ClassVar = "Step of an application"
    visibility: ClassVar = Visibility.OWN
    status: Status
    words: OptionalWords = ""
    next_action: OptionalWords = ""
    next_on: date | None = None
