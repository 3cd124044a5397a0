"""What changes for people in two years: who joins, leaves, moves, is away, and whose work moves."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from goodstanding.actions import entries, people
from goodstanding.actions.demo_accounts import DemoAccount, create_demo_accounts
from goodstanding.actions.people import NewPerson
from goodstanding.demo.cast import Cast, Member
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.diary import Days
from goodstanding.demo.figures import Figures, Stretch
from goodstanding.demo.stories import STORIES
from goodstanding.demo.story import WEEK, World
from goodstanding.domain.entries.person import NotAtWork, Place
from goodstanding.domain.intervals import Interval

LINE_CHANGE = -18
"""On this day Evening Support gets another lead."""
ACCOUNTS_MOVED = -120
"""On this day half of Noor's accounts go to a colleague, and Tamsin's in the middle of her plan."""
LONG_LEAVE = timedelta(weeks=14)


def place_of(cast: Cast, member: Member) -> Place:
    manager = cast[member.manager].id if member.manager else None
    return Place(team=member.team, job_family=member.family, level=member.level, manager=manager)


def newcomer(cast: Cast, member: Member) -> NewPerson:
    return NewPerson(
        id=member.id,
        number=member.number,
        name=member.name,
        email=member.email,
        place=place_of(cast, member),
        hired_on=member.hired,
        working_days=member.week,
    )


def choose_comings_and_goings(world: World, first_day: date) -> None:
    """Eight join later, four of the others leave."""
    others = [m for m in world.cast.workers() if not m.story]
    chosen = world.rng.sample(others, min(12, len(others)))
    for member in chosen[:8]:
        offset = world.rng.randrange(-620, -60)
        member.hired = max(first_day, world.days.monday(offset))
    for member in chosen[8:]:
        member.left = world.days.day(world.rng.randrange(-400, -30))
    bastien = next(spec for spec in STORIES if spec.key == "bastien")
    starts = world.days.monday(bastien.starts)
    world.cast["bastien"].left = world.days.back_to_work(starts + 7 * WEEK)


def plan_absences(world: World, specs: dict[str, StorySpec], first_day: date) -> None:
    """Three stretches off a year for everybody, and a long one for six. Not in the weeks of a story."""
    workers = world.cast.workers()
    long_ones = set(world.rng.sample([m.key for m in workers if not m.story], min(6, len(workers) // 4)))
    for member in workers:
        found: list[Interval] = []
        for start in range(60, 720, 122):
            monday = first_day + timedelta(days=start + world.rng.randrange(0, 90))
            monday -= timedelta(days=monday.weekday())
            span = Interval(monday, monday + timedelta(days=world.rng.choice((4, 4, 11))))
            if _free(span, member, specs.get(member.key), world.days):
                found.append(span)
        if member.key in long_ones:
            start_day = world.days.monday(world.rng.randrange(-560, -180))
            long_one = Interval(start_day, start_day + LONG_LEAVE)
            found = [f for f in found if f.overlap(long_one) is None]
            if _free(long_one, member, None, world.days):
                found.append(long_one)
        world.figures.away[member.key] = sorted(found)
    paused = Interval(world.days.day(-13), world.days.today + timedelta(days=25))
    world.figures.away["beatriz"].append(paused)


def _free(span: Interval, member: Member, spec: StorySpec | None, days: Days) -> bool:
    if span.first < member.hired + 4 * WEEK or (member.left and span.last >= member.left):
        return False
    if spec is None:
        return True
    starts = days.monday(spec.starts)
    return span.overlap(Interval(starts - 21 * WEEK, starts + (spec.weeks + 20) * WEEK)) is None


def schedule_absences(world: World) -> None:
    """HR enters the leave of a year some weeks before its first day. Never a reason."""
    for key, spans in world.figures.away.items():
        by_year: dict[int, list[Interval]] = defaultdict(list)
        for span in spans:
            if key != "beatriz" or span.last < world.days.today:  # that one is entered in her story
                by_year[span.first.year].append(span)
        for year in by_year.values():
            known = year[0].first - timedelta(days=world.rng.randrange(10, 40))
            known = max(known, world.cast[key].hired + timedelta(days=2))
            _enter_absences(world, key, year, world.days.at(known))


def _enter_absences(world: World, key: str, spans: list[Interval], moment: datetime) -> None:
    def do(now: datetime) -> None:
        entries.record_all(
            person=world.cast[key].id,
            said=[(NotAtWork(until=span.last), span.first) for span in spans],
            by=world.cast["samuel"].id,
            now=now,
        )

    world.diary.at(moment, do)


def schedule_comings_and_goings(world: World, first_day: date) -> None:
    for member in world.cast.members.values():
        if member.hired >= first_day:
            _join(world, member)
        if member.left and not member.story:  # a story tells its own leaving
            _leave(world, member, member.left)


def _join(world: World, member: Member) -> None:
    def do(now: datetime) -> None:
        by = world.cast["samuel"].id
        people.hire_many(people=[newcomer(world.cast, member)], by=by, now=now)
        account = DemoAccount(person=member.id, email=member.email)
        create_demo_accounts(accounts=[account], since=member.hired, by=by, now=now)

    world.diary.at(world.days.at(member.hired, 8), do)


def _leave(world: World, member: Member, last_day: date) -> None:
    def do(now: datetime) -> None:
        people.leave(
            person=member.id, last_day=last_day, by=world.cast["samuel"].id, now=now, reason="Resigned"
        )

    world.diary.at(world.days.at(last_day - timedelta(days=21)), do)


def schedule_moves(world: World) -> None:
    """Four promotions, and the change of lead in Evening Support."""
    others = [m for m in world.cast.workers() if not m.story and m.level == "1" and not m.left]
    settled = [m for m in others if m.hired < world.days.day(-700)]
    for member in world.rng.sample(settled, min(4, len(settled))):
        place = place_of(world.cast, member).model_copy(update={"level": "2"})
        _move(world, member, place, world.days.monday(world.rng.randrange(-500, -100)), "Promotion")
    change = world.days.monday(LINE_CHANGE)
    hannah, oskar = world.cast["hannah"], world.cast["oskar"]
    lead = place_of(world.cast, hannah).model_copy(update={"team": "sup-evening"})
    _move(world, hannah, lead, change, "Takes over Evening Support")
    project = place_of(world.cast, oskar).model_copy(update={"team": "support", "job_family": "Project lead"})
    _move(world, oskar, project, change, "Leads the move to the new telephone system")
    for member in world.cast.workers():
        if member.team == "sup-evening" and not member.left:
            place = place_of(world.cast, member).model_copy(update={"manager": hannah.id})
            _move(world, member, place, change, "New team lead")


def _move(world: World, member: Member, place: Place, day: date, reason: str) -> None:
    def do(now: datetime) -> None:
        people.move(
            person=member.id, place=place, from_day=day, by=world.cast["samuel"].id, now=now, reason=reason
        )

    world.diary.at(world.days.at(day, 8), do)


def manager_on(world: World, member: Member, day: date) -> str:
    """Whose report the person is on this day."""
    if member.team == "sup-evening" and member.works and day >= world.days.monday(LINE_CHANGE):
        return "hannah"
    return member.manager


def shape_figures(figures: Figures, specs: dict[str, StorySpec], days: Days) -> None:
    """The stretches in which a story keeps to one side of the standard."""
    end = days.today
    for key, spec in specs.items():
        starts = days.monday(spec.starts)
        own = figures.stretches.setdefault(key, [])
        if spec.turn == "usual":
            continue
        own.append(Stretch(starts - 21 * WEEK, min(end, starts - timedelta(days=1)), "bad"))
        if spec.turn == "good":
            turn = starts if key != "ewan" else starts - 6 * WEEK
            own.append(Stretch(turn, end, "good"))
        else:
            own.append(Stretch(starts, end, "bad"))
        if spec.relapse is not None:
            own.append(Stretch(days.monday(spec.relapse), end, "bad"))
    _moved_accounts(figures, days)


def _moved_accounts(figures: Figures, days: Days) -> None:
    """The orders for each account stay as they were; there are fewer accounts to serve."""
    moved = days.monday(ACCOUNTS_MOVED)
    figures.stretches["noor"] = [
        Stretch(moved - 60 * WEEK, moved - timedelta(days=1), "usual"),
        Stretch(moved, days.today, "usual", work=20 / 43),
    ]
    tamsin = days.monday(-235) + 3 * WEEK
    figures.stretches["tamsin"] = [
        Stretch(tamsin - 30 * WEEK, tamsin - 3 * WEEK - timedelta(days=1), "bad"),
        Stretch(tamsin - 3 * WEEK, tamsin - timedelta(days=1), "good"),
        Stretch(tamsin, tamsin + 20 * WEEK, "usual", work=0.4),
    ]
    figures.stretches["owen"] = [Stretch(days.monday(-118) - 30 * WEEK, days.today, "usual")]
