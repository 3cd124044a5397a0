"""What a person chose for their own account, and their calendar feed."""

from __future__ import annotations

from django.db import models

from goodstanding.store.models.person import Person


class Preference(models.Model):
    """An empty `time_zone` is the organisation's. `mail`: how each kind of notice is sent, where chosen."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="preference")
    time_zone = models.CharField(max_length=60, blank=True)
    mail = models.JSONField(default=dict)


class Feed(models.Model):
    """One person's calendar address. The secret in it is kept as a hash alone.

    `names`: the person wants to see whom each day is about. `window` and `asked` bound how often it is read.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="feed")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    names = models.BooleanField(default=False)
    read = models.DateTimeField(null=True)
    window = models.DateTimeField(null=True)
    asked = models.PositiveIntegerField(default=0)


class FeedItem(models.Model):
    """What a feed said last of one day, so that a change or an end of it can be told. No words are kept."""

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="items")
    uid = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField(default=0)
    said_sha256 = models.CharField(max_length=64)
    day = models.DateField()
    changed = models.DateTimeField()
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="one_item_a_uid")]
