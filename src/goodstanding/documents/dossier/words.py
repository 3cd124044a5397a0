"""Days and times as a document writes them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def day(value: date | None) -> str:
    return f"{value.day} {value:%B %Y}" if value else ""


def moment(value: datetime) -> str:
    """To the minute, with the zone: a document is read far from where it was made."""
    local = timezone.localtime(value)
    return f"{day(local.date())}, {local:%H:%M} {local.tzname() or ''}".strip()


def plain(value: str) -> str:
    return value.replace("_", " ")
