"""Set up the organisation, and change what it settled for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions.people import add_outsider
from goodstanding.domain.entries.day_to_day import ScaleLevel
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


def change_policy(
    *, name: str, policy: Policy, by: UUID, now: datetime, scale: Sequence[ScaleLevel] | None = None
) -> None:
    """Deadlines already running are counted anew with the next entry of their file.

    Without a scale the present one stays; appraisals keep the scale that they were given on.
    """
    if "" not in viewer(by, "", timezone.localdate(now)).scopes("hr"):
        raise NotAllowed("The organisation’s settings belong to HR for the whole organisation.")
    Calendar(policy.jurisdiction)
    values: dict[str, object] = {"name": name, "policy": asdict(policy)}
    if scale is not None:
        values["rating_scale"] = _checked(scale)
    changed = models.Organisation.objects.filter(id=1).update(**values)
    if not changed:
        raise UserError("The organisation is not set up yet.")


def _checked(scale: Sequence[ScaleLevel]) -> list[dict[str, object]]:
    """Ordered by value. Two levels at least, no value and no label twice."""
    ordered = sorted(scale, key=lambda level: level.value)
    if len(ordered) < 2:
        raise UserError("A rating scale has two levels at least.")
    if len({level.value for level in ordered}) < len(ordered):
        raise UserError("Two levels of the rating scale have the same value.")
    if len({level.label.casefold() for level in ordered}) < len(ordered):
        raise UserError("Two levels of the rating scale have the same words.")
    return [level.model_dump() for level in ordered]
