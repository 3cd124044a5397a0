"""The Merkle log. Leaves are append-only; the heads move forward with each append."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person
from goodstanding.store.models.place import PlaceField


class Leaf(models.Model):
    idx = PlaceField(primary_key=True)
    data = models.BinaryField()
    hash = models.BinaryField()


class TileHash(models.Model):
    """Hashes at tile levels 1 and up; level 0 is `Leaf.hash`."""

    level = models.PositiveSmallIntegerField()
    position = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "position"], name="one_hash_a_place")]


class LogHead(models.Model):
    """One row; whoever appends holds it until they commit, so the log has no gap and no fork."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    size = models.BigIntegerField(default=0)
    peaks = models.BinaryField(default=b"")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_log_head")]


class ChainHead(models.Model):
    """Where the chain of one person's visibility domain stands."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="chain_heads")
    visibility = models.CharField(max_length=10)
    seq = models.PositiveIntegerField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "visibility"], name="one_chain_a_person_and_domain")
        ]
