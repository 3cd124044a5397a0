"""Reviews of the figures, their results as they stood, and who was responsible for which unit of work."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q, Value

from goodstanding.store.models.person import Person


class SignalRun(models.Model):
    """One review of everybody's figures as of a day. Its results are written once, when it is done.

    `result` is what holds for all (how many could be judged, why others could not), `funnels` the points of
    the funnel plots without names, `fairness` counts of plans and ratings by group; its part `counsel` is for
    counsel alone (see `queries.fairness`).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Under way"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    heard = models.DateTimeField()
    stage = models.CharField(max_length=120, blank=True)
    done = models.PositiveIntegerField(default=0)
    as_of = models.DateField(null=True)
    method = models.CharField(max_length=40, blank=True)
    settings = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    funnels = models.JSONField(default=list)
    fairness = models.JSONField(default=dict)
    message = models.TextField(blank=True)

    class Meta:
        constraints = [
            # Two reviews at once would say the same twice; the second click finds the first under way.
            models.UniqueConstraint(
                Value(1), condition=Q(state__in=("waiting", "running")), name="one_review_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(as_of__isnull=False, finished__isnull=False),
                name="a_review_that_is_done_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state", "-created"], name="reviews_by_day")]


class Signal(models.Model):
    """One finding of a review about one person, frozen: `finding` is `stats.signals.findings.Finding`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run = models.ForeignKey(SignalRun, models.PROTECT, related_name="signals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="signals")
    kind = models.CharField(max_length=24)
    peer_group = models.CharField(max_length=200)
    finding = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person", "kind", "peer_group"], name="one_signal_a_kind")
        ]


class WorkUnit(models.Model):
    """Who was responsible for a client, account or project from a day to a day; `last` empty: still."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="work_units")
    unit = models.CharField(max_length=200)
    first = models.DateField()
    last = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "first"], name="one_stretch_of_a_unit"),
            models.CheckConstraint(
                condition=Q(last=None) | Q(last__gte=F("first")), name="responsibility_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["unit", "first"], name="hands_of_a_unit")]
