"""Entries about many people in one transaction: what `_write` does for one file, in batches."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from goodstanding.actions._days import all_days
from goodstanding.actions._write import new_salt
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.domain.entries import Entry, Payload
from goodstanding.domain.errors import Conflict
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.store import log, models, projection

BATCH = 500


def draft(
    subject: UUID, payload: Payload, happened: date, by: UUID, *, refers_to: UUID | None = None
) -> log.Draft:
    return log.Draft(
        id=uuid.uuid4(), subject=subject, author=by, happened=happened, payload=payload,
        visibility=payload.visibility, refers_to=refers_to,
    )  # fmt: skip


def write_entries(drafts: Sequence[log.Draft], versions: Mapping[UUID, int], *, now: datetime) -> None:
    """Append these entries and project the files that they are about. Conflict if a file that was read
    for this at one of `versions` has been written in since."""
    by_person: dict[UUID, list[log.Draft]] = defaultdict(list)
    for draft in drafts:
        by_person[draft.subject].append(draft)
    people = list(by_person)
    policy = organisation().policy
    for start in range(0, len(people), BATCH):
        some = people[start : start + BATCH]
        calendars = _locked(some, versions)
        earlier = _earlier([person for person in some if versions.get(person, 0)])
        written = log.append([d for person in some for d in by_person[person]], now=now, salt=new_salt)
        for entry in written:
            earlier.setdefault(entry.subject, []).append(entry)
        folded = [files.fold(person, earlier[person]) for person in some]
        keys = {key: calendar_for(*key, policy) for key in set(calendars.values())}
        projection.project_many(
            [
                (file, duties_of(file, policy, each), all_days(file, earlier[file.subject], each))
                for file in folded
                for each in (_calendar(keys, calendars, file.subject),)
            ]
        )
        _advance({person: len(by_person[person]) for person in some})


def _calendar(
    made: Mapping[tuple[str, str], Calendar], of: Mapping[UUID, tuple[str, str]], person: UUID
) -> Calendar:
    return made[of[person]]


def _locked(people: Sequence[UUID], versions: Mapping[UUID, int]) -> dict[UUID, tuple[str, str]]:
    rows = models.Person.objects.select_for_update(no_key=True).filter(id__in=people).order_by("id")
    found = {}
    for id_, version, place, week in rows.values_list("id", "file_version", "jurisdiction", "working_days"):
        if versions.get(id_, version) != version:
            raise Conflict(
                "Somebody wrote in one of these files while the import was prepared. Nothing was imported; "
                "check the file again and start it once more."
            )
        found[id_] = (place, week)
    return found


def _earlier(people: Sequence[UUID]) -> dict[UUID, list[Entry[Any]]]:
    found: dict[UUID, list[Entry[Any]]] = {}
    if people:
        for entry in log.read(models.Entry.objects.filter(subject__in=people)):
            found.setdefault(entry.subject, []).append(entry)
    return found


def _advance(counts: Mapping[UUID, int]) -> None:
    """The files' versions, one statement for all that grew by the same number of entries."""
    by_count: dict[int, list[UUID]] = defaultdict(list)
    for person, count in counts.items():
        by_count[count].append(person)
    for count, some in by_count.items():
        models.Person.objects.filter(id__in=some).update(file_version=F("file_version") + count)
