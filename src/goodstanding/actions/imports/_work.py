"""Who is responsible for which client, account or project."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goodstanding.actions.imports import _world
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.actions.work_units import UnitGiven, save
from goodstanding.store import models

Key = tuple[UUID, str, date]


def plan(rows: GivenRows, request: Request) -> Plan:
    made, known = Plan(), _world.everybody()
    before = _known()
    given: list[UnitGiven] = []
    for row in rows:
        if isinstance(row, Bad):
            made.bad.append(row)
        elif row.value.number not in known:
            made.bad.append(wrong(row.row, _world.NOBODY, "number", row.value.number))
        else:
            given += _one(row, known[row.value.number], before, made)
    made.write = lambda: save(given)
    return made


def _known() -> dict[Key, date | None]:
    found = models.WorkUnit.objects.values_list("person_id", "unit", "first", "last")
    return {(person, unit, first): last for person, unit, first, last in found}


def _one(row: Good, who: _world.Known, before: dict[Key, date | None], made: Plan) -> list[UnitGiven]:
    said = row.value
    key = (who.id, said.unit, said.from_on)
    until = f"until {said.to_on}" if said.to_on else "still"
    if key in before and before[key] == said.to_on:
        made.count(row, "unchanged", who.shown)
        return []
    made.count(
        row, "updated" if key in before else "new", who.shown, f"{said.unit} from {said.from_on}, {until}"
    )
    return [UnitGiven(person=who.id, unit=said.unit, first=said.from_on, last=said.to_on, source="import")]
