"""Metric observations: a person's figure for a period, with the work there was and what was aimed at."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Target
from goodstanding.ingest.targets.periods import PERIOD_FIELDS, PeriodRow


class ObservationRow(PeriodRow):
    value: Decimal
    exposure: Decimal | None = None
    target: Decimal | None = None
    part: str | None = None

    @model_validator(mode="after")
    def _exposure_counts_from_nothing(self) -> Self:
        if self.exposure is not None and self.exposure < 0:
            raise ValueError("The exposure is negative. Work done is counted from 0; check the figure.")
        return self


OBSERVATIONS = Target(
    code="observations",
    label="Figures",
    help="One row for each figure of a person in a period.",
    model=ObservationRow,
    key=("number", "metric", "period_start", "last_day", "part"),
    merged=("value", "exposure", "target"),
    fields=(
        *PERIOD_FIELDS,
        Field(
            name="value",
            label="Value",
            kind=Kind.NUMBER,
            required=True,
            synonyms=("actual", "amount", "figure", "result", "count", "score", "sales", "quantity"),
        ),
        Field(
            name="exposure",
            label="Exposure",
            kind=Kind.NUMBER,
            help="The work there was: hours, cases, accounts.",
            synonyms=(
                "hours",
                "cases",
                "denominator",
                "opportunities",
                "hours worked",
                "accounts",
                "workers",
            ),
        ),
        Field(
            name="target",
            label="Target at that time",
            kind=Kind.NUMBER,
            synonyms=("goal", "quota", "targeted", "plan", "planned", "target value", "expected"),
        ),
        Field(
            name="part",
            label="Part",
            longest=120,
            help="Where one person has several figures in one period: the department, shift or product.",
            synonyms=("department", "shift", "product", "line", "site", "segment"),
        ),
    ),
)
