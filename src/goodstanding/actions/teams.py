"""Teams, one below another. A team's path names all that are above it, so that a scope is one prefix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from goodstanding.actions.people import check_may_keep_people
from goodstanding.domain.errors import UserError
from goodstanding.store import models


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamGiven:
    code: str
    name: str
    parent: str = ""
    since: date | None = None
    until: date | None = None


def save_teams(*, teams: Sequence[TeamGiven], by: UUID, now: datetime) -> None:
    """Make or rename these teams and put each below its parent: all of them, or none."""
    check_may_keep_people(by, now)
    with transaction.atomic():
        known = {team.code: team for team in models.Team.objects.select_for_update()}
        for given in teams:
            _save(given, known)
        for given in teams:
            _place(given, known)
        paths = _paths({team.id: team.parent_id for team in known.values()}, known)
        for team in known.values():
            team.path = paths[team.id]
        models.Team.objects.bulk_update(known.values(), ["parent", "path"], batch_size=200)


def _save(given: TeamGiven, known: dict[str, models.Team]) -> None:
    if not given.code.strip() or "/" in given.code:
        raise UserError(
            f"“{given.code}” cannot be the code of a team.", fields={"code": ["Give a code without a slash."]}
        )
    words = {"name": given.name.strip() or given.code, "since": given.since, "until": given.until}
    if team := known.get(given.code):
        models.Team.objects.filter(id=team.id).update(**words)
    else:
        known[given.code] = models.Team.objects.create(code=given.code, path="", **words)


def _place(given: TeamGiven, known: dict[str, models.Team]) -> None:
    if given.parent and given.parent not in known:
        raise UserError(
            f"“{given.code}” is said to be below “{given.parent}”, which is no team.",
            fields={"parent": ["Choose a team that exists."]},
        )
    known[given.code].parent = known[given.parent] if given.parent else None


def _paths(parents: Mapping[int, int | None], known: Mapping[str, models.Team]) -> dict[int, str]:
    codes = {team.id: team.code for team in known.values()}
    made: dict[int, str] = {}
    for start in parents:
        above: list[int] = []
        at: int | None = start
        while at is not None:
            if at in above:
                raise UserError(
                    f"“{codes[at]}” would be below itself.", fields={"parent": ["Choose a team above it."]}
                )
            above.append(at)
            at = parents[at]
        made[start] = "/" + "".join(f"{codes[team]}/" for team in reversed(above))
    return made
