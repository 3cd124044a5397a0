"""Notices: what somebody should know of in time, and the mails that say that one waits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goodstanding.store.models.person import Person


class Mail(models.Model):
    """The outbox. It holds no text: what is sent is made of its notices, which name a kind and no contents.

    `again`: how often it was taken up anew after a worker died between sending it and saying so.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    person = models.ForeignKey(Person, models.CASCADE, related_name="mails")
    address = models.EmailField()
    digest_of = models.DateField(null=True)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    again = models.PositiveSmallIntegerField(default=0)
    made = models.DateTimeField()
    next_try = models.DateTimeField()
    claimed = models.DateTimeField(null=True)
    sent = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "digest_of"], condition=Q(digest_of__isnull=False), name="one_digest_a_day"
            )
        ]
        indexes = [
            models.Index(fields=["state", "next_try"], name="mails_to_send"),
            models.Index(fields=["person", "-id"], name="mails_of"),
        ]


class Notice(models.Model):
    """Told once to one person: `cause` names what it is about, `due` the day it is about.

    `settled`: what it was about is done or gone. `page` is the address to open, within this server.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=30)
    cause = models.CharField(max_length=200)
    due = models.DateField()
    subject = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    page = models.CharField(max_length=200)
    made = models.DateTimeField()
    read = models.DateTimeField(null=True)
    settled = models.DateTimeField(null=True)
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "cause", "kind", "due"], name="a_notice_is_told_once")
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notices_of"),
            models.Index(fields=["person"], condition=Q(read=None, settled=None), name="notices_unread"),
            models.Index(fields=["made"], condition=Q(mail=None, settled=None), name="notices_to_mail"),
        ]
