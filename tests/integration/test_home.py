"""The start page: what needs whom today, straight to the form, and gone once it is done."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from goodstanding.actions import entries
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.lifecycle import OPEN, State
from goodstanding.queries.people import PHASES
from tests.conftest import Cast, at, give
from tests.factories import assign, case_in, concern
from tests.factories.ways import determine, to_the_end
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day_of_the_cast(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """The pages' clock stands where the story stands."""
    from goodstanding.web import clock

    monkeypatch.setattr(clock, "now", lambda: cast.now)
    monkeypatch.setattr(clock, "today", lambda: cast.day)


def home(client: Client, cast: Cast, who: str) -> str:
    page = as_(client, cast, who).get("/")
    assert page.status_code == 200
    return said(page).split("<main")[1]


def coached(cast: Cast, follow_up_in: int = 14) -> UUID:
    payload = day_to_day.Coaching(
        facts="Twelve open.",
        expectation="Two days.",
        agreed_actions="A list.",
        follow_up_on=cast.day + timedelta(days=follow_up_in),
    )
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def test_nothing_waits_on_a_quiet_day(cast: Cast, client: Client):
    for who in ("eve", "mara", "sven", "olga"):
        page = home(client, cast, who)
        assert page.count("Nothing waits for you today.") == 1
        assert "What needs you today" not in page  # said once


def test_a_receipt_leads_straight_to_its_form(cast: Cast, client: Client):
    session = coached(cast)
    page = home(client, cast, "eve")
    assert f"/people/{cast.eve}/record/acknowledged/?to={session}" in page
    assert "One thing waits for you." in page
    assert "not that you agree" in page


def test_a_deadline_counts_working_days(cast: Cast, client: Client):
    coached(cast)
    assert "in 3 working days" in home(client, cast, "eve")
    cast.later(21)
    assert "5 working days overdue" in home(client, cast, "mara")


def test_a_follow_up_is_announced_and_then_due(cast: Cast, client: Client):
    coached(cast, follow_up_in=14)
    page = home(client, cast, "mara")
    assert "In the next 14 days" in page
    cast.later(14)
    page = home(client, cast, "mara")
    assert "In the next 14 days" not in page
    assert "today" in page
    assert "Record the follow-up" in page


def test_what_is_done_vanishes(cast: Cast, client: Client):
    session = coached(cast, follow_up_in=2)
    cast.later(2)
    assert "Record the follow-up" in home(client, cast, "mara")
    entries.record(
        person=cast.eve,
        payload=day_to_day.FollowedUp(progress="Done."),
        by=cast.mara,
        now=cast.now,
        refers_to=session,
    )
    assert "Record the follow-up" not in home(client, cast, "mara")


def test_a_concern_waits_for_hr_and_for_nobody_else(cast: Cast, client: Client):
    concern(cast)
    waits = "A concern waits for an answer"
    assert waits in home(client, cast, "hedda")
    assert waits in home(client, cast, "hans")
    for who in ("eve", "mara", "olga", "lea", "cora"):
        assert waits not in home(client, cast, who)


def test_hr_who_manages_the_person_is_walled_off(cast: Cast, client: Client):
    give(cast.mara, "hr")
    concern(cast)
    assert "A concern waits for an answer" not in home(client, cast, "mara")
    assert "A concern waits for an answer" in home(client, cast, "hedda")


def test_hr_of_another_team_has_nothing_to_do_with_it(cast: Cast, client: Client):
    give(cast.olga, "hr", team="sales")
    give(cast.dora, "hr", team="ops")
    concern(cast)
    assert "A concern waits for an answer" not in home(client, cast, "olga")
    assert "A concern waits for an answer" in home(client, cast, "dora")


def test_the_most_overdue_comes_first(cast: Cast, client: Client):
    coached(cast)
    cast.later(10)
    entries.record(
        person=cast.eve,
        by=cast.mara,
        now=cast.now,
        payload=day_to_day.Coaching(facts="Later.", expectation="Two days.", agreed_actions="A list."),
    )
    days = re.findall(r"(\d+) working days ago|in (\d+) working days", home(client, cast, "eve"))
    assert days[0][0]
    assert days[1][1]


def test_a_long_list_is_paged(cast: Cast, client: Client):
    for number in range(30):
        entries.record(
            person=cast.eve,
            by=cast.mara,
            now=at(cast.day),
            payload=day_to_day.Coaching(
                facts=f"No. {number}", expectation="Two days.", agreed_actions="A list."
            ),
        )
    first, second = home(client, cast, "eve"), said(client.get("/?page=2")).split("<main")[1]
    assert first.count('class="duty"') == 25
    assert second.count('class="duty"') == 5
    assert "30 things wait for you." in first


def test_every_open_state_is_in_one_phase():
    named = [state for key, (_, states) in PHASES.items() if key != "open" for state in states]
    assert sorted(named) == sorted(OPEN)


@pytest.mark.parametrize("page", ["x", "-1", "99999999999", "2"])
def test_any_page_number_shows_a_page(page, cast: Cast, client: Client):
    assert as_(client, cast, "eve").get(f"/?page={page}").status_code == 200


def test_a_manager_sees_the_team_without_scores(cast: Cast, client: Client):
    coached(cast)
    page = home(client, cast, "mara")
    assert "Your team" in page
    assert "Eve Employee" in page
    assert "2 March 2026" in page
    assert "Olga" not in page


def test_hr_reads_the_open_cases_by_phase(cast: Cast, client: Client):
    case_in(cast, State.ACTIVE)
    page = home(client, cast, "hedda")
    running = "/people/?state=running"
    assert running in page
    assert "Eve Employee" in said(client.get(running))
    assert "Eve Employee" not in said(client.get("/people/?state=drafting")).split("</form>")[-1]


def test_the_person_on_a_plan_finds_it_and_their_rights(cast: Cast, client: Client):
    case = case_in(cast, State.ACTIVE)
    page = home(client, cast, "eve")
    assert "Your plan" in page
    assert str(case) in page
    assert "by right" in page


def test_a_draft_says_nothing_to_the_person_it_is_about(cast: Cast, client: Client):
    case_in(cast, State.DRAFT)
    page = home(client, cast, "eve")
    assert "Your plan" not in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("lea", "Not at work today"),
        ("augusta", "without names"),
        ("walter", "without names"),
        ("ivo", "Entries in the record"),
    ],
)
def test_parts_without_a_file_find_what_they_look_after(who, words, cast: Cast, client: Client):
    assert words in home(client, cast, who)


def test_oversight_names_nobody(cast: Cast, client: Client):
    case_in(cast, State.ACTIVE)
    page = home(client, cast, "augusta")
    assert "Eve" not in page


def test_whoever_was_called_in_finds_the_case(cast: Cast, client: Client):
    case = case_in(cast, State.REPLIED)
    assign(cast, case, "decider")
    page = home(client, cast, "dora")
    assert "Called in" in page
    assert f"/plans/{case}/" in page
    assert "as decider" in page
    assert "Called in" not in home(client, cast, "olga")


def test_a_request_for_an_adjustment_waits_for_the_leave_role_alone_until_it_is_answered(
    cast: Cast, client: Client
):
    asked = entries.record(
        person=cast.eve, payload=day_to_day.AccommodationRequested(request="A quiet room."),
        by=cast.eve, now=cast.now,
    ).id  # fmt: skip
    page = home(client, cast, "lea")
    assert "One thing waits for you." in page
    form = f"/people/{cast.eve}/record/accommodation_answered/?to={asked}"
    assert form in page
    assert as_(client, cast, "lea").get(form).status_code == 200
    for who in ("eve", "mara", "sven", "hedda"):
        assert "Nothing waits for you today." in home(client, cast, who)
    cast.later(10)
    assert "1 overdue" in said(as_(client, cast, "lea").get("/"))
    entries.record(
        person=cast.eve, payload=day_to_day.AccommodationAnswered(granted=True, answer="Room 4."),
        by=cast.lea, now=cast.now, refers_to=asked,
    )  # fmt: skip
    assert "Nothing waits for you today." in home(client, cast, "lea")


def links(page: str, event: str) -> list[str]:
    return re.findall(rf'href="([^"]*/do/{event}/[^"]*)"', page) or re.findall(
        rf'href="([^"]*/{event}/[^"]*)"', page
    )


def test_each_goal_leads_to_its_own_form(cast: Cast, client: Client):
    case = case_in(cast, State.ACTIVE)
    to_the_end(cast, case)
    forms = {url for url in links(home(client, cast, "mike"), "goal_determined") if "to=" in url}
    assert {url.partition("to=")[2] for url in forms} == {"g1", "g2"}
    for url in forms:
        (chosen,) = re.findall(r"<input[^>]*checked[^>]*>", said(as_(client, cast, "mike").get(url)))[:1]
        assert f'value="{url.partition("to=")[2]}"' in chosen
    determine(cast, case)
    forms = set(links(home(client, cast, "hedda"), "determination_countersigned"))
    assert {url.partition("to=")[2] for url in forms} == {"g1", "g2"}


def test_a_receipt_is_asked_for_and_never_overdue(cast: Cast, client: Client):
    coached(cast)
    cast.later(7)
    page = home(client, cast, "eve")
    assert "One thing waits for you." in page
    assert "2 working days ago" in page
    assert "overdue" not in page
