"""Reviews of everybody's figures: asked for, carried out in the background, kept as they stood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from goodstanding.domain.errors import NotAllowed, NotFound, NotNow
from goodstanding.queries.fairness import count_fairness
from goodstanding.queries.organisation import organisation
from goodstanding.queries.signals.calendar import periods
from goodstanding.queries.signals.stored import WORK_MOVED, WorkMoved, kept
from goodstanding.queries.standing import viewer
from goodstanding.stats.signals.findings import Finding, Review
from goodstanding.store import models

State = models.SignalRun.State
UNDER_WAY = (State.WAITING, State.RUNNING)
SILENT = timedelta(minutes=30)
NEVER_STARTED = timedelta(days=1)
AGAIN_WITHIN, MOST_AGAIN = timedelta(days=1), 3
"""A review that the schedule asked for and that failed is asked for again, so often within so long."""
METHOD = "signals 2"
BATCH = 500
BUG = (
    "This is our fault, not that of the figures. Nothing was kept. Tell your administrator when it happened."
)
STOPPED = "The program was stopped while this review ran. Nothing was kept; start it again."
NOTHING = "No metric has figures in even periods for long enough: 13 weeks, months or quarters at least."


def request_review(*, by: UUID, now: datetime) -> UUID:
    """Have everybody's figures reviewed in the background; the job exists if and only if the run does."""
    if "" not in viewer(by, "", timezone.localdate(now)).scopes("hr"):
        raise NotAllowed("A review reads everybody’s figures: HR for the whole organisation starts it.")
    return _request(by, now)


def request_due_review(*, now: datetime) -> UUID | None:
    """The one that the schedule asks for, if it is time and there are new figures since the last."""
    every = organisation().policy.figures_reviewed_every_weeks
    given_up = Q(by=None, state=State.FAILED)
    if models.SignalRun.objects.filter(given_up, created__gt=now - AGAIN_WITHIN).count() >= MOST_AGAIN:
        return None
    recent = Q(created__gt=now - timedelta(weeks=every)) & ~given_up | Q(state__in=UNDER_WAY)
    if not every or models.SignalRun.objects.filter(recent).exists():
        return None
    last = models.SignalRun.objects.filter(state=State.DONE).order_by("-created").first()
    found = periods(timezone.localdate(now))
    if found is None or (last is not None and last.as_of is not None and last.as_of >= found.after):
        return None
    return _request(None, now)


def _request(by: UUID | None, now: datetime) -> UUID:
    try:
        with transaction.atomic():
            row = models.SignalRun.objects.create(by_id=by, created=now, heard=now, stage="Waiting to start")
            carry_out_review.enqueue(str(row.id))
    except IntegrityError as error:
        raise NotNow("A review is under way already. Its findings will be here in a moment.") from error
    return row.id


@task()
def carry_out_review(run: str) -> None:
    """Whatever goes wrong ends in a run that says so; nothing of it is kept."""
    id = UUID(run)
    started = models.SignalRun.objects.filter(id=id, state=State.WAITING)
    if not started.update(state=State.RUNNING, heard=timezone.now()):
        return
    try:
        _carry_out(id)
    except Exception:
        _end(id, State.FAILED, message=BUG)
        raise


def _carry_out(run: UUID) -> None:
    asked = models.SignalRun.objects.values_list("created", flat=True).get(id=run)
    today = timezone.localdate(asked)
    _say(run, "Counting plans and ratings", 0)
    fair = count_fairness(today)
    found = periods(today)
    if found is None:
        _end(run, State.DONE, as_of=today, message=NOTHING, result={"people": 0}, fairness=fair)
        return
    # Arrays are loaded by whoever reviews, not by every page.
    from goodstanding.queries.signals.funnels import funnel_points
    from goodstanding.queries.signals.moves import work_moved
    from goodstanding.queries.signals.panel import read_panel
    from goodstanding.stats.signals.review import review
    from goodstanding.stats.signals.settings import SignalSettings

    settings = SignalSettings()
    panel = read_panel(found, lambda stage, done: _say(run, stage, done))
    _say(run, "Comparing with co-workers and with the past", 0)
    result = review(panel, settings)
    _say(run, "Looking for work that was moved", 0)
    moved = work_moved(panel, result.as_of)
    _keep(run, result, moved, funnel_points(panel), found.left_out, fair)


def _keep(
    run: UUID,
    result: Review,
    moved: Sequence[WorkMoved],
    funnels: list[Any],
    left_out: Sequence[str],
    fairness: dict[str, Any],
) -> None:
    with transaction.atomic():
        models.Signal.objects.bulk_create(_rows(run, [*result.findings, *moved]), BATCH)
        _end(
            run,
            State.DONE,
            as_of=result.as_of,
            method=METHOD,
            funnels=funnels,
            fairness=fairness,
            result={
                "people": result.people,
                "judged": dict(result.judged),
                "not_enough": {kind: dict(reasons) for kind, reasons in result.not_enough.items()},
                "set_fdr": dict(result.set_fdr),
                "notes": list(result.notes),
                "left_out": list(left_out),
            },
        )


def _rows(run: UUID, found: Iterable[Finding | WorkMoved]) -> list[models.Signal]:
    return [
        models.Signal(
            run_id=run,
            person_id=UUID(each.person_id),
            kind=each.kind.value if isinstance(each, Finding) else WORK_MOVED,
            peer_group=each.peer_group,
            finding=kept(each),
        )
        for each in found
    ]


def _say(run: UUID, stage: str, done: int) -> None:
    models.SignalRun.objects.filter(id=run).update(stage=stage, done=done, heard=timezone.now())


def _end(run: UUID, state: str, **values: Any) -> None:
    """Only a run under way ends; one that was given up meanwhile keeps nothing."""
    now = timezone.now()
    ended = models.SignalRun.objects.filter(id=run, state=State.RUNNING).update(
        state=state, finished=now, heard=now, stage="", **values
    )
    if not ended and state == State.DONE:
        raise NotFound("This review was given up meanwhile.")


def reap(*, now: datetime, worker_starts: bool = False) -> int:
    """Runs whose worker is gone are marked as failed. A worker that starts knows that no other is at work."""
    running = Q(state=State.RUNNING)
    if not worker_starts:
        running &= Q(heard__lt=now - SILENT)
    lost = Q(state=State.WAITING, heard__lt=now - NEVER_STARTED)
    gone = models.SignalRun.objects.filter(running | lost)
    return gone.update(state=State.FAILED, finished=now, message=STOPPED)
