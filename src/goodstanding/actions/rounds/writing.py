"""What people write in a round: the own part, the manager's, and what HR does for one person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from goodstanding.actions._write import writing
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.rounds import AppraisalPrepared, RoundLeft, SelfAppraisal
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.domain.permissions import check_can_write
from goodstanding.queries.rounds import late_owners
from goodstanding.queries.standing import standing, viewer
from goodstanding.store import models

KIND_OF_PART = {"self": "self_appraisal", "manager": "appraisal_prepared"}
MOST_TYPED = 200_000
"""Characters; a whole form of long answers stays far below."""


def give_own_part(*, person: UUID, payload: SelfAppraisal, by: UUID, now: datetime) -> Entry[Any]:
    with writing(subject=person, by=by, now=now) as desk:
        here = desk.file.rounds.get(payload.round)
        entry = desk.say(payload, refers_to=here.opened if here else None)
        _forget(payload.round, person, by)
    return entry


def prepare(*, person: UUID, payload: AppraisalPrepared, by: UUID, now: datetime) -> Entry[Any]:
    """The manager's part. It lies in the draft domain until the round is released."""
    with writing(subject=person, by=by, now=now) as desk:
        entry = desk.say(payload)
        _forget(payload.round, person, by)
    return entry


def leave_out(*, round: UUID, person: UUID, reason: str, by: UUID, now: datetime) -> Entry[Any]:
    with writing(subject=person, by=by, now=now) as desk:
        return desk.say(RoundLeft(round=round, reason=reason))


def keep_text(
    *, round: UUID, person: UUID, part: str, typed: Mapping[str, Any], by: UUID, now: datetime
) -> None:
    """Keep what somebody has typed so far, for themselves alone. It is no entry and says nothing."""
    who = viewer(by, "", timezone.localdate(now))
    check_can_write(KIND_OF_PART[part], standing(who, person))
    if sum(len(str(value)) for value in typed.values()) > MOST_TYPED:
        raise UserError("This is too long to be kept. Send it, or shorten it.")
    models.RoundText.objects.update_or_create(
        round=round, person_id=person, author_id=by, part=part,
        defaults={"typed": dict(typed), "saved": now},
    )  # fmt: skip


def _forget(round: UUID, person: UUID, by: UUID) -> None:
    models.RoundText.objects.filter(round=round, person=person, author=by).delete()


def remind(*, round: UUID, by: UUID, now: datetime) -> int:
    """One notice to each who is late with a part of this round, at most once a day. Returns how many."""
    who = viewer(by, "", timezone.localdate(now))
    if not who.has_part("hr"):
        raise NotAllowed("HR reminds those who are late.")
    late = late_owners(who, round)
    rows = [
        models.Notice(
            person_id=person, kind="late", cause=f"round/{round}/{who.today}", due=who.today,
            subject_id=None, page=f"round/{round}", made=now,
        )
        for person in late
    ]  # fmt: skip
    models.Notice.objects.bulk_create(rows, 500, ignore_conflicts=True)
    return len(rows)
