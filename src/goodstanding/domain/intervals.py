"""Spans of whole days, both ends included: time not at work, plan windows, observation weeks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.domain.errors import UserError

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From `first` to `last`, both included. Who is away without a known end is away until today."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise UserError(
                f"The last day, {self.last}, is before the first, {self.first}. Put the earlier date first.",
                fields={"last": ["This day is before the first day."]},
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        for number in range(self.days):
            yield self.first + timedelta(days=number)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def overlap(self, other: Interval) -> Interval | None:
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Interval(first, last) if first <= last else None

    def covers(self, other: Interval) -> bool:
        return self.first <= other.first and other.last <= self.last


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same days as few intervals as possible, in order, none touching the next."""
    merged: list[Interval] = []
    for each in sorted(intervals):
        # (each.first - last).days avoids adding a day to the last date that the calendar has.
        if merged and (each.first - merged[-1].last).days <= 1:
            if each.last > merged[-1].last:
                merged[-1] = Interval(merged[-1].first, each.last)
        else:
            merged.append(each)
    return tuple(merged)


def intersect(ones: Iterable[Interval], others: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days that are in both."""
    kept = union(others)
    found = (one.overlap(other) for one in union(ones) for other in kept)
    return tuple(each for each in found if each is not None)


def subtract(whole: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """The days of `whole` that are not in `taken`."""
    left = list(union(whole))
    for each in union(taken):
        left = [piece for one in left for piece in _without(one, each)]
    return tuple(left)


def days_in(intervals: Iterable[Interval]) -> int:
    """How many days there are, a day in two intervals counted once."""
    return sum(each.days for each in union(intervals))


def _without(one: Interval, taken: Interval) -> Iterator[Interval]:
    if one.overlap(taken) is None:
        yield one
        return
    if one.first < taken.first:
        yield Interval(one.first, taken.first - ONE_DAY)
    if taken.last < one.last:
        yield Interval(taken.last + ONE_DAY, one.last)
