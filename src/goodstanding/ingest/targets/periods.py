"""Periods: a first day with a last day or a kind such as week or quarter."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from goodstanding.ingest.targets.base import Field, Kind, Row, day, person_number


class PeriodKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}
_WORDS = {
    PeriodKind.DAY: ("day", "daily", "d"),
    PeriodKind.WEEK: ("week", "weekly", "w"),
    PeriodKind.MONTH: ("month", "monthly", "m"),
    PeriodKind.QUARTER: ("quarter", "quarterly", "q"),
}


def last_day(first: date, kind: PeriodKind) -> date:
    """The last day of the period of this kind that begins on `first`, on a calendar boundary or not."""
    if kind is PeriodKind.DAY:
        return first
    if kind is PeriodKind.WEEK:
        return first + timedelta(days=6)
    months = first.year * 12 + first.month - 1 + _MONTHS[kind]
    year, month = divmod(months, 12)
    next_first = date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))
    return next_first - timedelta(days=1)


def resolved_end(first: date, last: date | None, kind: PeriodKind | None) -> date:
    """The last day that a row means; no end and no kind is a single day."""
    if last is None:
        return last_day(first, kind or PeriodKind.DAY)
    if last < first:
        raise ValueError("The period ends before it starts. Check both dates.")
    return last


PERIOD_KIND = Field(
    name="period_kind",
    label="Length of the period",
    help="Day, week, month or quarter, counted from the first day; not needed where the last day is given.",
    kind=Kind.CHOICE,
    synonyms=("period kind", "period type", "period length", "frequency", "granularity"),
    choices={word: kind.value for kind, words in _WORDS.items() for word in words},
)


class PeriodRow(Row):
    """A figure of one person in one period: the period is given by its last day or by its kind."""

    number: str
    metric: str
    period_start: date
    period_end: date | None = None
    period_kind: PeriodKind | None = None

    @property
    def last_day(self) -> date:
        """The period's last day, from the file or from the kind of period."""
        return resolved_end(self.period_start, self.period_end, self.period_kind)

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        resolved_end(self.period_start, self.period_end, self.period_kind)
        return self


PERIOD_FIELDS = (
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
            "quota date",
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
)
"""Whose figure, of which metric, in which period: what every such file tells."""
