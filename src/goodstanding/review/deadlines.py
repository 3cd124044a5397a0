"""What a pack requires next, and by when: pure, from a file and the calendar of the person's place.

Working days and calendar days are told apart. A day that nobody must act before (`earliest`) is not a day by
which somebody must act (`latest`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from goodstanding.domain.working_days import Calendar, Count, deadline
from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Source

Who = Literal["employer", "employee", "both"]
Bound = Literal["latest", "earliest"]
CALENDAR, WORKING = Count.CALENDAR, Count.WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """One day that a pack attaches something to.

    `latest`: by this day `who` acts, or may act. `earliest`: not before it. `done_by` is the event that
    settled it. `counted_from` and `days` are the arithmetic; `default`: the number is a practice that an
    organisation may set otherwise, not a rule of law.
    """

    id: str
    pack: str
    title: str
    why: str
    who: Who
    bound: Bound
    due: date
    kind: Count
    days: int
    months: int = 0
    counted_from: date
    because: Event
    source: Source
    default: bool = False
    done_by: Event | None = None

    @property
    def open(self) -> bool:
        return self.done_by is None

    @property
    def arithmetic(self) -> str:
        return f"{self.length} after {self.counted_from} is {self.due}"

    @property
    def length(self) -> str:
        return length_of(self.months, self.days, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time that a pack sets. It runs from the last event of `since`; a later one of `until` settles it.

    `counts_from` finds the day from which it is counted, where that is not the day of the event itself.
    """

    id: str
    title: str
    why: str
    since: tuple[str, ...]
    days: int
    kind: Count
    source: Source
    months: int = 0
    """Calendar months before the days are counted, which may then be negative: three months less a day."""
    who: Who = "employer"
    bound: Bound = "latest"
    until: tuple[str, ...] = ()
    counted: str = ""
    """What it is counted from, in words, where that is not the event itself."""
    counts_from: Callable[[Event, Sequence[Event]], date | None] | None = None
    applies: Callable[[Event, Sequence[Event]], bool] | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    default: bool = False
    over: tuple[str, ...] = ()
    """Events after which the term no longer matters, and is not shown."""


def required(
    file: ReviewFile, terms: Iterable[tuple[str, Term]], *, calendar: Calendar, plan: str = ""
) -> tuple[Required, ...]:
    """Every day that these terms (with the pack of each) attach to the events of a file, in order of day.

    `plan`: only what belongs to this plan. An event whose day is not known exactly starts no clock.
    """
    events = [e for e in file.events if not plan or e.plan in ("", plan)]
    found = [made for pack, term in terms for made in _of_term(events, pack, term, calendar)]
    return tuple(sorted(found, key=lambda each: (each.due, each.pack, each.id)))


def _of_term(events: Sequence[Event], pack: str, term: Term, calendar: Calendar) -> Iterator[Required]:
    begun = [n for n, event in enumerate(events) if event.kind in term.since]
    if not begun:
        return
    at = begun[-1]
    start, later = events[at], events[at + 1 :]
    if any(event.kind in term.over for event in later):
        return
    if term.applies is not None and not term.applies(start, events):
        return
    counted = term.counts_from(start, events) if term.counts_from else start.when.exact
    if counted is None or not _in_force(term, counted):
        return
    due = deadline(calendar, term.kind, term.days, _months_after(counted, term.months)).due_on
    yield Required(
        id=term.id, pack=pack, title=term.title, why=term.why, who=term.who, bound=term.bound,
        due=due, kind=term.kind, days=term.days, months=term.months, counted_from=counted, because=start,
        source=term.source, default=term.default,
        done_by=next((e for e in later if e.kind in term.until), None),
    )  # fmt: skip


def _in_force(term: Term, day: date) -> bool:
    after = term.effective_from is None or day >= term.effective_from
    return after and (term.effective_to is None or day <= term.effective_to)


def _months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def length_of(months: int, days: int, kind: Count) -> str:
    """“3 months less 1 day”, “30 calendar days”."""
    number = abs(days)
    unit = f"{number} {'' if months else kind.value + ' '}day{'' if number == 1 else 's'}"
    if not months:
        return unit
    said = f"{months} month{'' if months == 1 else 's'}"
    return f"{said} {'less' if days < 0 else 'and'} {unit}" if days else said


def with_days(term: Term, days: int) -> Term:
    """The term as an organisation has set it, where the pack's own number is a default."""
    return replace(term, days=days)
