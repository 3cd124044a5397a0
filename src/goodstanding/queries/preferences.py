"""What people chose for their own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from goodstanding.store import models


@dataclass(frozen=True, slots=True)
class FeedLine:
    made: datetime
    names: bool
    read: datetime | None


def feed_of(person: UUID) -> FeedLine | None:
    """The calendar address of this person, without the secret in it. One statement."""
    row = models.Feed.objects.filter(person=person).values_list("made", "names", "read").first()
    return FeedLine(*row) if row else None


def time_zone_of(person: UUID) -> str:
    """The zone this person chose, or the organisation’s. One statement."""
    chosen = models.Preference.objects.filter(person=person).values_list("time_zone", flat=True).first()
    return chosen or str(settings.TIME_ZONE)


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
