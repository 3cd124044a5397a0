"""Accounts for the people of the cast, and clients signed in as them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.test import Client

PASSWORD = "a sentence nobody guesses"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def account_for(person: UUID, email: str, password: str = PASSWORD) -> Any:
    from goodstanding.store import models

    user = models.User(email=email, person_id=person, created=datetime(2026, 1, 5, tzinfo=UTC))
    user.set_password(password)
    user.save()
    return user


def signed_in(person: UUID, email: str = "") -> Client:
    from goodstanding.store import models

    found = models.User.objects.filter(person=person).first()
    user = found or account_for(person, email or f"{person.hex[:8]}@example.org")
    client = Client(HTTP_HOST="localhost")
    client.force_login(user, backend=BACKEND)
    return client


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/sign-in/", {"login": email, "password": password, **more})
