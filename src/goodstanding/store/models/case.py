"""What lists show of cases, and what is due: projections, rebuilt from entries at any time."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person


class Case(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    manager = models.ForeignKey(Person, models.PROTECT, related_name="managed_cases")
    state = models.CharField(max_length=20)
    live = models.BooleanField()
    opened = models.DateField()
    delivered_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    follows = models.UUIDField(null=True)
    version = models.PositiveIntegerField()
    last_recorded = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(live=True), name="one_live_plan_a_person")
        ]
        indexes = [models.Index(fields=["state", "ends_on"], name="cases_by_state")]


class CaseRole(models.Model):
    """Who holds or held a role. `until`: the first day without it, where that is known."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="case_roles")
    role = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, related_name="case_roles")
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "role", "person"], name="one_role_once")]
        indexes = [models.Index(fields=["person", "case"], name="case_roles_of")]


class Duty(models.Model):
    """Something that waits for somebody. Gone from here once the entry that settles it is written.

    Either one `owner`, or a `part` (HR) whose holders in scope share it.
    """

    subject = models.ForeignKey(Person, models.CASCADE, related_name="duties_about")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="duties")
    entry_id = models.UUIDField(null=True)
    owner = models.ForeignKey(Person, models.CASCADE, null=True, related_name="duties")
    part = models.CharField(max_length=20, blank=True)
    event = models.CharField(max_length=40)
    detail = models.CharField(max_length=300, blank=True)
    due = models.DateField()
    shown_from = models.DateField()
    about = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=None, part__gt="") | Q(owner__isnull=False, part=""),
                name="a_duty_is_somebodys",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "due"], name="duties_of_owner"),
            models.Index(fields=["part", "due"], name="duties_of_part"),
        ]
