"""Six agents with thirty weeks of figures, on a day after them, for tests of reviews."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from goodstanding.actions import metrics, signals
from goodstanding.stats.signals import review as reviews
from goodstanding.stats.signals.findings import Review
from goodstanding.web import clock
from tests.conftest import Cast, at, hire
from tests.signals import AS_OF

WEEK = timedelta(weeks=1)


@pytest.fixture(name="today", autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> date:
    """Pages and jobs stand on the Monday after the last figures."""
    monkeypatch.setattr(clock, "now", lambda: at(AS_OF))
    monkeypatch.setattr(clock, "today", lambda: AS_OF)
    monkeypatch.setattr(signals.timezone, "localdate", lambda *_: AS_OF)
    return AS_OF


@pytest.fixture(name="company")
def the_company(cast: Cast) -> Cast:
    """Six agents beside Eve with thirty weeks of tickets."""
    metrics.define_metric(
        code="tickets", name="Tickets", kind="count", direction="up", unit="tickets", exposure="hours",
        by=cast.admin, now=cast.now,
    )  # fmt: skip
    for n in range(6):
        hire(cast, f"a{n}", f"Agent {n}", team="ops", job_family="Agent", level="2", manager=cast.mara)
    people = [cast.eve, *(cast.people[f"a{n}"] for n in range(6))]
    rows = [figure(person, AS_OF - WEEK * n, "120") for person in people for n in range(1, 31)]
    metrics.record_observations(rows=rows, by=cast.admin, now=cast.now)
    return cast


def figure(person: Any, first: date, value: str, hours: str | None = "40", days: int = 7) -> Any:
    return metrics.FigureGiven(
        person=person, metric="tickets", first=first, last=first + timedelta(days=days - 1),
        value=Decimal(value), exposure=Decimal(hours) if hours else None,
    )  # fmt: skip


def record(cast: Cast, *rows: Any) -> None:
    metrics.record_observations(rows=rows, by=cast.admin, now=cast.now)


def says(monkeypatch: pytest.MonkeyPatch, made: Review | Callable[..., Review]) -> None:
    monkeypatch.setattr(reviews, "review", made if callable(made) else lambda panel, settings: made)
