"""A second connection: one moment of the database, read while others go on writing, or another database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SNAPSHOT, SOURCE = "snapshot", "source"


@contextmanager
def one_moment(settings: dict[str, Any] | None = None, alias: str = SNAPSHOT) -> Iterator[str]:
    """The alias of a connection on which every read sees the same moment, and which holds no writer up.

    `settings` as in DATABASES; this program's own database without."""
    made = _wrapper(settings, alias)
    options = dict(made.settings_dict["OPTIONS"])
    if made.vendor == "sqlite":
        options["transaction_mode"] = "DEFERRED"
    else:
        from psycopg import IsolationLevel

        options["isolation_level"] = IsolationLevel.REPEATABLE_READ
    made.settings_dict["OPTIONS"] = options
    connections[alias] = made
    try:
        with transaction.atomic(using=alias, durable=True):
            yield alias
    finally:
        made.close()
        del connections[alias]


def _wrapper(settings: dict[str, Any] | None, alias: str) -> BaseDatabaseWrapper:
    if settings is None:
        own: BaseDatabaseWrapper = connections["default"].copy(alias)
        return own
    whole = connections.configure_settings({"default": connection.settings_dict, alias: settings})
    connections.settings[alias] = whole[alias]
    return connections.create_connection(alias)
