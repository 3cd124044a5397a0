"""An appraisal round: opened for many, own part first, given to everybody on one day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from goodstanding.actions import entries, people, rebuild, rounds
from goodstanding.domain import file as files
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.entries.person import Place
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow, UserError
from goodstanding.queries import rounds as queries
from goodstanding.queries.standing import viewer
from goodstanding.store import models
from tests.conftest import Cast, at
from tests.integration.pages import as_, entries_of, said
from tests.rounds import finish, open_for, own, part, prepare, release, terms

pytestmark = pytest.mark.django_db


def file_of(cast: Cast, who: str) -> files.File:
    return files.fold(cast.people[who], entries_of(cast.people[who]))


def kinds_of(cast: Cast, who: str) -> list[str]:
    return [entry.kind for entry in entries_of(cast.people[who])]


def waits(cast: Cast, who: str, event: str) -> list[Any]:
    return list(models.Duty.objects.filter(owner=cast.people[who], event=event).values_list("due", flat=True))


def hr(cast: Cast) -> Any:
    return viewer(cast.hedda, "", cast.day)


def test_a_round_is_walked_from_opening_to_the_answer(cast: Cast) -> None:
    round = open_for(cast, "eve", "olga")
    assert waits(cast, "eve", "self_appraisal") == [terms().self_by]
    assert waits(cast, "mara", "appraisal_prepared") == [terms().manager_by]
    own(cast, round)
    assert waits(cast, "eve", "self_appraisal") == []
    prepare(cast, round)
    assert waits(cast, "mara", "appraisal_prepared") == []
    cast.later(28)
    assert release(cast, round) == 1, "Olga's manager wrote nothing: hers stays open"
    given = entries_of(cast.eve)[-1]
    assert given.kind == "appraisal"
    assert given.payload.rater == cast.mara
    assert given.payload.given[1].why_not == "New in this work."
    assert file_of(cast, "eve").ratings[-1].rater == cast.mara
    assert waits(cast, "eve", "acknowledged")
    entries.record(
        person=cast.eve, payload=day_to_day.Acknowledged(), refers_to=given.id, by=cast.eve, now=cast.now
    )
    answer = day_to_day.AppraisalAnswer(words="The figures of May are missing.")
    entries.record(person=cast.eve, payload=answer, refers_to=given.id, by=cast.eve, now=cast.now)
    assert waits(cast, "eve", "acknowledged") == []
    assert "appraisal" not in kinds_of(cast, "olga")
    assert rebuild.rebuild() == []


def test_the_own_part_comes_first_and_after_its_time_the_manager_need_not_wait(cast: Cast) -> None:
    round = open_for(cast, "eve")
    with pytest.raises(NotNow, match="own part comes first"):
        prepare(cast, round)
    cast.later(8)
    prepare(cast, round)
    own(cast, round)
    here = file_of(cast, "eve").rounds[round]
    assert here.self_given
    assert here.prepared
    assert here.prepared.rating == 3


def test_what_the_manager_prepared_is_hidden_from_the_person_until_it_is_given(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    prepare(cast, round, words="Kanari was late twice.")
    url = f"/people/{cast.eve}/rounds/{round}/"
    at_day(monkeypatch, cast)
    for address in (url, f"{url}self/", f"/people/{cast.eve}/", f"/rounds/{round}/", "/rounds/", "/"):
        text = said(as_(client, cast, "eve").get(address))
        assert "Kanari" not in text
        assert "prepared" not in text.casefold()
    for who in ("mara", "sven", "hedda"):
        assert "Kanari" in said(as_(client, cast, who).get(url))
    assert "Kanari" not in said(as_(client, cast, "cora").get(url))
    assert as_(client, cast, "mike").get(url).status_code == 404
    cast.later(28)
    release(cast, round)
    at_day(monkeypatch, cast)
    text = said(as_(client, cast, "eve").get(url))
    assert "Kanari was late twice." in text
    assert "New in this work." in text


def at_day(monkeypatch: pytest.MonkeyPatch, cast: Cast) -> None:
    monkeypatch.setattr("goodstanding.web.clock.now", lambda: cast.now)
    monkeypatch.setattr("goodstanding.web.clock.today", lambda: cast.day)


def test_a_part_that_is_left_out_is_said_to_be_so_and_weighs_nothing(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    prepare(cast, round, given=(part("p1", None, "Nothing was agreed."), part("p2", 4)), rating=4)
    at_day(monkeypatch, cast)
    text = said(as_(client, cast, "mara").get(f"/people/{cast.eve}/rounds/{round}/"))
    assert "The weighed middle is 4, Exceeds, from 1 part by their weights." in text
    assert "Left out, and counted for nothing: Goals." in text


def test_it_is_given_on_one_day_and_not_before(cast: Cast) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    prepare(cast, round)
    cast.later(27)
    with pytest.raises(NotNow, match="on one day for all"):
        rounds.release(round=round, by=cast.hedda, now=cast.now)


def test_late_appraisals_are_given_later_and_nobody_twice(cast: Cast) -> None:
    round = open_for(cast, "eve", "olga")
    own(cast, round)
    prepare(cast, round)
    cast.later(28)
    release(cast, round)
    prepare(cast, round, who="olga", by="mike")
    assert release(cast, round) == 1
    assert kinds_of(cast, "eve").count("appraisal") == kinds_of(cast, "olga").count("appraisal") == 1
    with pytest.raises(NotNow, match="Nothing is prepared"):
        rounds.release(round=round, by=cast.hedda, now=cast.now)


def test_whoever_leaves_owes_nothing_and_is_left_out_with_the_day(cast: Cast) -> None:
    round = open_for(cast, "eve", "olga")
    own(cast, round)
    prepare(cast, round)
    cast.later(10)
    people.leave(person=cast.eve, last_day=cast.day, by=cast.hedda, now=cast.now)
    assert waits(cast, "mara", "appraisal_prepared") == []
    cast.later(20)
    counts = queries.progress(hr(cast), round)
    assert (counts.all, counts.gone, counts.prepared) == (2, 1, 1)
    release(cast, round)
    left = entries_of(cast.eve)[-1]
    assert left.kind == "round_left"
    assert left.payload.reason == "Left on 12 March 2026, before the appraisals were given."
    assert "appraisal" not in kinds_of(cast, "eve")
    assert queries.progress(hr(cast), round).gone == 0


def test_a_new_manager_writes_but_not_over_what_the_one_before_wrote(cast: Cast) -> None:
    round = open_for(cast, "eve", "olga")
    own(cast, round)
    prepare(cast, round)
    for who in ("eve", "olga"):
        place = Place(team="ops", job_family="Agent", level="2", manager=cast.wanda)
        people.move(person=cast.people[who], place=place, from_day=cast.day, by=cast.hedda, now=cast.now)
    assert waits(cast, "wanda", "appraisal_prepared") == [terms().manager_by], "of Olga alone"
    with pytest.raises(NotNow, match="Another manager has written"):
        prepare(cast, round, by="wanda", rating=1)
    cast.later(8)
    prepare(cast, round, who="olga", by="wanda")
    cast.later(20)
    lines = queries.members(hr(cast), round, show="prepared", manager=None, page=1).object_list
    assert {line.name: (line.prepared_by, line.changed) for line in lines} == {
        "Eve Employee": ("Mara Manager", False), "Olga Outsider": ("Wanda Witness", False),
    }  # fmt: skip
    release(cast, round)
    assert entries_of(cast.eve)[-1].payload.rater == cast.mara


def test_a_manager_may_write_it_anew_and_both_are_kept(cast: Cast) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    prepare(cast, round, rating=3)
    prepare(cast, round, rating=4)
    assert kinds_of(cast, "eve").count("appraisal_prepared") == 2
    cast.later(28)
    release(cast, round)
    assert entries_of(cast.eve)[-1].payload.rating == 4
    with pytest.raises(NotNow, match="given already"):
        prepare(cast, round, rating=2)


def test_ratings_are_on_the_scale_and_parts_on_the_form(cast: Cast) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    with pytest.raises(UserError, match="not on the scale"):
        prepare(cast, round, rating=6)
    with pytest.raises(UserError, match="no part"):
        prepare(cast, round, given=(day_to_day.PartGiven(part="p9", title="Charm", rating=1),))
    with pytest.raises(NotFound):
        prepare(cast, round, who="olga", by="mike")


def test_an_appraisal_of_a_round_cannot_be_written_past_the_release(cast: Cast) -> None:
    round = open_for(cast, "eve")
    forged = day_to_day.Appraisal(
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), rating=3, scale=(), words="Fine.",
        round=round,
    )  # fmt: skip
    with pytest.raises(NotNow, match="releasing the round"):
        entries.record(person=cast.eve, payload=forged, by=cast.mara, now=cast.now)


def test_hr_leaves_somebody_out_with_a_reason_that_they_read(cast: Cast) -> None:
    round = open_for(cast, "eve")
    rounds.leave_out(round=round, person=cast.eve, reason="Joined in November.", by=cast.hedda, now=cast.now)
    assert waits(cast, "eve", "self_appraisal") == waits(cast, "mara", "appraisal_prepared") == []
    with pytest.raises(NotNow, match="left out"):
        own(cast, round)
    with pytest.raises(NotAllowed):
        rounds.leave_out(round=round, person=cast.eve, reason="Mine.", by=cast.mara, now=cast.now)


def test_only_hr_opens_and_only_for_people_of_its_scope(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="opened by HR"):
        rounds.open_round(terms=terms(), people=[cast.eve], by=cast.mara, now=cast.now)
    models.Grant.objects.filter(person=cast.hans).update(team=models.Team.objects.get(code="sales"))
    with pytest.raises(NotAllowed, match="scope"):
        rounds.open_round(terms=terms(), people=[cast.eve, cast.olga], by=cast.hans, now=cast.now)
    round = rounds.open_round(terms=terms(), people=[cast.olga], by=cast.hans, now=cast.now)
    assert models.Round.objects.get(id=round).waiting == [str(cast.olga)]


def test_dates_follow_one_another(cast: Cast) -> None:
    late = terms(manager_by=terms().self_by - timedelta(days=1))
    with pytest.raises(UserError) as error:
        rounds.open_round(terms=late, people=[cast.eve], by=cast.hedda, now=cast.now)
    assert list(error.value.fields) == ["manager_by"]


def test_a_step_that_was_killed_goes_on_and_puts_nobody_in_twice(cast: Cast) -> None:
    ids = [cast.eve, cast.olga, cast.mara]
    round = rounds.open_round(terms=terms(), people=ids, by=cast.hedda, now=cast.now)
    models.Round.objects.filter(id=round).update(waiting=[str(cast.eve)])
    finish(cast, round)
    again = [str(person) for person in ids]
    models.Round.objects.filter(id=round).update(step="opening", waiting=again, heard=at(date(2026, 1, 1)))
    assert rounds.reap(now=cast.now) == 1
    finish(cast, round)
    assert [kinds_of(cast, who).count("round_opened") for who in ("eve", "olga", "mara")] == [1, 1, 1]
    assert models.Round.objects.get(id=round).step == ""


def test_a_mistake_is_said_and_the_step_can_be_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = rounds.open_round(terms=terms(), people=[cast.eve], by=cast.hedda, now=cast.now)

    def broken(*_: Any) -> None:
        raise ValueError("Eve Employee")

    with monkeypatch.context() as patched:
        patched.setattr("goodstanding.actions.rounds._bulk.enter", broken)
        with pytest.raises(ValueError, match="Eve"):
            finish(cast, round)
    row = models.Round.objects.get(id=round)
    assert row.step_failed
    assert "Eve" not in row.message
    rounds.try_again(round=round, by=cast.hedda, now=cast.now)
    finish(cast, round)
    assert "round_opened" in kinds_of(cast, "eve")


def test_hr_sees_who_is_late_and_reminds_each_once_a_day(cast: Cast, client: Client) -> None:
    for who in ("mara", "eve", "hedda"):
        as_(client, cast, who)  # each has an account now
    round = open_for(cast, "eve", "olga")
    cast.later(15)
    lines = {line.name: line.late for line in queries.by_manager(hr(cast), round, terms().manager_by)}
    assert lines == {"Mara Manager": 1, "Mike Manager": 1}
    assert rounds.remind(round=round, by=cast.hedda, now=cast.now) == 2, "Eve and Mara have accounts"
    rounds.remind(round=round, by=cast.hedda, now=cast.now)
    notices = models.Notice.objects.filter(page=f"round/{round}")
    assert sorted(notices.values_list("person__name", flat=True)) == ["Eve Employee", "Mara Manager"]
    with pytest.raises(NotAllowed):
        rounds.remind(round=round, by=cast.mara, now=cast.now)


def test_what_is_kept_for_later_is_read_by_its_writer_alone_and_goes_when_it_is_sent(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = open_for(cast, "eve")
    own(cast, round)
    url = f"/people/{cast.eve}/rounds/{round}/appraisal/"
    at_day(monkeypatch, cast)
    typed = {"words": "Half a sentence", "rating-p1": "4", "keep": "yes"}
    assert as_(client, cast, "mara").post(url, typed).status_code == 302
    text = said(client.get(url))
    assert "Half a sentence" in text
    assert "The weighed middle is 4" in text
    for who in ("hedda", "sven", "eve"):
        assert "Half a sentence" not in said(
            as_(client, cast, who).get(f"/people/{cast.eve}/rounds/{round}/")
        )
    with pytest.raises(NotAllowed):
        rounds.keep_text(round=round, person=cast.eve, part="manager", typed={}, by=cast.sven, now=cast.now)
    whole = {"words": "A whole sentence.", "rating": "3", "rating-p1": "4"}
    assert as_(client, cast, "mara").post(url, whole).status_code == 302
    assert not models.RoundText.objects.exists()
    assert entries_of(cast.eve)[-1].payload.given[0].label == "Exceeds"


def test_the_people_of_a_round_are_searched_by_name_or_number(cast: Cast) -> None:
    round = open_for(cast, "eve", "olga")

    def found(search: str) -> list[str]:
        page = queries.members(hr(cast), round, show="", manager=None, page=1, search=search)
        return [line.name for line in page.object_list]

    assert found("olga OUT") == ["Olga Outsider"]
    assert found("nobody") == []
    assert len(found("")) == 2


def test_a_round_is_opened_on_the_page_after_it_said_for_whom(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_day(monkeypatch, cast)
    typed = {
        "title": "Half-year", "period_start": "2025-07-01", "period_end": "2025-12-31",
        "self_by": "2026-03-09", "manager_by": "2026-03-16", "release_on": "2026-03-30", "who": "some",
        "teams": ["ops"], "scale": "Below: not enough\nMeets: enough\nAbove: more",
        "parts-TOTAL_FORMS": "1", "parts-INITIAL_FORMS": "0", "parts-0-title": "Quality",
        "parts-0-sort": "competency", "parts-0-weight": "1",
    }  # fmt: skip
    as_(client, cast, "hedda")
    fresh = said(client.get("/rounds/new/"))
    assert "Part 3" in fresh
    assert "Part 4" not in fresh, "no empty parts that nobody asked for"
    more = client.post("/rounds/new/", {**typed, "add_row": "parts"})
    assert "parts-1-title" in said(more)
    shown = said(client.post("/rounds/new/", typed))
    assert "Open it for 3 people" in shown
    assert "Sven Second" in shown, "nobody stands above him"
    assert not models.Round.objects.exists()
    assert client.post("/rounds/new/", {**typed, "release_on": "2026-03-10"}).status_code == 422
    assert client.post("/rounds/new/", {**typed, "sure": "3"}).status_code == 302
    row = models.Round.objects.get()
    assert [level["label"] for level in row.terms["scale"]] == ["Below", "Meets", "Above"]
    finish(cast, row.id)
    page = said(client.get(f"/rounds/{row.id}/"))
    assert "Eve Employee" in page
    assert "1 have nobody above them today" in page


def test_pages_of_a_round_ask_the_database_at_most_twelve_times(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    round = open_for(cast, "eve", "olga", "mara")
    own(cast, round)
    prepare(cast, round)
    at_day(monkeypatch, cast)
    here = f"/people/{cast.eve}/rounds/{round}/"
    for who, url in (
        ("hedda", "/rounds/"), ("hedda", f"/rounds/{round}/"), ("hedda", here), ("mara", f"/rounds/{round}/"),
        ("mara", f"{here}appraisal/"), ("eve", f"{here}self/"), ("eve", here), ("hedda", "/rounds/new/"),
    ):  # fmt: skip
        as_(client, cast, who).get(url)
        with django_assert_max_num_queries(12):
            assert client.get(url).status_code == 200
