"""What is said about an earlier entry, through its page: receipts, answers, follow-ups, corrections."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from goodstanding.actions import entries
from goodstanding.domain.entries import day_to_day
from goodstanding.domain.lifecycle import State
from tests.conftest import Cast
from tests.factories import case_in
from tests.integration.pages import as_, entries_of, said
from tests.integration.typed import CASES

pytestmark = pytest.mark.django_db


def coached(cast: Cast) -> UUID:
    payload = CASES["coaching"][1]
    return entries.record(person=cast.eve, payload=payload, by=cast.mara, now=cast.now).id


def test_a_receipt_makes_the_duty_vanish(cast: Cast, client: Client):
    session = coached(cast)
    as_(client, cast, "eve")
    assert "Confirm receipt" in said(client.get("/"))
    url = f"/people/{cast.eve}/record/acknowledged/?to={session}"
    assert "does not say that you agree" in said(client.get(url))
    assert client.post(url, {"comment": ""}).status_code == 302
    assert "Confirm receipt" not in said(client.get("/"))


def test_an_answer_stands_under_what_it_answers(cast: Cast, client: Client):
    session = coached(cast)
    as_(client, cast, "eve")
    url = f"/people/{cast.eve}/record/answer/?to={session}"
    assert client.post(url, {"words": "There were only nine."}).status_code == 302
    answer = entries_of(cast.eve)[-1]
    assert answer.refers_to == session
    page = said(client.get(f"/people/{cast.eve}/entries/{session}/"))
    assert "There were only nine." in page


def test_a_follow_up_settles_the_promise(cast: Cast, client: Client):
    session = coached(cast)
    as_(client, cast, "mara")
    url = f"/people/{cast.eve}/record/followed_up/?to={session}"
    assert client.post(url, {"happened": "2026-03-02", "progress": "The list is kept."}).status_code == 302
    assert entries_of(cast.eve)[-1].refers_to == session


def test_a_correction_marks_both_entries(cast: Cast, client: Client):
    session = coached(cast)
    as_(client, cast, "mara")
    url = f"/people/{cast.eve}/record/correction/?to={session}"
    assert client.post(url, {"wrong": "Twelve.", "right": "Nine.", "retracts": "on"}).status_code == 302
    page = said(client.get(f"/people/{cast.eve}/"))
    assert "taken back" in page
    assert "Corrected by" in page
    assert "Corrects" in page


def test_a_form_that_needs_an_earlier_entry_offers_those_it_fits(cast: Cast, client: Client):
    session = coached(cast)
    as_(client, cast, "mara")
    page = said(client.get(f"/people/{cast.eve}/record/followed_up/"))
    assert f"/people/{cast.eve}/record/followed_up/?to={session}" in page


def test_a_receipt_is_not_offered_to_be_answered(cast: Cast, client: Client):
    session = coached(cast)
    receipt = entries.record(
        person=cast.eve,
        payload=day_to_day.Acknowledged(comment="Read."),
        by=cast.eve,
        now=cast.now,
        refers_to=session,
    ).id
    page = said(as_(client, cast, "eve").get(f"/people/{cast.eve}/record/answer/"))
    assert f"?to={session}" in page
    assert f"?to={receipt}" not in page


def test_receipt_of_a_delivered_plan_starts_it(cast: Cast, client: Client):
    from goodstanding.store import models

    case = case_in(cast, State.DELIVERED)
    delivered = next(e.id for e in entries_of(cast.eve) if e.kind == "delivered")
    as_(client, cast, "eve")
    url = f"/people/{cast.eve}/record/acknowledged/?to={delivered}"
    assert "Goal 1" in said(client.get(url))
    assert client.post(url, {"comment": ""}).status_code == 302
    assert models.Case.objects.get(id=case).state == "active"


def test_nothing_can_be_said_about_an_entry_that_is_hidden(cast: Cast, client: Client):
    advice = entries.record(
        person=cast.eve, payload=day_to_day.Advice(advice="Wait."), by=cast.cora, now=cast.now
    ).id
    as_(client, cast, "hedda")
    assert client.get(f"/people/{cast.eve}/record/answer/?to={advice}").status_code == 404
    assert client.post(f"/people/{cast.eve}/record/answer/?to={advice}", {"words": "x"}).status_code == 404
