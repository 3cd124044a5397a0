from __future__ import annotations

from django.db import models
from django.db.models import Q


class Organisation(models.Model):
    """The one organisation of this instance and what it settled for itself (`domain.policy.Policy`).

    `review` says of each rule and pack what the last `ReviewChange` set, for pages that need no history.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=200)
    policy = models.JSONField(default=dict)
    rating_scale = models.JSONField(default=list)
    review = models.JSONField(default=dict)
    created = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_organisation")]


class Setup(models.Model):
    """The one-time address under which the first administrator makes their account."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField()
    used = models.DateTimeField(null=True)
