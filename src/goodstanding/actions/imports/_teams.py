"""Teams: new ones are made, known ones renamed or put below another."""

from __future__ import annotations

from goodstanding.actions import teams
from goodstanding.actions.imports import _world
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.store import models


def plan(rows: GivenRows, request: Request) -> Plan:
    made = Plan()
    good: dict[str, Good] = {}
    for row in rows:
        if problem := row if isinstance(row, Bad) else _slash(row):
            made.bad.append(problem)
        elif isinstance(row, Good):
            good[row.value.code] = row
    found = models.Team.objects.values_list("code", "name", "parent__code")
    known = {code: (name, parent or "") for code, name, parent in found}
    parents = {code: parent for code, (_, parent) in known.items()}
    _drop_circles(good, parents, made)
    missing = sorted({row.value.parent for row in good.values() if row.value.parent} - set(known) - set(good))
    made.notices += _world.new_teams_notice(missing)
    given = [teams.TeamGiven(code=code, name=code) for code in missing]
    for code, row in good.items():
        given += _one(row, known.get(code), made)
    made.write = lambda: teams.save_teams(teams=given, by=request.by, now=request.now)
    return made


def _slash(row: Good) -> Bad | None:
    said = row.value
    return _world.bad_code(row.row, said.code, "code") or _world.bad_code(row.row, said.parent, "parent")


def _drop_circles(good: dict[str, Good], parents: dict[str, str], made: Plan) -> None:
    above = parents | {code: row.value.parent for code, row in good.items() if row.value.parent is not None}
    circle = _world.loops({code: parent for code, parent in above.items() if parent})
    for code in sorted(circle & set(good)):
        row = good.pop(code)
        message = "is, through others, below this team. Correct which team belongs to which."
        made.bad.append(wrong(row.row, message, "parent", row.value.parent or ""))


def _one(row: Good, before: tuple[str, str] | None, made: Plan) -> list[teams.TeamGiven]:
    said = row.value
    if before is None:
        below = f"below {said.parent}" if said.parent else ""
        made.count(row, "new", f"{said.shown_name} ({said.code})", below)
        return [teams.TeamGiven(code=said.code, name=said.shown_name, parent=said.parent or "")]
    name, parent = said.name or before[0], before[1] if said.parent is None else said.parent
    if (name, parent) == before:
        made.count(row, "unchanged", name)
        return []
    made.count(row, "updated", f"{before[0]} ({said.code})", f"{name}, below {parent or 'nothing'}")
    return [teams.TeamGiven(code=said.code, name=name, parent=parent)]
