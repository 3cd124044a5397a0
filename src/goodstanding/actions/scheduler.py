"""Runs the schedule: a run is queued in the transaction that moves its next time, and says how it ended.

A run that fails is tried again after 1, 4, 16 … minutes, at the latest at its usual time. One whose worker
was killed is marked as stopped and is due at once: whatever is left to do is found again by its function.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from goodstanding.actions import schedule
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow
from goodstanding.queries.standing import viewer
from goodstanding.store import models

State = models.ScheduledRun.State
OPEN = (State.WAITING, State.RUNNING)
FIRST_RETRY = timedelta(minutes=1)
SILENT = timedelta(hours=1)
NEVER_STARTED = timedelta(hours=6)
KEPT_RUNS = 50
KEPT_JOBS = timedelta(days=7)


def request_due(*, now: datetime) -> int:
    """Queue whatever is due and not under way. Two statements when nothing is."""
    known = {row.name: row for row in models.ScheduledWork.objects.all()}
    busy = set(models.ScheduledRun.objects.filter(state__in=OPEN).values_list("work_id", flat=True))
    queued = 0
    for work in schedule.WORK:
        row = known.get(work.name)
        if row is None:
            row, _ = models.ScheduledWork.objects.get_or_create(name=work.name, defaults={"due": now})
        if row.due <= now and work.name not in busy:
            queued += _queue(work, now, None) is not None
    return queued


def run_now(*, name: str, by: UUID, now: datetime) -> int:
    """Out of turn, for IT administration."""
    if "" not in viewer(by, "", timezone.localdate(now)).scopes("it_admin"):
        raise NotAllowed("What runs by itself is kept by IT administration.")
    work = schedule.find(name)
    if work is None:
        raise NotFound("There is no such work.")
    models.ScheduledWork.objects.get_or_create(name=name, defaults={"due": now})
    run = _queue(work, now, by)
    if run is None:
        raise NotNow("It is under way already. Look at its result in a moment.")
    return run


def _queue(work: schedule.Work, now: datetime, by: UUID | None) -> int | None:
    """The run, or None if one is open already. The job exists if and only if the run does."""
    try:
        with transaction.atomic():
            run = models.ScheduledRun.objects.create(
                work_id=work.name, state=State.WAITING, asked=now, by_id=by
            )
            models.ScheduledWork.objects.filter(name=work.name).update(due=now + work.every)
            carry_out.enqueue(work.name, run.pk)
    except IntegrityError:
        return None
    return run.pk


@task()
def carry_out(name: str, run: int) -> None:
    """Whatever goes wrong ends in a run that says so. Only the kind of a mistake is kept: its words may
    name somebody."""
    started = models.ScheduledRun.objects.filter(id=run, state=State.WAITING)
    if not started.update(state=State.RUNNING, started=timezone.now()):
        return
    work = schedule.find(name)
    if work is None:
        _end(run, State.DONE, "This work is no longer part of the schedule.")
        return
    try:
        result = work.run(timezone.now())
    except Exception as error:
        _failed(work, run, type(error).__name__)
        raise
    _end(run, State.DONE, result)
    models.ScheduledWork.objects.filter(name=name, failures__gt=0).update(failures=0)


def _failed(work: schedule.Work, run: int, what: str) -> None:
    now = timezone.now()
    with transaction.atomic():
        row = models.ScheduledWork.objects.select_for_update().get(name=work.name)
        failures = row.failures + 1
        wait = min(work.every, FIRST_RETRY * 4 ** min(failures - 1, 6))
        models.ScheduledWork.objects.filter(name=work.name).update(failures=failures, due=now + wait)
        _end(run, State.FAILED, f"It stopped with {what}. It is tried again.")


def _end(run: int, state: str, result: str) -> None:
    models.ScheduledRun.objects.filter(id=run, state=State.RUNNING).update(
        state=state, finished=timezone.now(), result=result[:300]
    )


def reap(*, now: datetime, worker_starts: bool = False) -> int:
    """Runs whose worker is gone are marked as stopped, and their work is due again at once.

    A worker that starts knows that no other is at work; what waits is still in the queue and stays there.
    """
    running = Q(state=State.RUNNING)
    if not worker_starts:
        running &= Q(started__lt=now - SILENT)
    lost = Q(state=State.WAITING, asked__lt=now - NEVER_STARTED)
    with transaction.atomic():
        gone = models.ScheduledRun.objects.filter(running | lost)
        names = list(gone.values_list("work_id", flat=True))
        if names:
            gone.update(state=State.STOPPED, finished=now, result="The program was stopped while this ran.")
            models.ScheduledWork.objects.filter(name__in=names).update(due=now)
    return len(names)


def tidy(now: datetime) -> str:
    """Old runs and finished jobs go; the last fifty runs of each work stay."""
    removed = 0
    for name in models.ScheduledWork.objects.values_list("name", flat=True):
        runs = models.ScheduledRun.objects.filter(work=name).exclude(state__in=OPEN)
        keep = list(runs.order_by("-id").values_list("id", flat=True)[:KEPT_RUNS])
        removed += runs.exclude(id__in=keep).delete()[0]
    done = DBTaskResult.objects.filter(finished_at__lt=now - KEPT_JOBS)
    return f"{removed + done.delete()[0]} old runs and jobs were removed."
