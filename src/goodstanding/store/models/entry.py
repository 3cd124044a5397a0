"""Entries. Triggers refuse UPDATE and DELETE on both tables, but for parts that an `erased` entry names."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person
from goodstanding.store.models.place import PlaceField


class Entry(models.Model):
    """What lists need of an entry, in the clear; the words are in `Payload`. `idx` is its leaf's number.

    `author` and `refers_to` have no foreign keys beyond the person: the record must stand on its own.
    """

    idx = PlaceField(primary_key=True)
    id = models.UUIDField(unique=True)
    # The indexes below begin with these two: indexes of their own would only cost every append.
    subject = models.ForeignKey(Person, models.PROTECT, related_name="entries", db_index=False)
    case_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    visibility = models.CharField(max_length=10)
    seq = models.PositiveIntegerField()
    happened = models.DateField()
    recorded = models.DateTimeField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="authored", db_index=False)
    refers_to = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "visibility", "seq"], name="one_entry_a_place_in_a_chain"
            )
        ]
        indexes = [
            models.Index(fields=["subject", "-idx"], name="file_in_order"),
            # The kind stands in it, so that counting the check-ins of a year of cases reads no entry.
            models.Index(
                fields=["case_id", "idx", "kind"], name="case_in_order", condition=Q(case_id__isnull=False)
            ),
            models.Index(fields=["author", "-idx"], name="written_by"),
            models.Index(fields=["author", "subject"], name="written_about"),
            models.Index(fields=["refers_to"], name="what_refers_to", condition=Q(refers_to__isnull=False)),
        ]


class Payload(models.Model):
    """The salted parts of an entry as a JSON list of disclosures, exactly as hashed.

    A table of its own, so that erasure can empty it part by part while the log stays whole. `erased` is a
    JSON list of what says so in the place of each part (`store.parts`). A trigger lets a part go only where
    it is named there together with an entry of kind `erased`.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="payload")
    disclosures = models.TextField()
    erased = models.TextField(null=True)
