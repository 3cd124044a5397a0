"""Metric observations: a person's figure for a period, with the work there was and what was aimed at."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Row, Target, day, person_number
from goodstanding.ingest.targets.periods import PERIOD_KIND, PeriodKind, resolved_end


class ObservationRow(Row):
    number: str
    metric: str
    period_start: date
    period_end: date | None = None
    period_kind: PeriodKind | None = None
    value: Decimal
    exposure: Decimal | None = None
    target: Decimal | None = None
    part: str | None = None

    @property
    def last_day(self) -> date:
        """The period's last day, from the file or from the kind of period."""
        return resolved_end(self.period_start, self.period_end, self.period_kind)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        resolved_end(self.period_start, self.period_end, self.period_kind)
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
        person_number(),
        Field(
            name="metric",
            label="Metric code",
            required=True,
            longest=64,
            help="Choose the column that names the metric, or write one code for the whole file.",
            synonyms=("metric code", "metric id", "measure", "kpi", "indicator"),
        ),
        day(
            "period_start",
            "First day of the period",
            required=True,
            synonyms=(
                "period start",
                "date",
                "day",
                "from",
                "start",
                "start date",
                "week",
                "month",
                "period",
                "year",
                "quota date",
            ),
        ),
        day(
            "period_end",
            "Last day of the period",
            help="Empty: taken from the length of the period.",
            synonyms=("period end", "to", "end", "end date", "until"),
        ),
        PERIOD_KIND,
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
