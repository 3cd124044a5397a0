"""Metrics, and a person's figures beside the spread of comparable people."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from goodstanding.actions import entries, metrics, peers, people
from goodstanding.domain.entries.person import NotAtWork, Place, StandardSet
from goodstanding.queries import figures as queries
from goodstanding.queries.standing import viewer
from goodstanding.stats.spread import peer_spread
from goodstanding.store import models
from goodstanding.web import clock
from tests.conftest import Cast, at, hire
from tests.integration.accounts import signed_in

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 2, 23)


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The pages' clock stands on the Monday after the last figures."""
    monkeypatch.setattr(clock, "now", lambda: at(MONDAY))
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    return MONDAY


def define(cast: Cast, code: str = "tickets", **more: Any) -> None:
    said = {"name": code.title(), "kind": "count", "direction": "up", "exposure": "hours", **more}
    metrics.define_metric(code=code, by=cast.admin, now=cast.now, **said)


def week(number: int) -> date:
    """The Monday of a week; number 1 is the last whole week before today."""
    return MONDAY - timedelta(weeks=number)


def record(
    cast: Cast, person: UUID, number: int, value: str, hours: str = "40", code: str = "tickets"
) -> None:
    row = metrics.FigureGiven(
        person=person,
        metric=code,
        first=week(number),
        last=week(number) + timedelta(6),
        value=Decimal(value),
        exposure=Decimal(hours),
    )
    metrics.record_observations(rows=[row], by=cast.admin, now=cast.now)


def peers_of_eve(cast: Cast, count: int, level: str = "2") -> list[UUID]:
    return [
        hire(cast, f"peer{n}{level}", f"Peer Number{n}", team="ops", job_family="Agent", level=level)
        for n in range(count)
    ]


def seen(cast: Cast, who: UUID, **how: Any) -> queries.FiguresView:
    return queries.figures(viewer(who, "", MONDAY), cast.eve, **{"weeks": 13, "peers": "level", **how})


def words(client: Client, cast: Cast, query: str = "") -> str:
    return str(client.get(f"/people/{cast.eve}/figures/{query}").content.decode())


def test_a_figure_is_per_unit_of_work_and_beside_the_spread_of_the_others(cast: Cast, today: date) -> None:
    define(cast)
    group = peers_of_eve(cast, 5)
    record(cast, cast.eve, 1, "80")
    for number, person in enumerate(group):
        record(cast, person, 1, str(100 + 20 * number))
    (metric,) = seen(cast, cast.mara).metrics
    (point,) = metric.points
    assert point.own == 2.0
    assert point.spread == peer_spread(2.0, [2.5, 3.0, 3.5, 4.0, 4.5])
    assert metric.peers == "level"


def test_what_is_stored_of_groups_agrees_with_the_plain_way(cast: Cast, today: date) -> None:
    define(cast)
    group = [*peers_of_eve(cast, 6), cast.olga]
    for number in range(1, 9):
        for n, person in enumerate([cast.eve, *group]):
            if (n + number) % 5:
                record(cast, person, number, str(60 + 7 * n + 11 * number % 13), str(30 + n))
    ways = [{"peers": "level"}, {"peers": "family"}]
    plain = [seen(cast, cast.mara, **how).metrics for how in ways]
    while peers.refresh():
        pass
    assert models.PeerPeriod.objects.filter(fresh=False).count() == 0
    assert [seen(cast, cast.mara, **how).metrics for how in ways] == plain


def test_more_than_a_page_can_count_is_left_to_the_worker_and_said(
    cast: Cast, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    define(cast)
    for person in [cast.eve, *peers_of_eve(cast, 5)]:
        record(cast, person, 1, "80")
    monkeypatch.setattr("goodstanding.queries.peers.MOST_AT_ONCE", 3)
    page = words(signed_in(cast.mara), cast)
    assert "being made anew" in page
    assert "Too few comparable people" not in page
    while peers.refresh():
        pass
    assert "being made anew" not in words(signed_in(cast.mara), cast)


def test_a_figure_or_a_move_makes_only_the_periods_stale_that_it_touches(cast: Cast, today: date) -> None:
    define(cast)
    for number in (1, 2, 3):
        record(cast, cast.eve, number, "80")
    while peers.refresh():
        pass
    record(cast, cast.olga, 2, "90")
    assert [p.first for p in models.PeerPeriod.objects.filter(fresh=False)] == [week(2)]
    while peers.refresh():
        pass
    place = Place(team="ops", job_family="Agent", level="3", manager=cast.mara)
    people.move(person=cast.eve, place=place, from_day=week(1), by=cast.hedda, now=cast.now)
    assert [p.first for p in models.PeerPeriod.objects.filter(fresh=False)] == [week(1)]


def test_of_four_others_and_oneself_a_spread_is_shown_and_of_fewer_none(cast: Cast, today: date) -> None:
    define(cast)
    group = peers_of_eve(cast, 4)
    record(cast, cast.eve, 1, "80")
    for person in group[:3]:
        record(cast, person, 1, "90")
    assert "Too few comparable people to show a spread" in words(signed_in(cast.mara), cast)
    record(cast, group[3], 1, "90")
    page = words(signed_in(cast.mara), cast)
    assert "Too few comparable people" not in page
    assert "level 2, at the time" in page
    assert "Peer Number" not in page


def test_too_few_of_the_same_level_are_widened_to_the_job_family(cast: Cast, today: date) -> None:
    define(cast)
    for person in [cast.eve, *peers_of_eve(cast, 2), *peers_of_eve(cast, 3, "3")]:
        record(cast, person, 1, "80")
    assert [m.peers for m in seen(cast, cast.mara).metrics] == ["family"]
    assert "Too few are of the same level" in words(signed_in(cast.mara), cast)


def test_people_are_compared_by_where_they_stood_at_the_time(cast: Cast, today: date) -> None:
    define(cast)
    group = peers_of_eve(cast, 5)
    for number in (1, 6):
        for person in [cast.eve, *group]:
            record(cast, person, number, "80")
    for person in group:
        moved = Place(team="ops", job_family="Lead", level="1")
        people.move(person=person, place=moved, from_day=week(3), by=cast.hedda, now=cast.now)
    (metric,) = seen(cast, cast.mara).metrics
    assert [point.spread is not None for point in metric.points] == [True, False]


def test_the_time_shown_ends_with_the_last_figures_where_there_are_no_later_ones(
    cast: Cast, today: date
) -> None:
    define(cast)
    record(cast, cast.eve, 60, "80")
    found = seen(cast, cast.mara)
    assert len(found.metrics) == 1
    assert found.until == week(60) + timedelta(6)
    assert "There are no later figures" in words(signed_in(cast.mara), cast)


def test_absences_and_targets_stand_on_the_page(cast: Cast, today: date) -> None:
    define(cast)
    record(cast, cast.eve, 1, "80")
    now = at(MONDAY)
    entries.record(person=cast.eve, payload=NotAtWork(until=week(1) + timedelta(2)), happened=week(1),
                   by=cast.hedda, now=now)  # fmt: skip
    target = StandardSet(standard="100 tickets", metric="tickets", target=Decimal(100), period_start=week(1),
                         period_end=week(1) + timedelta(6))  # fmt: skip
    entries.record(person=cast.eve, payload=target, happened=week(1), by=cast.mara, now=now)
    found = seen(cast, cast.mara)
    assert found.away == ((week(1), week(1) + timedelta(2)),)
    assert found.metrics[0].target == 2.5
    assert "Targets that were set for this time" in words(signed_in(cast.mara), cast)


@pytest.mark.parametrize(
    ("who", "status"),
    [("eve", 200), ("mara", 200), ("sven", 200), ("hedda", 200), ("olga", 404), ("mike", 404), ("ivo", 404),
     ("augusta", 404), ("lea", 404)],
)  # fmt: skip
def test_figures_are_for_those_who_read_the_file(cast: Cast, today: date, who: str, status: int) -> None:
    define(cast)
    record(cast, cast.eve, 1, "80")
    reply = signed_in(getattr(cast, who)).get(f"/people/{cast.eve}/figures/")
    assert reply.status_code == status


@pytest.mark.parametrize("fresh", [False, True])
def test_a_page_of_figures_takes_twelve_statements_however_many_there_are(
    cast: Cast, today: date, django_assert_max_num_queries: Any, fresh: bool
) -> None:
    for code in ("tickets", "calls", "letters"):
        define(cast, code)
        for person in [cast.eve, *peers_of_eve(cast, 5)] if code == "tickets" else [cast.eve]:
            for number in range(1, 12):
                record(cast, person, number, "80", code=code)
    while fresh and peers.refresh():
        pass
    client = signed_in(cast.mara)
    for query in ("?weeks=13", "?weeks=104&peers=family"):
        with django_assert_max_num_queries(12):
            assert client.get(f"/people/{cast.eve}/figures/{query}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/metrics/", "/metrics/tickets/", "/metrics/new/", "/imports/", "/imports/new/"]
)
def test_other_pages_take_twelve_statements(
    cast: Cast, address: str, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        define(cast, f"m{number}")
    define(cast)
    record(cast, cast.eve, 1, "80")
    client = signed_in(cast.hedda)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_hr_defines_changes_and_retires_a_metric(cast: Cast) -> None:
    client = signed_in(cast.hedda)
    said = {"code": "calls", "name": "Calls", "kind": "count", "direction": "up", "unit": "calls"}
    assert client.post("/metrics/new/", said)["Location"] == "/metrics/calls/"
    again = client.post("/metrics/new/", {**said, "name": "Others"})
    assert again.status_code == 422
    assert "Another metric has this code" in again.content.decode()
    client.post("/metrics/calls/edit/", {**said, "name": "Calls taken", "description": "Each call once."})
    page = client.get("/metrics/calls/").content.decode()
    assert "Calls taken" in page
    assert "Each call once." in page
    client.post("/metrics/calls/retire/")
    assert "Retired" in client.get("/metrics/calls/").content.decode()
    assert models.Metric.objects.get(code="calls").retired is not None


def test_a_definition_is_for_everybody_and_its_change_for_hr_and_it(cast: Cast) -> None:
    define(cast)
    employee = signed_in(cast.eve)
    assert employee.get("/metrics/tickets/").status_code == 200
    for address in ("/metrics/new/", "/metrics/tickets/edit/", "/metrics/tickets/retire/"):
        assert employee.get(address).status_code == 404
        assert employee.post(address).status_code == 404
        assert signed_in(cast.ivo).get(address).status_code == 200


def test_how_everybodys_figures_lie_is_shown_without_names_and_not_of_fewer_than_five(cast: Cast) -> None:
    define(cast)
    group = [cast.eve, cast.olga, cast.mara, cast.mike]
    for person in group:
        record(cast, person, 1, "80")
    while peers.refresh():
        pass
    client = signed_in(cast.hedda)
    assert "Too few people have figures" in client.get("/metrics/tickets/").content.decode()
    record(cast, cast.sven, 1, "90")
    while peers.refresh():
        pass
    page = client.get("/metrics/tickets/").content.decode()
    assert "Nobody is named" in page
    assert not re.search(r"\bEve\b", page)


def test_odd_addresses_and_forms_of_metrics_give_no_server_error(cast: Cast) -> None:
    client = signed_in(cast.hedda)
    file = f"/people/{cast.eve}/figures/"
    for address in ("/metrics/?q=%00", "/metrics/?page=x", "/metrics/%00/", "/metrics/%F0%9F/",
                    "/metrics/nothing/", f"{file}?weeks=%00&peers=x", f"{file}?weeks=9999999",
                    "/metrics/nothing/edit/", "/metrics/nothing/retire/"):  # fmt: skip
        assert client.get(address).status_code < 500
    assert client.post("/metrics/new/", {"code": "A B", "kind": "x"}).status_code == 422
