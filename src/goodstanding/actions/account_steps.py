"""Steps on accounts that need a second person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.guarded import LASTS, STEPS
from goodstanding.queries.account_steps import guarded, may_agree
from goodstanding.queries.accounts import parts_held
from goodstanding.store import models


def check_it_admin(by: UUID, now: datetime) -> None:
    if "it_admin" not in parts_held(by, timezone.localdate(now)):
        raise NotAllowed("Accounts are kept by IT administration. Ask them.")


def ask(*, person: UUID, step: str, reason: str, by: UUID, now: datetime) -> bool:
    """Ask for a step on an account that needs two. True if there is nobody to agree: it may be done now."""
    check_it_admin(by, now)
    if step not in STEPS:
        raise NotFound("There is no such step.")
    if not reason.strip():
        raise UserError("Say why this is needed.", fields={"reason": ["The reason is missing."]})
    today = timezone.localdate(now)
    with transaction.atomic():
        if person == by or not guarded(person, today):
            raise NotNow("This needs nobody’s agreement.")
        same = models.AccountStep.objects.filter(person=person, step=step, answered_at=None)
        if same.filter(asked_at__gt=now - LASTS).exists():
            raise Conflict("This was asked for already and waits for an answer.")
        alone = not may_agree(asker=by, person=person, today=today)
        models.AccountStep.objects.create(
            person_id=person, step=step, reason=reason.strip()[:2000], asked_by_id=by, asked_at=now,
            alone=alone, agreed=alone, answered_by_id=by if alone else None,
            answered_at=now if alone else None,
        )  # fmt: skip
        _note(person, "step_alone" if alone else "step_asked", by, now, f"{STEPS[step]}: {reason.strip()}")
    return alone


def answer(*, id: int, agree: bool, by: UUID, now: datetime) -> None:
    """Agree or refuse, as somebody who may. NotFound for everybody else."""
    today = timezone.localdate(now)
    with transaction.atomic():
        row = models.AccountStep.objects.select_for_update().filter(id=id).first()
        if row is None or by not in may_agree(asker=row.asked_by_id, person=row.person_id, today=today):
            raise NotFound("There is no such question, or it is not for you to answer.")
        if row.answered_at is not None or row.asked_at <= now - LASTS:
            raise NotNow("This was answered already, or is too old.")
        row.answered_by_id, row.answered_at, row.agreed = by, now, agree
        row.save()
        _note(row.person_id, "step_agreed" if agree else "step_refused", by, now, STEPS[row.step])


def spend(*, person: UUID, step: str, by: UUID, now: datetime) -> None:
    """Use the agreement for this step, where the account needs one. Inside the caller’s transaction."""
    if not guarded(person, timezone.localdate(now)):
        return
    agreed = models.AccountStep.objects.select_for_update().filter(
        person=person, step=step, asked_by=by, agreed=True, done_at=None, answered_at__gt=now - LASTS
    )
    row = agreed.first()
    if row is None:
        raise NotNow(
            "This account belongs to somebody whose part leads to files. Somebody else has to agree first: "
            "ask for it, with the reason."
        )
    row.done_at = now
    row.save()


def _note(person: UUID, kind: str, by: UUID, now: datetime, detail: str) -> None:
    models.AccountEvent.objects.create(person_id=person, kind=kind, detail=detail[:300], by_id=by, at=now)
