"""Who is responsible for which unit of work. A stretch given again for its first day replaces the earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions.metrics import check_may_keep_figures
from goodstanding.domain.errors import UserError
from goodstanding.store import models

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGiven:
    """`unit` names a client, account or project; `last` is included, None: still responsible."""

    person: UUID
    unit: str
    first: date
    last: date | None = None
    source: str = ""


def record_work_units(*, rows: Iterable[UnitGiven], by: UUID, now: datetime) -> int:
    """All of them or, if one is wrong, none. Returns how many there were."""
    check_may_keep_figures(by, now)
    given = list(rows)
    for row in given:
        if row.last is not None and row.last < row.first:
            raise UserError(f"“{row.unit}” ends before it starts. Check both dates.")
    with transaction.atomic():
        save(given)
    return len(given)


def save(rows: Sequence[UnitGiven]) -> None:
    """For actions that checked already who may and what."""
    latest = {(row.person, row.unit, row.first): row for row in rows}
    models.WorkUnit.objects.bulk_create(
        [
            models.WorkUnit(
                person_id=row.person, unit=row.unit, first=row.first, last=row.last, source=row.source
            )
            for row in latest.values()
        ],
        BATCH,
        update_conflicts=True,
        unique_fields=["person", "unit", "first"],
        update_fields=["last", "source"],
    )  # fmt: skip
