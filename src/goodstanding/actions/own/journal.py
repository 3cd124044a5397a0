"""Writing in one's own file, and taking back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.actions.own._write import writing
from goodstanding.domain.entries import Entry
from goodstanding.domain.own import Payload
from goodstanding.domain.own.entries import TakenBack
from goodstanding.vault.vault import Vault


def record(
    *,
    vault: Vault,
    payload: Payload,
    now: datetime,
    today: date,
    happened: date | None = None,
    refers_to: UUID | None = None,
) -> Entry[Any]:
    with writing(vault, now=now, today=today) as desk:
        return desk.say(payload, happened=happened, refers_to=refers_to)


def record_all(
    *, vault: Vault, said: Sequence[tuple[Payload, date]], now: datetime, today: date
) -> list[Entry[Any]]:
    """Several entries: all of them or none."""
    with writing(vault, now=now, today=today) as desk:
        return [desk.say(payload, happened=happened) for payload, happened in said]


def take_back(*, vault: Vault, entry: UUID, reason: str, now: datetime, today: date) -> Entry[Any]:
    with writing(vault, now=now, today=today) as desk:
        return desk.say(TakenBack(reason=reason), refers_to=entry)
