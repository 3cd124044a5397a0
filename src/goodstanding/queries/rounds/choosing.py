"""Whom a round is opened for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from goodstanding.domain.errors import UserError
from goodstanding.queries.standing import Viewer, current
from goodstanding.store import models

MOST_NAMED = 3
BATCH = 500


@dataclass(frozen=True, slots=True)
class Who:
    """Everybody, those of some teams (with the teams below) and roles, or those whose numbers are given."""

    teams: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """`managed`: somebody stands above them who can write; without one the appraisal waits."""

    id: UUID
    name: str
    team: str
    managed: bool


def _scope(viewer: Viewer) -> Q:
    rule = Q(pk__in=[])
    for scope in viewer.scopes("hr"):
        rule |= Q(team__path__startswith=scope) if scope else Q()
        if not scope:
            return Q()
    return rule


def _employed(viewer: Viewer) -> QuerySet[models.Assignment]:
    return models.Assignment.objects.filter(current(viewer.today), _scope(viewer))


def employed_in_scope(viewer: Viewer) -> frozenset[UUID]:
    """Who works here today in the viewer’s scope as HR. Being put into a round is no judgement, so nobody is
    walled off: HR’s own people and HR themselves are in it like everybody else. One statement."""
    if not viewer.has_part("hr"):
        return frozenset()
    return frozenset(_employed(viewer).values_list("person_id", flat=True))


def choose(viewer: Viewer, who: Who) -> list[Chosen]:
    """By name. UserError names numbers that belong to nobody in the scope. Two statements at most."""
    found = _employed(viewer)
    if who.numbers:
        found = found.filter(person__number__in=who.numbers[:BATCH])
    if who.teams:
        paths = models.Team.objects.filter(code__in=who.teams).values_list("path", flat=True)
        inside = Q(pk__in=[])
        for path in paths:
            inside |= Q(team__path__startswith=path)
        found = found.filter(inside)
    if who.jobs:
        found = found.filter(job_family__in=who.jobs)
    rows = found.order_by("person__name", "person_id").values_list(
        "person_id", "person__name", "person__number", "team__name", "manager_id"
    )
    listed = list(rows)
    _check_numbers(who.numbers, [number for _, _, number, _, _ in listed])
    return [Chosen(id, name, team or "", manager is not None) for id, name, _, team, manager in listed]


def _check_numbers(asked: Sequence[str], found: Sequence[str]) -> None:
    if len(asked) > BATCH:
        raise UserError(f"Give at most {BATCH} numbers at a time.", fields={"numbers": ["Too many."]})
    missing = sorted(set(asked) - set(found))
    if missing:
        more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
        message = f"Nobody in your scope works here under {', '.join(missing[:MOST_NAMED])}{more}."
        raise UserError(message, fields={"numbers": [message]})


def job_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """The roles that are filled today in the scope. One statement."""
    names = _employed(viewer).exclude(job_family="").values_list("job_family", flat=True).distinct()
    return [(name, name) for name in sorted(set(names))]
