"""Two years of weekly figures: what each person's work came to, week by week, and why.

A figure is the product of the usual rate of the work, the person's own level and slow drift, the team's
luck, the season, and shocks that hit a department; in a story's stretches it keeps to one side of the
standard instead. Then it is counted at random. The work there was (hours, cases, accounts, lines) follows
from the days at work, so that whoever is away has less of both. A week without a day at work has no figure:
missing is not zero.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from goodstanding.actions.metrics import FigureGiven
from goodstanding.demo.cast import Cast, Member
from goodstanding.demo.measures import BY_CODE, BY_FAMILY, SOURCES, Measure
from goodstanding.domain.intervals import Interval
from goodstanding.domain.working_days import Calendar, working_days_in

WEEKS = 104
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day to a day a person's rate keeps above or below the standard, or to the usual; `work` is how
    much of the usual work there is. The person's own level and luck give way, so that a story comes out alike
    for every seed. `pace` is how much of the usual is done; `unrecorded` how many of the cases there still
    are while the hours stay what they were: nobody wrote down that the others went to a colleague."""

    first: date
    last: date
    how: Literal["good", "bad", "usual"] = "usual"
    work: float = 1.0
    only: str = ""
    pace: float = 1.0
    unrecorded: float = 1.0

    def level(self, measure: Measure) -> float:
        """Times the usual rate, higher being better."""
        if self.how == "usual":
            return self.pace
        factor = measure.good if self.how == "good" else measure.bad
        limit = measure.limit / measure.usual
        return factor / limit if measure.lower_is_better else factor * limit


@dataclass(slots=True)
class Week:
    monday: date
    value: float
    work: float

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


@dataclass(slots=True)
class Figures:
    """All figures of the company, made once; the stories quote them in their facts."""

    cast: Cast
    calendar: Calendar
    rng: random.Random
    last_monday: date
    weeks: int = WEEKS
    away: dict[str, list[Interval]] = field(default_factory=dict)
    stretches: dict[str, list[Stretch]] = field(default_factory=dict)
    made: dict[tuple[str, str], list[Week]] = field(default_factory=dict)

    def mondays(self) -> list[date]:
        return [self.last_monday - WEEK * n for n in range(self.weeks - 1, -1, -1)]

    def make(self) -> None:
        """Every week of everybody who is measured, in a fixed order so that a seed gives the same again."""
        shocks = _shocks(self.rng, self.mondays())
        for team in sorted({m.team for m in self.cast.workers()}):
            luck = _walk(self.rng, self.weeks, 0.015, 0.7)
            for member in [m for m in self.cast.workers() if m.team == team]:
                self._person(member, luck, shocks[team[:3]])

    def _person(self, member: Member, luck: list[float], shocks: list[float]) -> None:
        own = math.exp(self.rng.gauss(0.04 if member.level == "2" else -0.02, 0.08))
        drift = _walk(self.rng, self.weeks, 0.006, 0.985)
        for code in BY_FAMILY[member.family]:
            measure = BY_CODE[code]
            weeks = []
            for n, monday in enumerate(self.mondays()):
                level = own * math.exp(drift[n] + luck[n] + shocks[n]) * _season(measure, monday)
                week = self._week(member, measure, monday, level)
                if week is not None:
                    weeks.append(week)
            self.made[member.key, code] = weeks

    def _week(self, member: Member, measure: Measure, monday: date, level: float) -> Week | None:
        days = self._days(member, monday)
        # The draws come before the decision, so that an absence changes nothing in the weeks after it.
        noise, wobble = self.rng.gauss(0, 1), self.rng.gauss(0, 1)
        if not days:
            return None
        stretch = self._stretch(member.key, measure.code, monday)
        work_level = stretch.work if stretch else 1.0
        if stretch is not None:
            level = stretch.level(measure) * math.exp(0.02 * wobble)
            if measure.exposure == "hours":
                level *= stretch.unrecorded
            else:
                work_level *= stretch.unrecorded
        spread = 1.0 if measure.exposure == "hours" else math.exp(0.05 * wobble)
        work = days * measure.per_day * work_level * spread
        return _counted(measure, monday, level, work, noise * (0.35 if stretch else 1.0))

    def _days(self, member: Member, monday: date) -> int:
        friday = monday + timedelta(days=4)
        if monday < member.hired or (member.left and friday > member.left):
            return 0
        own = self.calendar.for_person(int(d) for d in member.week)
        return working_days_in(own, Interval(monday, friday), self.away.get(member.key, []))

    def _stretch(self, key: str, code: str, monday: date) -> Stretch | None:
        own = self.stretches.get(key, [])
        found = [s for s in own if s.first <= monday <= s.last and s.only in ("", code)]
        return found[-1] if found else None

    def between(self, key: str, code: str, first: date, last: date) -> list[Week]:
        return [w for w in self.made[key, code] if first <= w.monday and w.sunday <= last]

    def rate(self, key: str, code: str, first: date, last: date) -> float:
        weeks = self.between(key, code, first, last)
        work = sum(w.work for w in weeks)
        return sum(w.value for w in weeks) / work if work else 0.0

    def worst(self, key: str, code: str, first: date, last: date, how_many: int) -> list[Week]:
        """The weeks furthest on the wrong side of the standard, in the order of time."""
        sign = -1 if BY_CODE[code].lower_is_better else 1
        found = sorted(self.between(key, code, first, last), key=lambda w: sign * w.value / w.work)[:how_many]
        return sorted(found, key=lambda w: w.monday)

    def rows(self) -> Iterator[FigureGiven]:
        for (key, code), weeks in self.made.items():
            member = self.cast[key]
            for week in weeks:
                yield FigureGiven(
                    person=member.id,
                    metric=code,
                    first=week.monday,
                    last=week.sunday,
                    value=Decimal(str(week.value)),
                    exposure=Decimal(str(week.work)),
                    source=SOURCES[member.family],
                )


def _counted(measure: Measure, monday: date, level: float, work: float, noise: float) -> Week:
    """From the expected to the counted: whole tickets, whole pence, shares of whole cases."""
    if measure.kind == "amount":
        work = float(max(1, round(work)))
        return Week(monday, round(max(0.0, measure.usual * level * work * math.exp(0.09 * noise)), 2), work)
    if measure.kind == "proportion":
        work = float(max(1, round(work)))
        share = min(0.97, max(0.03, measure.usual * level))
        value = round(work * share + noise * math.sqrt(work * share * (1 - share)))
        return Week(monday, float(min(work, max(0, value))), work)
    work = round(work, 2)
    # A better level means fewer errors where less is better.
    expected = measure.usual * work * (1 / level if measure.lower_is_better else level)
    return Week(monday, float(max(0, round(expected + noise * math.sqrt(1.2 * expected)))), work)


def _season(measure: Measure, monday: date) -> float:
    """Busiest in late November, quietest in May."""
    angle = 2 * math.pi * (monday.timetuple().tm_yday - 330) / 365.25
    return 1 + measure.season * math.cos(angle)


def _walk(rng: random.Random, steps: int, size: float, memory: float) -> list[float]:
    """A random walk that is pulled back to nought."""
    at, out = 0.0, []
    for _ in range(steps):
        at = memory * at + rng.gauss(0, size)
        out.append(at)
    return out


def _shocks(rng: random.Random, mondays: list[date]) -> dict[str, list[float]]:
    """A week or two in which a whole department could do less: a failed system, a strike, a stock-take."""
    found = {}
    for department in ("sup", "sal", "ops"):
        shocks = [0.0] * len(mondays)
        for _ in range(3):
            start = rng.randrange(4, max(5, len(mondays) - 12))
            for week in range(start, min(len(mondays), start + rng.choice((1, 2)))):
                shocks[week] = -rng.uniform(0.1, 0.22)
        found[department] = shocks
    return found
