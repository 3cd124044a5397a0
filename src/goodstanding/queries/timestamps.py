"""The time stamps that were put on checkpoints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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


def stamps(most: int = SHOWN) -> list[Stamp]:
    """The newest first."""
    rows = models.Timestamp.objects.order_by("-id").values_list(
        "id", "checkpoint__size", "authority", "stamped", "answer", "checkpoint__text"
    )[:most]
    return [Stamp(id, size, who, when, bytes(answer), text) for id, size, who, when, answer, text in rows]
