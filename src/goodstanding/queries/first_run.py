"""What a new organisation has, and what it still lacks before the first plan."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, Q

from goodstanding.queries.standing import Viewer, current
from goodstanding.store import models


@dataclass(frozen=True, slots=True)
class Begun:
    """What is there already."""

    teams: bool
    people: bool
    managers: bool
    accounts: int
    other_hr: bool
    metrics: bool
    figures: bool


def begun(viewer: Viewer) -> Begun:
    """Two statements, only while an organisation is new."""
    placed = models.Assignment.objects.filter(current(viewer.today))
    hr = models.Grant.objects.filter(Q(until=None) | Q(until__gte=viewer.today), part="hr", team=None)
    row = models.Organisation.objects.filter(id=1).annotate(
        teams=Exists(models.Team.objects.all()),
        people=Exists(placed),
        managers=Exists(placed.exclude(manager=None)),
        other_hr=Exists(hr.exclude(person=viewer.person)),
        metrics=Exists(models.Metric.objects.all()),
        figures=Exists(models.Observation.objects.all()),
    )
    found = row.values_list("teams", "people", "managers", "other_hr", "metrics", "figures").first()
    teams, people, managers, other_hr, metrics, figures = found or (False,) * 6
    users = models.User.objects.exclude(person=viewer.person).filter(is_active=True)
    accounts = users.aggregate(many=Count("id"))["many"]
    return Begun(teams, people, managers, accounts, other_hr, metrics, figures)
