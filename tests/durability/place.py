"""An organisation in a database of its own, whose children can be killed without harm to anybody."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = 8


@dataclass
class Place:
    folder: Path
    admin: UUID
    manager: UUID
    people: list[UUID] = field(default_factory=list)

    @property
    def signer_folder(self) -> Path:
        return self.folder / "signer"


@contextmanager
def place(folder: Path, people: int = PEOPLE) -> Iterator[Place]:
    """Django set up on a fresh database: SQLite in the folder, or PostgreSQL where the environment says."""
    os.environ["GOODSTANDING_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "goodstanding.settings"
    os.environ["GOODSTANDING_SECRET_KEY"] = "for tests only"
    folder.mkdir(parents=True, exist_ok=True)
    with _database(os.environ.get("GOODSTANDING_DATABASE_URL", "")):
        import django

        django.setup()
        from goodstanding.cli._django import migrate

        migrate()
        made = _organisation(folder, people)
        forget_connections()
        yield made
        forget_connections()


@contextmanager
def _database(url: str) -> Iterator[None]:
    if not url:
        yield
        return
    import psycopg

    parts = urlsplit(url)
    name = f"{parts.path.lstrip('/')}_durability_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    os.environ["GOODSTANDING_DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    try:
        yield
    finally:
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _organisation(folder: Path, count: int) -> Place:
    from goodstanding.actions import organisation, people, signing
    from goodstanding.domain.entries.person import Place as Stands
    from goodstanding.domain.policy import Policy

    admin = organisation.set_up(
        name="Durable Ltd", policy=Policy(jurisdiction="GB-ENG"), administrator="Ada Admin",
        email="ada@example.org", password="a long enough password", now=NOW,
    )  # fmt: skip
    stands = Stands(team="ops", job_family="Agent", level="1")
    manager = people.NewPerson(
        number="1", name="Mara Manager", email="m@example.org", place=stands, hired_on=date(2022, 1, 10)
    )
    reports = [
        people.NewPerson(
            number=str(10 + number), name=f"Person {number}", email=f"p{number}@example.org",
            place=Stands(team="ops", job_family="Agent", level="1", manager=manager.id),
            hired_on=date(2022, 1, 10),
        )
        for number in range(count)
    ]  # fmt: skip
    people.hire_many(people=[manager, *reports], by=admin, now=NOW)
    signing.prepare(now=NOW)
    return Place(folder, admin, manager.id, [each.id for each in reports])


def forget_connections() -> None:
    from django.db import connections

    connections.close_all()


def write_one(place: Place, number: int) -> tuple[UUID, int]:
    """One entry through the action that every page uses; its id and place, once it is committed. Now and then
    it is about the manager, who writes all the others: whoever locks a file must not hold up its owner."""
    from goodstanding.actions import entries
    from goodstanding.domain.entries.day_to_day import Feedback
    from goodstanding.store import models

    payload = Feedback(tone="positive", behaviour=f"Answered every call, {number}")
    about = number % (len(place.people) + 1)
    subject, by = (
        (place.manager, place.admin) if about == len(place.people) else (place.people[about], place.manager)
    )
    made = entries.record(person=subject, payload=payload, by=by, now=NOW)
    return made.id, models.Entry.objects.values_list("idx", flat=True).get(id=made.id)


def forked(work: Callable[[int], None]) -> tuple[int, int]:
    """A child that runs `work` with the write end of a pipe; its id, and the end to read from."""
    forget_connections()
    sys.stdout.flush()
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receive)
        try:
            work(send)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(send)
    return child, receive


def whole() -> list[str]:
    """Every way in which the record does not hold, by the program’s own check; then the counts."""
    from goodstanding.queries.audit import check_record
    from goodstanding.store import models

    problems = [str(problem) for problem in check_record()]
    counts = {
        models.Entry.objects.count(), models.Payload.objects.count(), models.Leaf.objects.count(),
        models.LogHead.objects.get(id=1).size,
    }  # fmt: skip
    return [*problems, *([f"counts differ: {sorted(counts)}"] if len(counts) > 1 else [])]


def report(figures: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(figures) + "\n")
