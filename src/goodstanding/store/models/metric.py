from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodstanding.store.models.person import Person


class Metric(models.Model):
    """What is measured: its unit, which direction is better, and what one unit of work is."""

    class Kind(models.TextChoices):
        COUNT = "count", "Count"
        PROPORTION = "proportion", "Proportion"
        AMOUNT = "amount", "Amount"

    class Direction(models.TextChoices):
        UP = "up", "Higher is better"
        DOWN = "down", "Lower is better"

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    unit = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    direction = models.CharField(max_length=4, choices=Direction.choices)
    exposure = models.CharField(
        max_length=120, blank=True, help_text="What one unit of work is: hours, cases"
    )
    description = models.TextField(blank=True)
    retired = models.DateField(null=True)


class Observation(models.Model):
    """A figure of one person for one period, first and last day. A re-import of the period replaces it;
    what a plan or warning relied on is frozen in its own entry."""

    # The constraint and the index below begin with these: indexes of their own would only cost imports.
    metric = models.ForeignKey(Metric, models.PROTECT, related_name="observations", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="observations", db_index=False)
    first = models.DateField()
    last = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6)
    exposure = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    target = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    source = models.CharField(max_length=200, blank=True)
    run = models.ForeignKey("store.ImportRun", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "metric", "first", "last"], name="one_figure_a_period"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="period_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(exposure=None) | Q(exposure__gte=0), name="exposure_not_negative"
            ),
        ]
        indexes = [
            models.Index(fields=["metric", "first"], name="figures_by_period"),
        ]
