"""How figures lie in groups of comparable people: a projection, so that a page need not read them all."""

from __future__ import annotations

from django.db import models

from goodstanding.store.models.metric import Metric


class PeerPeriod(models.Model):
    """A period for which a metric has figures. `fresh`: its groups say what the figures say now."""

    metric = models.ForeignKey(Metric, models.CASCADE, related_name="periods")
    first = models.DateField()
    last = models.DateField()
    fresh = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric", "first", "last"], name="one_peer_period")]
        indexes = [models.Index(fields=["fresh", "id"], name="stale_peer_periods")]


class PeerGroup(models.Model):
    """One group in one period. `marks` are the few ordered figures that quantiles rest on
    (`stats.marks`), from which one person's own figure can still be left out."""

    period = models.ForeignKey(PeerPeriod, models.CASCADE, related_name="groups")
    job_family = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=60, blank=True)
    any_level = models.BooleanField()
    people = models.PositiveIntegerField()
    marks = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "job_family", "any_level", "level"], name="one_peer_group_a_period"
            )
        ]
