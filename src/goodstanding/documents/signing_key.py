"""The key that signs this installation's documents: dossiers and letters."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from goodstanding.documents.dossier.signature import Identity, identity, is_there
from goodstanding.queries.organisation import organisation


def document_key(now: datetime) -> Identity:
    """The key; one of its own is made when the first document is."""
    return identity(
        given=settings.DOCUMENT_KEY, password=settings.DOCUMENT_PASSWORD, data=settings.DATA_DIR,
        organisation=organisation().name, now=now,
    )  # fmt: skip


def known_key(now: datetime) -> Identity | None:
    """For pages, which make nothing: None while no document has been made."""
    made = is_there(given=settings.DOCUMENT_KEY, data=settings.DATA_DIR)
    return document_key(now) if made else None
