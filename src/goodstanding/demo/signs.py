"""Early signs in the demo: two whose figures fell and nobody has spoken to yet, somebody whose work went
to a colleague without a record, accounts that passed from one to another, and the review that finds them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from goodstanding.actions import signals
from goodstanding.actions.work_units import UnitGiven, record_work_units
from goodstanding.demo.cast import Cast, Member
from goodstanding.demo.diary import Days
from goodstanding.demo.figures import Figures, Stretch
from goodstanding.demo.story import World

FELL_IN, FELL, FELL_TO = "sal-key", -190, 0.6
LOW_IN, LOW, LOW_AT = "sup-accounts", -175, 0.72
TAKEN_IN, TAKEN = "sup-evening", -150
ACCOUNTS_IN, ACCOUNTS_MOVED, ACCOUNTS = "sal-north", -120, 43
MOVED = 23
DAY = timedelta(days=1)


def shape(figures: Figures, days: Days) -> None:
    """One account manager sells and wins two fifths less than before; one adviser solves a quarter less;
    the tickets of another go to a colleague, in like hours."""
    for team, ago, pace in ((FELL_IN, FELL, FELL_TO), (LOW_IN, LOW, LOW_AT)):
        since = days.monday(ago)
        figures.stretches[_settled(figures.cast, team)[0].key] = [
            Stretch(figures.mondays()[0], since - DAY, "usual"),
            Stretch(since, days.today, "usual", pace=pace),
        ]
    first, second = _settled(figures.cast, TAKEN_IN)[:2]
    since = days.monday(TAKEN)
    for member, share in ((first, 0.5), (second, 1.5)):
        figures.stretches[member.key] = [
            Stretch(figures.mondays()[0], since - DAY, "usual"),
            Stretch(since, days.today, "usual", unrecorded=share),
        ]


def _settled(cast: Cast, team: str) -> list[Member]:
    """Those of a team who are in no story, were there all the time and stay."""
    first = [m for m in cast.workers() if m.team == team and not m.story and not m.left]
    return sorted(first, key=lambda m: m.hired)


def schedule(world: World, first_day: date) -> None:
    """Who serves which account in Sales North, and the day on which Noor's went to a colleague."""

    def do(now: datetime) -> None:
        record_work_units(rows=_accounts(world, first_day), by=world.cast["pavel"].id, now=now)

    world.diary.at(world.days.at(world.days.monday(ACCOUNTS_MOVED) + 2 * DAY, 9), do)


def _accounts(world: World, first_day: date) -> Iterator[UnitGiven]:
    people = [m for m in world.cast.workers() if m.team == ACCOUNTS_IN and not m.left]
    day = world.days.monday(ACCOUNTS_MOVED)
    receiver = next(m for m in reversed(people) if not m.story)
    for n, member in enumerate(people):
        for k in range(ACCOUNTS):
            goes = member.key == "noor" and k < MOVED
            unit = f"Account N-{n + 1}{k:02}"
            since = max(member.hired, first_day)
            yield UnitGiven(person=member.id, unit=unit, first=since, last=day - DAY if goes else None)
            if goes:
                yield UnitGiven(person=receiver.id, unit=unit, first=day)


def review(world: World) -> None:
    """The review as of this morning."""
    now = world.days.at(world.days.today, 6)
    run = signals.request_review(by=world.cast["samuel"].id, now=now)
    signals.carry_out_review.call(str(run))
