"""Appraisals of earlier periods: a rating, words, and the employee's answer."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Row, Target, day, person_number


class AppraisalRow(Row):
    number: str
    period_start: date
    period_end: date
    # As the file writes it, a number or a label of the organisation's scale.
    rating: str
    words: str | None = None
    rater: str | None = None
    given_on: date | None = None
    answer: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.period_end < self.period_start:
            raise ValueError("The period ends before it starts. Check both dates.")
        if self.given_on is not None and self.given_on < self.period_start:
            raise ValueError("The appraisal was given before its period starts. Check the dates.")
        return self


APPRAISALS = Target(
    code="appraisals",
    label="Appraisals",
    help="One row for each appraisal that somebody was given.",
    model=AppraisalRow,
    key=("number", "period_start", "period_end", "rater"),
    fields=(
        person_number(),
        day(
            "period_start",
            "Period from",
            required=True,
            help="The first day that it is about.",
            synonyms=("period start", "from", "start", "start date", "review start"),
        ),
        day(
            "period_end",
            "Period to",
            required=True,
            help="The last day that it is about.",
            synonyms=("period end", "to", "end", "end date", "until", "review end"),
        ),
        Field(
            name="rating",
            label="Rating",
            required=True,
            longest=120,
            help="A number or a label of your scale.",
            synonyms=("score", "overall rating", "grade", "result", "performance rating", "mark"),
        ),
        Field(
            name="words",
            label="Words",
            kind=Kind.WORDS,
            longest=20_000,
            synonyms=("comment", "comments", "text", "review", "summary", "narrative"),
        ),
        Field(
            name="rater",
            label="Rater's number",
            longest=64,
            synonyms=("rater number", "reviewer", "appraiser", "manager", "manager number", "rated by"),
        ),
        day(
            "given_on",
            "Given on",
            help="The day on which the person was told; empty: the period's last day.",
            synonyms=("given", "review date", "date", "delivered on", "signed on"),
        ),
        Field(
            name="answer",
            label="Employee's answer",
            kind=Kind.WORDS,
            longest=20_000,
            synonyms=("employee comment", "employee comments", "response", "reply", "rebuttal"),
        ),
    ),
)
