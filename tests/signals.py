"""Findings and reviews as tests need them: what a review would say, kept by the action that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goodstanding.queries.signals.stored import UnitMoved, WorkMoved
from goodstanding.stats.signals.findings import (
    Check,
    CheckName,
    CheckResult,
    Effect,
    Finding,
    Interval,
    Onset,
    Reason,
    Review,
    SignalKind,
)

AS_OF = date(2026, 2, 23)
WEEK = timedelta(weeks=1)


def onset(likely: date = AS_OF - 10 * WEEK) -> Onset:
    return Onset(likely - 3 * WEEK, likely, likely + 2 * WEEK, ((likely, 1.0),))


def effect(metric: str = "tickets", **more: Any) -> Effect:
    said = {
        "unit": "tickets", "before": 4.1, "after": 3.2, "change": Interval(-1.1, -0.8, -0.5),
        "standardised": Interval(-1.9, -1.4, -0.9), "periods_before": 40, "periods_after": 10,
    }  # fmt: skip
    return Effect(metric=metric, **{**said, **more})


def finding(person: UUID, kind: SignalKind = SignalKind.DECLINE, **more: Any) -> Finding:
    said = {
        "row": 0, "peer_group": "Agent, 2", "onset": None if kind is SignalKind.LEVEL else onset(),
        "size": Interval(-1.9, -1.4, -0.9), "effects": (effect(),), "peers": 7, "periods": 50, "lfdr": 0.04,
        "checks": (
            Check(CheckName.WORK_RECORDED, CheckResult.CLEAR, "Hours are recorded for 50 of 50 weeks."),
            Check(CheckName.ASSIGNMENTS, CheckResult.NOT_RECORDED),
        ),
    }  # fmt: skip
    return Finding(person_id=str(person), kind=kind, **{**said, **more})


def work_moved(person: UUID, to: UUID, **more: Any) -> WorkMoved:
    said = {
        "peer_group": "Agent, 2", "first": AS_OF - 26 * WEEK, "last": AS_OF - timedelta(days=1), "units": 10,
        "lost": (UnitMoved("Client 7", AS_OF - 12 * WEEK, str(to)),), "gained": 1, "share_before": 0.2,
        "share_after": 0.1, "group_units": 60, "group_moves": 7, "more_than_usual": True,
    }  # fmt: skip
    return WorkMoved(person_id=str(person), **{**said, **more})


def a_review(*findings: Finding, as_of: date = AS_OF, **more: Any) -> Review:
    said = {
        "as_of": as_of, "previous": as_of - 4 * WEEK, "people": 60,
        "judged": {SignalKind.DECLINE: 52, SignalKind.LEVEL: 55},
        "not_enough": {
            SignalKind.DECLINE: {Reason.SHORT_HISTORY: 6, Reason.FEW_PEERS: 2},
            SignalKind.LEVEL: {Reason.FEW_PEERS: 5},
        },
        "set_fdr": {SignalKind.DECLINE: 0.04, SignalKind.LEVEL: 0.0},
    }  # fmt: skip
    return Review(findings=findings, **{**said, **more})


def keep(
    review: Review,
    by: UUID,
    *,
    moved: Sequence[WorkMoved] = (),
    funnels: Sequence[Any] = (),
    fairness: dict[str, Any] | None = None,
) -> dict[str, UUID]:
    """A review that is done; its findings by person."""
    from django.utils import timezone

    from goodstanding.actions import signals
    from goodstanding.store import models

    now = timezone.now()
    run = models.SignalRun.objects.create(by_id=by, created=now, heard=now, state=signals.State.RUNNING)
    signals._keep(run.id, review, moved, list(funnels), (), dict(fairness or {}))
    found = models.Signal.objects.filter(run=run).values_list("person_id", "id")
    return {str(person): id for person, id in found}
