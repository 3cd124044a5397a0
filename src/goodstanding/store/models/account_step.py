"""Steps on an account that need a second person: asked for, answered, done."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from goodstanding.store.models.person import Person


class AccountStep(models.Model):
    """What an administrator asks to do to somebody’s account. `alone`: there was nobody to agree."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="account_steps")
    step = models.CharField(max_length=30)
    reason = models.TextField(max_length=2000)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    alone = models.BooleanField(default=False)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_by=None) | Q(alone=True) | ~Q(answered_by=F("asked_by")),
                name="somebody_else_agrees",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("person")), name="nobody_agrees_to_their_own"
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(agreed=True), name="nothing_is_done_without_agreement"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="account_steps_by_day")]
