"""What was signed of the log, and what proves when. Triggers refuse UPDATE and DELETE on the first four."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.entry import Entry
from goodstanding.store.models.person import Person


class LogName(models.Model):
    """The name (origin) under which checkpoints are signed. The last row holds; a new one begins with a
    recovery, when entries that were signed once are lost."""

    origin = models.CharField(max_length=200, unique=True)
    since_size = models.BigIntegerField(default=0)
    reason = models.TextField(blank=True)
    made = models.DateTimeField()


class Checkpoint(models.Model):
    """A signed note over size and root, exactly as it was signed."""

    origin = models.CharField(max_length=200)
    size = models.BigIntegerField()
    root = models.BinaryField()
    text = models.TextField()
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "size"], name="one_checkpoint_a_size"),
            models.CheckConstraint(condition=Q(size__gt=0), name="a_checkpoint_covers_something"),
        ]
        indexes = [models.Index(fields=["size"], name="checkpoints_by_size")]


class KeyStatement(models.Model):
    """What the signer says of its keys, itself a signed note; number 1 is the first. The last one holds."""

    origin = models.CharField(max_length=200)
    number = models.PositiveIntegerField()
    text = models.TextField()
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "number"], name="one_key_statement_a_number")
        ]


class Timestamp(models.Model):
    """The answer of a time-stamping authority (RFC 3161) over a checkpoint's text, and the time it names."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="timestamps")
    authority = models.CharField(max_length=500)
    answer = models.BinaryField()
    stamped = models.DateTimeField()
    made = models.DateTimeField()


class ServiceState(models.Model):
    """Whether something outside this process answers: the signer, the authority. `failed_since` is null
    while all is well."""

    name = models.CharField(max_length=20, primary_key=True)
    tried = models.DateTimeField()
    failed_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)


class ReceiptTaken(models.Model):
    """Somebody took the receipt of an entry away with them."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="receipts")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    size = models.BigIntegerField()
    taken = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "entry"], name="a_receipt_is_noted_once_a_person")
        ]
