"""Set up the organisation, and change what it settled for itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions.people import add_outsider
from goodstanding.domain.errors import NotAllowed, NotNow, UserError
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.queries.standing import viewer
from goodstanding.store import models

ADMINISTRATOR_PARTS = ("it_admin", "hr")


def set_up(
    *, name: str, policy: Policy, administrator: str, email: str, password: str, now: datetime
) -> UUID:
    """Once: the organisation and its first administrator, who is HR too until they name others."""
    Calendar(policy.jurisdiction)  # UserError if no holidays are known for it
    with transaction.atomic():
        if models.Organisation.objects.exists():
            raise NotNow("This organisation is set up already. Sign in.")
        models.Organisation.objects.create(
            id=1, name=name, policy=asdict(policy), created=now,
            rating_scale=[level.model_dump() for level in DEFAULT_SCALE],
        )  # fmt: skip
        person = add_outsider(number="admin", name=administrator, email=email, now=now)
        user = models.User(email=email, person_id=person, created=now)
        user.set_password(password)
        user.save()
        models.Grant.objects.bulk_create(
            models.Grant(person_id=person, part=part, since=timezone.localdate(now), given_at=now)
            for part in ADMINISTRATOR_PARTS
        )
    return person


def change_policy(*, name: str, policy: Policy, by: UUID, now: datetime) -> None:
    """Deadlines already running are counted anew with the next entry of their file."""
    if not viewer(by, "", timezone.localdate(now)).has_part("hr"):
        raise NotAllowed("The organisation’s settings belong to HR.")
    Calendar(policy.jurisdiction)
    changed = models.Organisation.objects.filter(id=1).update(name=name, policy=asdict(policy))
    if not changed:
        raise UserError("The organisation is not set up yet.")
