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


@pytest.fixture
def cast(db: None) -> Cast:
    from goodstanding.actions import organisation
    from goodstanding.domain.policy import Policy

    admin = organisation.set_up(
        name="Test Ltd",
        policy=Policy(jurisdiction="GB-ENG"),
        administrator="Ada Admin",
        email="ada@example.org",
        password="a long enough password",
        now=at(date(2026, 1, 5)),
    )
    made = Cast(admin)
    boss = hire(made, "sven", "Sven Second", team="ops", job_family="Director", level="1")
    mara = hire(made, "mara", "Mara Manager", team="ops", job_family="Manager", level="1", manager=boss)
    hire(made, "mike", "Mike Manager", team="sales", job_family="Manager", level="1", manager=boss)
    hire(made, "eve", "Eve Employee", team="ops", job_family="Agent", level="2", manager=mara)
    hire(made, "olga", "Olga Outsider", team="sales", job_family="Agent", level="2", manager=made.mike)
    staff = {
        "hedda": "Hedda HR", "hans": "Hans HR", "lea": "Lea Leave", "cora": "Cora Counsel",
        "wanda": "Wanda Witness", "dora": "Dora Decider", "petra": "Petra Proposer", "arno": "Arno Appeal",
        "walter": "Walter Council", "augusta": "Augusta Auditor", "ivo": "Ivo IT",
    }  # fmt: skip
    for key, name in staff.items():
        hire(made, key, name, team="staff", job_family="Staff", level="1")
    for key, part in [("hedda", "hr"), ("hans", "hr"), ("lea", "leave"), ("cora", "counsel"),
                      ("walter", "works_council"), ("augusta", "auditor"), ("ivo", "it_admin")]:  # fmt: skip
        give(made.people[key], part)
    return made
