"""The order of events: stories are generators that wait for their moments, and one queue runs them all.

The record is written in the order of time, so that no entry of the demo claims an earlier moment than the one
before it. A story says `yield days.on(-40)` and goes on when every earlier moment of every story is over.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.db import transaction

from goodstanding.domain.working_days import Calendar, is_working_day

Steps = Generator[datetime, None, None]
Progress = Callable[[int, int, str], None]
A_DAY = timedelta(days=1)
IN_ONE_TRANSACTION = 100


@dataclass(frozen=True, slots=True)
class Days:
    """Days counted from `today`, and moments in the working hours of working days before it."""

    today: date
    calendar: Calendar
    rng: random.Random

    @property
    def last(self) -> date:
        """The last working day that is over: nothing happens after it."""
        return self.back_to_work(self.today - A_DAY)

    def back_to_work(self, day: date) -> date:
        while not is_working_day(self.calendar, day):
            day -= A_DAY
        return day

    def onward(self, day: date) -> date:
        while not is_working_day(self.calendar, day):
            day += A_DAY
        return day

    def day(self, offset: int) -> date:
        """The working day at or before `today + offset`."""
        return self.back_to_work(self.today + timedelta(days=offset))

    def monday(self, offset: int) -> date:
        """The Monday at or before `today + offset`."""
        day = self.today + timedelta(days=offset)
        return day - timedelta(days=day.weekday())

    def on(self, offset: int, hour: int | None = None) -> datetime:
        return self.at(self.day(offset), hour)

    def at(self, day: date, hour: int | None = None) -> datetime:
        """A moment on this day, or on the working day before it."""
        clock = time(self.rng.randrange(9, 16) if hour is None else hour, self.rng.randrange(60), tzinfo=UTC)
        return datetime.combine(self.back_to_work(day), clock)


@dataclass(slots=True)
class Diary:
    """A queue of moments up to the end of the last day. What a story plans for later has not happened yet:
    there it stops. What waits for a moment that is over goes on at the present one."""

    now: datetime
    last: date
    waiting: list[tuple[datetime, int, Steps]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def add(self, steps: Steps) -> None:
        self._wait(next(steps, None), steps)

    def _wait(self, moment: datetime | None, steps: Steps) -> None:
        if moment is not None and moment.date() <= self.last:
            heapq.heappush(self.waiting, (moment, next(self.numbers), steps))

    def at(self, moment: datetime, do: Callable[[datetime], None]) -> None:
        def once() -> Steps:
            yield moment
            do(self.now)

        self.add(once())

    def run(self, progress: Progress) -> None:
        """Everything in order. Many steps share one commit, which saves most of the waiting for the disk."""
        start = self.now.date()
        span = (self.last - start).days or 1
        while self.waiting:
            with transaction.atomic():
                for _ in range(IN_ONE_TRANSACTION):
                    if self.waiting:
                        self._step()
            progress((self.now.date() - start).days, span, f"{self.now:%B %Y}")

    def _step(self) -> None:
        moment, _, steps = heapq.heappop(self.waiting)
        self.now = max(self.now, moment)
        self._wait(next(steps, None), steps)
