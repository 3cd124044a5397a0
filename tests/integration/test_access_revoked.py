"""Rights end with the next request: nothing is remembered in a session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from goodstanding.actions import accounts, entries, people
from goodstanding.domain.entries.day_to_day import Coaching, Feedback
from goodstanding.domain.entries.person import Place
from goodstanding.domain.entries.roles import RoleAssigned
from goodstanding.domain.lifecycle import State
from tests import factories
from tests.access.world import clock_at, signed_in
from tests.conftest import Cast
from tests.integration.pages import said

pytestmark = pytest.mark.django_db


def wrote(cast: Cast, by: str, words: str) -> None:
    entries.record(
        person=cast.eve, payload=Feedback(tone="critical", behaviour=words), by=cast.people[by], now=cast.now
    )


def to_mike(cast: Cast, day: date) -> None:
    place = Place(team="sales", job_family="Agent", level="3", manager=cast.mike)
    people.move(person=cast.eve, place=place, from_day=day, by=cast.hedda, now=cast.now)


def main_of(client: Client, address: str) -> str:
    return said(client.get(address)).split("<main", 1)[1]


def test_a_manager_who_left_sees_only_what_they_wrote(cast: Cast) -> None:
    mara, file = signed_in(cast.mara), f"/people/{cast.eve}/"
    with clock_at(cast):
        wrote(cast, "mara", "Mara saw this.")
        wrote(cast, "hedda", "HR saw this.")
        assert "HR saw this." in said(mara.get(file))
        to_mike(cast, cast.day)
        page = said(mara.get(file))
        assert "Mara saw this." in page
        assert "HR saw this." not in page
        wrote(cast, "mike", "Mike saw this later.")
        page = said(mara.get(file))
        assert "Mike saw this later." not in page
        assert "Mike Manager" not in page
        assert "Reported to you until" in page
        assert mara.get(f"{file}job/").status_code == 404
        assert mara.get(f"{file}figures/").status_code == 404
        assert mara.get(f"{file}record/feedback/").status_code == 403


def test_the_list_of_people_does_not_tell_a_former_manager_where_somebody_is_now(cast: Cast) -> None:
    mara = signed_in(cast.mara)
    with clock_at(cast):
        wrote(cast, "mara", "Mara saw this.")
        assert "Mara Manager" in main_of(mara, "/people/")
        to_mike(cast, cast.day)
        listed = main_of(mara, "/people/")
        assert "Eve Employee" in listed
        assert "Mike Manager" not in listed
        assert "Mike Manager" in main_of(signed_in(cast.hedda), "/people/?q=eve")


def test_the_plan_and_its_duties_go_with_the_manager_on_the_day_of_the_move(cast: Cast) -> None:
    """The move was written before. On its day nothing is written, and still the rights change."""
    case = factories.case_in(cast, State.ACTIVE)
    moves = cast.day + timedelta(days=10)
    to_mike(cast, moves)
    mara, mike, address = signed_in(cast.mara), signed_in(cast.mike), f"/plans/{case}/"
    cast.day = moves - timedelta(days=1)
    with clock_at(cast):
        assert mara.get(address).status_code == 200
        assert "Eve Employee" in main_of(mara, "/")
    cast.day = moves + timedelta(days=14)
    with clock_at(cast):
        assert mara.get(address).status_code == 404
        assert mara.get(f"{address}do/check_in/").status_code == 404
        assert mara.post(f"{address}do/support_given/", {"item": "s1", "what": "x"}).status_code == 404
        assert "Eve Employee" not in main_of(mara, "/")
        assert "Eve Employee" not in main_of(mara, "/plans/?group=all")
        assert mike.get(address).status_code == 200
        assert mike.get(f"{address}do/check_in/").status_code == 403, "until HR hands the plan over"


def test_a_part_that_ends_is_gone_with_the_next_request(cast: Cast) -> None:
    from goodstanding.store import models

    hans, file = signed_in(cast.hans), f"/people/{cast.eve}/"
    with clock_at(cast):
        assert hans.get(file).status_code == 200
        assert "Eve Employee" in main_of(hans, "/people/")
        models.Grant.objects.filter(person=cast.hans).update(until=cast.day - timedelta(days=1))
        assert hans.get(file).status_code == 404
        assert "Eve Employee" not in main_of(hans, "/people/")
        assert hans.get("/settings/").status_code == 404


def test_hr_who_becomes_the_manager_stops_being_hr_for_that_file(cast: Cast) -> None:
    from goodstanding.domain.entries.day_to_day import LeaveReason
    from tests.conftest import give

    give(cast.hedda, "leave")
    secret = LeaveReason(reason="Surgery.")
    entries.record(person=cast.eve, payload=secret, by=cast.lea, now=cast.now)
    hedda, file = signed_in(cast.hedda), f"/people/{cast.eve}/"
    with clock_at(cast):
        assert "Surgery." in said(hedda.get(file))
        place = Place(team="ops", job_family="Agent", level="2", manager=cast.hedda)
        people.move(person=cast.eve, place=place, from_day=cast.day, by=cast.hans, now=cast.now)
        assert "Surgery." not in said(hedda.get(file))
        assert hedda.get(f"{file}export/").status_code == 403
        assert hedda.get(f"{file}record/coaching/").status_code == 200


def test_a_witness_in_hr_stops_being_hr_for_that_file(cast: Cast) -> None:
    case = factories.case_in(cast, State.ACTIVE)
    hans = signed_in(cast.hans)
    with clock_at(cast):
        wrote(cast, "mara", "Not of the plan.")
        assert "Not of the plan." in said(hans.get(f"/people/{cast.eve}/"))
        payload = RoleAssigned(role="witness", person=cast.hans)
        factories.say(cast, case, payload, "hedda")
        assert "Not of the plan." not in said(hans.get(f"/people/{cast.eve}/"))
        assert hans.get(f"/plans/{case}/do/extended/").status_code == 403


def test_a_deactivated_account_is_signed_out_with_the_next_request(cast: Cast) -> None:
    mara = signed_in(cast.mara)
    with clock_at(cast):
        assert mara.get("/").status_code == 200
        accounts.deactivate(person=cast.mara, by=cast.ivo, now=cast.now)
        assert mara.get("/").headers["Location"].startswith("/sign-in/")
        quiet = mara.get("/", headers={"HX-Request": "true"})
        assert quiet.headers["HX-Redirect"] == "/sign-in/"


def test_a_follow_up_goes_to_the_new_manager(cast: Cast) -> None:
    session = Coaching(
        facts="Late cases.", expectation="In time.", agreed_actions="A list.",
        follow_up_on=cast.day + timedelta(days=3),
    )  # fmt: skip
    entries.record(person=cast.eve, payload=session, by=cast.mara, now=cast.now)
    mara, mike = signed_in(cast.mara), signed_in(cast.mike)
    with clock_at(cast):
        assert "Coaching follow-up" in main_of(mara, "/")
        to_mike(cast, cast.day)
        assert "Coaching follow-up" not in main_of(mara, "/")
        assert "Coaching follow-up" in main_of(mike, "/")


def test_sessions_end_by_themselves() -> None:
    from django.conf import settings

    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
