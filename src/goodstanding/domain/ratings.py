"""The history of ratings: what somebody was usually rated, and whether a new rating falls under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from goodstanding.domain.file import Rating

MONTHS = 24
FEWEST = 2
LAST = 3


@dataclass(frozen=True, slots=True)
class Usual:
    """`level`: the median of the earlier ratings, the lower one of two in the middle."""

    level: int
    earlier: tuple[Rating, ...]

    def is_above(self, rating: int) -> bool:
        """A level less than usual asks for a written reason. It proves nothing, neither way."""
        return rating < self.level


def usual(ratings: Sequence[Rating], *, before: date, scale: Iterable[int]) -> Usual | None:
    """From the ratings of periods that ended before `before`, on a scale of the same levels.

    Those of the last 24 months, or the last three where these are more. Fewer than two are no history.
    """
    levels = frozenset(scale)
    earlier = sorted(
        (r for r in ratings if r.period_end < before and {value for value, _ in r.scale} == levels),
        key=lambda r: (r.period_end, r.period_start),
    )
    recent = [r for r in earlier if r.period_end >= _months_before(before)]
    counted = max(recent, earlier[-LAST:], key=len)
    if len(counted) < FEWEST:
        return None
    return Usual(median_low([r.rating for r in counted]), tuple(counted))


def _months_before(day: date) -> date:
    return date(day.year - MONTHS // 12, day.month, min(day.day, 28))
