"""Reviews of the figures: what they read, how they run, who sees what they found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from goodstanding.actions import jobs, metrics, signals
from goodstanding.domain.errors import Bug, Damage, NotAllowed, NotNow
from goodstanding.queries.signals.calendar import periods
from goodstanding.queries.signals.panel import read_panel
from goodstanding.queries.signals.stored import finding_of, kept, moved_of
from goodstanding.stats.signals import review as reviews
from goodstanding.stats.signals.findings import Interval, Review, SignalKind
from goodstanding.store import models
from goodstanding.web import clock
from tests.conftest import Cast, at, hire
from tests.integration.accounts import signed_in
from tests.integration.importing import work
from tests.integration.pages import said
from tests.signals import AS_OF, a_review, finding, keep, work_moved

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """Pages and jobs stand on the Monday after the last figures."""
    monkeypatch.setattr(clock, "now", lambda: at(AS_OF))
    monkeypatch.setattr(clock, "today", lambda: AS_OF)
    monkeypatch.setattr(signals.timezone, "localdate", lambda *_: AS_OF)
    return AS_OF


@pytest.fixture
def company(cast: Cast) -> Cast:
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


def test_the_schedule_asks_for_a_review_when_there_are_new_figures(company: Cast) -> None:
    first = signals.request_due_review(now=at(AS_OF))
    assert first is not None
    assert signals.request_due_review(now=at(AS_OF)) is None, "one is under way"
    done = {"state": "done", "as_of": AS_OF, "finished": at(AS_OF), "created": at(AS_OF) - 5 * WEEK}
    models.SignalRun.objects.filter(id=first).update(**done)
    assert signals.request_due_review(now=at(AS_OF)) is None, "it read these figures already"
    models.SignalRun.objects.filter(id=first).update(as_of=AS_OF - WEEK)
    assert signals.request_due_review(now=at(AS_OF)) is not None


def test_without_a_schedule_nothing_is_reviewed_by_itself(company: Cast) -> None:
    row = models.Organisation.objects.get()
    row.policy["figures_reviewed_every_weeks"] = 0
    row.save()
    assert signals.request_due_review(now=at(AS_OF)) is None


def test_a_review_whose_worker_was_killed_is_given_up(company: Cast) -> None:
    run = models.SignalRun.objects.create(created=at(AS_OF), heard=at(AS_OF), state="running")
    assert signals.reap(worker_starts=True) == 1
    run.refresh_from_db()
    assert run.state == "failed"
    assert "start it again" in run.message


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


# What pages show, and to whom


def test_hr_reads_the_few_findings_with_what_each_asks_for(company: Cast) -> None:
    level = finding(company.a0, SignalKind.LEVEL)
    tell = finding(company.a1, SignalKind.WORK_MAY_HAVE_CHANGED)
    keep(a_review(finding(company.eve), level, tell), company.hedda)
    text = said(signed_in(company.hedda).get("/signals/"))
    assert "Not a plan and not a warning" in text
    assert "Find out first what happened to the work" in text
    assert "Eve Employee" in text
    assert "3.2 tickets per hour since the period from 15 December 2025" in text
    assert "about 4% are expected to be wrong" in text
    assert "too few weeks with figures" in text


def test_nobody_is_a_normal_answer(company: Cast) -> None:
    keep(a_review(), company.hedda)
    assert "The figures show nobody to talk to because of them" in said(
        signed_in(company.hedda).get("/signals/")
    )
    assert "nobody of your people" in said(signed_in(company.mara).get("/signals/"))


def test_a_manager_reads_of_their_own_people_and_no_counts(company: Cast) -> None:
    keep(a_review(finding(company.eve), finding(company.olga)), company.hedda)
    text = said(signed_in(company.mara).get("/signals/"))
    assert "Eve Employee" in text
    assert "Olga Outsider" not in text
    assert "too few weeks with figures" not in text
    assert signed_in(company.eve).get("/signals/").status_code == 404


def test_the_person_reads_the_same_finding_as_manager_and_hr(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    texts = [
        said(signed_in(who).get(f"/signals/{id}/")) for who in (company.eve, company.mara, company.hedda)
    ]
    for text in texts:
        assert "It rests on 50 periods with figures" in text
        assert "Hours are recorded for 50 of 50 weeks." in text
        assert "cannot be told from these data" in text
        assert "four times in five it was between 24 November 2025 and 29 December 2025" in text
    assert "You see what your manager and HR see" in texts[0]


@pytest.mark.parametrize("who", ["sven", "olga", "cora", "ivo", "walter", "dora"])
def test_nobody_else_learns_of_a_finding(company: Cast, who: str) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.people[who])
    assert client.get(f"/signals/{id}/").status_code == 404
    figures = client.get(f"/people/{company.eve}/figures/?weeks=104")
    assert "What the latest review says" not in said(figures)


def test_to_whom_work_went_is_for_manager_and_hr(company: Cast) -> None:
    id = keep(a_review(), company.hedda, moved=[work_moved(company.eve, company.a2)])[str(company.eve)]
    assert "Agent 2" in said(signed_in(company.mara).get(f"/signals/{id}/"))
    own = said(signed_in(company.eve).get(f"/signals/{id}/"))
    assert "Agent 2" not in own
    assert "a colleague" in own
    assert "Client 7" in own


def test_the_figures_page_marks_the_change_and_the_moved_work(company: Cast) -> None:
    keep(a_review(finding(company.eve)), company.hedda, moved=[work_moved(company.eve, company.a2)])
    for who in (company.eve, company.mara):
        text = said(signed_in(who).get(f"/people/{company.eve}/figures/?weeks=52"))
        assert "What the latest review says" in text
        assert "Likely change, and how uncertain its day is" in text
        assert "Work went to others" in text
        assert "They likely changed in the period from 15 Dec 2025" in text


def test_only_the_latest_review_is_shown_on_the_figures_page(company: Cast) -> None:
    keep(a_review(finding(company.eve)), company.hedda)
    keep(a_review(), company.hedda)
    text = said(signed_in(company.eve).get(f"/people/{company.eve}/figures/?weeks=52"))
    assert "What the latest review says" not in text


def test_a_finding_opens_a_coaching_entry_and_writes_nothing(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.mara)
    address = f"/people/{company.eve}/record/coaching/?signal={id}"
    assert address in said(client.get(f"/signals/{id}/"))
    before = models.Entry.objects.count()
    text = said(client.get(address))
    assert "Figures up to 22 February 2026:" in text
    assert "Tickets: 4.1 tickets per hour before, 3.2 tickets per hour since" in text
    assert models.Entry.objects.count() == before
    sent = {
        "happened": "2026-02-23", "facts": "We looked at the figures.", "expectation": "As agreed.",
        "agreed_actions": "Mara sits in.", "attendees": "", "follow_up_on": "2026-03-09",
    }  # fmt: skip
    assert client.post(address, sent).status_code == 302
    assert models.Entry.objects.filter(kind="coaching", subject=company.eve).count() == 1


def test_what_came_of_a_finding_stands_in_the_file_and_beside_the_next_one_like_it(company: Cast) -> None:
    id = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    client = signed_in(company.mara)
    assert "Say what came of it" in said(client.get(f"/signals/{id}/"))
    empty = client.post(f"/signals/{id}/answer/", {})
    assert empty.status_code == 422
    words = "The system was down every Friday since December."
    sent = client.post(f"/signals/{id}/answer/", {"disposition": "explained", "words": words})
    assert sent["Location"] == f"/signals/{id}/"
    again = keep(a_review(finding(company.eve)), company.hedda)[str(company.eve)]
    for who in (company.eve, company.mara, company.hedda):
        text = said(signed_in(who).get(f"/signals/{again}/"))
        assert words in text
        assert "Explained" in text
    assert "A finding was explained" in said(client.get(f"/people/{company.eve}/"))
    assert signed_in(company.eve).get(f"/signals/{id}/answer/").status_code == 403


def test_a_finding_about_somebody_else_opens_nothing(company: Cast) -> None:
    id = keep(a_review(finding(company.olga)), company.hedda)[str(company.olga)]
    client = signed_in(company.mara)
    assert client.get(f"/people/{company.eve}/record/coaching/?signal={id}").status_code == 404


def test_funnel_plots_name_nobody(company: Cast) -> None:
    plot = {
        "metric": "tickets", "role": "Agent", "scale": "root_count", "theta": 3.0, "phi": 1.4, "added": 0.002,
        "spread": None, "people": 21, "outside": 1,
        "points": [[900.0 + n, 3.0 + n / 100, 1] for n in range(20)] + [[1000.0, 1.9, 1]],
    }  # fmt: skip
    keep(a_review(), company.hedda, funnels=[plot])
    text = said(signed_in(company.hedda).get("/signals/funnels/"))
    assert "21 people around 3 in all. 1 lie below" in text
    assert "Eve Employee" not in text.split("<main", 1)[1]


@pytest.mark.parametrize("address", ["/signals/", "/signals/reviews/", "/signals/funnels/"])
def test_the_pages_take_twelve_statements_whatever_there_is(
    company: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    keep(a_review(*(finding(company.people[f"a{n}"]) for n in range(6))), company.hedda)
    for who in (company.hedda, company.mara):
        client = signed_in(who)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_a_finding_takes_twelve_statements(company: Cast, django_assert_max_num_queries: Any) -> None:
    made = keep(a_review(), company.hedda, moved=[work_moved(company.eve, company.a2)])
    client = signed_in(company.mara)
    with django_assert_max_num_queries(12):
        assert client.get(f"/signals/{made[str(company.eve)]}/").status_code == 200
