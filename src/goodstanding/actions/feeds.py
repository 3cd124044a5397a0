"""A person's calendar address: made, shown once, renewed, revoked; and what it said, remembered."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import F

from goodstanding.domain.errors import NotFound
from goodstanding.store import models

KEPT_CANCELLED = timedelta(days=60)
WINDOW, MOST_IN_WINDOW = timedelta(hours=1), 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose feed an address opens. `too_often`: it was read more than 60 times in this hour."""

    feed: int
    person: UUID
    names: bool
    too_often: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What a feed says of one day: a hash of its words, so that none are kept."""

    day: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Item:
    uid: str
    sequence: int
    changed: datetime
    day: date
    gone: bool


def hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def make(*, person: UUID, now: datetime) -> str:
    """A new address. One made before stops working, and its calendar begins anew."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        before = models.Feed.objects.filter(person=person).first()
        names = before.names if before else False
        if before:
            before.delete()
        models.Feed.objects.create(person_id=person, token_sha256=hashed(token), made=now, names=names)
        _note(person, "calendar_renewed" if before else "calendar_made", now)
    return token


def revoke(*, person: UUID, now: datetime) -> None:
    with transaction.atomic():
        gone, _ = models.Feed.objects.filter(person=person).delete()
        if not gone:
            raise NotFound("There is no calendar address to revoke.")
        _note(person, "calendar_revoked", now)


def show_names(*, person: UUID, names: bool) -> None:
    if not models.Feed.objects.filter(person=person).update(names=names):
        raise NotFound("There is no calendar address. Make one first.")


def _note(person: UUID, kind: str, now: datetime) -> None:
    models.AccountEvent.objects.create(person_id=person, kind=kind, by_id=person, at=now)


def open_feed(*, token: str, now: datetime) -> Reader:
    """Whose it is, counted. NotFound for an address that is wrong, was revoked, or whose account is off."""
    feed = models.Feed.objects.filter(token_sha256=hashed(token), person__user__is_active=True).first()
    if feed is None:
        raise NotFound("There is no such calendar.")
    same = models.Feed.objects.filter(id=feed.pk, window__gt=now - WINDOW)
    if not same.update(asked=F("asked") + 1, read=now):
        models.Feed.objects.filter(id=feed.pk).update(window=now, asked=1, read=now)
    asked = models.Feed.objects.filter(id=feed.pk).values_list("asked", flat=True).get()
    return Reader(feed.pk, feed.person_id, feed.names, asked > MOST_IN_WINDOW)


def remember(*, feed: int, said: Mapping[str, Said], first: date, now: datetime) -> list[Item]:
    """Compare with what this feed said last and keep the difference: a changed line gets the next number,
    one that has gone stays for sixty days as cancelled. What lies before `first` just leaves."""
    with transaction.atomic():
        if not models.Feed.objects.select_for_update().filter(id=feed).exists():
            raise NotFound("There is no such calendar.")
        known = {item.uid: item for item in models.FeedItem.objects.filter(feed=feed)}
        changed = [_changed(item, said.get(uid), now) for uid, item in known.items()]
        models.FeedItem.objects.bulk_update(
            [item for item in changed if item], ["sequence", "said_sha256", "day", "changed", "gone"], 500
        )
        new = [
            models.FeedItem(feed_id=feed, uid=uid, said_sha256=one.sha256, day=one.day, changed=now)
            for uid, one in said.items()
            if uid not in known
        ]
        models.FeedItem.objects.bulk_create(new, 500)
        old = [i.pk for i in known.values() if i.gone and (i.day < first or i.changed < now - KEPT_CANCELLED)]
        models.FeedItem.objects.filter(id__in=old).delete()
    left = [item for item in known.values() if item.pk not in set(old)] + new
    return [Item(i.uid, i.sequence, i.changed, i.day, i.gone) for i in left]


def _changed(item: models.FeedItem, now_said: Said | None, now: datetime) -> models.FeedItem | None:
    if now_said is None:
        if item.gone:
            return None
        item.gone = True
    elif item.gone or item.said_sha256 != now_said.sha256 or item.day != now_said.day:
        item.gone, item.said_sha256, item.day = False, now_said.sha256, now_said.day
    else:
        return None
    item.sequence += 1
    item.changed = now
    return item
