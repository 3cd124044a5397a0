"""Half-yearly appraisals, four rounds: most in time, some late, one round of one team left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goodstanding.demo.cast import Member
from goodstanding.demo.changes import manager_on
from goodstanding.demo.diary import Steps
from goodstanding.demo.everyday_words import APPRAISAL, APPRAISAL_ANSWERS, LEAD_APPRAISAL, LEAD_FELL
from goodstanding.demo.measures import BY_CODE, BY_FAMILY
from goodstanding.demo.story import World, pounds_or_plain
from goodstanding.domain import file as files
from goodstanding.domain.entries import Entry, day_to_day
from goodstanding.domain.ratings import usual
from goodstanding.queries.organisation import DEFAULT_SCALE

ROUNDS = 4
LEFT_OUT = ("graham", 1)
"""This manager wrote nothing in the second round, and nobody asked: not recorded is not nothing done."""


def half_years(today: date) -> list[tuple[date, date]]:
    """The last four half-years that are over, the oldest first."""
    found: list[tuple[date, date]] = []
    end = date(today.year, 6, 30) if today.month > 6 else date(today.year - 1, 12, 31)
    while len(found) < ROUNDS:
        start = date(end.year, 1 if end.month == 6 else 7, 1)
        found.append((start, end))
        end = start - timedelta(days=1)
    return found[::-1]


def schedule(world: World) -> None:
    for number, (start, end) in enumerate(half_years(world.days.today)):
        for lead in [m for m in world.cast.members.values() if m.family == "Team lead"]:
            late = world.rng.random() < 0.15
            wait = world.rng.randrange(60, 110) if late else world.rng.randrange(9, 30)
            if (lead.key, number) != LEFT_OUT:
                _round(world, lead, start, end, end + timedelta(days=wait))
            if number >= 2:
                world.diary.add(_lead(world, lead, start, end))


def _round(world: World, lead: Member, start: date, end: date, begin: date) -> None:
    """A manager writes their team's appraisals within two weeks."""
    for member in world.cast.workers():
        day = world.days.onward(begin + timedelta(days=world.rng.randrange(12)))
        here = member.hired < end - timedelta(days=80) and (member.left is None or member.left > day)
        if here and manager_on(world, member, day) == lead.key:
            world.diary.add(_appraisal(world, member, lead, (start, end), day))


def rating_of(world: World, member: Member, start: date, end: date) -> tuple[int, str, str, str] | None:
    """From the figures of the half-year: the rating, the measure, the rate and the limit, in words."""
    measure = BY_CODE[BY_FAMILY[member.family][0]]
    rate = world.figures.rate(member.key, measure.code, start, end)
    if not rate:
        return None
    ratio = measure.limit / rate if measure.lower_is_better else rate / measure.limit
    width = 0.5 if measure.lower_is_better else 0.2
    rating = 2 if ratio < 0.97 else 3 if ratio < 1 + width else 4 if ratio < 1 + 2 * width else 5
    return rating, measure.name, pounds_or_plain(measure, rate), pounds_or_plain(measure, measure.limit)


def _appraisal(world: World, member: Member, lead: Member, period: tuple[date, date], day: date) -> Steps:
    found = rating_of(world, member, *period)
    if found is None:
        return
    rating, name, rate, limit = found
    words = world.rng.choice(APPRAISAL[rating]).format(measure=name, rate=rate, limit=limit)
    fell = (
        f"{name}: {rate} in this half-year, with {limit} as the limit. The half-years before were above it."
    )
    yield from _said(world, member, lead.key, period, (rating, words, fell), day)


def _lead(world: World, lead: Member, start: date, end: date) -> Steps:
    day = world.days.onward(end + timedelta(days=world.rng.randrange(20, 45)))
    rating = world.rng.choice((3, 3, 4))
    words = world.rng.choice(LEAD_APPRAISAL)
    yield from _said(world, lead, lead.manager, (start, end), (rating, words, LEAD_FELL), day)


def _payload(
    world: World, member: Member, period: tuple[date, date], said: tuple[int, str, str]
) -> day_to_day.Appraisal:
    """With the reason why the rating fell, where it did."""
    rating, words, fell = said
    levels = [level.value for level in DEFAULT_SCALE]
    before = usual(world.rated.get(member.key, []), before=period[1], scale=levels)
    return day_to_day.Appraisal(
        period_start=period[0], period_end=period[1], rating=rating, scale=DEFAULT_SCALE, words=words,
        drop_reason=fell if before and before.is_above(rating) else "",
    )  # fmt: skip


def _remember(world: World, member: Member, entry: Entry[day_to_day.Appraisal]) -> None:
    file = files.apply(files.File(subject=entry.subject), entry)
    world.rated.setdefault(member.key, []).extend(file.ratings)


def _said(
    world: World, member: Member, by: str, period: tuple[date, date], said: tuple[int, str, str], day: date
) -> Steps:
    wait, answers = world.rng.randrange(1, 8), world.rng.random() < (0.5 if said[0] == 2 else 0.08)
    yield world.days.at(day)
    entry: Any = world.record(member.key, _payload(world, member, period, said), by)
    _remember(world, member, entry)
    yield world.days.at(world.days.onward(day + timedelta(days=wait)))
    if member.left and world.now.date() > member.left:
        return
    world.record(member.key, day_to_day.Acknowledged(), member.key, to=entry.id)
    if answers:
        answer = day_to_day.AppraisalAnswer(words=world.rng.choice(APPRAISAL_ANSWERS))
        world.record(member.key, answer, member.key, to=entry.id)
