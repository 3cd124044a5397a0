"""Reviews of the figures: what they read, how they run, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from goodstanding.actions import jobs, metrics, scheduler, signals
from goodstanding.domain.errors import Bug, Damage, NotAllowed, NotNow
from goodstanding.queries.signals.calendar import periods
from goodstanding.queries.signals.panel import read_panel
from goodstanding.queries.signals.stored import finding_of, kept, moved_of
from goodstanding.stats.signals.findings import Interval, Review, SignalKind
from goodstanding.store import models
from tests.conftest import Cast, at
from tests.integration.accounts import signed_in
from tests.integration.figures_reviewed import (  # noqa: F401
    WEEK,
    figure,
    record,
    says,
    the_company,
    the_day,
)
from tests.integration.importing import work
from tests.integration.pages import said
from tests.signals import AS_OF, a_review, finding, work_moved

pytestmark = pytest.mark.django_db


def no_progress(stage: str, done: int) -> None:
    pass


# What a review reads


def test_every_figure_stands_in_its_week_with_its_work(company: Cast) -> None:
    record(company, figure(company.eve, AS_OF - 3 * WEEK, "90", "30"))
    found = periods(AS_OF)
    assert found is not None
    assert (found.starts[0], found.starts[-1], found.after) == (AS_OF - 30 * WEEK, AS_OF - WEEK, AS_OF)
    panel = read_panel(found, no_progress)
    row = panel.person_ids.index(str(company.eve))
    assert (panel.value[0, row, -3], panel.size[0, row, -3]) == (90, 30)
    assert panel.group_names[panel.group[row]] == "Agent, 2"
    assert panel.work_recorded.tolist() == [True]
    assert [m.code for m in panel.metrics] == ["tickets"]


def test_missing_is_not_zero(company: Cast) -> None:
    models.Observation.objects.filter(person=company.eve, first=AS_OF - 5 * WEEK).delete()
    record(company, figure(company.eve, AS_OF - 6 * WEEK, "100", None))
    found = periods(AS_OF)
    assert found is not None
    panel = read_panel(found, no_progress)
    row = panel.person_ids.index(str(company.eve))
    assert np.isnan(panel.value[0, row, -5])
    assert panel.value[0, row, -6] == 100
    assert np.isnan(panel.size[0, row, -6])


def test_a_week_that_is_still_coming_in_is_not_read(company: Cast) -> None:
    models.Observation.objects.filter(first=AS_OF - WEEK).exclude(person=company.eve).delete()
    found = periods(AS_OF)
    assert found is not None
    assert found.after == AS_OF - WEEK


def test_figures_in_other_periods_are_left_out_and_named(company: Cast) -> None:
    metrics.define_metric(
        code="sales", name="Sales", kind="amount", direction="up", by=company.admin, now=company.now
    )
    record(company, replace(figure(company.eve, date(2025, 9, 1), "5", days=30), metric="sales"))
    found = periods(AS_OF)
    assert found is not None
    assert found.left_out == ("Sales",)


def test_who_changed_jobs_is_compared_in_each_with_those_who_held_it(company: Cast) -> None:
    from goodstanding.actions import people
    from goodstanding.domain.entries.person import Place

    day = AS_OF - 10 * WEEK
    people.move(
        person=company.eve, from_day=day, reason="A new job.", by=company.hedda, now=at(day),
        place=Place(team="ops", job_family="Planner", level="1", manager=company.mara),
    )  # fmt: skip
    found = periods(AS_OF)
    assert found is not None
    panel = read_panel(found, no_progress)
    rows = [n for n, id in enumerate(panel.person_ids) if id == str(company.eve)]
    assert len(rows) == 2
    before, after = sorted(rows, key=lambda n: int(panel.active_from[n]))
    assert panel.active_to[before] == panel.active_from[after] == 20
    assert np.isfinite(panel.value[0, before]).sum() == 20
    assert np.isfinite(panel.value[0, after]).sum() == 10


def test_recorded_units_of_work_are_counted_week_by_week(company: Cast) -> None:
    for n in range(4):
        last = AS_OF - 5 * WEEK - timedelta(days=1) if n else None
        models.WorkUnit.objects.create(
            person_id=company.eve, unit=f"Client {n}", first=date(2025, 1, 1), last=last
        )
    found = periods(AS_OF)
    assert found is not None
    units = read_panel(found, no_progress).units
    panel = read_panel(found, no_progress)
    assert units is not None
    assert units[panel.person_ids.index(str(company.eve))].tolist() == [4] * 25 + [1] * 5
    assert np.isnan(units[panel.person_ids.index(str(company.a0))]).all()


# How a review runs


def test_a_review_runs_in_the_background_and_its_findings_are_kept(
    company: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(monkeypatch, a_review(finding(company.eve)))
    client = signed_in(company.hedda)
    page = client.post("/signals/start/")
    run = models.SignalRun.objects.get()
    assert page["Location"] == f"/signals/reviews/{run.id}/"
    assert "Waiting to start" in said(client.get(page["Location"]))
    assert client.get(f"/signals/reviews/{run.id}/progress/").status_code == 200
    work()
    run.refresh_from_db()
    assert (run.state, run.as_of, run.result["people"]) == ("done", AS_OF, 60)
    assert models.Signal.objects.get().person_id == company.eve
    assert client.get(f"/signals/reviews/{run.id}/progress/")["HX-Redirect"] == "/signals/"


def test_a_second_click_finds_the_first_review_under_way(company: Cast) -> None:
    signals.request_review(by=company.hedda, now=at(AS_OF))
    with pytest.raises(NotNow, match="under way already"):
        signals.request_review(by=company.hedda, now=at(AS_OF))
    with pytest.raises(IntegrityError), transaction.atomic():
        models.SignalRun.objects.create(created=at(AS_OF), heard=at(AS_OF))


def test_only_hr_for_everybody_has_everybody_reviewed(cast: Cast) -> None:
    for who in (cast.mara, cast.eve, cast.ivo):
        with pytest.raises(NotAllowed):
            signals.request_review(by=who, now=at(AS_OF))


def test_a_review_that_breaks_says_so_and_keeps_nothing(
    company: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(panel: Any, settings: Any) -> Review:
        raise Bug("A promise was broken.")

    says(monkeypatch, broken)
    run = signals.request_review(by=company.hedda, now=at(AS_OF))
    with pytest.raises(Bug):
        signals.carry_out_review.call(str(run))
    assert "our fault" in said(signed_in(company.hedda).get("/signals/"))
    assert not models.Signal.objects.exists()
    signals.request_review(by=company.hedda, now=at(AS_OF) + timedelta(hours=1))


def test_a_review_without_figures_is_done_and_says_that_there_are_not_enough(cast: Cast) -> None:
    signals.request_review(by=cast.hedda, now=at(AS_OF))
    work()
    text = said(signed_in(cast.hedda).get("/signals/"))
    assert "Not enough data" in text
    assert "Nobody" in text


def every(weeks: int) -> None:
    row = models.Organisation.objects.get()
    row.policy["figures_reviewed_every_weeks"] = weeks
    row.save()


def test_the_schedule_asks_for_a_review_when_there_are_new_figures(company: Cast) -> None:
    every(4)
    first = signals.request_due_review(now=at(AS_OF))
    assert first is not None
    assert signals.request_due_review(now=at(AS_OF)) is None, "one is under way"
    done = {"state": "done", "as_of": AS_OF, "finished": at(AS_OF), "created": at(AS_OF) - 5 * WEEK}
    models.SignalRun.objects.filter(id=first).update(**done)
    assert signals.request_due_review(now=at(AS_OF)) is None, "it read these figures already"
    models.SignalRun.objects.filter(id=first).update(as_of=AS_OF - WEEK)
    assert signals.request_due_review(now=at(AS_OF)) is not None


def test_without_a_schedule_nothing_is_reviewed_by_itself(company: Cast) -> None:
    every(0)
    assert signals.request_due_review(now=at(AS_OF)) is None


def test_a_review_whose_worker_was_killed_is_given_up(company: Cast) -> None:
    run = models.SignalRun.objects.create(created=at(AS_OF), heard=at(AS_OF), state="running")
    assert signals.reap(now=at(AS_OF), worker_starts=True) == 1
    run.refresh_from_db()
    assert run.state == "failed"
    assert "start it again" in run.message


def test_a_review_that_never_started_stops_no_later_one(company: Cast) -> None:
    every(4)
    long_ago = at(AS_OF) - 6 * WEEK
    run = models.SignalRun.objects.create(created=long_ago, heard=long_ago)
    assert signals.request_due_review(now=at(AS_OF)) is None, "it may still start"
    assert signals.reap(now=at(AS_OF)) == 1
    run.refresh_from_db()
    assert run.state == "failed"
    assert signals.request_due_review(now=at(AS_OF)) is not None


def test_a_review_of_the_schedule_that_failed_is_asked_for_again_three_times_a_day(company: Cast) -> None:
    every(4)
    for _ in range(3):
        run = signals.request_due_review(now=at(AS_OF))
        assert run is not None
        models.SignalRun.objects.filter(id=run).update(state="failed")
    assert signals.request_due_review(now=at(AS_OF)) is None
    assert signals.request_due_review(now=at(AS_OF) + timedelta(days=1, minutes=1)) is not None


def test_the_worker_asks_for_the_review_that_is_due(company: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    class Once:
        def __init__(self) -> None:
            self.rounds = 0

        def is_set(self) -> bool:
            self.rounds += 1
            return self.rounds > 1

        def wait(self, seconds: float) -> None:
            pass

    class Idle:
        def run(self) -> None:
            pass

    asked: list[datetime] = []
    monkeypatch.setattr(jobs, "_worker", Idle)
    monkeypatch.setattr(signals, "request_due_review", lambda now: asked.append(now))
    jobs.run_worker(Once())  # type: ignore[arg-type]
    run = models.ScheduledRun.objects.get(work="figures")
    scheduler.carry_out.func("figures", run.id)
    assert len(asked) == 1


# What is kept


def test_a_finding_is_the_same_after_it_was_kept(cast: Cast) -> None:
    for kind in SignalKind:
        made = finding(cast.eve, kind)
        assert finding_of(kept(made)) == made
    moved = work_moved(cast.eve, cast.olga)
    assert moved_of(kept(moved)) == moved


def test_a_figure_that_is_no_number_is_not_kept(cast: Cast) -> None:
    with pytest.raises(Bug):
        kept(finding(cast.eve, size=Interval(float("nan"), -1.0, -0.5)))
    with pytest.raises(Damage):
        finding_of({"person_id": "x"})
