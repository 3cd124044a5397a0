"""Targets that people had, such as quotas: what a goal asks for in a period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Row, Target, day, person_number
from goodstanding.ingest.targets.periods import PERIOD_KIND, PeriodKind, resolved_end


class QuotaRow(Row):
    number: str
    metric: str
    period_start: date
    period_end: date | None = None
    period_kind: PeriodKind | None = None
    target: Decimal

    @property
    def last_day(self) -> date:
        """The period's last day, from the file or from the kind of period."""
        return resolved_end(self.period_start, self.period_end, self.period_kind)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        resolved_end(self.period_start, self.period_end, self.period_kind)
        return self


QUOTAS = Target(
    code="targets",
    label="Targets",
    help="One row for each target or quota of a person in a period.",
    model=QuotaRow,
    key=("number", "metric", "period_start", "last_day"),
    merged=("target",),
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
                "quota date",
                "week",
                "month",
                "period",
                "year",
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
            name="target",
            label="Target",
            kind=Kind.NUMBER,
            required=True,
            synonyms=("target value", "quota", "sales quota", "goal", "targeted", "value", "amount", "plan"),
        ),
    ),
)
