"""Who and what there is already, read at once, so that no row asks the database."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from goodstanding.actions.imports.rows import Bad, wrong
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.person import Place
from goodstanding.domain.erased import is_gone
from goodstanding.queries.standing import current, in_part, viewer
from goodstanding.store import log, models

BATCH = 500
T = TypeVar("T")
H = TypeVar("H", bound=Hashable)
NOBODY = "is nobody’s number here. Import people first, or correct the number."


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is known already."""

    id: UUID
    number: str
    name: str
    email: str
    jurisdiction: str
    working_days: str
    version: int

    @property
    def shown(self) -> str:
        return self.name if self.number in self.name else f"{self.name} ({self.number})"


def everybody() -> dict[str, Known]:
    """By number. One statement."""
    rows = models.Person.objects.values_list(
        "id", "number", "name", "email", "jurisdiction", "working_days", "file_version"
    )
    return {row[1]: Known(*row) for row in rows}


@dataclass(frozen=True, slots=True)
class Stretch:
    since: date
    until: date | None
    place: Place


def places(people: Iterable[UUID]) -> dict[UUID, list[Stretch]]:
    """Where these people stand and stood, oldest first."""
    found: dict[UUID, list[Stretch]] = {}
    for some in batches(people):
        rows = models.Assignment.objects.filter(person__in=some).order_by("person", "since")
        for row in rows.select_related("team"):
            place = Place(
                team=row.team.code if row.team else "", job_family=row.job_family, level=row.level,
                manager=row.manager_id,
            )  # fmt: skip
            found.setdefault(row.person_id, []).append(Stretch(row.since, row.until, place))
    return found


def managers(day: date) -> dict[UUID, UUID]:
    """Who reports to whom on a day."""
    rows = models.Assignment.objects.filter(current(day)).exclude(manager=None)
    return {person: boss for person, boss in rows.values_list("person_id", "manager_id") if boss}


def writable_by(by: UUID, today: date) -> frozenset[UUID]:
    """Whose file this HR person may write in: in their scope, and not their own matter."""
    who = viewer(by, "", today)
    return frozenset(models.Person.objects.filter(in_part(who, "hr")).values_list("id", flat=True))


def entries_of(people: Iterable[UUID], kinds: Iterable[str]) -> dict[UUID, list[Entry[Any]]]:
    """Entries of these kinds by person, in the order in which they were recorded."""
    found: dict[UUID, list[Entry[Any]]] = {}
    wanted = list(kinds)
    for some in batches(people):
        for entry in log.read(models.Entry.objects.filter(subject__in=some, kind__in=wanted)):
            if is_gone(entry.payload):
                continue
            found.setdefault(entry.subject, []).append(entry)
    return found


def batches(things: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def loops(boss_of: dict[H, H]) -> set[H]:
    """Everybody who is, through others, above themselves."""
    settled: set[H] = set()
    found: set[H] = set()
    for start in boss_of:
        path: list[H] = []
        seen: dict[H, int] = {}
        person: H | None = start
        while person is not None and person not in settled and person not in seen:
            seen[person] = len(path)
            path.append(person)
            person = boss_of.get(person)
        if person is not None and person in seen:
            found |= set(path[seen[person] :])
        settled |= set(path)
    return found


def bad_code(row: int, code: str | None, field: str) -> Bad | None:
    """A team's code stands in the path of every team below it, so it has no slash."""
    if code and "/" in code:
        return wrong(row, "has a slash, which team codes cannot have.", field, code)
    return None


def unknown_teams(codes: Iterable[str]) -> list[str]:
    wanted = {code for code in codes if code}
    known: set[str] = set()
    for some in batches(sorted(wanted)):
        known |= set(models.Team.objects.filter(code__in=some).values_list("code", flat=True))
    return sorted(wanted - known)


def new_teams_notice(codes: list[str]) -> list[str]:
    if not codes:
        return []
    more = f" and {len(codes) - 10} more" if len(codes) > 10 else ""
    return [f"{len(codes)} teams are not known yet and will be created: {', '.join(codes[:10])}{more}."]
