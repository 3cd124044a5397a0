"""After something was erased: nothing of it stays beside the database, and a journal outlives the backups."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from goodstanding.domain import erasure_journal
from goodstanding.domain.erasure_journal import Line

log = logging.getLogger("goodstanding")


def after_commit(lines: Sequence[Line]) -> None:
    """Inside the transaction of the erasure: what has to happen once it is committed."""

    def finish() -> None:
        write_journal(lines)
        scrub()

    transaction.on_commit(finish)


def write_journal(lines: Sequence[Line]) -> None:
    path = Path(settings.DATA_DIR) / erasure_journal.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(map(erasure_journal.written, lines)).encode("utf-8")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, text)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def scrub() -> bool:
    """SQLite keeps former pages in its write-ahead log until it is emptied. False: somebody was reading, and
    it has to be tried again. PostgreSQL removes old rows by VACUUM (docs/how-to/erase.md)."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = bool(cursor.fetchone()[0])
    if busy:
        log.warning("The write-ahead log could not be emptied after an erasure; it is tried again.")
    return not busy
