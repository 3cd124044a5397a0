"""Notices: in time, once, to whom they concern, and gone when it is dealt with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from goodstanding.actions import cases, entries, notices
from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.errors import UserError
from goodstanding.domain.lifecycle import State
from goodstanding.domain.notices import KINDS
from goodstanding.queries.notices_due import stands
from goodstanding.queries.seen import own_duties
from goodstanding.queries.standing import second_level, viewer
from goodstanding.store import models
from tests.conftest import Cast
from tests.factories import case_in
from tests.factories.ways import case_of, go_to
from tests.integration.accounts import account_for
from tests.integration.pages import as_, said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def accounts_and_clock(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from goodstanding.web import clock

    monkeypatch.setattr(clock, "now", lambda: cast.now)
    monkeypatch.setattr(clock, "today", lambda: cast.day)
    for name, person in cast.people.items():
        account_for(person, f"{name}@example.org")


def told(cast: Cast, who: str, **narrowed: Any) -> list[str]:
    notices.collect(cast.now)
    found = models.Notice.objects.filter(person=cast.people[who], **narrowed)
    return sorted(found.values_list("kind", flat=True))


def open_(cast: Cast, who: str) -> list[str]:
    return told(cast, who, settled=None)


def praise(cast: Cast, by: UUID, about: UUID) -> None:
    said_ = day_to_day.Award(what="For a calm answer to an angry caller.", why="A colleague said so.")
    entries.record(person=about, payload=said_, by=by, now=cast.now)


def test_the_person_hears_of_an_entry_in_the_transaction_that_writes_it(cast: Cast) -> None:
    praise(cast, cast.mara, cast.eve)
    told_ = models.Notice.objects.filter(cause__startswith="entry/")
    assert list(told_.values_list("person", "kind")) == [(cast.eve, "entry")]
    assert open_(cast, "eve") == ["entry"]
    assert open_(cast, "mara") == []
    assert open_(cast, "olga") == []


def test_nothing_is_told_of_an_entry_that_was_not_stored(cast: Cast) -> None:
    with pytest.raises(UserError):
        entries.record(
            person=cast.eve,
            payload=day_to_day.Feedback(behaviour="Tomorrow.", tone="positive"),
            happened=cast.day + timedelta(days=2), by=cast.mara, now=cast.now,
        )  # fmt: skip
    assert not models.Notice.objects.exists()


def test_a_receipt_is_asked_for_once_and_settled_when_it_is_given(cast: Cast) -> None:
    case_in(cast, State.DELIVERED)
    assert open_(cast, "eve").count("receipt") >= 1
    before = models.Notice.objects.count()
    notices.collect(cast.now)
    assert models.Notice.objects.count() == before, "told once"
    for waits in models.Duty.objects.filter(owner=cast.eve, event="acknowledged"):
        said_ = day_to_day.Acknowledged()
        entries.record(person=cast.eve, payload=said_, refers_to=waits.entry_id, by=cast.eve, now=cast.now)
    assert "receipt" not in open_(cast, "eve")


def test_hr_hears_of_a_managers_missed_check_in_and_nobody_records_it_for_them(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    day = case_of(cast, case).check_ins[0].on
    go_to(cast, day + timedelta(days=1))
    assert "late" in open_(cast, "mara")
    assert "escalated" not in open_(cast, "hedda"), "there are days of grace"
    go_to(cast, day + timedelta(days=7))
    assert "escalated" in open_(cast, "hedda")
    assert "escalated" not in open_(cast, "eve")
    assert "unheld" in open_(cast, "eve"), "who may record it, if the manager does not"
    assert not models.Entry.objects.filter(kind="check_in_missed").exists(), "a person records it"
    missed = plan.CheckInMissed(scheduled_on=day, by="employer", reason="The manager was travelling.")
    cases.record(person=cast.eve, case=case, payload=missed, by=cast.eve, now=cast.now)
    about = models.Notice.objects.filter(person=cast.hedda, kind="escalated", cause__contains="/check_in/")
    notices.collect(cast.now)
    assert not about.filter(settled=None, due=day).exists()


def test_a_right_with_a_last_day_is_told_and_never_called_overdue(cast: Cast) -> None:
    case = case_in(cast, State.PROPOSED)
    assert "last_day" in open_(cast, "eve")
    until = case_of(cast, case).reply_until
    assert until
    go_to(cast, until + timedelta(days=3))
    late = models.Notice.objects.filter(person=cast.eve, kind="late", cause__contains="/reply/")
    notices.collect(cast.now)
    assert not late.exists()


def test_a_check_in_is_announced_to_both_two_days_before(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    day = case_of(cast, case).check_ins[0].on
    go_to(cast, day - timedelta(days=3))
    assert "soon" not in open_(cast, "eve")
    go_to(cast, day - timedelta(days=2))
    assert "soon" in open_(cast, "eve")
    assert "soon" in open_(cast, "mara")
    go_to(cast, day + timedelta(days=1))
    assert "soon" not in open_(cast, "eve")


def test_who_no_longer_stands_so_has_nothing_left_and_reads_no_name(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    go_to(cast, cast.day + timedelta(days=20))
    assert open_(cast, "mara")
    models.Assignment.objects.filter(person=cast.eve).update(manager=cast.mike)
    page = said(as_(client, cast, "mara").get("/notices/"))
    assert "Eve Employee" not in page, "at once, before anything is counted anew"
    assert open_(cast, "mara") == []


def test_whoever_has_no_account_gets_no_notice(cast: Cast) -> None:
    models.User.objects.filter(person=cast.mara).update(is_active=False)
    case_in(cast, State.ACTIVE)
    go_to(cast, cast.day + timedelta(days=20))
    notices.collect(cast.now)
    computed = models.Notice.objects.filter(person=cast.mara).exclude(kind="written")
    assert not computed.exists()


def test_it_hears_of_work_that_keeps_failing_once_while_it_lasts(cast: Cast) -> None:
    row = models.ScheduledWork.objects.create(name="mail", due=cast.now, failures=3)
    assert open_(cast, "ivo") == ["work"]
    cast.later(1)
    assert told(cast, "ivo") == ["work"]
    models.ScheduledWork.objects.filter(pk=row.pk).update(failures=0)
    assert open_(cast, "ivo") == []


def test_the_owner_hears_of_what_somebody_else_does_to_their_account(cast: Cast) -> None:
    models.AccountEvent.objects.create(person_id=cast.eve, kind="link_made", by_id=cast.ivo, at=cast.now)
    models.AccountEvent.objects.create(person_id=cast.mara, kind="unlocked", by_id=cast.mara, at=cast.now)
    assert open_(cast, "eve") == ["account"]
    assert open_(cast, "mara") == []


@pytest.mark.parametrize("state", [State.SUBMITTED, State.ACTIVE, State.REPLIED])
def test_who_is_told_is_who_has_it_on_their_start_page(cast: Cast, state: State) -> None:
    """The set of everybody says the same as the rule for one."""
    case_in(cast, state)
    found = stands(cast.day)
    for person in cast.people.values():
        seen = viewer(person, "", cast.day)
        own = set(models.Duty.objects.filter(own_duties(seen)).values_list("id", flat=True))
        mine = models.Duty.objects.filter(owner=person)
        assert own == {duty.pk for duty in mine if found.own(person, duty.subject_id)}
        below = models.Duty.objects.filter(second_level(seen, "subject_id"), part="second_level")
        shared = models.Duty.objects.filter(part="second_level")
        assert set(below) == {duty for duty in shared if (person, duty.subject_id) in found.second}


def test_what_waits_again_is_open_again_and_not_told_again(cast: Cast) -> None:
    case_in(cast, State.DELIVERED)
    notices.collect(cast.now)
    receipt = models.Notice.objects.filter(person=cast.eve, kind="receipt")
    receipt.update(settled=cast.now, read=cast.now)
    notices.collect(cast.now)
    assert receipt.filter(settled=None, read__isnull=False).count() == receipt.count() > 0


# The pages


def test_the_bell_counts_what_is_new_until_it_is_read(cast: Cast, client: Client) -> None:
    case_in(cast, State.DELIVERED)
    notices.collect(cast.now)
    mine = models.Notice.objects.filter(person=cast.eve, settled=None)
    many = mine.count()
    page = said(as_(client, cast, "eve").get("/notices/"))
    assert many
    assert KINDS["receipt"].says in page
    first = mine.filter(kind="receipt").first()
    assert first
    leads = client.get(f"/notices/{first.pk}/").headers["Location"]
    assert client.get(leads).status_code == 200
    assert mine.filter(read=None).count() == many - 1
    client.post("/notices/read/")
    assert not mine.filter(read=None).exists()
    assert "There is nothing new" in said(as_(client, cast, "olga").get("/notices/"))


def test_where_every_notice_leads_is_a_page(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    go_to(cast, cast.day + timedelta(days=20))
    notices.collect(cast.now)
    assert models.Notice.objects.exists()
    for name in ("eve", "mara", "hedda"):
        as_(client, cast, name)
        for one in models.Notice.objects.filter(person=cast.people[name]):
            answer = client.get(f"/notices/{one.pk}/", follow=True)
            assert answer.status_code == 200, one.page


def test_somebody_elses_notice_does_not_exist(cast: Cast, client: Client) -> None:
    case_in(cast, State.DELIVERED)
    notices.collect(cast.now)
    hers = models.Notice.objects.filter(person=cast.eve).first()
    assert hers
    assert as_(client, cast, "mara").get(f"/notices/{hers.pk}/").status_code == 404
    hers.refresh_from_db()
    assert hers.read is None


def test_every_kind_is_on_the_page_where_people_choose(cast: Cast, client: Client) -> None:
    page = said(as_(client, cast, "eve").get("/account/notices/"))
    for kind in KINDS.values():
        assert kind.title in page
        assert kind.why_fixed in page
        assert kind.usual in kind.may
        assert "none" in kind.may or kind.why_fixed, "what cannot be switched off says why"


def test_a_choice_is_kept_and_what_cannot_be_switched_off_stays(cast: Cast, client: Client) -> None:
    as_(client, cast, "eve")
    chosen = {kind.name: kind.may[-1] for kind in KINDS.values() if len(kind.may) > 1}
    answer = client.post("/account/notices/", {**chosen, "time_zone": "Pacific/Auckland"})
    assert answer.status_code == 302
    kept = models.Preference.objects.get(person=cast.eve)
    assert kept.time_zone == "Pacific/Auckland"
    assert kept.mail["entry"] == "none"
    assert client.post("/account/notices/", {**chosen, "receipt": "none"}).status_code == 422
    with pytest.raises(UserError):
        notices.choose(person=cast.eve, mail={"last_day": "none"}, time_zone="")
    assert KINDS["receipt"].chosen({"receipt": "none"}) == "at_once", "whatever stands in the table"


def test_the_page_asks_the_database_as_little_for_many_as_for_few(
    cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    case_in(cast, State.ACTIVE)
    go_to(cast, cast.day + timedelta(days=20))
    notices.collect(cast.now)
    for address in ("/notices/?show=all", "/account/notices/"):
        as_(client, cast, "hedda").get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_what_is_overdue_before_anybody_was_told_of_it_is_told_once(cast: Cast) -> None:
    case = case_in(cast, State.ACTIVE)
    day = case_of(cast, case).check_ins[0].on
    go_to(cast, day + timedelta(days=1))
    for _ in range(2):
        notices.collect(cast.now)
    about = models.Notice.objects.filter(person=cast.mara, cause__contains="/check_in/", due=day)
    assert list(about.values_list("kind", flat=True)) == ["late"]


def test_notices_of_one_day_can_be_told_apart(cast: Cast, client: Client) -> None:
    praise(cast, cast.mara, cast.eve)
    said_ = day_to_day.Feedback(behaviour="The list was whole.", tone="positive")
    entries.record(person=cast.eve, payload=said_, by=cast.mara, now=cast.now)
    page = said(as_(client, cast, "eve").get("/notices/"))
    for kind in ("Recognition", "Feedback"):
        assert page.count(f">{kind}</a>") == 1


def test_a_receipt_that_is_not_there_yet_is_not_called_overdue(cast: Cast) -> None:
    case_in(cast, State.DELIVERED)
    go_to(cast, cast.day + timedelta(days=20))
    assert "receipt" in open_(cast, "eve")
    assert "late" not in open_(cast, "eve")
