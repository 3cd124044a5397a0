"""A fixed cast for all tests. Each name says how the person stands to Eve, whose file it mostly is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

MONDAY = date(2026, 3, 2)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@dataclass
class Cast:
    """Eve works for Mara, who works for Sven; Hedda is HR for all. Olga is nobody to Eve."""

    admin: UUID
    people: dict[str, UUID] = field(default_factory=dict)
    day: date = MONDAY

    def __getattr__(self, name: str) -> UUID:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def now(self) -> datetime:
        return at(self.day)

    def later(self, days: int) -> date:
        self.day += timedelta(days=days)
        return self.day


def hire(cast: Cast, key: str, name: str, **place: Any) -> UUID:
    from goodstanding.actions import people
    from goodstanding.domain.entries.person import Place

    cast.people[key] = people.hire(
        number=str(100 + len(cast.people)),
        name=name,
        email=f"{key}@example.org",
        place=Place(**place),
        hired_on=date(2022, 1, 10),
        by=cast.admin,
        now=at(date(2026, 1, 5)),
    )
    return cast.people[key]


def give(person: UUID, part: str, team: str = "") -> None:
    from goodstanding.store import models

    models.Grant.objects.create(
        person_id=person,
        part=part,
        team=models.Team.objects.get(code=team) if team else None,
        since=date(2022, 1, 1),
        given_at=at(date(2026, 1, 5)),
    )


# key, name, place; the order of the managers before those who report to them.
LINE = (
    ("sven", "Sven Second", "", {"team": "ops", "job_family": "Director", "level": "1"}),
    ("mara", "Mara Manager", "sven", {"team": "ops", "job_family": "Manager", "level": "1"}),
    ("mike", "Mike Manager", "sven", {"team": "sales", "job_family": "Manager", "level": "1"}),
    ("eve", "Eve Employee", "mara", {"team": "ops", "job_family": "Agent", "level": "2"}),
    ("olga", "Olga Outsider", "mike", {"team": "sales", "job_family": "Agent", "level": "2"}),
)
STAFF = {
    "hedda": "Hedda HR", "hans": "Hans HR", "lea": "Lea Leave", "cora": "Cora Counsel",
    "wanda": "Wanda Witness", "dora": "Dora Decider", "petra": "Petra Proposer", "arno": "Arno Appeal",
    "walter": "Walter Council", "augusta": "Augusta Auditor", "ivo": "Ivo IT",
}  # fmt: skip
PARTS = {
    "hedda": "hr", "hans": "hr", "lea": "leave", "cora": "counsel", "walter": "works_council",
    "augusta": "auditor", "ivo": "it_admin",
}  # fmt: skip


@pytest.fixture(autouse=True)
def quick_passwords(settings: Any) -> None:
    """A slow hash protects real passwords; in tests it only takes their time."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def cast(db: None, quick_passwords: None) -> Cast:
    from goodstanding.actions import organisation, people
    from goodstanding.domain.entries.person import Place
    from goodstanding.domain.policy import Policy

    start = at(date(2026, 1, 5))
    admin = organisation.set_up(
        name="Test Ltd",
        policy=Policy(jurisdiction="GB-ENG"),
        administrator="Ada Admin",
        email="ada@example.org",
        password="a long enough password",
        now=start,
    )
    made = Cast(admin)
    staff = {"team": "staff", "job_family": "Staff", "level": "1"}
    line = [*LINE, *((key, name, "", staff) for key, name in STAFF.items())]
    new = []
    for key, name, manager, place in line:
        person = people.NewPerson(
            number=str(100 + len(made.people)),
            name=name,
            email=f"{key}@example.org",
            place=Place(manager=made.people.get(manager), **place),
            hired_on=date(2022, 1, 10),
        )
        made.people[key] = person.id
        new.append(person)
    people.hire_many(people=new, by=admin, now=start)
    for key, part in PARTS.items():
        give(made.people[key], part)
    return made


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How much the matrix of access looked at, where it ran."""
    found = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    if any("test_access_matrix" in report.nodeid for report in found):
        from tests.access.table import ROWS, cells

        terminalreporter.write_line(f"access matrix: {cells():,} cells in {len(ROWS)} rows")
