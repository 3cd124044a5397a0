"""Metrics and their figures through the actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goodstanding.actions import metrics
from goodstanding.domain.errors import NotAllowed, UserError
from goodstanding.store import models
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def define(cast: Cast, **changes: str) -> None:
    said = {"code": "tickets", "name": "Tickets closed", "kind": "count", "direction": "up"} | changes
    metrics.define_metric(**said, by=cast.admin, now=cast.now)  # type: ignore[arg-type]


def figure(cast: Cast, value: str, exposure: str | None = "40") -> metrics.FigureGiven:
    work = None if exposure is None else Decimal(exposure)
    return metrics.FigureGiven(
        person=cast.eve, metric="tickets", first=date(2026, 2, 2), last=date(2026, 2, 8),
        value=Decimal(value), exposure=work,
    )  # fmt: skip


def record(cast: Cast, *rows: metrics.FigureGiven) -> metrics.Recorded:
    return metrics.record_observations(rows=rows, by=cast.admin, now=cast.now)


def test_a_figure_given_again_replaces_the_earlier_one_and_an_equal_one_changes_nothing(cast: Cast) -> None:
    define(cast)
    assert record(cast, figure(cast, "12")) == metrics.Recorded(created=1)
    assert record(cast, figure(cast, "12.000")) == metrics.Recorded(unchanged=1)
    assert record(cast, figure(cast, "13", exposure=None)) == metrics.Recorded(changed=1)
    row = models.Observation.objects.get()
    assert (row.value, row.exposure) == (13, None)


def test_of_two_figures_for_one_period_in_one_batch_the_later_counts(cast: Cast) -> None:
    define(cast)
    record(cast, figure(cast, "12"), figure(cast, "15"))
    assert models.Observation.objects.get().value == 15


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e30"])
def test_what_is_no_figure_is_refused_and_nothing_of_the_batch_is_kept(cast: Cast, value: str) -> None:
    define(cast)
    with pytest.raises(UserError):
        record(cast, figure(cast, "12"), figure(cast, value))
    assert not models.Observation.objects.exists()


def test_a_metric_with_figures_keeps_its_kind_but_may_get_better_words(cast: Cast) -> None:
    define(cast)
    record(cast, figure(cast, "12"))
    with pytest.raises(UserError, match="kind and direction stay"):
        define(cast, kind="amount")
    define(cast, name="Tickets solved")
    assert models.Metric.objects.get().name == "Tickets solved"


def test_only_hr_and_it_administration_enter_figures(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        metrics.define_metric(code="x", name="X", kind="count", direction="up", by=cast.mara, now=cast.now)
