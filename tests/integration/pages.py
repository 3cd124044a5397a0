"""Pages as somebody of the cast: signing in, and what a page says."""

from __future__ import annotations

import html
from typing import Any
from uuid import UUID

from django.test import Client

from goodstanding.domain.entries import Entry
from tests.conftest import Cast, at

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_(client: Client, cast: Cast, who: str) -> Client:
    """Sign in as this person, with an account made for them."""
    from goodstanding.store import models

    person = cast.people[who]
    user, _ = models.User.objects.get_or_create(
        person_id=person, defaults={"email": f"{who}@example.org", "created": at(cast.day)}
    )
    client.force_login(user, backend=BACKEND)
    return client


def said(response: Any) -> str:
    return html.unescape(response.content.decode())


def entries_of(person: UUID) -> list[Entry[Any]]:
    from goodstanding.store import log

    return log.entries_of(person)
