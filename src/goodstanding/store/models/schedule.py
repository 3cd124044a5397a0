"""Work that runs by itself: when each is due next, and how its last runs went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person


class ScheduledWork(models.Model):
    """One piece of the schedule (`actions.schedule`). `failures`: how many runs in a row went wrong."""

    name = models.CharField(max_length=40, primary_key=True)
    due = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)


class ScheduledRun(models.Model):
    """One run of it. `by`: who asked for it out of turn. At most one is open at a time."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        STOPPED = "stopped"

    work = models.ForeignKey(ScheduledWork, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=State.choices)
    asked = models.DateTimeField()
    started = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    result = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["work"], condition=Q(state__in=["waiting", "running"]), name="one_open_run_a_work"
            )
        ]
        indexes = [models.Index(fields=["work", "-id"], name="runs_of_scheduled_work")]
