from __future__ import annotations

import uuid

from django.db import models

from goodstanding.store.models.person import Person


class ImportRun(models.Model):
    """One file brought in: what it was, how it was mapped, how far it is, and every row it refused."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded"
        MAPPED = "mapped", "Mapped"
        CHECKING = "checking", "Checking"
        CHECKED = "checked", "Checked"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"
        ABANDONED = "abandoned", "Abandoned"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    target = models.CharField(max_length=30)
    filename = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    path = models.CharField(max_length=500)
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=State.choices, default=State.UPLOADED)
    good_rows_only = models.BooleanField(default=False)
    rows_total = models.PositiveIntegerField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    created_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    unchanged_count = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    summary = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class ImportTemplate(models.Model):
    """How a file with these columns was mapped the last time, to begin with the next time."""

    target = models.CharField(max_length=30)
    signature = models.CharField(max_length=64)
    options = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["target", "signature"], name="one_template_a_layout")]
