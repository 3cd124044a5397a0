"""Ordinary days: standards handed out, feedback, coaching, recognition, quotas, and some mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from goodstanding.demo.cast import Member
from goodstanding.demo.changes import manager_on
from goodstanding.demo.diary import Steps
from goodstanding.demo.everyday_words import ANSWERS, AWARDS, CRITICAL, POSITIVE
from goodstanding.demo.measures import BY_CODE, BY_FAMILY
from goodstanding.demo.story import WEEK, World
from goodstanding.demo.topics import TOPICS
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.entries.person import StandardCommunicated, StandardSet


def standards(world: World, member: Member, first_day: date) -> None:
    """Handed out once, at the start of the record or of the job; its receipt is acknowledged."""
    start = max(first_day + timedelta(days=1), member.hired + timedelta(days=3))
    day = world.days.onward(start + timedelta(days=world.rng.randrange(0, 12)))
    world.standards[member.key] = day
    text = "; ".join(BY_CODE[code].standard for code in BY_FAMILY[member.family])

    def steps() -> Steps:
        yield world.days.at(day)
        entry = world.record(
            member.key,
            StandardCommunicated(standard=text, how="Team meeting; handed out in writing"),
            manager_on(world, member, day),
        )
        yield world.days.at(world.days.onward(day + timedelta(days=world.rng.randrange(1, 6))))
        world.record(member.key, day_to_day.Acknowledged(), member.key, to=entry.id)

    world.diary.add(steps())


def at_work(world: World, member: Member, first_day: date) -> date:
    """Some working day on which the person was there."""
    first = max(first_day + 3 * WEEK, member.hired + 3 * WEEK)
    last = min(world.days.last, (member.left or world.days.last) - 2 * WEEK)
    for _ in range(20):
        span = max(1, (last - first).days)
        day = world.days.back_to_work(first + timedelta(days=world.rng.randrange(span)))
        if not any(day in away for away in world.figures.away.get(member.key, [])):
            return day
    return world.days.back_to_work(last)


def feedback(world: World, member: Member, first_day: date) -> None:
    """One to four times in two years, more often praise than not; some of it answered."""
    for _ in range(world.rng.choice((1, 2, 3, 4))):
        day = at_work(world, member, first_day)
        good = world.rng.random() < 0.72
        words = world.rng.choice((POSITIVE if good else CRITICAL)[member.family])
        world.diary.add(_feedback(world, member, day, good, words))


def _feedback(world: World, member: Member, day: date, good: bool, words: tuple[str, str]) -> Steps:
    answered = world.rng.random() < 0.35
    yield world.days.at(day)
    said = world.record(
        member.key,
        day_to_day.Feedback(tone="positive" if good else "critical", behaviour=words[0], effect=words[1]),
        manager_on(world, member, day),
    )
    if not good and answered:
        yield world.days.at(world.days.onward(day + timedelta(days=2)))
        world.record(member.key, day_to_day.Answer(words=world.rng.choice(ANSWERS)), member.key, to=said.id)


def coaching(world: World, first_day: date) -> None:
    """Ordinary coaching of a few, outside any case. The follow-ups of the last three are still ahead."""
    others = [
        m for m in world.cast.workers() if not m.story and not m.left and m.hired < world.days.day(-200)
    ]
    for n, member in enumerate(world.rng.sample(others, min(12, len(others)))):
        day = world.days.day(-12 + 2 * n) if n < 3 else at_work(world, member, first_day)
        world.diary.add(_coaching(world, member, day))


def _coaching(world: World, member: Member, day: date) -> Steps:
    rng, days = world.rng, world.days
    talk = rng.choice(TOPICS[member.family].talks)
    manager = manager_on(world, member, day)
    names = {"name": member.name.split()[0], "manager": world.cast[manager].name.split()[0]}
    follow_up = days.onward(day + timedelta(days=rng.choice((14, 21))))
    yield days.at(day)
    session = world.record(
        member.key,
        day_to_day.Coaching(
            attendees=(member.name, world.cast[manager].name),
            facts=talk.facts.format(**names),
            expectation=talk.expectation.format(**names),
            agreed_actions=talk.actions.format(**names),
            follow_up_on=follow_up,
        ),
        manager,
    )
    yield days.at(days.onward(day + timedelta(days=1)))
    world.record(member.key, day_to_day.Acknowledged(), member.key, to=session.id)
    yield days.at(follow_up)
    manager = manager_on(world, member, follow_up)
    world.record(
        member.key, day_to_day.FollowedUp(progress=talk.better.format(**names)), manager, to=session.id
    )


def awards(world: World, first_day: date) -> None:
    others = [m for m in world.cast.workers() if not m.story]
    for member in world.rng.sample(others, min(10, len(others))):
        what, why = world.rng.choice(AWARDS)
        day = at_work(world, member, first_day)
        _award(world, member, day, day_to_day.Award(what=what, why=why))


def _award(world: World, member: Member, day: date, award: day_to_day.Award) -> None:
    def do(now: datetime) -> None:
        world.record(member.key, award, manager_on(world, member, day))

    world.diary.at(world.days.at(day), do)


def quotas(world: World) -> None:
    """Each account manager's quota for this quarter and the one before, set in its first days."""
    for start, end in quarters(world.days.today):
        for member in world.cast.workers():
            if member.team.startswith("sal") and member.hired < start - 4 * WEEK and not member.left:
                _quota(world, member, start, end)


def quarters(today: date) -> Iterator[tuple[date, date]]:
    """The quarter before the present one, and the present one if it is some days old."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    before = date(first.year - (first.month == 1), (first.month - 4) % 12 + 1, 1)
    yield before, first - timedelta(days=1)
    if today - first > timedelta(days=8):
        after = date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)
        yield first, after - timedelta(days=1)


def _quota(world: World, member: Member, start: date, end: date) -> None:
    target = Decimal(150 * 43 * ((end - start).days // 7)) * (Decimal("1.1") if member.level == "2" else 1)
    said = StandardSet(
        standard=f"Orders for the quarter from {start:%-d %B %Y}",
        metric="order_value",
        target=round(target / 500) * Decimal(500),
        period_start=start,
        period_end=end,
    )

    def do(now: datetime) -> None:
        world.record(member.key, said, manager_on(world, member, now.date()))

    world.diary.at(world.days.at(world.days.onward(start + timedelta(days=2))), do)


def mistakes(world: World) -> None:
    """An entry put right, one taken back, and one kept where it belongs."""
    world.diary.add(_wrong_day(world))
    world.diary.add(_wrong_person(world))
    world.diary.add(_compartments(world))


def _wrong_day(world: World) -> Steps:
    yield world.days.on(-210)
    said = world.record(
        "dele",
        day_to_day.Feedback(
            tone="positive",
            behaviour="On 3 June stayed an hour to finish the recall list with the evening shift.",
            effect="The recall was complete before the first vans left.",
        ),
        "nadia",
    )
    yield world.days.on(-208)
    correction = day_to_day.Correction(wrong="The day: 3 June.", right="It was the day before.")
    world.record("dele", correction, "nadia", to=said.id)


def _wrong_person(world: World) -> Steps:
    yield world.days.on(-260)
    said = world.record(
        "bronwen",
        day_to_day.Feedback(
            tone="critical",
            behaviour="Left a customer on hold for twenty minutes without coming back to the line.",
            effect="The customer complained in writing.",
        ),
        "fiona",
    )
    yield world.days.on(-259)
    answer = day_to_day.Answer(
        words="I was in the employee forum’s meeting all that afternoon. It was not my line."
    )
    world.record("bronwen", answer, "bronwen", to=said.id)
    yield world.days.on(-257)
    correction = day_to_day.Correction(
        wrong="The call was taken at another desk; I read the wrong line of the rota.",
        right="Nothing of this concerns Bronwen. I take the entry back and have apologised.",
        retracts=True,
    )
    world.record("bronwen", correction, "fiona", to=said.id)


def _compartments(world: World) -> Steps:
    """What only the leave role, or only counsel, may see."""
    yield world.days.on(-66)
    asked = day_to_day.ProtectedActivity(
        what="Asked in writing how commission is counted after accounts are moved."
    )
    world.record("noor", asked, "julian")
    yield world.days.on(-50)
    advice = day_to_day.Advice(
        advice="The accounts were moved eight weeks before the question. Keep the dates of both at hand; no "
        "step against the person without a look at this line."
    )
    world.record("noor", advice, "julian")
    yield world.days.on(-13)
    reason = day_to_day.LeaveReason(
        reason="Certified by the doctor. Back in stages after that.",
        until=world.days.today + timedelta(days=25),
    )
    world.record("beatriz", reason, "martha")
    yield world.days.on(-11)
    world.record(
        "beatriz",
        day_to_day.AccommodationRequested(
            request="To come back with four hours a day for the first three weeks."
        ),
        "beatriz",
    )
    yield world.days.on(-6)
    granted = day_to_day.AccommodationAnswered(
        answer="Granted: four hours a day for three weeks, mornings; looked at again after that.",
        granted=True,
    )
    world.record("beatriz", granted, "martha")
