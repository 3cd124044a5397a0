"""Appraisal rounds: what was opened, how far everybody is, and what somebody has typed and not sent."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person


class Round(models.Model):
    """`terms` is `domain.entries.rounds.RoundTerms`, as each file in the round holds it too.

    While people enter or are given their appraisals, `step` says which, `done` of `whole` how far it is, and
    `waiting` holds who is still to come.
    """

    class Step(models.TextChoices):
        NONE = ""
        OPENING = "opening"
        RELEASING = "releasing"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=300)
    period_start = models.DateField()
    period_end = models.DateField()
    release_on = models.DateField()
    terms = models.JSONField()
    opened = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices, blank=True)
    step_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    step_failed = models.BooleanField(default=False)
    heard = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    whole = models.PositiveIntegerField(default=0)
    waiting = models.JSONField(default=list)
    message = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(period_end__lt=models.F("period_start")), name="round_has_days"
            )
        ]
        indexes = [models.Index(fields=["-period_end", "-opened"], name="rounds_by_period")]


class RoundMember(models.Model):
    """How far one person is in one round. Projected from the file, rebuilt from it at any time.

    `round` is no foreign key: a file that came from another instance names rounds that are not here.
    What the manager prepared is read by whoever reads drafts of this person, and by nobody else.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="rounds")
    round = models.UUIDField()
    opened_entry = models.UUIDField()
    self_on = models.DateField(null=True)
    prepared_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    prepared_on = models.DateField(null=True)
    rating = models.SmallIntegerField(null=True)
    released_on = models.DateField(null=True)
    left = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="once_in_a_round"),
            models.CheckConstraint(
                condition=Q(prepared_on=None, prepared_by=None, rating=None)
                | Q(prepared_on__isnull=False, prepared_by__isnull=False, rating__isnull=False),
                name="prepared_by_somebody_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["person", "round"], name="rounds_of_a_person")]


class RoundText(models.Model):
    """What somebody has typed and not sent yet: theirs alone, no entry, and gone once it is sent."""

    class Part(models.TextChoices):
        SELF = "self"
        MANAGER = "manager"

    round = models.UUIDField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices)
    typed = models.JSONField()
    saved = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person", "author", "part"], name="one_text_a_writer")
        ]
