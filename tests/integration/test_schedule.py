"""What runs by itself: once, again after a failure, and nothing lost when the worker is killed."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from types import MethodType
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from goodstanding.actions import jobs, schedule, scheduler
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow
from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class Broken(RuntimeError):
    pass


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """A schedule of one piece of work, which notes when it ran."""
    ran: list[datetime] = []

    def run(now: datetime) -> str:
        ran.append(now)
        return "Noted."

    put(monkeypatch, run)
    return ran


def put(monkeypatch: pytest.MonkeyPatch, run: Any) -> None:
    one = schedule.Work(name="noted", title="Noted", why="For a test.", every=HOUR, run=run)
    monkeypatch.setattr(schedule, "WORK", (one,))


def work_off() -> None:
    """As the worker does, which closes its connection after each job and so cannot run inside a test."""
    for job in DBTaskResult.objects.filter(status="READY"):
        try:
            scheduler.carry_out.func(*job.args_kwargs["args"])
        except Broken:
            DBTaskResult.objects.filter(id=job.id).update(status="FAILED", finished_at=timezone.now())
        else:
            DBTaskResult.objects.filter(id=job.id).update(status="SUCCESSFUL", finished_at=timezone.now())


def last() -> models.ScheduledRun:
    return models.ScheduledRun.objects.latest("id")


def test_what_is_due_runs_once_and_says_when_it_comes_next(cast: Cast, done: list[datetime]) -> None:
    now = timezone.now()
    assert scheduler.request_due(now=now) == 1
    assert scheduler.request_due(now=now) == 0, "it waits already"
    work_off()
    assert len(done) == 1
    assert (last().state, last().result) == ("done", "Noted.")
    assert models.ScheduledWork.objects.get().due == now + HOUR
    assert scheduler.request_due(now=now + HOUR - timedelta(seconds=1)) == 0
    assert scheduler.request_due(now=now + HOUR) == 1


def test_a_failure_is_said_without_its_words_and_tried_again_after_longer_and_longer_waits(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(now: datetime) -> str:
        raise Broken("Eve Employee has no figures")

    put(monkeypatch, fails)
    waits = []
    for _ in range(5):
        scheduler.request_due(
            now=models.ScheduledWork.objects.values_list("due", flat=True).first() or timezone.now()
        )
        before = timezone.now()
        work_off()
        row = models.ScheduledWork.objects.get()
        waits.append(round((row.due - before).total_seconds() / 60))
        assert last().state == "failed"
        assert "Broken" in last().result
        assert "Eve" not in last().result
    assert waits == [1, 4, 16, 60, 60], "never later than its usual time"
    put(monkeypatch, lambda now: "Well again.")
    scheduler.request_due(now=row.due)
    work_off()
    assert models.ScheduledWork.objects.get().failures == 0


def test_what_a_killed_worker_left_running_is_due_again_at_once(cast: Cast, done: list[datetime]) -> None:
    now = timezone.now()
    scheduler.request_due(now=now)
    models.ScheduledRun.objects.update(state="running", started=now)  # and then the power went
    DBTaskResult.objects.update(status="RUNNING", started_at=now)
    later = now + timedelta(minutes=2)
    assert scheduler.reap(now=later) == 0, "it may still be at work"
    jobs.free_stale_jobs(everything=True)
    assert scheduler.reap(now=later, worker_starts=True) == 1
    assert last().state == "stopped"
    assert scheduler.request_due(now=later) == 1
    work_off()
    assert len(done) == 1


def test_what_waited_when_the_worker_was_killed_still_waits(cast: Cast, done: list[datetime]) -> None:
    scheduler.request_due(now=timezone.now())
    jobs.free_stale_jobs(everything=True)
    scheduler.reap(now=timezone.now(), worker_starts=True)
    work_off()
    assert len(done) == 1


def test_the_worker_keeps_the_schedule(
    cast: Cast, done: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Worker:
        def run(self) -> None:
            work_off()

    monkeypatch.setattr(jobs, "_worker", Worker)
    stop = threading.Event()
    rounds = iter(range(4))

    def wait(self: threading.Event, seconds: float | None = None) -> bool:
        if next(rounds, None) is None:
            self.set()
        return self.is_set()

    stop.wait = MethodType(wait, stop)  # type: ignore[method-assign]
    jobs.run_worker(stop, interval=0)
    assert len(done) == 1


def test_it_may_run_work_out_of_turn_and_nobody_else(cast: Cast, done: list[datetime]) -> None:
    now = timezone.now()
    with pytest.raises(NotAllowed):
        scheduler.run_now(name="noted", by=cast.hedda, now=now)
    with pytest.raises(NotFound):
        scheduler.run_now(name="nothing", by=cast.ivo, now=now)
    scheduler.run_now(name="noted", by=cast.ivo, now=now)
    with pytest.raises(NotNow):
        scheduler.run_now(name="noted", by=cast.ivo, now=now)
    work_off()
    assert last().by_id == cast.ivo


def test_it_sees_each_piece_of_work_with_its_last_run(
    cast: Cast, client: Client, done: list[datetime]
) -> None:
    as_(client, cast, "ivo")
    before = said(client.get("/work/"))
    assert "The worker is not heard" in before
    scheduler.request_due(now=timezone.now())
    work_off()
    page = said(client.get("/work/"))
    assert "Noted." in page
    assert "The worker is not heard" not in page
    assert client.post("/work/noted/run/").headers["Location"] == "/work/"
    assert "Noted." in said(client.get("/work/noted/"))


def test_every_piece_of_the_real_schedule_has_a_name_of_its_own_and_runs(cast: Cast) -> None:
    names = [work.name for work in schedule.WORK]
    assert len(names) == len(set(names))
    for work in schedule.WORK:
        assert work.run(timezone.now()), work.name


def test_old_runs_go_and_the_last_stay(cast: Cast, done: list[datetime]) -> None:
    now = timezone.now()
    scheduler.request_due(now=now)
    work_off()
    models.ScheduledRun.objects.bulk_create(
        models.ScheduledRun(work_id="noted", state="done", asked=now) for _ in range(60)
    )
    DBTaskResult.objects.update(finished_at=now - timedelta(days=30))
    assert scheduler.tidy(now) == "12 old runs and jobs were removed."
    assert models.ScheduledRun.objects.count() == scheduler.KEPT_RUNS
