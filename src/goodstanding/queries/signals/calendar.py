"""Which periods a review reads: those that the organisation uses, the last only once they are whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Count

from goodstanding.store import models

WEEKS = 130  # a year back for a change, a year before it to compare with, and half a year to spare
FEWEST = 13
LATE = 0.5  # a last period with fewer figures than this share of the usual is still coming in


@dataclass(frozen=True, slots=True)
class Periods:
    """`starts` in order; `after` is the day after the last; `left_out` names metrics in other periods."""

    starts: tuple[date, ...]
    after: date
    metrics: tuple[int, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Period:
    metric: int
    name: str
    first: date
    last: date
    figures: int

    @property
    def length(self) -> int:
        """7 for a week, 30 for a month, 90 for a quarter, 365 for a year, else as it is."""
        days = (self.last - self.first).days + 1
        usual = ((28, 31, 30), (89, 92, 90), (365, 366, 365))
        return next((all_alike for low, high, all_alike in usual if low <= days <= high), days)


def periods(today: date) -> Periods | None:
    """None where no metric has figures in even periods for long enough."""
    found = _found(today)
    length = _usual_length(found)
    if length is None:
        return None
    weekday = _usual_weekday(found, length)
    used = [p for p in found if p.length == length and (length != 7 or p.first.weekday() == weekday)]
    whole = _whole(used)
    if len(whole) < FEWEST:
        return None
    starts = tuple(sorted(whole))
    last = max(p.last for p in used if p.first == starts[-1])
    metrics = tuple(sorted({p.metric for p in used}))
    left_out = tuple(sorted({p.name for p in found} - {p.name for p in used}))
    return Periods(starts, last + timedelta(days=1), metrics, left_out)


def _found(today: date) -> list[_Period]:
    rows = (
        models.Observation.objects.filter(
            metric__retired=None, first__gt=today - timedelta(weeks=WEEKS), last__lt=today
        )
        .values_list("metric_id", "metric__name", "first", "last")
        .annotate(figures=Count("id"))
        .order_by("first", "last", "metric_id")
    )
    return [_Period(*row) for row in rows]


def _usual_length(found: Iterable[_Period]) -> int | None:
    """The shortest length in which there are periods enough: short ones say sooner."""
    starts: dict[int, set[date]] = {}
    for period in found:
        starts.setdefault(period.length, set()).add(period.first)
    return min((length for length, days in starts.items() if len(days) >= FEWEST), default=None)


def _usual_weekday(found: Iterable[_Period], length: int) -> int:
    days = Counter(p.first.weekday() for p in found if p.length == length)
    return days.most_common(1)[0][0]


def _whole(used: Iterable[_Period]) -> set[date]:
    """Without last periods for which most figures have not come yet."""
    figures: Counter[date] = Counter()
    for period in used:
        figures[period.first] += period.figures
    days = sorted(figures)
    while len(days) > FEWEST and figures[days[-1]] < LATE * median(figures[d] for d in days[-9:-1]):
        days.pop()
    return set(days)
