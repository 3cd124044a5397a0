"""A person's file as documented JSON: docs/reference/file-export.md says what each part means."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from goodstanding.actions import entries
from goodstanding.domain.entries.day_to_day import Exported
from goodstanding.queries import people
from goodstanding.queries.exchange import exported
from goodstanding.queries.files import open_file
from goodstanding.queries.standing import Viewer


def export_file(person: UUID, viewer: Viewer | None, now: datetime) -> dict[str, Any]:
    """What `viewer` may read of the file, as plain JSON values; all of it where there is no viewer."""
    return exported(person, viewer, now).model_dump(mode="json", serialize_as_any=True)


def export_text(person: UUID, viewer: Viewer | None, now: datetime) -> str:
    return json.dumps(export_file(person, viewer, now), indent=2, ensure_ascii=False) + "\n"


def export_for_command(*, number: str, email: str, now: datetime) -> dict[str, Any]:
    """For `goodstanding export`: as the page does it, the act being an entry of the file itself."""
    reader = people.reader_by_email(email, timezone.localdate(now))
    person = people.by_number(number)
    open_file(reader, person)
    entries.record(person=person, payload=Exported(to=reader.name, format="json"), by=reader.person, now=now)
    return export_file(person, reader, now)
