from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from goodstanding.queries.oversight import oversight
from goodstanding.store import models
from tests.conftest import Cast
from tests.integration.accounts import signed_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def close(cast: Cast, count: int, outcome: str, day: date = date(2025, 6, 2), state: str = "closed") -> None:
    models.Case.objects.bulk_create(
        models.Case(
            id=uuid.uuid4(), person_id=cast.eve, manager_id=cast.mara, state=state, live=False, version=1,
            opened=day - timedelta(days=100), delivered_on=day - timedelta(days=80 - n),
            starts_on=day - timedelta(days=70), closed_on=day, outcome=outcome,
            last_recorded=datetime(2025, 6, 2, tzinfo=UTC),
        )
        for n in range(count)
    )  # fmt: skip


def test_nothing_is_shown_before_there_is_anything(cast: Cast) -> None:
    found = oversight(TODAY)
    assert found.states == ()
    assert found.outcomes == ()
    assert [stage.median_days for stage in found.stages] == [None, None]
    assert found.check_ins is None
    assert found.size == models.Entry.objects.count()


@pytest.mark.parametrize("count", [1, 4])
def test_groups_of_one_to_four_are_not_counted(cast: Cast, count: int) -> None:
    close(cast, count, "met")
    assert oversight(TODAY).states[0].count is None


def test_one_small_number_hides_the_whole_year(cast: Cast) -> None:
    """Met and withdrawn beside the number of plans would say how many were not met."""
    close(cast, 8, "met")
    close(cast, 2, "not_met")
    close(cast, 6, "withdrawn")
    (year,) = oversight(TODAY).outcomes
    assert year.plans == 16
    assert year.counts is None
    assert year.met_share is None


def test_outcomes_of_a_year_come_with_their_number_and_interval(cast: Cast) -> None:
    close(cast, 6, "met")
    close(cast, 5, "not_met")
    (year,) = oversight(TODAY).outcomes
    assert year.counts == {"met": 6, "not_met": 5, "withdrawn": 0}
    assert year.plans == 11
    # Wilson by hand: p = 6/11, z = 1.6449 -> centre (p + z²/22)/(1 + z²/11), half width 0.2209
    assert year.met_low == pytest.approx(0.3157, abs=0.001)
    assert year.met_high == pytest.approx(0.7574, abs=0.001)


def test_stages_are_the_median_of_five_or_more(cast: Cast) -> None:
    close(cast, 5, "met")
    before, running = oversight(TODAY).stages
    assert before.median_days == 22
    assert running.median_days == 70


def test_the_page_names_nobody(cast: Cast) -> None:
    close(cast, 6, "met")
    close(cast, 2, "not_met", day=date(2024, 6, 3))
    html = signed_in(cast.walter).get("/oversight/").content.decode()
    assert "fewer than 5" in html
    for person in models.Person.objects.exclude(id=cast.walter):
        assert person.name not in html
        assert str(person.id) not in html


def test_auditors_are_told_the_command_and_the_works_council_is_not(cast: Cast) -> None:
    assert "goodstanding check" in signed_in(cast.augusta).get("/oversight/").content.decode()
    assert "goodstanding check" not in signed_in(cast.walter).get("/oversight/").content.decode()


@pytest.mark.parametrize("who", ["eve", "mara", "hedda", "ivo", "cora", "lea", "wanda"])
def test_oversight_does_not_exist_for_others(cast: Cast, who: str) -> None:
    assert signed_in(getattr(cast, who)).get("/oversight/").status_code == 404


def test_the_page_takes_as_many_statements_for_many_cases_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    close(cast, 200, "met")
    client = signed_in(cast.augusta)
    with django_assert_max_num_queries(12):
        client.get("/oversight/")
