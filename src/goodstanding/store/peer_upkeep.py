"""From which day on groups of comparable people are other ones, because somebody stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from goodstanding.store import models


def mark_moved(gone: Iterable[Mapping[str, Any]], made: Iterable[Mapping[str, Any]]) -> None:
    """Rows of assignments that went and came. One statement, and none if no group is touched."""
    if day := first_difference(gone, made):
        models.PeerPeriod.objects.filter(fresh=True, last__gte=day).update(fresh=False)


def first_difference(gone: Iterable[Mapping[str, Any]], made: Iterable[Mapping[str, Any]]) -> date | None:
    """A stretch that only ends on another day differs from the earlier of the two ends on."""
    before, after = _by_start(gone), _by_start(made)
    days = []
    for key in before.keys() | after.keys():
        if key not in before or key not in after:
            days.append(key[1])
        elif before[key] != after[key]:
            days.append(min(end for end in (before[key], after[key]) if end is not None))
    return min(days, default=None)


def _by_start(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, date], date | None]:
    """What peers are compared by, and since when, to until when."""
    return {
        ((row.get("person_id"), row["job_family"], row["level"]), row["since"]): row["until"] for row in rows
    }
