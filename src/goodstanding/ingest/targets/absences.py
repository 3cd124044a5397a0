"""Time not at work: an interval without a reason."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Row, Target, day, person_number


class AbsenceRow(Row):
    number: str
    from_on: date
    to_on: date

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.to_on < self.from_on:
            raise ValueError("It ends before it starts. Check both dates.")
        return self


ABSENCES = Target(
    code="absences",
    label="Time not at work",
    help="One row for each time that somebody was not at work. Reasons are not imported.",
    model=AbsenceRow,
    key=("number", "from_on"),
    fields=(
        person_number(),
        day(
            "from_on",
            "From",
            required=True,
            help="The first day not at work.",
            synonyms=("start", "start date", "first day", "begin", "absent from", "leave start", "date"),
        ),
        day(
            "to_on",
            "To",
            required=True,
            help="The last day not at work, included.",
            synonyms=("end", "end date", "last day", "until", "absent to", "leave end"),
        ),
    ),
)
