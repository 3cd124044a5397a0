"""What is kept of a person beside their entries, and goes with them; and what imports keep of anybody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction
from django.db.models import Q

from goodstanding.actions.imports import kept
from goodstanding.store import models

State = models.ImportRun.State
NAME = "Erased person"


def forget_person(*, person: UUID, now: datetime) -> None:
    """The row stays without a name, so that what others wrote and did keeps its author. Figures, reviews of
    figures, the account with its sign-ins, notices and mails go. Inside the caller's transaction."""
    row = models.Person.objects.select_for_update().get(id=person)
    number = f"erased-{person.hex[:12]}"
    metrics = set(models.Observation.objects.filter(person=person).values_list("metric_id", flat=True))
    models.Observation.objects.filter(person=person).delete()
    models.PeerPeriod.objects.filter(metric__in=metrics).update(fresh=False)
    models.Signal.objects.filter(person=person).delete()
    models.WorkUnit.objects.filter(person=person).delete()
    models.AccountStep.objects.filter(person=person).delete()
    models.AccountEvent.objects.filter(person=person).delete()
    models.Notice.objects.filter(Q(person=person) | Q(subject=person)).delete()
    models.Mail.objects.filter(person=person).delete()
    models.Feed.objects.filter(person=person).delete()
    models.Preference.objects.filter(person=person).delete()
    models.Grant.objects.filter(person=person, until=None).update(until=now.date())
    _forget_account(person, row.email)
    row.number, row.name, row.email, row.jurisdiction = number, NAME, "", ""
    row.search = f"{number} {NAME}".lower()
    row.save(update_fields=["number", "name", "email", "jurisdiction", "search"])


def _forget_account(person: UUID, email: str) -> None:
    user = models.User.objects.filter(person=person).first()
    known = {each for each in (email, user.email if user else "") if each}
    for log in (AccessAttempt, AccessLog, AccessFailureLog):
        for address in known:
            log.objects.filter(username__iexact=address).delete()
    if user is not None:
        user.delete()


def forget_uploads() -> None:
    """Files that were imported, and the rows that they were refused for: of no use once an import is over,
    and they may hold what was just erased. The files go after the commit."""
    over = models.ImportRun.objects.filter(state__in=(State.DONE, State.FAILED, State.ABANDONED))
    names = [name for name in over.values_list("path", flat=True) if name]
    over.exclude(problems=[]).update(problems=[])

    def remove() -> None:
        for name in names:
            kept.remove(name)

    transaction.on_commit(remove)
