"""The appraisal round: somebody enters it, writes about the period, is written about, and is told on one day.

What the manager prepares lies in the draft domain until the round is released; what is then given to the
person is an `appraisal`, which says everything that they are to read.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Visibility, Words
from goodstanding.domain.entries.day_to_day import Cited, PartGiven


class Level(Part):
    """One level of the round's scale, and what it means in the organisation's own words."""

    value: int
    label: Line
    means: OptionalWords = ""


class FormPart(Part):
    """Something that is rated by itself. Without a weight it stands beside the others and is not weighed."""

    id: Line
    title: Line
    about: OptionalWords = ""
    sort: Literal["competency", "goal"] = "competency"
    weight: Decimal | None = None


class RoundTerms(Part):
    """What was said when the round was opened: the same for everybody in it, kept in each file."""

    title: Line
    period_start: date
    period_end: date
    self_by: date
    manager_by: date
    calibration_by: date | None = None
    release_on: date
    scale: tuple[Level, ...]
    parts: tuple[FormPart, ...] = ()
    guidance: OptionalWords = ""


class RoundOpened(Payload):
    kind: ClassVar = "round_opened"
    title: ClassVar = "Appraisal round opened"
    round: UUID
    terms: RoundTerms


class SelfAppraisal(Payload):
    """The person's own account of the period. A part that they leave out is left out, and nothing else."""

    kind: ClassVar = "self_appraisal"
    title: ClassVar = "Self-appraisal"
    round: UUID
    given: tuple[PartGiven, ...] = ()
    words: Words
    rating: int | None = None
    cited: tuple[Cited, ...] = ()


class AppraisalPrepared(Payload):
    """The manager's part before the release. A later one of the same manager takes its place; both stay."""

    kind: ClassVar = "appraisal_prepared"
    title: ClassVar = "Appraisal prepared"
    visibility: ClassVar = Visibility.DRAFT
    round: UUID
    given: tuple[PartGiven, ...] = ()
    rating: int
    words: Words
    drop_reason: OptionalWords = ""
    cited: tuple[Cited, ...] = ()


class RoundLeft(Payload):
    """Somebody is not appraised in this round, and why. Nothing is concluded from it."""

    kind: ClassVar = "round_left"
    title: ClassVar = "Left out of the appraisal round"
    round: UUID
    reason: Words
