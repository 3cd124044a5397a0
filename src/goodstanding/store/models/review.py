"""What the organisation set for rules and packs. Triggers refuse UPDATE and DELETE: the history is the
table."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person


class ReviewChange(models.Model):
    """The last row of a subject holds. `applies` is of packs, `off` and `parameters` are of rules."""

    class About(models.TextChoices):
        RULE = "rule", "Rule"
        PACK = "pack", "Pack"

    about = models.CharField(max_length=4, choices=About.choices)
    key = models.CharField(max_length=80)
    off = models.BooleanField(default=False)
    parameters = models.JSONField(default=dict)
    applies = models.CharField(max_length=12, blank=True)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="a_review_change_has_a_reason")
        ]
        indexes = [models.Index(fields=["about", "key", "-id"], name="review_changes_of")]
