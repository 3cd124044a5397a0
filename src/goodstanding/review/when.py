"""Days that a record may give only in part: `2018`, `2018-05`, "after the warning". No rule invents a
date."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import Enum

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def said(day: date) -> str:
    """A day as people write it, whatever the machine's language: 3 May 2018."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


class Tri(Enum):
    """An answer that may be unknown. It has no truth value, so that nobody takes *cannot tell* for *no*."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"

    @property
    def yes(self) -> bool:
        return self is Tri.YES

    @property
    def no(self) -> bool:
        return self is Tri.NO

    @property
    def unknown(self) -> bool:
        return self is Tri.CANNOT_TELL

    def __bool__(self) -> bool:
        raise TypeError("A three-valued answer is asked with .yes, .no or .unknown.")

    def __invert__(self) -> Tri:
        return {Tri.YES: Tri.NO, Tri.NO: Tri.YES}.get(self, Tri.CANNOT_TELL)

    def __and__(self, other: Tri) -> Tri:
        if Tri.NO in (self, other):
            return Tri.NO
        return Tri.YES if self is other is Tri.YES else Tri.CANNOT_TELL

    def __or__(self, other: Tri) -> Tri:
        return ~(~self & ~other)


def tri(known: bool | None) -> Tri:
    return Tri.CANNOT_TELL if known is None else Tri.YES if known else Tri.NO


@dataclass(frozen=True, slots=True)
class When:
    """Some day from `first` to `last`, both included; an end that is not known is None.

    `approx`: the source gives it as approximate. It keeps its place in the order, but nothing is counted
    from it.
    """

    first: date | None = None
    last: date | None = None
    approx: bool = False
    words: str = ""

    @property
    def exact(self) -> date | None:
        return self.first if self.first == self.last and not self.approx else None

    @property
    def countable(self) -> bool:
        """Known well enough to count days from: bounded on both sides and not approximate."""
        return self.first is not None and self.last is not None and not self.approx

    def __str__(self) -> str:
        if self.words:
            return self.words
        match self.first, self.last:
            case None, None:
                return "date not recorded"
            case None, date() as last:
                told = f"by {said(last)}"
            case date() as first, None:
                told = f"from {said(first)}"
            case date() as first, date() as last:
                told = said(first) if first == last else f"{said(first)} to {said(last)}"
        return f"about {told}" if self.approx else told


UNKNOWN = When()


def on(day: date) -> When:
    return When(day, day)


def parse(text: str | None, *, approx: bool = False) -> When:
    """`2018-05-03`, `2018-05`, `2018` or nothing. ValueError where it is none of these."""
    if not text:
        return UNKNOWN
    parts = [int(p) for p in text.split("-")]
    match parts:
        case [year]:
            return When(date(year, 1, 1), date(year, 12, 31), approx, _about(str(year), approx))
        case [year, month]:
            last = date(year, month, calendar.monthrange(year, month)[1])
            told = _about(f"{MONTHS[month - 1]} {year}", approx)
            return When(date(year, month, 1), last, approx, told)
        case [year, month, day]:
            return When(date(year, month, day), date(year, month, day), approx)
        case _:
            raise ValueError(f"{text!r} is no date: write YYYY-MM-DD, YYYY-MM or YYYY.")


def _about(text: str, approx: bool) -> str:
    return f"about {text}" if approx else text


def cap(told: object) -> str:
    """The words of it as a sentence begins."""
    words = str(told)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Span:
    """At least `least` and at most `most` days; an end that is not known is None. Negative: the other way
    round."""

    least: int | None
    most: int | None

    def at_most(self, days: int) -> Tri:
        if self.most is not None and self.most <= days:
            return Tri.YES
        return Tri.NO if self.least is not None and self.least > days else Tri.CANNOT_TELL

    def at_least(self, days: int) -> Tri:
        if self.least is not None and self.least >= days:
            return Tri.YES
        return Tri.NO if self.most is not None and self.most < days else Tri.CANNOT_TELL

    def less_than(self, days: int) -> Tri:
        return ~self.at_least(days)

    def more_than(self, days: int) -> Tri:
        return ~self.at_most(days)

    @property
    def known(self) -> bool:
        return self.least is not None and self.most is not None

    def __str__(self) -> str:
        if self.least is None and self.most is None:
            return "a number of days that the record does not give"
        if self.least == self.most:
            return f"{self.least} day{'' if self.least == 1 else 's'}"
        if self.least is None:
            return f"at most {self.most} days"
        if self.most is None:
            return f"at least {self.least} days"
        return f"between {self.least} and {self.most} days"


def between(start: When, end: When) -> Span:
    """Days from `start` to `end`. Nothing is counted from an approximate day."""
    if start.approx or end.approx:
        return Span(None, None)
    least = (end.first - start.last).days if end.first and start.last else None
    most = (end.last - start.first).days if end.last and start.first else None
    return Span(least, most)


def earlier(a: When, b: When) -> Tri:
    """Whether `a` lies on an earlier day than `b`, by the days alone."""
    if a.approx or b.approx:
        return Tri.CANNOT_TELL
    if a.last and b.first and a.last < b.first:
        return Tri.YES
    if a.first and b.last and a.first >= b.last:
        return Tri.NO
    return Tri.CANNOT_TELL


def overlap(a: When, b: When) -> Tri:
    """Whether two stretches that are certain in their days share one. For a day within a stretch, use
    `within`."""
    return ~(earlier(a, b) | earlier(b, a))


def within(day: When, start: date, end: date) -> Tri:
    """Whether the day lies from `start` to `end`, both included."""
    if day.approx:
        return Tri.CANNOT_TELL
    inside = day.first is not None and day.last is not None and start <= day.first and day.last <= end
    if inside:
        return Tri.YES
    outside = (day.last is not None and day.last < start) or (day.first is not None and day.first > end)
    return Tri.NO if outside else Tri.CANNOT_TELL
