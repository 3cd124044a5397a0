"""What happens between appraisals: feedback, coaching, warnings, figures, recognition, and appraisals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal
from uuid import UUID

from goodstanding.domain.entries.base import Line, OptionalWords, Part, Payload, Visibility, Words


class Feedback(Payload):
    kind: ClassVar = "feedback"
    title: ClassVar = "Feedback"
    tone: Literal["positive", "critical"]
    behaviour: Words
    effect: OptionalWords = ""


class Coaching(Payload):
    kind: ClassVar = "coaching"
    title: ClassVar = "Coaching session"
    needs_acknowledgement: ClassVar = True
    attendees: tuple[Line, ...] = ()
    facts: Words
    expectation: Words
    agreed_actions: Words
    follow_up_on: date | None = None


class FollowedUp(Payload):
    """What became of a coaching session's agreed actions; refers to the session."""

    kind: ClassVar = "followed_up"
    title: ClassVar = "Follow-up"
    progress: Words
    next_follow_up_on: date | None = None


class Warned(Payload):
    kind: ClassVar = "warning"
    title: ClassVar = "Warning"
    needs_acknowledgement: ClassVar = True
    stage: Literal["first written", "final written"]
    deficiency: Words
    improvement_required: Words
    improve_by: date
    current_until: date
    consequence: Words
    support: OptionalWords = ""
    appeal_until: date | None = None


class Figure(Part):
    period_start: date
    period_end: date
    value: Decimal
    exposure: Decimal | None = None


class MetricSnapshot(Payload):
    """Figures cited as evidence, frozen as they stood, with where they came from and their hash."""

    kind: ClassVar = "metric_snapshot"
    title: ClassVar = "Figures cited"
    metric: Line
    unit: str = ""
    figures: tuple[Figure, ...]
    source: Line
    sha256: str
    comment: OptionalWords = ""


class Award(Payload):
    kind: ClassVar = "award"
    title: ClassVar = "Recognition"
    what: Line
    why: Words


class ScaleLevel(Part):
    value: int
    label: Line


class PartGiven(Part):
    """What was said of one part of a form. Without a rating it was left out, and `why_not` may say why."""

    part: Line
    title: Line
    rating: int | None = None
    label: str = ""
    words: OptionalWords = ""
    why_not: OptionalWords = ""


class Cited(Part):
    """An entry on which something rests, with what it is called, so that it can be read by itself."""

    entry: UUID
    what: Line


class Appraisal(Payload):
    """A rating on an ordinal scale, kept with its scale so that it stays readable when the scale changes."""

    kind: ClassVar = "appraisal"
    title: ClassVar = "Appraisal"
    needs_acknowledgement: ClassVar = True
    period_start: date
    period_end: date
    rating: int
    scale: tuple[ScaleLevel, ...]
    words: Words
    rater: UUID | None = None
    # Why it is lower than usual; demanded where it is.
    drop_reason: OptionalWords = ""
    # Brought in from the time before this system: it is history, and nobody owes a receipt for it.
    historic: bool = False
    # Of an appraisal round: its parts, on what it rests, and the first rating where calibration changed it.
    round: UUID | None = None
    given: tuple[PartGiven, ...] = ()
    cited: tuple[Cited, ...] = ()
    first_rating: int | None = None
    calibration_reason: OptionalWords = ""

    @property
    def asks_receipt(self) -> bool:
        return not self.historic

    def label(self) -> str:
        return next((level.label for level in self.scale if level.value == self.rating), str(self.rating))


class AppraisalAnswer(Payload):
    kind: ClassVar = "appraisal_answer"
    title: ClassVar = "Answer to the appraisal"
    words: Words


class LeaveReason(Payload):
    kind: ClassVar = "leave_reason"
    title: ClassVar = "Reason for time not at work"
    visibility: ClassVar = Visibility.LEAVE
    reason: Words
    until: date | None = None


class AccommodationRequested(Payload):
    kind: ClassVar = "accommodation_requested"
    title: ClassVar = "Accommodation requested"
    visibility: ClassVar = Visibility.LEAVE
    request: Words


class AccommodationAnswered(Payload):
    kind: ClassVar = "accommodation_answered"
    title: ClassVar = "Accommodation answered"
    visibility: ClassVar = Visibility.LEAVE
    answer: Words
    granted: bool


class ProtectedActivity(Payload):
    """`known_on`: the day on which whoever decides learned of it (`known_to`), where that is known."""

    kind: ClassVar = "protected_activity"
    title: ClassVar = "Protected activity"
    visibility: ClassVar = Visibility.COUNSEL
    what: Words
    known_on: date | None = None
    known_to: UUID | None = None


class GroupCode(Payload):
    """To which group somebody belongs on one scheme, for counsel's comparison of rates alone.

    Never read by a rule that anybody else sees, and never asked of whoever evaluates.
    """

    kind: ClassVar = "group_code"
    title: ClassVar = "Group for counsel's comparison"
    visibility: ClassVar = Visibility.COUNSEL
    scheme: Line
    group: Line
    source: Line


class Advice(Payload):
    kind: ClassVar = "advice"
    title: ClassVar = "Privileged advice"
    visibility: ClassVar = Visibility.COUNSEL
    advice: Words


class Grievance(Payload):
    kind: ClassVar = "grievance"
    title: ClassVar = "Grievance"
    about: Words


class ExitArtefact(Payload):
    """Something that would show that the end was decided before: a backfill requisition, a draft letter."""

    kind: ClassVar = "exit_artefact"
    title: ClassVar = "Exit preparation"
    what: Line
    where: OptionalWords = ""


class Acknowledged(Payload):
    """Receipt, not agreement."""

    kind: ClassVar = "acknowledged"
    title: ClassVar = "Receipt acknowledged"
    comment: OptionalWords = ""


class RefusalNoted(Payload):
    """The person declined to acknowledge, and somebody who was there says so. Absence is not refusal."""

    kind: ClassVar = "refusal_noted"
    title: ClassVar = "Refusal to acknowledge noted"
    how: Words


class Answer(Payload):
    kind: ClassVar = "answer"
    title: ClassVar = "Answer"
    words: Words


class Correction(Payload):
    """Says what was wrong in an earlier entry and what is right. The earlier entry stays."""

    kind: ClassVar = "correction"
    title: ClassVar = "Correction"
    wrong: Words
    right: Words
    retracts: bool = False


class LetterIssued(Payload):
    """A document made of the entry to which this refers. The bytes are kept beside the file; `sha256` tells
    whether they are these. `lacks`: what it does not say of what is demanded."""

    kind: ClassVar = "letter_issued"
    title: ClassVar = "Letter issued"
    letter: Line
    text: Line
    sha256: Line
    lacks: tuple[Line, ...] = ()
    reason: OptionalWords = ""


class Exported(Payload):
    kind: ClassVar = "exported"
    title: ClassVar = "File exported"
    to: Line
    format: str = "json"
