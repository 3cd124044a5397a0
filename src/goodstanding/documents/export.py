"""A person's file as documented JSON: docs/reference/file-export.md says what each part means."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from goodstanding.queries.exchange import exported
from goodstanding.queries.standing import Viewer


def export_file(person: UUID, viewer: Viewer | None, now: datetime, *, since: int = 0) -> dict[str, Any]:
    """What `viewer` may read of the file, as plain JSON values; all of it where there is no viewer. `since`:
    the size of a checkpoint that somebody kept, which the newest is shown to continue."""
    return exported(person, viewer, now, since=since).model_dump(mode="json", serialize_as_any=True)


def export_text(person: UUID, viewer: Viewer | None, now: datetime, *, since: int = 0) -> str:
    return json.dumps(export_file(person, viewer, now, since=since), indent=2, ensure_ascii=False) + "\n"
