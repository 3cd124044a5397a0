"""“My dates” and the calendar feed: what is on, for whom, and what a calendar program makes of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
import vobject
from django.test import Client
from icalendar import Calendar

from goodstanding.actions import entries, feeds, recount
from goodstanding.domain.days import KINDS
from goodstanding.domain.entries import day_to_day, person
from goodstanding.domain.lifecycle import State
from goodstanding.queries.dates import DateLine, dates
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from tests.conftest import Cast
from tests.factories import case_in
from tests.factories.ways import case_of, go_to
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=400)


@pytest.fixture(autouse=True)
def on_the_day_of_the_cast(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.web import clock

    monkeypatch.setattr(clock, "now", lambda: cast.now)
    monkeypatch.setattr(clock, "today", lambda: cast.day)


def lines_of(cast: Cast, who: str) -> list[DateLine]:
    return dates(viewer(cast.people[who], "", cast.day), cast.day - YEAR, cast.day + YEAR)


def kinds(cast: Cast, who: str) -> set[str]:
    return {line.kind for line in lines_of(cast, who)}


def page(client: Client, cast: Cast, who: str, query: str = "?view=list") -> str:
    answer = as_(client, cast, who).get(f"/dates/{query}")
    assert answer.status_code == 200
    return said(answer).split("<main")[1]


# What is in whose calendar


def test_a_running_plan_stands_in_the_calendars_of_both_sides(cast: Cast, client: Client) -> None:
    case = case_in(cast, State.ACTIVE)
    plan = {"check_in", "plan_starts", "plan_ends", "goal_due", "support_due"}
    assert plan <= kinds(cast, "eve")
    assert plan <= kinds(cast, "mara")
    check_ins = [line for line in lines_of(cast, "mara") if line.kind == "check_in"]
    assert len(check_ins) == len(case_of(cast, case).check_ins), "the duty and the day are one line"
    assert all(line.event == "check_in" for line in check_ins), "and it can be done from there"
    assert not any(line.event == "check_in" for line in lines_of(cast, "eve"))
    assert not lines_of(cast, "olga")
    assert "Check-in" in page(client, cast, "eve")
    assert "Eve Employee" in page(client, cast, "mara")


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.APPROVED])
def test_nobody_learns_from_a_calendar_that_a_plan_is_drafted(cast: Cast, state: State) -> None:
    case_in(cast, state)
    told = {line.kind for line in lines_of(cast, "eve")}
    assert not told & {"check_in", "plan_starts", "plan_ends", "goal_due", "support_due", "required"}


def test_last_days_are_in_it(cast: Cast) -> None:
    case_in(cast, State.PROPOSED)
    assert "reply_until" in kinds(cast, "eve")


def test_what_the_rules_of_the_place_attach_is_in_it(cast: Cast) -> None:
    case_in(cast, State.APPEALED)
    assert "required" in kinds(cast, "hedda"), "in the United Kingdom an appeal is heard within a time"
    assert not any(line.detail == "" for line in lines_of(cast, "hedda") if line.kind == "required")


@pytest.mark.parametrize("state", [State.COACHING, State.WATCH, State.APPEALED])
def test_every_kind_of_day_that_is_stored_has_words(cast: Cast, state: State) -> None:
    case_in(cast, state)
    stored = set(models.Day.objects.values_list("kind", flat=True))
    assert stored
    assert stored <= set(KINDS)


def test_what_was_held_stays_and_says_so(cast: Cast, client: Client) -> None:
    from tests.factories.events import perform

    case = case_in(cast, State.ACTIVE)
    go_to(cast, case_of(cast, case).check_ins[0].on)
    perform(cast, case, "check_in")
    held = [line for line in lines_of(cast, "eve") if line.kind == "check_in" and line.state == "done"]
    assert len(held) == 1
    month = f"?month={held[0].day:%Y-%m}"
    assert "Check-in (done)" in page(client, cast, "eve", month)


def test_a_day_on_which_the_person_is_not_at_work_says_so(cast: Cast, client: Client) -> None:
    case = case_in(cast, State.ACTIVE)
    day = next(c.on for c in case_of(cast, case).check_ins if c.on > cast.day)
    away = person.NotAtWork(until=day)
    entries.record(person=cast.eve, payload=away, happened=day, by=cast.hedda, now=cast.now)
    assert "You are not at work on this day." in page(client, cast, "eve")
    assert "They are not at work on this day." in page(client, cast, "mara")


def test_a_follow_up_is_in_both_calendars(cast: Cast) -> None:
    talk = day_to_day.Coaching(
        facts="Twelve open.", expectation="Two days.", agreed_actions="A list.",
        follow_up_on=cast.day + timedelta(days=14),
    )  # fmt: skip
    entries.record(person=cast.eve, payload=talk, by=cast.mara, now=cast.now)
    assert "follow_up" in kinds(cast, "eve")
    assert "followed_up" in kinds(cast, "mara")


def test_who_no_longer_manages_somebody_no_longer_has_their_days(cast: Cast) -> None:
    case_in(cast, State.ACTIVE)
    models.Assignment.objects.filter(person=cast.eve).update(manager=cast.mike)
    assert not [line for line in lines_of(cast, "mara") if line.subject == cast.eve]


def test_counting_anew_fills_what_an_older_version_did_not_keep(cast: Cast) -> None:
    case_in(cast, State.ACTIVE)
    before = lines_of(cast, "eve")
    models.Day.objects.all().delete()
    assert "1 file" in recount.recount(cast.now)
    assert lines_of(cast, "eve") == before


# The page


def test_an_empty_calendar_says_so(cast: Cast, client: Client) -> None:
    assert "Nothing is planned and nothing waits for you" in page(client, cast, "olga")
    assert "Nothing is planned this month" in page(client, cast, "olga", "?month=2026-02")


def test_public_holidays_are_in_the_month(cast: Cast, client: Client) -> None:
    assert "Good Friday" in page(client, cast, "eve", "?month=2026-04")


@pytest.mark.parametrize("query", ["?month=nonsense", "?month=9999-99", "?view=list&page=99", "?view=other"])
def test_an_address_that_nobody_chose_on_the_page_is_answered_all_the_same(
    cast: Cast, client: Client, query: str
) -> None:
    assert page(client, cast, "eve", query)


def test_the_page_asks_the_database_as_little_for_many_days_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    case_in(cast, State.ACTIVE)
    for query in ("", "?view=list"):
        page(client, cast, "mara", query)
        with django_assert_max_num_queries(12):
            client.get(f"/dates/{query}")


# The feed


def address_of(client: Client, cast: Cast, who: str) -> str:
    answer = as_(client, cast, who).post("/account/calendar/make/")
    found = re.search(r"http://[^<\s]+(/calendar/[^<\s]+\.ics)", said(answer))
    assert found
    return found[1]


def feed(address: str, status: int = 200) -> bytes:
    """As a calendar program asks: without a session."""
    answer = Client(HTTP_HOST="localhost").get(address)
    assert answer.status_code == status
    return answer.content


def events(text: bytes) -> dict[str, Any]:
    return {str(event["UID"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


@pytest.fixture
def address(cast: Cast, client: Client) -> str:
    case_in(cast, State.ACTIVE)
    return address_of(client, cast, "mara")


def test_a_feed_says_the_kind_of_thing_and_no_name_and_no_word_of_the_file(cast: Cast, address: str) -> None:
    text = feed(address).replace(b"\r\n ", b"").decode()
    assert "SUMMARY:Check-in" in text
    for word in ("Eve", "Employee", "Mara", *(g.statement for g in _case(cast).terms.goals)):
        assert word not in text


def _case(cast: Cast) -> Any:
    return case_of(cast, models.Case.objects.get().pk)


def test_with_names_by_choice(cast: Cast, client: Client, address: str) -> None:
    feed(address)
    as_(client, cast, "mara").post("/account/calendar/names/", {"names": "yes"})
    found = events(feed(address)).values()
    assert any("Eve Employee" in event["SUMMARY"] for event in found)
    assert {int(event["SEQUENCE"]) for event in found} == {1}, "calendars are told that it changed"


def test_the_address_needs_no_session_is_kept_by_no_cache_and_its_secret_is_not_stored(
    cast: Cast, address: str
) -> None:
    answer = Client(HTTP_HOST="localhost").get(address)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in str(models.Feed.objects.values_list())


def test_a_wrong_a_renewed_a_revoked_address_and_one_of_an_account_that_is_off_open_nothing(
    cast: Cast, client: Client, address: str
) -> None:
    feed("/calendar/nonsense.ics", 404)
    second = address_of(client, cast, "mara")
    feed(address, 404)
    feed(second)
    models.User.objects.filter(person=cast.mara).update(is_active=False)
    feed(second, 404)
    models.User.objects.filter(person=cast.mara).update(is_active=True)
    as_(client, cast, "mara").post("/account/calendar/revoke/")
    feed(second, 404)
    did = models.AccountEvent.objects.filter(person=cast.mara).order_by("id").values_list("kind", flat=True)
    assert list(did) == ["calendar_made", "calendar_renewed", "calendar_revoked"]


def test_an_address_that_is_read_too_often_is_asked_to_wait(
    cast: Cast, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    models.Feed.objects.update(window=cast.now, asked=feeds.MOST_IN_WINDOW)
    answer = Client(HTTP_HOST="localhost").get(address)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert not caplog.records, "no log keeps an address that still opens something"
    models.Feed.objects.update(window=cast.now - 2 * feeds.WINDOW)
    feed(address)


def test_two_other_readers_agree_with_the_one_that_wrote_it(cast: Cast, address: str) -> None:
    text = feed(address)
    ours = events(text)
    theirs = {str(e.uid.value): e for e in vobject.readOne(text.decode()).vevent_list}
    assert theirs.keys() == ours.keys()
    for uid, event in theirs.items():
        assert event.dtstart.value == ours[uid]["DTSTART"].dt
        assert isinstance(event.dtstart.value, date)
        assert event.summary.value == str(ours[uid]["SUMMARY"])
    days = {line.day for line in lines_of(cast, "mara") if line.day >= cast.day - timedelta(days=60)}
    assert {event["DTSTART"].dt for event in ours.values()} == days


def test_the_text_keeps_to_rfc_5545(cast: Cast, client: Client, address: str) -> None:
    as_(client, cast, "mara").post("/account/calendar/names/", {"names": "yes"})
    text = feed(address)
    assert text.endswith(b"\r\n")
    assert b"\n" not in text.replace(b"\r\n", b""), "lines end with CR LF"
    for line in text.split(b"\r\n"):
        assert len(line) <= 75, "longer lines are folded"
        line.decode()
    unfolded = re.sub(rb"\r\n[ \t]", b"", text).decode().split("\r\n")
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN"} <= set(unfolded)
    for block in "\n".join(unfolded).split("BEGIN:VEVENT")[1:]:
        for needed in ("UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "SEQUENCE:", "LAST-MODIFIED:", "SUMMARY:"):
            assert block.count(f"\n{needed}") == 1, needed
        assert re.search(r"\nDTSTAMP:\d{8}T\d{6}Z\n", block)
        summary = re.search(r"\nSUMMARY:(.*)\n", block)
        assert summary
        assert not re.search(r"(?<!\\)[,;]", summary[1]), "commas and semicolons are escaped"


def test_nothing_new_is_said_when_nothing_changed(cast: Cast, address: str) -> None:
    first = feed(address)
    cast.later(1)
    assert feed(address) == first


def test_a_day_that_moves_keeps_its_identity_and_one_that_has_gone_is_cancelled(
    cast: Cast, address: str
) -> None:
    before = events(feed(address))
    end = models.Day.objects.filter(kind="plan_ends").order_by("id").values_list("day", flat=True)[0]
    models.Day.objects.filter(kind="plan_ends").update(day=end + timedelta(days=7))
    models.Day.objects.filter(kind="support_due").delete()
    models.Duty.objects.filter(event="support_given").delete()
    cast.later(1)
    after = events(feed(address))
    assert after.keys() == before.keys()
    moved = [e for uid, e in after.items() if e["DTSTART"].dt != before[uid]["DTSTART"].dt]
    assert [(e["DTSTART"].dt, int(e["SEQUENCE"])) for e in moved] == [(end + timedelta(days=7), 1)]
    gone = [e for e in after.values() if e["STATUS"] == "CANCELLED"]
    assert gone
    assert {(str(e["SUMMARY"]), int(e["SEQUENCE"])) for e in gone} == {("Cancelled", 1)}
    assert {e["LAST-MODIFIED"].dt.date() for e in gone + moved} == {cast.day}
    cast.later(61)
    assert not [e for e in events(feed(address)).values() if e["STATUS"] == "CANCELLED" and e in gone]


def test_who_is_no_longer_concerned_gets_every_day_of_the_person_cancelled(cast: Cast, address: str) -> None:
    feed(address)
    models.Assignment.objects.filter(person=cast.eve).update(manager=cast.mike)
    found = events(feed(address)).values()
    assert found
    assert {str(event["STATUS"]) for event in found} == {"CANCELLED"}


def test_what_lies_far_behind_leaves_without_being_cancelled(cast: Cast, address: str) -> None:
    before = events(feed(address))
    go_to(cast, cast.day + timedelta(days=70))
    after = events(feed(address))
    for uid in before.keys() - after.keys():
        assert before[uid]["DTSTART"].dt < cast.day - timedelta(days=60)
    assert not [e for e in after.values() if e["STATUS"] == "CANCELLED" and e["DTSTART"].dt < cast.day - YEAR]
