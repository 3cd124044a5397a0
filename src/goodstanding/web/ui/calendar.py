"""Weeks of one month, Monday first, with what falls on each day."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from goodstanding.web.ui.values import Day, DayItem, Month


def month_grid(
    year: int,
    month: int,
    items: Iterable[DayItem],
    today: date | None = None,
    previous_url: str = "",
    next_url: str = "",
) -> Month:
    by_day: defaultdict[date, list[DayItem]] = defaultdict(list)
    for item in items:
        by_day[item.date].append(item)
    weeks = [
        [Day(day, day.month == month, day == today, tuple(by_day.get(day, ()))) for day in week]
        for week in calendar.Calendar().monthdatescalendar(year, month)
    ]
    return Month(date(year, month, 1), weeks, previous_url, next_url)
