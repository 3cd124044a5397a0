"""Bring files in: receive, map, check, then write everything in one transaction.

The reading itself is `goodstanding.ingest`, which calls `check` and `carry_out` with the rows it read.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions.imports import (
    _absences,
    _appraisals,
    _assignments,
    _observations,
    _people,
    _problems,
    _targets,
    _teams,
    _work,
    kept,
)
from goodstanding.actions.imports.rows import GivenRows, Plan, Request
from goodstanding.domain.errors import Conflict, NotAllowed, NotFound, NotNow, UserError
from goodstanding.queries.imports import PARTS, may_follow, may_import
from goodstanding.queries.standing import viewer
from goodstanding.store import models

State = models.ImportRun.State
PLANNERS = {
    "people": _people.plan,
    "teams": _teams.plan,
    "assignments": _assignments.plan,
    "appraisals": _appraisals.plan,
    "observations": _observations.plan,
    "targets": _targets.plan,
    "absences": _absences.plan,
    "work": _work.plan,
}
EDITABLE = frozenset({State.UPLOADED, State.MAPPED, State.CHECKED, State.FAILED})
UNDER_WAY = frozenset({State.CHECKING, State.RUNNING})
SILENT_SECONDS = 120
NEVER_STARTED_SECONDS = 3600


def receive(*, target: str, filename: str, chunks: Iterable[bytes], by: UUID, now: datetime) -> UUID:
    """Keep an uploaded file and open a run for it. Returns the run's id."""
    _check_may(by, now, target)
    file = kept.keep(chunks)
    shown = "".join(c if c.isprintable() else "?" for c in filename)[-200:] or "upload"
    run = models.ImportRun.objects.create(
        id=uuid.uuid4(), target=target, filename=shown, sha256=file.sha256, size=file.size, path=file.path,
        by_id=by, created=now,
    )  # fmt: skip
    return run.id


def _check_may(by: UUID, now: datetime, target: str) -> None:
    if target not in PARTS:
        raise UserError("That cannot be imported.", fields={"target": ["Choose what the file holds."]})
    if not may_import(viewer(by, "", timezone.localdate(now)), target):
        who = " or ".join("HR" if part == "hr" else "IT administration" for part in PARTS[target])
        raise NotAllowed(f"This is imported by {who}. Ask them.")


def _open(run: UUID, by: UUID, now: datetime) -> models.ImportRun:
    """The run, locked, for somebody who may import what it holds."""
    found = models.ImportRun.objects.select_for_update().filter(id=run).first()
    who = viewer(by, "", timezone.localdate(now))
    if found is None or not may_follow(who, found.target, by=found.by_id):
        raise NotFound("There is no such import.")
    return found


def _move(row: models.ImportRun, to: str, **values: Any) -> None:
    """Compare and set, so that a second click or an old page changes nothing."""
    found = models.ImportRun.objects.filter(id=row.id, state=row.state, version=row.version)
    if not found.update(state=to, version=row.version + 1, **values):
        raise Conflict("This import was changed in another window. Look at it again.")


@transaction.atomic
def set_options(*, run: UUID, options: Mapping[str, Any], by: UUID, now: datetime) -> None:
    """How the file is to be read. What was checked before counts no longer."""
    row = _open(run, by, now)
    _check_editable(row)
    _move(row, State.UPLOADED, options={**row.options, **options})


@transaction.atomic
def begin_check(
    *,
    run: UUID,
    mapping: Mapping[str, Any],
    options: Mapping[str, Any],
    signature: str,
    by: UUID,
    now: datetime,
) -> None:
    """Keep the mapping, for the next file of the same columns too, and mark the run as being checked."""
    row = _open(run, by, now)
    _check_editable(row)
    chosen = {**row.options, **options}
    models.ImportTemplate.objects.update_or_create(
        target=row.target, signature=signature,
        defaults={"mapping": dict(mapping), "options": chosen, "by_id": by, "saved": now},
    )  # fmt: skip
    kept.write_progress(row.path, "Waiting to start", 0, None)
    _move(row, State.CHECKING, mapping=dict(mapping), options=chosen, message="", problems=[], summary={})


def _check_editable(row: models.ImportRun) -> None:
    if row.state not in EDITABLE:
        raise NotNow("This import is under way or over. Start a new one for another file.")


@transaction.atomic
def begin(*, run: UUID, good_rows_only: bool, by: UUID, now: datetime) -> None:
    row = _open(run, by, now)
    if row.state != State.CHECKED:
        raise NotNow("Check the file first; then the import can start.")
    if row.rows_bad and not good_rows_only:
        raise NotNow(f"{row.rows_bad:,} rows are wrong. Put them right, or choose to import the good rows.")
    if not row.rows_good:
        raise NotNow("There is no good row to import.")
    kept.write_progress(row.path, "Waiting to start", 0, None)
    _move(row, State.RUNNING, good_rows_only=good_rows_only, by_id=by)


@transaction.atomic
def discard(*, run: UUID, by: UUID, now: datetime) -> None:
    """Give an import up that has not started. The file is removed; that there was one stays."""
    row = _open(run, by, now)
    _check_editable(row)
    _move(row, State.ABANDONED, finished=now)
    transaction.on_commit(lambda: kept.remove(row.path))


def check(*, run: UUID, rows: GivenRows, now: datetime) -> None:
    """Say what the import would do, and store that. Nothing else is written."""
    row = models.ImportRun.objects.get(id=run)
    if row.state != State.CHECKING:
        return
    plan = _planned(row, rows, _request(row, now))
    _store_check(row, plan, State.CHECKED)


def _planned(row: models.ImportRun, rows: GivenRows, request: Request) -> Plan:
    plan = PLANNERS[row.target](rows, request)
    plan.bad.sort(key=lambda bad: bad.row)
    return plan


def _request(row: models.ImportRun, now: datetime, scratch: Path | None = None) -> Request:
    chosen = row.options
    day = chosen.get("effective_on")
    return Request(
        by=row.by_id, now=now, today=timezone.localdate(now), run=row.id, scratch=scratch,
        effective_on=date.fromisoformat(day) if day else None,
        empty_unknown_managers=chosen.get("unknown_managers") == "empty",
        progress=lambda stage, done: kept.write_progress(row.path, stage, done, row.rows_total),
    )  # fmt: skip


def _store_check(row: models.ImportRun, plan: Plan, to: str, message: str = "") -> None:
    problems = _problems.keep(kept.beside(row.path, "problems.csv"), plan.bad)
    _move(
        row,
        to,
        problems=problems,
        summary=_problems.summary(plan),
        rows_total=plan.good + len(plan.bad),
        rows_good=plan.good,
        rows_bad=len(plan.bad),
        created_count=plan.created,
        updated_count=plan.updated,
        unchanged_count=plan.unchanged,
        message=message,
    )


def carry_out(*, run: UUID, rows: GivenRows, now: datetime) -> None:
    """Write what the rows say, in one transaction that also says that it is done."""
    row = models.ImportRun.objects.get(id=run)
    if row.state != State.RUNNING:
        return
    plan = _planned(row, rows, _request(row, now, kept.beside(row.path, "staged")))
    if plan.bad and not row.good_rows_only:
        message = "Since the file was checked, rows of it have become wrong. Nothing was imported; see below."
        _store_check(row, plan, State.FAILED, message)
        return
    kept.write_progress(row.path, "Writing", 0, None)
    with transaction.atomic():
        plan.write()
        _store_check(row, plan, State.DONE)
        models.ImportRun.objects.filter(id=run).update(finished=timezone.now())
    _clean(row)


def fail(*, run: UUID, message: str) -> None:
    """Say why it did not work. The file stays, so that other choices can be tried."""
    row = models.ImportRun.objects.filter(id=run, state__in=UNDER_WAY).first()
    if row is not None:
        with suppress(Conflict):
            _move(row, State.FAILED, message=message)


def _clean(row: models.ImportRun) -> None:
    """An imported file is not needed any more: what it said is in the record, and its hash in the run."""
    for path in (
        kept.folder() / Path(row.path).name,
        *(kept.beside(row.path, what) for what in ("progress", "staged")),
    ):
        path.unlink(missing_ok=True)


def reap(*, worker_starts: bool = False) -> int:
    """Runs whose worker is gone are marked as failed: nothing of them was written.

    A worker that starts knows that no other one is at work; what waits for it waits on.
    """
    gone = 0
    for row in models.ImportRun.objects.filter(state__in=UNDER_WAY):
        if _is_dead(row, worker_starts):
            gone += 1
            fail(
                run=row.id,
                message="The program was stopped while this ran. Nothing was imported; start again.",
            )
    return gone


def _is_dead(row: models.ImportRun, worker_starts: bool) -> bool:
    progress = kept.read_progress(row.path)
    if progress is None:
        return True
    if progress.stage == "Waiting to start":
        return time.time() - progress.at > NEVER_STARTED_SECONDS
    return worker_starts or not _alive(progress.pid) or time.time() - progress.at > SILENT_SECONDS


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OSError):
        return True
    return not _is_zombie(pid)


def _is_zombie(pid: int) -> bool:
    """Killed, but not yet taken note of by whoever started it. Known on Linux only."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (OSError, IndexError):
        return False


__all__ = [
    "begin",
    "begin_check",
    "carry_out",
    "check",
    "discard",
    "fail",
    "reap",
    "receive",
    "set_options",
]
