"""The background worker: it runs queued jobs, frees those whose worker died, and keeps projections fresh."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from goodstanding.actions import imports, peers, rounds, scheduler, signals

log = logging.getLogger("goodstanding")
HOUSEKEEPING_SECONDS = 5.0
STALE_AFTER = timedelta(hours=6)


def run_worker(stop: threading.Event, *, interval: float = 0.5) -> None:
    """Run jobs until `stop` is set. One worker for an instance is enough; a job under way is finished."""
    free_stale_jobs(everything=True)
    imports.reap(worker_starts=True)
    signals.reap(now=timezone.now(), worker_starts=True)
    scheduler.reap(now=timezone.now(), worker_starts=True)
    rounds.reap(now=timezone.now(), worker_starts=True)
    tidied = 0.0
    while not stop.is_set():
        try:
            _worker().run()
            if not tidied or time.monotonic() - tidied > HOUSEKEEPING_SECONDS:
                imports.reap()
                signals.reap(now=timezone.now())
                scheduler.reap(now=timezone.now())
                rounds.reap(now=timezone.now())
                scheduler.request_due(now=timezone.now())
                tidied = time.monotonic()
            more = peers.refresh()
        except DatabaseError as error:
            log.warning("The worker could not reach the database and tries again: %s", error)
            close_old_connections()
            more = 0
        if not more:
            stop.wait(interval)


def _worker() -> Worker:
    """One pass over the queue: at most one job, then the loop above looks around."""
    return Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False,
        max_tasks=1, worker_id="goodstanding", excluded_queue_names=[],
    )  # fmt: skip


def free_stale_jobs(*, everything: bool = False) -> int:
    """Jobs left as running by a worker that was killed are marked as failed; their runs say so themselves.

    At its start the one worker knows that whatever is still marked as running is not.
    """
    stale = DBTaskResult.objects.running()
    if not everything:
        stale = stale.filter(started_at__lt=timezone.now() - STALE_AFTER)
    return stale.update(
        status="FAILED", finished_at=timezone.now(), exception_class_path="goodstanding.WorkerStopped",
        traceback="The worker was stopped while this ran.",
    )  # fmt: skip
