"""Find what of the files falls due under the rules on retention. Nothing is erased here."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions import _scrub
from goodstanding.domain import file as files
from goodstanding.domain.erasing import KEEPERS
from goodstanding.domain.retention import due, rules_for
from goodstanding.queries.organisation import OrganisationView, organisation
from goodstanding.queries.review.settings import settled
from goodstanding.store import log, models

STARTS = ("left", "warning", "proposal_withdrawn", "erased")
"""Kinds without which nothing in a file falls due."""


def find_due(now: datetime) -> str:
    """Everybody in whose file something may fall due one day, each in a transaction of their own."""
    _scrub.scrub()
    people = set(models.Entry.objects.filter(kind__in=STARTS).values_list("subject_id", flat=True))
    people |= set(models.RetentionDue.objects.values_list("person_id", flat=True))
    here = organisation()
    for person in sorted(people, key=str):
        count_due(person=person, here=here)
    today = timezone.localdate(now)
    found = models.RetentionDue.objects.filter(day__lt=today).count()
    files_ = f"{len(people)} file{'' if len(people) == 1 else 's'} looked at"
    return f"{files_}; {found} thing{'' if found == 1 else 's'} due. Nothing is erased without a person."


@transaction.atomic
def count_due(*, person: UUID, here: OrganisationView) -> None:
    """Store what falls due in one file, once for each part that keeps some of it."""
    row = models.Person.objects.select_for_update().get(id=person)
    entries = log.entries_of(person)
    file = files.fold(person, entries)
    place = row.jurisdiction or here.policy.jurisdiction
    rules = rules_for(place, [pack.id for pack in settled(here).packs_for(place)])
    wanted = [
        {
            "part": relation.value, "scope": each.scope, "entry_id": each.entry, "case_id": each.case,
            "day": each.day, "ground": each.ground, "rules": list(each.rules),
        }
        for relation, seen in KEEPERS.items()
        for each in due(file, entries, rules, seen=seen)
    ]  # fmt: skip
    _store(person, wanted)


def _store(person: UUID, wanted: list[dict[str, Any]]) -> None:
    names = ("part", "scope", "entry_id", "case_id", "day", "ground", "rules")
    rows = models.RetentionDue.objects.filter(person=person)
    have = list(rows.order_by("id").values(*names))
    if have != wanted:
        rows.delete()
        models.RetentionDue.objects.bulk_create(
            [models.RetentionDue(person_id=person, **each) for each in wanted]
        )
