"""Days and times as a document writes them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from goodstanding.queries.presenters.base import Labels
from goodstanding.queries.presenters.values import in_words

NO_NAMES = Labels()


def day(value: date | None) -> str:
    return in_words(value, NO_NAMES)


def moment(value: datetime) -> str:
    """To the minute, with the zone: a document is read far from where it was made."""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {local:%H:%M} {local.tzname() or ''}".strip()
