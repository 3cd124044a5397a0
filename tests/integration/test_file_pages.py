"""A person's file through the pages: what is there, for whom, and with which three times."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goodstanding.actions import entries, people
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.entries.person import Place
from goodstanding.domain.lifecycle import State
from tests.conftest import Cast, at
from tests.factories import case_in
from tests.integration.pages import as_, entries_of, said

pytestmark = pytest.mark.django_db

AT_MOST = 12


def feedback(cast: Cast, words: str, by: str = "mara", **more: Any) -> UUID:
    payload = day_to_day.Feedback(tone="positive", behaviour=words)
    return entries.record(person=cast.eve, payload=payload, by=cast.people[by], now=cast.now, **more).id


def coaching(cast: Cast, **more: Any) -> UUID:
    payload = day_to_day.Coaching(facts="Twelve open.", expectation="Two days.", agreed_actions="A list.")
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now, **more).id


def appraisal(cast: Cast, year: int, rating: int) -> UUID:
    from goodstanding.queries.organisation import DEFAULT_SCALE

    payload = day_to_day.Appraisal(
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        rating=rating,
        scale=DEFAULT_SCALE,
        words="Good.",
        drop_reason="Nine cases were late in autumn." if rating < 3 else "",
    )
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def file_page(client: Client, cast: Cast, query: str = "") -> str:
    page = client.get(f"/people/{cast.eve}/{query}")
    assert page.status_code == 200
    return said(page)


def test_the_file_is_read_by_those_it_is_for_and_by_nobody_else(cast: Cast, client: Client):
    feedback(cast, "Calm with a loud customer.")
    for who in ("eve", "mara", "sven", "hedda", "cora"):
        assert "Calm with a loud customer." in file_page(as_(client, cast, who), cast)
    for who in ("olga", "mike", "ivo", "augusta", "walter", "wanda"):
        as_(client, cast, who)
        assert client.get(f"/people/{cast.eve}/").status_code == 404


def test_leave_sees_the_file_but_not_what_is_shared(cast: Cast, client: Client):
    feedback(cast, "Calm with a loud customer.")
    page = file_page(as_(client, cast, "lea"), cast)
    assert "Calm with a loud customer." not in page


def test_a_manager_who_left_sees_only_what_they_wrote(cast: Cast, client: Client):
    feedback(cast, "Written by Mara.")
    people.move(
        person=cast.eve,
        place=Place(team="sales", job_family="Agent", manager=cast.mike),
        from_day=cast.day,
        by=cast.hedda,
        now=cast.now,
    )
    cast.later(2)
    feedback(cast, "Written by Mike.", by="mike")
    page = file_page(as_(client, cast, "mara"), cast)
    assert "Written by Mara." in page
    assert "Written by Mike." not in page


def test_a_manager_who_left_and_wrote_nothing_finds_nothing(cast: Cast, client: Client):
    people.move(
        person=cast.eve,
        place=Place(team="sales", job_family="Agent", manager=cast.mike),
        from_day=cast.day,
        by=cast.hedda,
        now=cast.now,
    )
    as_(client, cast, "mara")
    assert client.get(f"/people/{cast.eve}/").status_code == 404


def test_an_entry_tells_its_three_times(cast: Cast, client: Client):
    session = coaching(cast, happened=cast.day - timedelta(days=12))
    page = file_page(as_(client, cast, "mara"), cast)
    assert "recorded 12 days later" in page
    assert "not acknowledged" in page
    entries.record(
        person=cast.eve,
        payload=day_to_day.Acknowledged(),
        by=cast.eve,
        now=at(date(2026, 3, 5)),
        refers_to=session,
    )
    page = file_page(client, cast)
    assert "not acknowledged" not in page
    assert "5 March 2026, 09:00" in page


def test_a_refusal_is_told_with_who_noted_it(cast: Cast, client: Client):
    session = coaching(cast)
    entries.record(
        person=cast.eve,
        payload=day_to_day.RefusalNoted(how="In the talk."),
        by=cast.sven,
        now=cast.now,
        refers_to=session,
    )
    assert "refusal noted by Sven Second on 2 March 2026" in file_page(as_(client, cast, "mara"), cast)


def test_the_timeline_is_narrowed_by_kind_year_author_and_open_receipt(cast: Cast, client: Client):
    feedback(cast, "Old praise.", happened=date(2025, 5, 5))
    coaching(cast)
    appraisal(cast, 2025, 4)
    as_(client, cast, "hedda")
    assert "Old praise." not in file_page(client, cast, "?kind=appraisals")
    assert "Old praise." in file_page(client, cast, "?year=2025")
    assert "Twelve open." not in file_page(client, cast, "?year=2025")
    assert "Old praise." not in file_page(client, cast, f"?author={cast.admin}")
    waiting = file_page(client, cast, "?receipt=open")
    assert "Twelve open." in waiting
    assert "Old praise." not in waiting


@pytest.mark.parametrize(
    "query",
    [
        "?kind=x",
        "?year=x",
        "?year=99999999",
        "?author=x",
        "?page=x",
        "?page=-1",
        "?page=99999",
        "?show=x",
        "?year=²",
        "?author=00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_query_that_no_page_offers_never_breaks_the_page(query, cast: Cast, client: Client):
    assert as_(client, cast, "hedda").get(f"/people/{cast.eve}/{query}").status_code == 200


def test_an_entry_page_tells_its_place_in_the_record(cast: Cast, client: Client):
    from goodstanding.store import models

    session = coaching(cast)
    page = said(as_(client, cast, "eve").get(f"/people/{cast.eve}/entries/{session}/"))
    row = models.Entry.objects.get(id=session)
    assert f"entry {row.seq} of this file’s shared chain" in page
    assert bytes(models.Leaf.objects.get(idx=row.idx).hash).hex() in page
    assert "Confirm receipt" in page


def test_an_entry_of_another_file_is_not_found(cast: Cast, client: Client):
    session = coaching(cast)
    assert as_(client, cast, "hedda").get(f"/people/{cast.olga}/entries/{session}/").status_code == 404


def test_drafts_stay_hidden_until_the_plan_is_delivered(cast: Cast, client: Client):
    case_in(cast, State.DRAFT)
    assert "raised a concern" in file_page(as_(client, cast, "hedda"), cast)
    assert "raised a concern" not in file_page(as_(client, cast, "eve"), cast)


@pytest.mark.parametrize("state", sorted(State))
def test_a_file_can_be_read_in_every_state_of_a_case(state, cast: Cast, client: Client):
    case_in(cast, state)
    for who in ("eve", "mara", "hedda", "sven"):
        as_(client, cast, who)
        assert client.get(f"/people/{cast.eve}/").status_code == 200
        assert client.get(f"/people/{cast.eve}/?show=plans").status_code == 200
        assert client.get("/").status_code == 200
    as_(client, cast, "eve")
    for entry in entries_of(cast.eve)[-12:]:
        assert client.get(f"/people/{cast.eve}/entries/{entry.id}/").status_code in {200, 404}


def test_appraisals_are_shown_as_a_history(cast: Cast, client: Client):
    for year, rating in [(2023, 3), (2024, 4), (2025, 2)]:
        appraisal(cast, year, rating)
    page = file_page(as_(client, cast, "mara"), cast, "?show=appraisals")
    assert page.index("2 of 5") < page.index("4 of 5") < page.index("3 of 5")
    assert "Nine cases were late in autumn." in file_page(client, cast)
    assert "before this system" not in file_page(client, cast)
    form = said(client.get(f"/people/{cast.eve}/record/appraisal/"))
    assert "Needed for a rating below 3: the last ones were 3, 4, 2" in form


def test_a_rating_lower_than_usual_is_not_saved_without_its_reason(cast: Cast, client: Client):
    for year in (2023, 2024):
        appraisal(cast, year, 4)
    as_(client, cast, "mara")
    url = f"/people/{cast.eve}/record/appraisal/"
    typed = {"happened": "2026-03-02", "period_start": "2025-01-01", "period_end": "2025-12-31",
             "rating": "3", "words": "Answers were slower in autumn."}  # fmt: skip
    refused = client.post(url, typed)
    assert refused.status_code == 422
    assert "lower than usual: of the last 2 ratings, half were 4 or better" in said(refused)
    assert "Answers were slower in autumn." in said(refused), "what was typed is kept"
    assert client.post(url, typed | {"rating": "4"}).status_code == 302
    because = {"period_end": "2026-01-31", "drop_reason": "Nine cases were late in October."}
    assert client.post(url, typed | because).status_code == 302
    assert "Nine cases were late in October." in file_page(client, cast)


def test_without_a_history_no_reason_is_asked(cast: Cast, client: Client):
    form = said(as_(client, cast, "mara").get(f"/people/{cast.eve}/record/appraisal/"))
    assert "lower than usual" not in form


def test_the_time_line_calls_teams_by_their_names(cast: Cast, client: Client):
    from goodstanding.store import models

    models.Team.objects.filter(code="ops").update(name="Operations in Leeds")
    page = file_page(as_(client, cast, "mara"), cast)
    assert "Operations in Leeds · reports to" in page
    assert "team ops" not in page


def test_a_move_changes_the_place_and_keeps_the_history(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    url = f"/people/{cast.eve}/job/"
    typed = {
        "what": "move",
        "from_day": "2026-04-01",
        "team": "sales",
        "job_family": "Agent",
        "manager": "Mike Manager",
    }
    answer = client.post(url, typed)
    assert answer.status_code == 302, said(answer)
    page = said(client.get(url))
    assert "Mike Manager" in page
    assert "Mara Manager" in page


def test_a_wrong_move_keeps_what_was_typed(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    typed = {
        "what": "move",
        "from_day": "2026-04-01",
        "team": "sales",
        "job_family": "Agent",
        "manager": "Nobody Known",
    }
    page = client.post(f"/people/{cast.eve}/job/", typed)
    assert page.status_code == 422
    assert "Nobody Known" in said(page)


def test_whoever_may_not_move_people_sees_no_form_and_can_send_none(cast: Cast, client: Client):
    as_(client, cast, "mara")
    url = f"/people/{cast.eve}/job/"
    assert "Record a move" not in said(client.get(url))
    assert client.post(url, {"what": "move"}).status_code == 403


def test_leaving_ends_the_placement(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    answer = client.post(f"/people/{cast.eve}/job/", {"what": "leave", "leave-last_day": "2026-03-31"})
    assert answer.status_code == 302, said(answer)
    assert "Not employed here today" in said(client.get(f"/people/{cast.eve}/"))


def test_my_file_leads_to_my_own(cast: Cast, client: Client):
    assert as_(client, cast, "eve").get("/me/")["Location"] == f"/people/{cast.eve}/"


def test_the_export_is_an_entry_and_a_document(cast: Cast, client: Client):
    feedback(cast, "Calm.")
    as_(client, cast, "eve")
    assert "may read" in said(client.get(f"/people/{cast.eve}/export/"))
    answer = client.post(f"/people/{cast.eve}/export/")
    assert answer["Content-Type"].startswith("application/json")
    data = answer.json()
    assert data["entries"][-1]["kind"] == "exported"
    assert any(e["kind"] == "feedback" for e in data["entries"])


def test_a_manager_cannot_take_the_file_along(cast: Cast, client: Client):
    as_(client, cast, "mara")
    assert client.post(f"/people/{cast.eve}/export/").status_code == 403


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def fill(cast: Cast, many: int) -> None:
    """Entries of several kinds, a case with goals, receipts and answers."""
    for number in range(many):
        feedback(cast, f"Number {number}", happened=cast.day - timedelta(days=number))
    session = coaching(cast)
    entries.record(
        person=cast.eve, payload=day_to_day.Answer(words="No."), by=cast.eve, now=cast.now, refers_to=session
    )


@pytest.mark.parametrize("page", ["", "?kind=plans", "?show=appraisals", "?show=plans", "?receipt=open"])
@pytest.mark.parametrize("who", ["eve", "mara", "hedda"])
def test_a_file_takes_as_many_statements_with_sixty_entries_as_with_six(
    page, who, cast: Cast, client: Client
):
    case_in(cast, State.ACTIVE)
    fill(cast, 3)
    appraisal(cast, 2024, 3)
    appraisal(cast, 2025, 3)
    as_(client, cast, who)
    few = statements(client, f"/people/{cast.eve}/{page}")
    fill(cast, 60)
    many = statements(client, f"/people/{cast.eve}/{page}")
    assert many == few
    assert many <= AT_MOST


@pytest.mark.parametrize(
    "path", ["entries/{entry}/", "record/coaching/", "record/answer/?to={entry}", "job/", "record/appraisal/"]
)
def test_the_pages_of_a_file_keep_to_their_statements(path, cast: Cast, client: Client):
    case_in(cast, State.ACTIVE)
    fill(cast, 20)
    session = coaching(cast)
    as_(client, cast, "mara")
    assert statements(client, f"/people/{cast.eve}/{path.format(entry=session)}") <= AT_MOST
