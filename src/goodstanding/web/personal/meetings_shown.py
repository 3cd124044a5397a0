"""Meetings as tables: held of planned, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from goodstanding.domain.own.meetings import MonthOfMeetings, Series
from goodstanding.queries.own.meetings import of_month
from goodstanding.web.ui import Cell, Column, Table


def months_table(series: Sequence[Series], months: Sequence[date], caption: str) -> Table | None:
    if not series:
        return None
    heads = [Column("Meeting"), *(Column(f"{month:%b}", numeric=True) for month in months)]
    rows = [
        [Cell(one.name, note=one.with_whom), *(_cell(of_month(one, month)) for month in months)]
        for one in series
    ]
    return Table(heads, rows, caption=caption)


def _cell(month: MonthOfMeetings) -> str:
    """Nothing planned is nothing to miss, and is shown as such."""
    planned = month.planned + month.declined
    return f"{month.held} of {planned}" if planned else "–"


def ended_table(series: Sequence[Series]) -> Table | None:
    if not series:
        return None
    heads = [Column("Meeting"), Column("Usual rhythm"), Column("Last in your calendar")]
    rows = [[one.name, f"every {one.usual_gap} days", f"{one.last:%-d %B %Y}"] for one in series]
    return Table(heads, rows, caption="No longer in your calendar")
