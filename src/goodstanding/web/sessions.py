"""Sessions in the database as Django keeps them, read by a prepared query: every request reads one."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from goodstanding.queries.sessions import session_data


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        found = session_data(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found)
