"""What the organisation settled for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from goodstanding.domain.entries.day_to_day import ScaleLevel
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar
from goodstanding.store import models
from goodstanding.store.prepared import prepared_rows

DEFAULT_SCALE = (
    ScaleLevel(value=1, label="Unsatisfactory"),
    ScaleLevel(value=2, label="Partly meets expectations"),
    ScaleLevel(value=3, label="Meets expectations"),
    ScaleLevel(value=4, label="Exceeds expectations"),
    ScaleLevel(value=5, label="Outstanding"),
)


@dataclass(frozen=True, slots=True)
class OrganisationView:
    name: str
    policy: Policy
    scale: tuple[ScaleLevel, ...]
    review: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))


def organisation() -> OrganisationView:
    """One statement. Before the set-up: a nameless organisation with the defaults."""
    rows = _settled()
    if not rows:
        return OrganisationView("Good Standing", Policy(), DEFAULT_SCALE)
    name, said, levels, review = rows[0]
    known = {f.name for f in fields(Policy)}
    policy = Policy(**{k: v for k, v in said.items() if k in known})
    scale = tuple(ScaleLevel.model_validate(level) for level in levels) or DEFAULT_SCALE
    return OrganisationView(name, policy, scale, review)


@prepared_rows
def _settled() -> QuerySet[Any, Any]:
    # The number as it is: one that marks a place does not fit the column, and PostgreSQL is not even asked.
    return models.Organisation.objects.filter(id=1).values_list("name", "policy", "rating_scale", "review")


def calendar_for(jurisdiction: str, working_days: str, policy: Policy) -> Calendar:
    """A person's own calendar: their place's holidays and their own week."""
    days = frozenset(int(day) for day in working_days if day in "0123456")
    return Calendar(jurisdiction or policy.jurisdiction, days)


def is_set_up() -> bool:
    return models.Organisation.objects.exists()
