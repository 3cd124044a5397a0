"""Documents that were issued: the bytes whose hash an entry names."""

from __future__ import annotations

from django.db import models

from goodstanding.store.models.entry import Entry


class Letter(models.Model):
    """`entry` says that it was issued. The hash is in the entry, the bytes are here alone."""

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="letter")
    document = models.BinaryField()
