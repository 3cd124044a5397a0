"""Lists of people and teams: only whom the viewer may see, and the same cost at any size."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodstanding.domain.lifecycle import State
from tests.conftest import Cast, hire
from tests.factories import case_in
from tests.integration.pages import as_, entries_of, said

pytestmark = pytest.mark.django_db


def listed(client: Client, query: str = "") -> str:
    page = client.get(f"/people/{query}")
    assert page.status_code == 200
    return said(page)


def test_the_list_holds_exactly_the_files_that_open(cast: Cast, client: Client):
    for who in ("eve", "mara", "sven", "hedda", "lea", "cora", "olga", "ivo", "augusta"):
        as_(client, cast, who)
        page = listed(client)
        for person in cast.people.values():
            opens = client.get(f"/people/{person}/").status_code == 200
            assert (f"/people/{person}/" in page.split("<main")[1]) == opens


def test_people_are_found_by_name_number_and_email(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    for words in ("eve", "EMPLOYEE eve", "103", "eve@example.org"):
        page = listed(client, f"?q={words}")
        assert "Eve Employee" in page
        assert "Olga Outsider" not in page
    assert "Nobody fits this search" in listed(client, "?q=zzz")


def test_the_list_is_narrowed_by_team_and_by_state(cast: Cast, client: Client):
    case_in(cast, State.ACTIVE)
    as_(client, cast, "hedda")
    assert "Olga Outsider" not in listed(client, "?team=ops")
    assert "Eve Employee" in listed(client, "?state=active")
    assert "Olga Outsider" not in listed(client, "?state=open")
    assert "Eve Employee" not in listed(client, "?state=watch")


@pytest.mark.parametrize(
    "query", ["?sort=x", "?sort=-team", "?sort=team", "?sort=-number", "?page=x", "?state=x", "?team=%25"]
)
def test_any_query_string_shows_a_list(query, cast: Cast, client: Client):
    as_(client, cast, "hedda")
    listed(client, query)


def test_sorting_turns_the_list_round(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    up, down = listed(client, "?sort=name").split("<main")[1], listed(client, "?sort=-name").split("<main")[1]
    assert up.index("Eve Employee") < up.index("Olga Outsider")
    assert down.index("Olga Outsider") < down.index("Eve Employee")


def test_a_state_is_shown_only_to_whom_the_case_exists(cast: Cast, client: Client):
    case_in(cast, State.DRAFT)
    assert "Draft" in listed(as_(client, cast, "hedda"), "?q=eve").split("<tbody")[1]
    assert "Draft" not in listed(as_(client, cast, "lea"), "?q=eve").split("<tbody")[1]


def test_a_file_is_opened_for_somebody_new(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    typed = {
        "number": "N-1",
        "name": "Nora New",
        "email": "nora@example.org",
        "hired_on": "2026-03-02",
        "team": "ops",
        "job_family": "Agent",
        "manager": "Mara Manager",
    }
    answer = client.post("/people/new/", typed)
    assert answer.status_code == 302, said(answer)
    assert "Nora New" in listed(client, "?q=nora")
    again = client.post("/people/new/", typed)
    assert again.status_code == 422
    assert "Already in use." in said(again)


def test_hiring_is_a_page_for_its_keepers_only(cast: Cast, client: Client):
    for who in ("eve", "mara", "olga"):
        assert as_(client, cast, who).get("/people/new/").status_code == 404
    typed = {"number": "N-2", "name": "Nils New", "hired_on": "2026-03-02", "job_family": "Agent"}
    assert as_(client, cast, "ivo").post("/people/new/", typed)["Location"] == "/people/"


def test_teams_are_counted_with_those_below(cast: Cast, client: Client):
    page = said(as_(client, cast, "eve").get("/teams/"))
    assert "ops" in page
    assert "sales" in page


def grow(cast: Cast, many: int) -> None:
    from goodstanding.actions import people
    from goodstanding.domain.entries.person import Place
    from tests.conftest import at

    for number in range(many):
        people.hire(
            number=f"G{number}",
            name=f"Greta {number}",
            place=Place(team="ops", job_family="Agent", manager=cast.mara),
            hired_on=date(2024, 1, 1),
            by=cast.admin,
            now=at(date(2026, 1, 6)),
        )


@pytest.mark.parametrize("url", ["/", "/people/", "/people/?q=greta&state=open&sort=team", "/teams/"])
@pytest.mark.parametrize("who", ["hedda", "mara", "eve", "lea", "augusta"])
def test_a_list_takes_as_many_statements_with_200_people_as_with_10(url, who, cast: Cast, client: Client):
    case_in(cast, State.ACTIVE)
    as_(client, cast, who)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    few = statements()
    grow(cast, 190)
    assert statements() == few
    assert few <= 12


def test_a_hired_person_has_one_entry(cast: Cast):
    hire(cast, "nora", "Nora New", team="ops", job_family="Agent")
    assert [e.kind for e in entries_of(cast.nora)] == ["hired"]
