"""Run an import: read the kept file with its mapping, and hand the rows to the actions. In the background."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from goodstanding.actions import imports
from goodstanding.actions.imports import kept
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Problem
from goodstanding.domain.errors import GoodStandingError, UserError
from goodstanding.ingest.files import Options
from goodstanding.ingest.limits import Limits
from goodstanding.ingest.mapping import Mapping as Columns
from goodstanding.ingest.read import Rows, rows
from goodstanding.ingest.results import BadRow, GoodRow
from goodstanding.ingest.targets import TARGETS
from goodstanding.queries.imports import RunView, run_for_job

log = logging.getLogger("goodstanding")
BUG = "This is our fault, not the file’s. Nothing was imported. Tell your administrator when it happened."


def file_options(chosen: Mapping[str, Any], max_bytes: int) -> Options:
    """What was chosen on the page; a blank means: guess."""
    header = {"yes": True, "no": False}.get(chosen.get("header", ""))
    return Options(
        encoding=chosen.get("encoding") or None,
        delimiter=chosen.get("delimiter") or None,
        header=header,
        sheet=chosen.get("sheet") or None,
        short_rows="fill" if chosen.get("short_rows") == "fill" else "refuse",
        limits=Limits(max_bytes=max_bytes),
    )


def request_check(
    *,
    run: UUID,
    mapping: Columns,
    options: Mapping[str, Any],
    signature: str,
    by: UUID,
    now: datetime,
) -> None:
    """Keep the mapping and have the file checked; the job exists if and only if the mapping was kept."""
    with transaction.atomic():
        imports.begin_check(
            run=run,
            mapping=mapping.model_dump(mode="json"),
            options=options,
            signature=signature,
            by=by,
            now=now,
        )
        check_import.enqueue(str(run))


def request_import(*, run: UUID, good_rows_only: bool, by: UUID, now: datetime) -> None:
    with transaction.atomic():
        imports.begin(run=run, good_rows_only=good_rows_only, by=by, now=now)
        carry_out_import.enqueue(str(run))


@task()
def check_import(run: str) -> None:
    _with_rows(UUID(run), imports.check)


@task()
def carry_out_import(run: str) -> None:
    _with_rows(UUID(run), imports.carry_out)


def _with_rows(run: UUID, act: Callable[..., None]) -> None:
    """Whatever goes wrong ends in a run that says so; nothing of it is written."""
    now = timezone.now()
    try:
        view = run_for_job(run)
        act(run=run, rows=_given(view, now), now=now)
    except UserError as error:
        imports.fail(run=run, message=error.message)
    except GoodStandingError as error:
        log.error("import %s: %s", run, error.message)
        imports.fail(run=run, message=BUG)
    except Exception:
        imports.fail(run=run, message=BUG)
        raise


def _given(view: RunView, now: datetime) -> GivenRows:
    path = kept.check_unchanged(view.path, view.sha256)
    mapping = Columns.model_validate(view.mapping)
    found: Rows[Any] = rows(
        path,
        file_options(view.options, kept.most_bytes()),
        mapping,
        TARGETS[view.target],
        today=timezone.localdate(now),
    )
    return _translated(found, view)


def _translated(found: Rows[Any], view: RunView) -> Iterator[Good | Bad]:
    said = time.monotonic()
    for number, row in enumerate(found):
        yield _one(row)
        if time.monotonic() - said > 0.5:
            said = time.monotonic()
            kept.write_progress(view.path, "Reading", number + 1, found.about_rows)
    kept.write_progress(view.path, "Comparing with what is known", 0, None)


def _one(row: GoodRow[Any] | BadRow) -> Good | Bad:
    if isinstance(row, GoodRow):
        return Good(row.row, row.value, row.count)
    return Bad(row.row, tuple(Problem(p.field, p.column, p.value, p.message) for p in row.problems))
