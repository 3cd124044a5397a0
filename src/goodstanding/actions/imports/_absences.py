"""Time not at work. Never the reason."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from goodstanding.actions.imports import _world
from goodstanding.actions.imports._sayings import Said, Sayings
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request
from goodstanding.domain.entries.person import NotAtWork


@dataclass(slots=True)
class Absences(Sayings):
    kinds: ClassVar = ("not_at_work",)

    def said(self, row: Good, known: Known) -> Said | Bad:
        return row.value.from_on, NotAtWork(until=row.value.to_on)

    def key(self, happened: date, payload: Any) -> Hashable:
        return happened

    def words(self, payload: Any) -> str:
        return f"not at work until {payload.until}"


def plan(rows: GivenRows, request: Request) -> Plan:
    return Absences(request, _world.everybody(), _world.writable_by(request.by, request.today)).run(rows)
