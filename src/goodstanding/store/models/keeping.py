"""Holds, what falls due under retention, and erasures that wait for a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodstanding.store.models.person import Person


class Hold(models.Model):
    """A projection: what suspends every deletion in a file. Its words are in the entry alone."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="holds")
    hold = models.UUIDField()
    entry_id = models.UUIDField()
    since = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    comparator = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "hold"], name="one_hold_once_a_file")]
        indexes = [models.Index(fields=["hold"], name="files_of_a_hold")]


class RetentionDue(models.Model):
    """Computed by the schedule: what of a file may go, or has to, after `day`. `rules`: which say so. `part`:
    whose part keeps it, and sees this row."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="retention")
    part = models.CharField(max_length=10)
    scope = models.CharField(max_length=10)
    entry_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    day = models.DateField()
    ground = models.CharField(max_length=12)
    rules = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["day", "id"], name="retention_by_day")]


class ErasureRequest(models.Model):
    """An erasure that somebody asked for and somebody else has to agree to. Gone once it is carried out: the
    `erased` entry says all of it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="erasure_requests")
    scope = models.CharField(max_length=10)
    entry_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    fields = models.JSONField(default=list)
    ground = models.CharField(max_length=12)
    source = models.CharField(max_length=300)
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    refused_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="an_erasure_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")), name="nobody_asks_to_erase_their_own_file_here"
            ),
        ]
        indexes = [models.Index(fields=["person", "asked_at"], name="erasure_requests_of")]
