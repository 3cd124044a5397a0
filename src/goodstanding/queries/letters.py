"""Letters that were issued, as far as a reader may see the entries that name them."""

from __future__ import annotations

from uuid import UUID

from goodstanding.domain.errors import NotFound
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.standing import Viewer
from goodstanding.store import models

GONE = "There is no such letter, or it is not for you."


def document(viewer: Viewer, person: UUID, entry: UUID) -> bytes:
    """The bytes as they were handed over. NotFound for whoever does not read the entry."""
    head = open_file(viewer, person)
    found = models.Letter.objects.filter(entry__in=visible_entries(head).filter(id=entry)).first()
    if found is None:
        raise NotFound(GONE)
    return bytes(found.document)
