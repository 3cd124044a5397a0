"""Refuse a database that could lose what it has acknowledged: a receipt must not be un-written."""

from __future__ import annotations

from django.db import connection

from goodstanding.domain.errors import UserError

FULL = 2  # PRAGMA synchronous: 0 off, 1 normal, 2 full, 3 extra


def check_durable() -> None:
    """UserError naming the setting that has to be changed. SQLite `synchronous`, PostgreSQL `fsync` and
    `synchronous_commit`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            if cursor.fetchone()[0] < FULL:
                raise UserError("SQLite must run with synchronous=FULL; NORMAL loses entries in a power cut.")
            return
        for setting, bad in (("fsync", {"off"}), ("synchronous_commit", {"off"})):
            cursor.execute(f"SHOW {setting}")
            value = cursor.fetchone()[0]
            if value in bad:
                raise UserError(
                    f"PostgreSQL runs with {setting}={value} and could lose entries that people hold "
                    f"receipts for. Set {setting}=on and start again."
                )
