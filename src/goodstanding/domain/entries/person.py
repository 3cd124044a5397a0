"""Person and job: who works where, for whom, and to which communicated standard."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Words


class Place(Part):
    """Where somebody stands in the organisation from a day on."""

    team: str = ""
    job_family: str = ""
    level: str = ""
    manager: UUID | None = None


class Hired(Payload):
    kind: ClassVar = "hired"
    title: ClassVar = "Hired"
    number: Line
    name: Line
    place: Place
    jurisdiction: str = ""


class Moved(Payload):
    """A new team, role or manager. Sent for a past day too: the effective-dated history is what counts."""

    kind: ClassVar = "moved"
    title: ClassVar = "Moved"
    place: Place
    until: date | None = None
    reason: OptionalWords = ""


class Handover(Payload):
    kind: ClassVar = "handover"
    title: ClassVar = "Handover"
    from_manager: UUID
    to_manager: UUID
    notes: Words


class Left(Payload):
    kind: ClassVar = "left"
    title: ClassVar = "Left"
    reason: OptionalWords = ""


class JobTerms(Payload):
    kind: ClassVar = "job_terms"
    title: ClassVar = "Job terms"
    duties: Words
    pay_grade: str = ""
    eligibility: OptionalWords = ""


class StandardSet(Payload):
    """What the job asks for; with a metric it can be measured (a quota, a yearly target)."""

    kind: ClassVar = "standard_set"
    title: ClassVar = "Standard set"
    standard: Words
    metric: str = ""
    target: Decimal | None = None
    period_start: date | None = None
    period_end: date | None = None


class StandardCommunicated(Payload):
    kind: ClassVar = "standard_communicated"
    title: ClassVar = "Standard communicated"
    needs_acknowledgement: ClassVar = True
    standard: Words
    how: Line


class NotAtWork(Payload):
    """A neutral interval. Never the reason: that belongs to the leave compartment."""

    kind: ClassVar = "not_at_work"
    title: ClassVar = "Not at work"
    until: date
