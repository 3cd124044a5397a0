"""Letters: issue one, and keep its bytes beside the entry that names their hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions._write import writing
from goodstanding.domain.entries.day_to_day import LetterIssued
from goodstanding.store import models


def issue(
    *, person: UUID, entry: UUID, payload: LetterIssued, document: bytes, by: UUID, now: datetime
) -> UUID:
    """The id of the new entry. NotAllowed for whoever may not issue, NotFound for an entry that they do not
    read; then nothing is kept."""
    with transaction.atomic():
        with writing(subject=person, by=by, now=now) as desk:
            said = desk.say(payload, refers_to=entry)
        kept = models.Entry.objects.get(id=said.id)
        models.Letter.objects.create(entry=kept, document=document)
    return said.id
