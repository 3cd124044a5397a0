"""Count what waits anew: for days that a changed policy or another rule pack moved, with no entry written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions._days import all_days
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.domain.lifecycle import FINAL
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.store import log, models, projection


def recount(now: datetime) -> str:
    """Everybody with something that waits, an open case or a day ahead; each in their own transaction."""
    waiting = set(models.Duty.objects.values_list("subject_id", flat=True))
    waiting |= set(models.Case.objects.exclude(state__in=FINAL).values_list("person_id", flat=True))
    waiting |= set(models.Day.objects.filter(day__gte=now.date()).values_list("subject_id", flat=True))
    for person in sorted(waiting, key=str):
        _recount(person)
    return f"What waits in {len(waiting)} file{'' if len(waiting) == 1 else 's'} was counted anew."


@transaction.atomic
def _recount(person: UUID) -> None:
    row = models.Person.objects.select_for_update(no_key=True).get(id=person)
    entries = log.entries_of(person)
    file = files.fold(person, entries)
    policy = organisation().policy
    calendar = calendar_for(row.jurisdiction, row.working_days, policy)
    projection.project(
        file, duties_of(file, policy, calendar), all_days(file, entries, calendar), before=file
    )
