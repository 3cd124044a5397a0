"""What a session of the browser holds, as every request asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from goodstanding.store.prepared import prepared_rows


def session_data(key: str, now: datetime) -> str | None:
    """Still encoded; None where there is no such session or it is over. One statement."""
    rows = _data(key, now)
    return rows[0][0] if rows else None


@prepared_rows
def _data(key: str, now: datetime) -> QuerySet[Any, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")
