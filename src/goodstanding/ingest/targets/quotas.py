"""Targets that people had, such as quotas: what a goal asks for in a period."""

from __future__ import annotations

from decimal import Decimal

from goodstanding.ingest.targets.base import Field, Kind, Target
from goodstanding.ingest.targets.periods import PERIOD_FIELDS, PeriodRow


class QuotaRow(PeriodRow):
    target: Decimal


QUOTAS = Target(
    code="targets",
    label="Targets",
    help="One row for each target or quota of a person in a period.",
    model=QuotaRow,
    key=("number", "metric", "period_start", "last_day"),
    merged=("target",),
    fields=(
        *PERIOD_FIELDS,
        Field(
            name="target",
            label="Target",
            kind=Kind.NUMBER,
            required=True,
            synonyms=("target value", "quota", "sales quota", "goal", "targeted", "value", "amount", "plan"),
        ),
    ),
)
