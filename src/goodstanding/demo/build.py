"""Build the demo company: set it up, lay out two years, and let them happen in the order of time.

Equal seed and equal day give equal people, stories, dates and figures. The record’s salts and entry numbers
are random, as in every record, and so are its hashes.
"""

from __future__ import annotations

import random
import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from goodstanding.actions import metrics, organisation, people
from goodstanding.actions.demo_accounts import DemoAccount, create_demo_accounts, end_set_up
from goodstanding.actions.metrics import FigureGiven
from goodstanding.actions.teams import TeamGiven, save_teams
from goodstanding.demo import appraisals, cast, changes, everyday, reviewed, signs
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.diary import Days, Diary, Progress
from goodstanding.demo.figures import Figures
from goodstanding.demo.measures import MEASURES
from goodstanding.demo.stories import STORIES
from goodstanding.demo.story import Story, World
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar

WEEKS = 104
SET_UP_EMAIL = f"set-up@{cast.DOMAIN}"


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made, for the command line and the tests."""

    company: str
    seed: int
    today: date
    people: int
    figures: int
    stories: tuple[StorySpec, ...]


def build(*, seed: int, today: date, progress: Progress, small: bool = False) -> Summary:
    """Fill an empty database with the demo company as it stands on the morning of `today`.

    `small` makes every team smaller and leaves the stories as they are.
    """
    rng = random.Random(seed)
    days = Days(today, Calendar(cast.JURISDICTION), rng)
    last_monday = today - timedelta(days=today.weekday() + 7)
    first_day = last_monday - timedelta(weeks=WEEKS - 1)
    world = _world(rng, days, last_monday, first_day, small=small)
    specs = {spec.key: spec for spec in STORIES}
    progress(0, 100, "Setting up the company")
    changes.choose_comings_and_goings(world, first_day)
    changes.plan_absences(world, specs, first_day)
    changes.shape_figures(world.figures, specs, days)
    signs.shape(world.figures, days)
    world.figures.make()
    admin = _set_up(world, first_day)
    progress(1, 100, "Two years of weekly figures")
    made = _figures(world, admin)
    _lay_out(world, specs, first_day)
    world.diary.run(lambda done, whole, word: progress(3 + 97 * done // whole, 100, word))
    progress(100, 100, "Reviewing the figures")
    signs.review(world)
    end_set_up(administrator=admin, last_day=first_day)
    return Summary(cast.COMPANY, seed, today, len(world.cast.members), made, STORIES)


def _world(rng: random.Random, days: Days, last_monday: date, first_day: date, *, small: bool) -> World:
    company = cast.make(rng, first_day, small=small)
    figures = Figures(company, days.calendar, rng, last_monday)
    start = datetime.combine(first_day, time(7, 0, tzinfo=UTC))
    return World(days, Diary(start, days.last), company, figures, rng)


def _set_up(world: World, first_day: date) -> UUID:
    """The organisation, its teams, everybody who was there on the first day, accounts and parts."""
    now = world.now
    admin = organisation.set_up(
        name=cast.COMPANY,
        policy=Policy(jurisdiction=cast.JURISDICTION, endorsement_required=True),
        administrator="Set-up of the demo",
        email=SET_UP_EMAIL,
        password=secrets.token_urlsafe(24),
        now=now,
    )
    teams = [TeamGiven(code=c, name=n, parent=p, since=date(2015, 1, 1)) for c, n, p in cast.TEAMS]
    save_teams(teams=teams, by=admin, now=now)
    present = [m for m in world.cast.members.values() if m.hired < first_day]
    people.hire_many(people=[changes.newcomer(world.cast, m) for m in present], by=admin, now=now)
    key, name = cast.OUTSIDE
    email = cast.email_of(name)
    outsider = people.add_outsider(number="outside-1", name=name, email=email, now=now)
    world.cast.members[key] = cast.Member(key, name, "", "", "", "", outsider, number="outside-1")
    accounts = [DemoAccount(person=m.id, email=m.email, parts=m.parts) for m in present]
    accounts.append(DemoAccount(person=outsider, email=email))
    create_demo_accounts(accounts=accounts, since=first_day, by=admin, now=now)
    return admin


def _figures(world: World, admin: UUID) -> int:
    for m in MEASURES:
        metrics.define_metric(
            code=m.code,
            name=m.name,
            kind=m.kind,
            direction=m.direction,
            unit=m.unit,
            exposure=m.exposure,
            description=m.description,
            by=admin,
            now=world.now,
        )
    by_week: dict[date, list[FigureGiven]] = defaultdict(list)
    for row in world.figures.rows():
        by_week[row.first].append(row)
    for monday, rows in by_week.items():
        _weekly_export(world, world.days.onward(monday + timedelta(days=7)), rows)
    return sum(len(rows) for rows in by_week.values())


def _weekly_export(world: World, day: date, rows: list[FigureGiven]) -> None:
    def do(now: datetime) -> None:
        metrics.record_observations(rows=rows, by=world.cast["pavel"].id, now=now)

    world.diary.at(world.days.at(day, 7), do)


def _lay_out(world: World, specs: dict[str, StorySpec], first_day: date) -> None:
    for member in world.cast.workers():
        everyday.standards(world, member, first_day)
        everyday.feedback(world, member, first_day)
    changes.schedule_comings_and_goings(world, first_day)
    changes.schedule_absences(world)
    changes.schedule_moves(world)
    signs.schedule(world, first_day)
    everyday.coaching(world, first_day)
    everyday.awards(world, first_day)
    everyday.quotas(world)
    everyday.mistakes(world)
    reviewed.schedule(world)
    appraisals.schedule(world)
    for spec in specs.values():
        story = Story(world, spec.key, world.days.monday(spec.starts), spec.weeks)
        world.diary.add(spec.tell(story))
