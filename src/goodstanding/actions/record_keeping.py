"""Beside the jobs: checkpoints and time stamps, each in a thread of the worker, so that neither a long import
nor an authority that does not answer keeps the others waiting."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from goodstanding.actions import checkpoints, timestamps
from goodstanding.domain.errors import GoodStandingError
from goodstanding.queries.checkpoints import AUTHORITY, SIGNER

log = logging.getLogger("goodstanding")
SECONDS = 2.0


def keep_record(stop: threading.Event) -> list[threading.Thread]:
    """Start both; they end soon after `stop` is set."""
    duties = ((SIGNER, _sign), (AUTHORITY, _stamp))
    threads = [
        threading.Thread(target=_repeat, args=(stop, name, duty), name=name, daemon=True)
        for name, duty in duties
    ]
    for thread in threads:
        thread.start()
    return threads


def _sign(now: datetime) -> None:
    checkpoints.make_due(now=now)


def _stamp(now: datetime) -> None:
    timestamps.stamp_due(now=now)


def _repeat(stop: threading.Event, name: str, duty: Callable[[datetime], None]) -> None:
    while not stop.is_set():
        try:
            once(name, duty, timezone.now())
        except DatabaseError as error:
            log.warning("The %s thread could not reach the database and tries again: %s", name, error)
            close_old_connections()
        stop.wait(SECONDS)
    connection.close()


def once(name: str, duty: Callable[[datetime], None], now: datetime) -> None:
    """One try. What the program itself finds wrong is shown to those who run the server, and tried again."""
    try:
        duty(now)
    except GoodStandingError as error:
        log.error("%s: %s", name, error.message)
        checkpoints.note_service(name, now=now, problem=error.message)
