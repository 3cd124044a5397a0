"""People and where they stand. `Assignment` and `Absence` are projections of entries."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Team(models.Model):
    """`path` is the chain of codes from the top, so that “this team and below” is one prefix."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    path = models.CharField(max_length=1000, db_index=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)


class Person(models.Model):
    """Anybody who appears in a file. Without an assignment: an outside reviewer or an administrator.

    `file_version` counts the entries about this person; every write compares and sets it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    number = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, db_index=True)
    email = models.EmailField(blank=True)
    search = models.CharField(max_length=600)
    jurisdiction = models.CharField(max_length=16, blank=True)
    working_days = models.CharField(max_length=7, default="01234")
    file_version = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["name", "id"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """A person in a team, role and reporting line from `since` until the day before `until`."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    team = models.ForeignKey(Team, models.PROTECT, null=True)
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="report_assignments")
    job_family = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    entry_id = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="assignment_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["person", "since"], name="one_assignment_from_a_day"),
            models.CheckConstraint(
                condition=Q(manager=None) | ~Q(manager=F("person")), name="nobody_manages_themselves"
            ),
        ]
        indexes = [
            # With the person, so that who reports to whom and who belongs to a branch is read off the index.
            models.Index(fields=["manager", "since", "until", "person"], name="reports_of"),
            models.Index(fields=["team", "since", "until", "person"], name="members_of"),
            models.Index(fields=["job_family", "level"], name="peers_of"),
        ]


class Absence(models.Model):
    """Time not at work, first and last day. Never the reason."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    first = models.DateField()
    last = models.DateField()
    entry_id = models.UUIDField(unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="absence_ends_after_it_starts")
        ]
