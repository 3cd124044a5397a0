"""Whose turn it is to write, where the database is one file.

SQLite lets whoever waits ask again after a pause, and an unlucky one may ask for half a minute while others
pass.
The system's own lock on a file beside the database wakes those who wait one after the other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn while inside. Nothing on PostgreSQL, which queues by itself, and nothing inside a
    transaction: whoever has the database's lock never waits for this one, so the two cannot block each
    other."""
    path = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or connection.in_atomic_block or not os.path.isabs(path):
        yield
        return
    descriptor = os.open(f"{path}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
