"""Fold every file anew and store what lists show of it; say where that differed from what was stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from goodstanding.actions._days import all_days
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.store import log, models, projection


@dataclass(frozen=True, slots=True)
class Difference:
    """One person whose stored rows were not what their entries say; they are now."""

    person: UUID
    tables: tuple[str, ...]


def rebuild(*, progress: Callable[[int, int], None] | None = None) -> list[Difference]:
    """Each person in a transaction of their own. No difference is the normal answer."""
    people = list(models.Person.objects.order_by("number").values_list("id", flat=True))
    differences = []
    for done, person in enumerate(people, start=1):
        if found := rebuild_file(person=person):
            differences.append(found)
        if progress:
            progress(done, len(people))
    return differences


@transaction.atomic
def rebuild_file(*, person: UUID) -> Difference | None:
    row = models.Person.objects.select_for_update(no_key=True).get(id=person)
    before = projection.snapshot(person)
    entries = log.entries_of(person)
    file = files.fold(person, entries)
    policy = organisation().policy
    calendar = calendar_for(row.jurisdiction, row.working_days, policy)
    projection.forget(person)
    projection.project(file, duties_of(file, policy, calendar), all_days(file, entries, calendar))
    models.Person.objects.filter(id=person).update(file_version=len(entries))
    after = projection.snapshot(person)
    changed = tuple(table for table in after if after[table] != before[table])
    if row.file_version != len(entries):
        changed = (*changed, "version")
    return Difference(person, changed) if changed else None
