"""Work that runs by itself, for IT administration: runs, the queue, and mails that did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django_tasks_db.models import DBTaskResult

from goodstanding.store import models

LAST = 20
SILENT = timedelta(minutes=5)
SERVICES = {
    "signer": "The signer of checkpoints",
    "authority": "The time-stamping authority",
    "signer_process": "The signer’s process, beside this server",
    "worker_process": "The worker’s process, beside this server",
}


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One piece of the schedule and its last run. `seconds` is how long that took."""

    name: str
    due: datetime | None
    failures: int
    state: str
    started: datetime | None
    seconds: float | None
    result: str
    by: str


@dataclass(frozen=True, slots=True)
class JobLine:
    what: str
    state: str
    asked: datetime
    started: datetime | None
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class RunLine:
    work: str
    state: str
    asked: datetime
    started: datetime | None
    seconds: float | None
    result: str
    by: str


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail that has not arrived. `to` is the account's address; there is nothing else to tell."""

    id: int
    to: str
    state: str
    made: datetime
    attempts: int
    next_try: datetime | None
    problem: str


def lines() -> dict[str, WorkLine]:
    """The last run of each, by name. One statement."""
    last = models.ScheduledRun.objects.filter(work=OuterRef("pk")).order_by("-id")
    fields = ("state", "asked", "started", "finished", "result", "by__name")
    found = models.ScheduledWork.objects.annotate(
        **{f"last_{name}": Subquery(last.values(name)[:1]) for name in fields}
    )
    rows = found.values_list("name", "due", "failures", *(f"last_{name}" for name in fields))
    return {name: _line(name, due, failures, *rest) for name, due, failures, *rest in rows}


def _line(name: str, due: datetime, failures: int, *last: Any) -> WorkLine:
    state, _, started, finished, result, by = last
    return WorkLine(
        name, due, failures, state or "", started, _took(started, finished), result or "", by or ""
    )


def _took(started: datetime | None, finished: datetime | None) -> float | None:
    return (finished - started).total_seconds() if started and finished else None


def runs(name: str) -> list[RunLine]:
    """The last runs of one piece of work, the latest first. One statement."""
    found = models.ScheduledRun.objects.filter(work=name).order_by("-id")
    rows = found.values_list("state", "asked", "started", "finished", "result", "by__name")[:50]
    return [
        RunLine(name, state, asked, started, _took(started, finished), result, by or "")
        for state, asked, started, finished, result, by in rows
    ]


def jobs() -> list[JobLine]:
    """What waits in the queue, runs or failed, the schedule’s own left out. One statement."""
    found = DBTaskResult.objects.exclude(status="SUCCESSFUL").exclude(
        task_path__endswith="scheduler.carry_out"
    )
    rows: Any = found.order_by("-enqueued_at").values_list(
        "task_path", "status", "enqueued_at", "started_at", "finished_at"
    )
    return [JobLine(path.rsplit(".", 1)[-1], status.lower(), *times) for path, status, *times in rows[:LAST]]


def undelivered() -> list[MailLine]:
    """Mails that wait for another attempt or were given up. One statement."""
    found = models.Mail.objects.filter(state__in=("waiting", "sending", "failed")).exclude(
        state="waiting", attempts=0
    )
    rows = found.order_by("-id").values_list(
        "id", "address", "state", "made", "attempts", "next_try", "problem"
    )
    return [MailLine(*row) for row in rows[:50]]


def heard(now: datetime) -> datetime | None:
    """When the worker last took something up. One statement."""
    latest: datetime | None = models.ScheduledRun.objects.aggregate(at=Max("started"))["at"]
    return latest


@dataclass(frozen=True, slots=True)
class ServiceLine:
    name: str
    tried: datetime
    failed_since: datetime | None
    problem: str


def services() -> list[ServiceLine]:
    """What outside this process is spoken to, and whether it answers. One statement."""
    rows: Any = models.ServiceState.objects.order_by("name").values_list(
        "name", "tried", "failed_since", "problem"
    )
    return [ServiceLine(SERVICES.get(name, name), *rest) for name, *rest in rows]
