"""Erasures take two: one asks, with ground and reason, and somebody else sees what goes and agrees."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions import erasures, notices
from goodstanding.actions.erasures import Why
from goodstanding.domain.entries.keeping import Ground
from goodstanding.domain.erased import GROUNDS
from goodstanding.domain.erasing import Target
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.queries.erasures import may_agree, previewed, target_of
from goodstanding.queries.notices_due import Wanted
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from goodstanding.store.turn import turn

LASTS = timedelta(days=30)
ALONE_AFTER = timedelta(days=1)
"""Where nobody else is there, whoever asked sleeps over it."""
GONE = "There is no such request, or it is not for you."


def ask(
    *, person: UUID, target: Target, ground: Ground, source: str, reason: str, by: UUID, now: datetime
) -> int:
    """The request’s number. What cannot be erased is refused here already, with the reason."""
    if ground not in GROUNDS or ground == "restored":
        raise UserError("Say on what ground.", fields={"ground": ["Choose one of the grounds."]})
    if not (source.strip() and reason.strip()):
        raise UserError("Say on what it rests, and why.", fields={"reason": ["The reason is missing."]})
    who = viewer(by, "", timezone.localdate(now))
    with transaction.atomic():
        previewed(who, person, target)
        rows = models.ErasureRequest.objects.filter(person=person, refused_at=None, asked_at__gt=now - LASTS)
        same = rows.filter(scope=target.scope, entry_id=target.entry, case_id=target.case)
        if any(set(row.fields) == target.fields for row in same):
            raise Conflict("This was asked for already and waits for somebody to agree.")
        row = models.ErasureRequest.objects.create(
            person_id=person, scope=target.scope, entry_id=target.entry, case_id=target.case,
            fields=sorted(target.fields), ground=ground, source=source.strip()[:300],
            reason=reason.strip()[:2000], asked_by_id=by, asked_at=now,
        )  # fmt: skip
        others = may_agree(who, person)
        notices.tell(
            [
                Wanted(other, "part", f"erasure/{row.pk}", who.today, person, f"erasure/{row.pk}")
                for other in others
            ],
            now=now,
        )
    return row.pk


def agree(*, id: int, expected: int, by: UUID, now: datetime) -> tuple[UUID, ...]:
    """Carry it out. `expected`: the version of the file that was shown. By somebody else than who asked; by
    the same person only where nobody else is there, and a day later."""
    with turn(), transaction.atomic():
        row = _open(id, now)
        who = viewer(by, "", timezone.localdate(now))
        previewed(who, row.person_id, target_of(row))
        alone = by == row.asked_by_id
        if alone and may_agree(who, row.person_id):
            raise NotAllowed("Somebody else has to agree: whoever asks for an erasure does not carry it out.")
        if alone and now < row.asked_at + ALONE_AFTER:
            raise NotNow("Nobody else is there to agree. You can carry it out from tomorrow on.")
        if not alone and by not in may_agree(viewer(row.asked_by_id, "", who.today), row.person_id):
            raise NotFound(GONE)  # who keeps other compartments than the asker would erase other words
        why = Why(
            ground=cast(Ground, row.ground), source=row.source, reason=row.reason, asked_by=row.asked_by_id,
            alone=alone,
        )  # fmt: skip
        person, target = row.person_id, target_of(row)
        row.delete()
        _settle(id, now)
        return erasures.carry_out(person=person, target=target, why=why, by=by, now=now, expected=expected)


def refuse(*, id: int, by: UUID, now: datetime) -> None:
    """By somebody who could agree; who asked for it takes it back the same way."""
    with transaction.atomic():
        row = _open(id, now)
        previewed(viewer(by, "", timezone.localdate(now)), row.person_id, target_of(row), quiet=True)
        row.refused_by_id, row.refused_at = by, now
        row.save(update_fields=["refused_by", "refused_at"])
        _settle(id, now)


def _open(id: int, now: datetime) -> models.ErasureRequest:
    rows = models.ErasureRequest.objects.select_for_update().filter(id=id, refused_at=None)
    row = rows.filter(asked_at__gt=now - LASTS).first()
    if row is None:
        raise NotFound(GONE)
    return row


def _settle(id: int, now: datetime) -> None:
    models.Notice.objects.filter(cause=f"erasure/{id}", settled=None).update(settled=now)
