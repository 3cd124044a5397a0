"""Help for tests of imports: a run from bytes to its end without pages, and the worker's part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django_tasks_db.models import DBTaskResult

from goodstanding.actions import imports
from goodstanding.actions.jobs import _worker
from goodstanding.ingest import jobs
from goodstanding.ingest.mapping import Mapping as Columns
from goodstanding.store import models


def work() -> None:
    """What the background worker would do now. A job that breaks breaks the test."""
    for job in DBTaskResult.objects.ready():
        _worker().run_task(job)
        job.refresh_from_db()
        assert job.status == "SUCCESSFUL", job.traceback


def checked(
    target: str,
    content: str | bytes,
    columns: Mapping[str, str],
    constants: Mapping[str, str] | None = None,
    *,
    by: UUID,
    now: datetime,
    options: Mapping[str, Any] | None = None,
    **how: Any,
) -> models.ImportRun:
    data = content.encode() if isinstance(content, str) else content
    run = imports.receive(target=target, filename=f"{target}.csv", chunks=[data], by=by, now=now)
    jobs.request_check(
        run=run, mapping=Columns.of(columns, constants, **how), options=options or {}, signature="test",
        by=by, now=now,
    )  # fmt: skip
    work()
    return models.ImportRun.objects.get(id=run)


def imported(*args: Any, good_rows_only: bool = False, **given: Any) -> models.ImportRun:
    run = checked(*args, **given)
    assert run.state == "checked", run.message
    jobs.request_import(run=run.id, good_rows_only=good_rows_only, by=given["by"], now=given["now"])
    work()
    run.refresh_from_db()
    return run
