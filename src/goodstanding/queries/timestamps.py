"""The time stamps that were put on checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from goodstanding.store import models

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Stamp:
    """`stamped` is the time that the authority names: everything up to `size` was written before it."""

    id: int
    size: int
    authority: str
    stamped: datetime
    answer: bytes
    text: str


def stamp(id: int) -> Stamp | None:
    """One of them."""
    return next(iter(_read(models.Timestamp.objects.filter(id=id))), None)


def stamps(most: int = SHOWN) -> list[Stamp]:
    """The newest first."""
    return _read(models.Timestamp.objects.order_by("-id")[:most])


def _read(rows: QuerySet[models.Timestamp]) -> list[Stamp]:
    found = rows.values_list("id", "checkpoint__size", "authority", "stamped", "answer", "checkpoint__text")
    return [Stamp(id, size, who, when, bytes(answer), text) for id, size, who, when, answer, text in found]
