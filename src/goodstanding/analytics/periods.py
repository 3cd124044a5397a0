"""The periods of a review, read off the first days that the figures give: weeks, months, quarters, years.

All figures of a review share one calendar, the finest that the file has, but never finer than a week: days
are added up. A coarser metric stands in the period in which it begins, and the others are empty for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

WEEK = 7
WEEKS_KEPT = 156  # three years: what a review can look back on, and the start of it
FEWEST_KEPT = 24  # of months, quarters, seasons
STRAY_SHARE = 0.005  # a date far off all others with so few figures is a slip of the pen
STRAY_GAP = 20  # usual distances


@dataclass(frozen=True, slots=True)
class Step:
    """The length of a period: so many days, or so many months."""

    days: int = 0
    months: int = 0

    def __str__(self) -> str:
        if self.days:
            return "week" if self.days == WEEK else f"{self.days} days"
        return {1: "month", 3: "quarter", 6: "half-year", 12: "year"}.get(
            self.months, f"{self.months} months"
        )


@dataclass(frozen=True, slots=True)
class Periods:
    """`first` and `last` days of every period, evenly spaced; `of` the file's first days that are in it."""

    step: Step
    first: tuple[date, ...]
    last: tuple[date, ...]
    of: Mapping[date, int]

    @property
    def added(self) -> bool:
        """Whether a period holds several of the file's."""
        return len(set(self.of.values())) < len(self.of)


def periods(starts: Iterable[date], as_of: date | None = None) -> Periods:
    """With `as_of`, periods that ended by that day alone."""
    days = sorted(starts)
    if not days:
        return Periods(Step(days=WEEK), (), (), {})
    step = step_of(days)
    floors = _floors(days, step)
    grid, end = [floors[days[0]]], floors[days[-1]]
    while grid[-1] < end:
        grid.append(_next(grid[-1], step))
    first = [_shown(start, floors) for start in grid]
    last = [each - timedelta(days=1) for each in first[1:]] + [_next(first[-1], step) - timedelta(days=1)]
    until = len(first) if as_of is None else bisect_right(last, as_of)
    since = max(0, until - kept(step))
    where = {start: index for index, start in enumerate(grid)}
    of = {day: where[floor] - since for day, floor in floors.items() if since <= where[floor] < until}
    return Periods(step, tuple(first[since:until]), tuple(last[since:until]), of)


def kept(step: Step) -> int:
    days = step.days or step.months * 30.44
    return max(FEWEST_KEPT, round(WEEKS_KEPT * WEEK / days))


def step_of(days: Sequence[date]) -> Step:
    """From the usual distance between neighbouring first days. A single period counts as a year."""
    gaps = [(b - a).days for a, b in pairwise(days)]
    if not gaps:
        return Step(months=12)
    usual = median(gaps)
    if usual < 2 * WEEK:
        return Step(days=WEEK)
    if usual < 28 or (usual == 28 and gaps.count(28) > len(gaps) / 2):
        return Step(days=round(usual / WEEK) * WEEK)
    months = round(usual / 30.44)
    return Step(
        months=next(each for each in (1, 2, 3, 4, 6, 12 * round(months / 12) or 12) if months <= each)
    )


def far_apart(days: Sequence[date]) -> bool:
    """Whether two neighbours of these days, in order, are so far apart that one may be a slip of the pen."""
    return any((b - a).days > _far(days) for a, b in pairwise(days))


def without_strays(figures: Mapping[date, int]) -> list[date]:
    """`figures`: how many begin on each day."""
    days, total = sorted(figures), sum(figures.values())
    far = _far(days)
    for index, beside in ((-1, -2), (0, 1)):
        while len(days) > 3 and abs((days[index] - days[beside]).days) > far:
            if figures[days[index]] > STRAY_SHARE * total:
                break
            days.pop(index)
    return days


def _far(days: Sequence[date]) -> int:
    gaps = sorted((b - a).days for a, b in pairwise(days))
    return STRAY_GAP * max(gaps[len(gaps) // 2], WEEK) if gaps else 0


def _floors(days: Sequence[date], step: Step) -> dict[date, date]:
    """The first day of the period that each day is in."""
    if step.days:
        start = _week_start(days)
        return {day: start + timedelta(days=(day - start).days // step.days * step.days) for day in days}
    months = {day: day.year * 12 + day.month - 1 for day in days}
    phase = _commonest(each % step.months for each in months.values())
    floors = {day: each - (each - phase) % step.months for day, each in months.items()}
    return {day: date(each // 12, each % 12 + 1, 1) for day, each in floors.items()}


def _week_start(days: Sequence[date]) -> date:
    """A first day with the commonest weekday; Monday where all weekdays occur about alike."""
    weekday = _commonest(day.weekday() for day in days)
    if len({day.weekday() for day in days}) > 2:
        weekday = 0
    return days[0] - timedelta(days=(days[0].weekday() - weekday) % WEEK)


def _commonest(numbers: Iterable[int]) -> int:
    counted = Counter(numbers)
    return int(min(counted, key=lambda each: (-counted[each], each)))


def _next(day: date, step: Step) -> date:
    if step.days:
        return day + timedelta(days=step.days)
    months = day.year * 12 + day.month - 1 + step.months
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, 28))


def _shown(floor: date, floors: Mapping[date, date]) -> date:
    """The file's own first day, where a period holds one alone."""
    own = [day for day, each in floors.items() if each == floor]
    return own[0] if len(own) == 1 else floor
