"""The organisation itself: who there is, what each day brings, and what lists and charts show of it."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from benchmarks import _life, _plans
from benchmarks._life import Life, Organisation
from benchmarks._words import Words
from goodstanding.actions import organisation, peers
from goodstanding.actions._days import all_days
from goodstanding.actions.people import NewPerson, hire_many
from goodstanding.domain import file as files
from goodstanding.domain.days import Day
from goodstanding.domain.duties import Duty, duties_of
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.person import Place
from goodstanding.domain.lifecycle import FINAL, State
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import calendar_for
from goodstanding.store import log, models, projection
from goodstanding.store.inserts import Rows, insert

SPAN = 8  # reports a manager
WEEKS = 104
FIGURE = ("metric_id", "person_id", "first", "last", "value", "exposure", "source")
BATCH = 500
FAMILIES = ("Agent", "Clerk", "Engineer", "Driver", "Nurse", "Planner", "Seller", "Technician")
OPEN_STATES = tuple(s for s in State if s not in FINAL)
ENDS = (State.CLOSED, State.CLOSED, State.WITHDRAWN, State.ENDED, State.REMEDIED)
OPEN_SHARE, CLOSED_SHARE, MOVED_SHARE = 0.03, 0.08, 0.05
METRICS = (
    ("m1", "Cases closed", "count", "up", "cases", "hours"),
    ("m2", "Solved at first contact", "proportion", "up", "cases", "cases"),
    ("m3", "Order value", "amount", "up", "pounds", ""),
)


def new_salt() -> bytes:
    return secrets.token_bytes(32)


def working_days(last: date) -> list[date]:
    first = last - timedelta(weeks=WEEKS)
    days = (first + timedelta(days=n) for n in range(1, WEEKS * 7 + 1))
    return [day for day in days if day.weekday() < 5]


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


class Builder:
    """Person n reports to person (n - 1) // 8: teams of eight, as many levels as it takes."""

    def __init__(self, *, people: int, entries: int, last: date, random: Random) -> None:
        self.people, self.entries, self.last, self.random = people, entries, last, random
        self.words = Words(random)
        self.ids = [uuid4() for _ in range(people)]
        self.days = working_days(last)
        self.files: dict[UUID, files.File] = {}
        self.lives: list[Life] = []
        self.cases = 0
        self.policy = Policy(jurisdiction="GB-ENG")
        self.admin = organisation.set_up(
            name="Benchmark Ltd", policy=self.policy, administrator="Ada Admin", email="ada@example.org",
            password="only-for-measuring", now=at(self.days[0]),
        )  # fmt: skip
        self.first_leaf = (people - 2) // SPAN + 1
        """The first who manages nobody."""
        self.hr = self.ids[-20:-10]
        self.deciders = self.ids[-10:]

    # Who there is

    def hire(self) -> None:
        self._teams()
        start = at(self.days[0])
        new = [self._new(n) for n in range(self.people)]
        hire_many(people=new, by=self.admin, now=start)
        self._accounts(start)
        for entry in log.read(models.Entry.objects.all()):
            self._fold(entry)
        world = Organisation(self.days, self.hr, self.deciders, self.random, self.words)
        each, more = divmod(self.entries, self.people)
        for n, person in enumerate(new):
            self.lives.append(Life(person.id, person.name, person.place, each + (n < more), world))

    def _teams(self) -> None:
        paths: dict[int, str] = {}
        for n in range(self.first_leaf):
            paths[n] = f"{paths[(n - 1) // SPAN] if n else '/'}t{n}/"
        rows = [models.Team(code=f"t{n}", name=f"Team {n}", path=path) for n, path in paths.items()]
        made = {t.code: t for t in models.Team.objects.bulk_create(rows, BATCH)}
        for n in range(1, self.first_leaf):
            made[f"t{n}"].parent = made[f"t{(n - 1) // SPAN}"]
        models.Team.objects.bulk_update(made.values(), ["parent"], BATCH)

    def place(self, n: int) -> Place:
        above = (n - 1) // SPAN
        family = "Manager" if n < self.first_leaf else FAMILIES[above % len(FAMILIES)]
        return Place(
            team=f"t{n}" if n < self.first_leaf else f"t{above}", job_family=family, level=str(1 + n % 3),
            manager=self.ids[above] if n else None,
        )  # fmt: skip

    def _new(self, n: int) -> NewPerson:
        hired = self.days[0] - timedelta(days=self.random.randrange(30, 3000))
        email = f"p{n}@example.org"
        return NewPerson(number=f"{n:06}", name=self.words.name(), email=email, place=self.place(n),
                         hired_on=hired, id=self.ids[n])  # fmt: skip

    def _accounts(self, now: datetime) -> None:
        """Everybody may sign in, nobody with a password. HR for all, and HR for one branch each."""
        users = [
            models.User(email=f"p{n}@example.org", person_id=person, created=now, password="!")
            for n, person in enumerate(self.ids)
        ]
        models.User.objects.bulk_create(users, BATCH)
        branches = list(models.Team.objects.filter(parent__code="t0").order_by("id"))
        grants = [(self.hr[0], None), (self.hr[1], None), *zip(self.hr[2:], branches, strict=False)]
        models.Grant.objects.bulk_create(
            models.Grant(person_id=who, part="hr", team=team, since=self.days[0], given_at=now)
            for who, team in grants
        )
        parts = ("leave", "counsel", "auditor", "works_council")
        models.Grant.objects.bulk_create(
            models.Grant(person_id=who, part=part, since=self.days[0], given_at=now)
            for who, part in zip(self.ids[-24:-20], parts, strict=True)
        )

    # What happens

    def live(self) -> int:
        """All two years. Returns how many entries there are then."""
        self._schedule()
        waiting: defaultdict[int, list[Life]] = defaultdict(list)
        for life in self.lives:
            if (day := life.next_day()) is not None:
                waiting[day].append(life)
        for day in range(len(self.days)):
            drafts: list[log.Draft] = []
            for life in waiting.pop(day, []):
                drafts += life.tell(day)
                if (again := life.next_day()) is not None:
                    waiting[again].append(life)
            self._append(drafts, day)
        self._top_up()
        return int(models.LogHead.objects.get(id=1).size)

    def _schedule(self) -> None:
        last = len(self.days) - 1
        for n, life in enumerate(self.lives):
            story = self._story(n)
            taken = 0
            if story:
                state, begin, coached_only = story
                life.begin(max(begin, 0), _plans.course(life, state, coached_only=coached_only))
                taken = 7 if coached_only else _plans.ENTRIES.get(state, _plans.FULL)
                self.cases += 1
            elif self.random.random() < MOVED_SHARE and self.first_leaf < n < self.people - 20:
                other = self.place(self.random.randrange(self.first_leaf, self.people))
                life.begin(self.random.randrange(last), _life.moved(life, other))
                taken = 1
            _life.plan_life(life, taken=taken)

    def _story(self, n: int) -> tuple[State, int, bool] | None:
        """Whether this person has a case, what becomes of it, and when it begins."""
        last = len(self.days) - 1
        if n == self.first_leaf:
            return State.ACTIVE, last - _plans.LENGTH[State.ACTIVE] - 2, False
        if not self.first_leaf <= n < self.people - 20:
            return None
        chance = self.random.random()
        if chance < OPEN_SHARE:
            state = self.random.choice(OPEN_STATES)
            return state, last - _plans.LENGTH[state] - self.random.randrange(8), False
        if chance < OPEN_SHARE + CLOSED_SHARE:
            state = self.random.choice(ENDS)
            coached_only = state == State.CLOSED and self.random.random() < 0.6
            return state, self.random.randrange(max(last - _plans.LENGTH[state], 1)), coached_only
        return None

    def _append(self, drafts: list[log.Draft], day: int) -> None:
        if drafts:
            with transaction.atomic():
                written = log.append(drafts, now=at(self.days[day]), salt=new_salt)
            for entry in written:
                self._fold(entry)

    def _fold(self, entry: Entry[Any]) -> None:
        before = self.files.get(entry.subject) or files.File(subject=entry.subject)
        self.files[entry.subject] = files.apply(before, entry)

    def _top_up(self) -> None:
        """What fell beyond the last day is made up with feedback, so that the total is the one asked for."""
        day = len(self.days) - 1
        missing = self.entries - sum(life.told for life in self.lives)
        short = sorted(self.lives, key=lambda life: life.told - life.size)
        drafts: list[log.Draft] = []
        while missing > 0:
            for life in islice(short, missing):
                life.day, life.drafts = day, []
                next(_life.feedback(life), None)
                drafts += life.drafts
                missing -= 1
        for first in range(0, len(drafts), 2000):
            self._append(drafts[first : first + 2000], day)

    # What lists and charts show

    def _shown(
        self, file: files.File, calendar: Calendar
    ) -> tuple[files.File, Sequence[Duty], Sequence[Day]]:
        entries = log.entries_of(file.subject) if file.cases else []
        return file, duties_of(file, self.policy, calendar), all_days(file, entries, calendar)

    def project(self) -> None:
        calendar = calendar_for("", "01234", self.policy)
        made = list(self.files.values())
        for first in range(0, len(made), BATCH):
            some = made[first : first + BATCH]
            with transaction.atomic():
                projection.project_many([self._shown(file, calendar) for file in some])
        rows = [models.Person(id=file.subject, file_version=file.size) for file in made]
        models.Person.objects.bulk_update(rows, ["file_version"], BATCH)

    def measure(self, measured: int) -> int:
        """Weekly figures for so many people, whole teams, and the peer groups that the pages show."""
        metrics = [
            models.Metric.objects.create(code=c, name=n, kind=k, direction=d, unit=u, exposure=work)
            for c, n, k, d, u, work in METRICS
        ]
        monday = self.last - timedelta(days=self.last.weekday(), weeks=WEEKS)
        weeks = [monday + timedelta(weeks=n) for n in range(WEEKS)]
        who = self.ids[self.first_leaf : self.first_leaf + measured]
        total = 0
        for first in range(0, len(who), 20):
            rows = list(self._observations(metrics, weeks, who[first : first + 20]))
            with transaction.atomic():
                insert(Rows(models.Observation, FIGURE, rows))
            total += len(rows)
        peers.mark_stale([(m.id, week, week + timedelta(days=6)) for m in metrics for week in weeks])
        while peers.refresh(most=50):
            pass
        return total

    def _observations(
        self, metrics: list[models.Metric], weeks: list[date], who: list[UUID]
    ) -> Iterator[tuple[Any, ...]]:
        for person in who:
            skill = self.random.gauss(1, 0.12)
            for metric in metrics:
                for week in weeks:
                    work = None if metric.code == "m3" else self.random.randrange(30, 41)
                    value = round((work or 900) * skill * self.random.uniform(0.7, 1.0))
                    if metric.kind == "proportion" and work:
                        value = min(value, work)
                    days = (week, week + timedelta(days=6))
                    yield (metric.pk, person, *days, Decimal(value), work and Decimal(work), "Weekly export")

    def import_runs(self) -> None:
        """What HR brought in every other week, as the list of imports shows it."""
        models.ImportRun.objects.bulk_create(
            models.ImportRun(
                target="observations", filename=f"week-{n}.csv", sha256=f"{n:064x}", size=40_000, path="gone",
                state=models.ImportRun.State.DONE, rows_total=self.people, rows_done=self.people,
                rows_good=self.people, created_count=self.people, by_id=self.hr[0], created=at(day),
                finished=at(day),
            )
            for n, day in enumerate(self.days[::10])
        )  # fmt: skip

    def viewers(self) -> dict[str, str]:
        """On whom the pages are measured; see `Manifest`."""
        employee, manager = self.first_leaf, (self.first_leaf - 1) // SPAN
        branch = manager
        while branch > SPAN:
            branch = (branch - 1) // SPAN
        plan = models.Case.objects.get(person=self.ids[employee])
        return {
            "hr": str(self.hr[0]), "hr_scoped": str(self.hr[1 + branch]), "manager": str(self.ids[manager]),
            "second_level": str(self.ids[(manager - 1) // SPAN]), "employee": str(self.ids[employee]),
            "plan": str(plan.id), "measured": str(self.ids[employee]),
        }  # fmt: skip
