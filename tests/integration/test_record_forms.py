"""Every day-to-day kind: its form makes exactly the payload, keeps what was typed, says who will read it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodstanding.actions import entries
from goodstanding.domain.entries import KINDS, Payload, day_to_day, person
from goodstanding.domain.lifecycle import State
from goodstanding.domain.permissions import day_to_day_kinds
from goodstanding.queries.citations import hash_of
from goodstanding.queries.organisation import DEFAULT_SCALE
from goodstanding.web.forms.entries import ELSEWHERE, FORMS, Room, readers
from tests.conftest import MONDAY, Cast
from tests.factories import case_in
from tests.integration.pages import as_, entries_of, said

pytestmark = pytest.mark.django_db

EVE = UUID("00000000-0000-0000-0000-00000000000e")
WORDS = "First line.\nSecond line with “quotes” & <tags>."

# For each kind: what is typed, and the payload that it must make.
CASES: dict[str, tuple[dict[str, Any], Payload]] = {
    "coaching": (
        {
            "attendees": "Mara\n\nEve",
            "facts": WORDS,
            "expectation": "Two days.",
            "agreed_actions": "Daily list.",
            "follow_up_on": "2026-03-16",
        },
        day_to_day.Coaching(
            attendees=("Mara", "Eve"),
            facts=WORDS,
            expectation="Two days.",
            agreed_actions="Daily list.",
            follow_up_on=date(2026, 3, 16),
        ),
    ),
    "followed_up": (
        {"progress": WORDS, "next_follow_up_on": "2026-04-01"},
        day_to_day.FollowedUp(progress=WORDS, next_follow_up_on=date(2026, 4, 1)),
    ),
    "feedback": (
        {"tone": "critical", "behaviour": WORDS, "effect": ""},
        day_to_day.Feedback(tone="critical", behaviour=WORDS),
    ),
    "award": ({"what": "Bonus", "why": WORDS}, day_to_day.Award(what="Bonus", why=WORDS)),
    "warning": (
        {
            "stage": "final written",
            "deficiency": WORDS,
            "improvement_required": "Two days.",
            "improve_by": "2026-04-30",
            "current_until": "2026-12-31",
            "consequence": "A proposal.",
            "support": "",
            "appeal_until": "2026-03-20",
        },
        day_to_day.Warned(
            stage="final written",
            deficiency=WORDS,
            improvement_required="Two days.",
            improve_by=date(2026, 4, 30),
            current_until=date(2026, 12, 31),
            consequence="A proposal.",
            appeal_until=date(2026, 3, 20),
        ),
    ),
    "appraisal": (
        {"period_start": "2025-01-01", "period_end": "2025-12-31", "rating": "4", "words": WORDS},
        day_to_day.Appraisal(
            period_start=date(2025, 1, 1),
            period_end=date(2025, 12, 31),
            rating=4,
            scale=DEFAULT_SCALE,
            words=WORDS,
        ),
    ),
    "appraisal_answer": ({"words": WORDS}, day_to_day.AppraisalAnswer(words=WORDS)),
    "answer": ({"words": WORDS}, day_to_day.Answer(words=WORDS)),
    "acknowledged": ({"comment": ""}, day_to_day.Acknowledged()),
    "refusal_noted": ({"how": WORDS}, day_to_day.RefusalNoted(how=WORDS)),
    "correction": (
        {"wrong": "The day.", "right": "It was Tuesday.", "retracts": "on"},
        day_to_day.Correction(wrong="The day.", right="It was Tuesday.", retracts=True),
    ),
    "grievance": ({"about": WORDS}, day_to_day.Grievance(about=WORDS)),
    "job_terms": (
        {"duties": WORDS, "pay_grade": "E4", "eligibility": ""},
        person.JobTerms(duties=WORDS, pay_grade="E4"),
    ),
    "standard_set": (
        {
            "standard": WORDS,
            "metric": "cases",
            "target": "12.5",
            "period_start": "2026-01-01",
            "period_end": "2026-03-31",
        },
        person.StandardSet(
            standard=WORDS,
            metric="cases",
            target=Decimal("12.5"),
            period_start=date(2026, 1, 1),
            period_end=date(2026, 3, 31),
        ),
    ),
    "standard_communicated": (
        {"standard": WORDS, "how": "In a talk"},
        person.StandardCommunicated(standard=WORDS, how="In a talk"),
    ),
    "not_at_work": ({"until": "2026-03-06"}, person.NotAtWork(until=date(2026, 3, 6))),
    "leave_reason": (
        {"until": "2026-03-06", "reason": WORDS},
        day_to_day.LeaveReason(reason=WORDS, until=date(2026, 3, 6)),
    ),
    "accommodation_requested": ({"request": WORDS}, day_to_day.AccommodationRequested(request=WORDS)),
    "accommodation_answered": (
        {"answer": WORDS, "granted": "no"},
        day_to_day.AccommodationAnswered(answer=WORDS, granted=False),
    ),
    "protected_activity": ({"what": WORDS}, day_to_day.ProtectedActivity(what=WORDS)),
    "advice": ({"advice": WORDS}, day_to_day.Advice(advice=WORDS)),
    "exit_artefact": (
        {"what": "Requisition 7", "where": WORDS},
        day_to_day.ExitArtefact(what="Requisition 7", where=WORDS),
    ),
}

MADE_FROM_FIGURES = {"metric_snapshot"}
NAMES_PEOPLE = {"handover"}


def room(**more: Any) -> Room:
    return Room(person=EVE, name="Eve Employee", today=MONDAY, metrics=(("cases", "Cases"),), **more)


def form(kind: str, typed: dict[str, Any]) -> Any:
    happened = {"happened": "2026-03-02"} if FORMS[kind].wording.day else {}
    return FORMS[kind]({**happened, **typed}, room=room())


def test_every_day_to_day_kind_has_a_form_or_a_page_of_its_own():
    assert set(FORMS) | ELSEWHERE == day_to_day_kinds()
    assert not set(FORMS) & ELSEWHERE
    assert set(CASES) | MADE_FROM_FIGURES | NAMES_PEOPLE == set(FORMS)


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_form_makes_exactly_the_payload_that_was_typed(kind):
    typed, payload = CASES[kind]
    filled = form(kind, typed)
    assert filled.is_valid(), filled.errors
    assert filled.payload() == payload
    assert filled.happened == MONDAY


@pytest.mark.parametrize("kind", sorted(set(CASES) - {"acknowledged"}))
def test_an_empty_form_names_the_fields_that_are_missing(kind):
    empty = FORMS[kind]({}, room=room())
    assert not empty.is_valid()
    assert set(empty.errors) <= set(empty.fields)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60).map(lambda t: "x" + t + "x")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(CASES)), words=texts)
def test_whatever_is_typed_comes_back_as_it_was(kind, words):
    typed = {name: words if value == WORDS else value for name, value in CASES[kind][0].items()}
    filled = form(kind, typed)
    assert filled.is_valid(), filled.errors
    made = filled.payload().model_dump()
    assert all(made[name] == words for name, value in CASES[kind][0].items() if value == WORDS)


@pytest.mark.parametrize("kind", sorted(FORMS))
def test_a_form_says_who_will_read_the_entry(kind):
    sentence = readers(kind, "Eve Employee")
    assert "Eve Employee" in sentence
    hidden = {"leave": "Managers and HR will not", "counsel": "managers and HR will not"}
    assert hidden.get(KINDS[kind].visibility.value, "will read this") in sentence


# Through the page, by somebody whose part it is.

WRITERS = {
    "coaching": "mara",
    "feedback": "mara",
    "award": "sven",
    "warning": "hedda",
    "appraisal": "mara",
    "grievance": "eve",
    "job_terms": "hedda",
    "standard_communicated": "mara",
    "not_at_work": "hedda",
    "accommodation_requested": "eve",
    "protected_activity": "cora",
    "advice": "cora",
    "exit_artefact": "hedda",
    "leave_reason": "lea",
}


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_the_page_records_what_the_form_says(kind, cast: Cast, client: Client):
    typed, payload = CASES[kind]
    as_(client, cast, WRITERS[kind])
    url = f"/people/{cast.eve}/record/{kind}/"
    page = client.get(url)
    assert page.status_code == 200
    assert "This cannot be changed later" in said(page)
    answer = client.post(url, {"happened": "2026-03-02", **typed})
    assert answer.status_code == 302, said(answer)
    written = next(e for e in entries_of(cast.eve) if e.kind == kind)
    assert written.payload == payload
    assert written.author == cast.people[WRITERS[kind]]
    assert answer["Location"] == f"/people/{cast.eve}/entries/{written.id}/"


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_an_outsider_finds_no_form(kind, cast: Cast, client: Client):
    as_(client, cast, "olga")
    assert client.get(f"/people/{cast.eve}/record/{kind}/").status_code == 404


@pytest.mark.parametrize("kind", ["warning", "leave_reason", "advice", "appraisal", "exit_artefact"])
def test_a_form_that_is_not_mine_says_whose_it_is(kind, cast: Cast, client: Client):
    as_(client, cast, "eve")
    page = client.get(f"/people/{cast.eve}/record/{kind}/")
    assert page.status_code == 403
    assert "can be written here by" in said(page)


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast, client: Client):
    as_(client, cast, "mara")
    typed = {**CASES["coaching"][0], "happened": "2126-03-02", "facts": "Twelve cases left open."}
    page = client.post(f"/people/{cast.eve}/record/coaching/", typed)
    assert page.status_code == 422
    assert "Twelve cases left open." in said(page)
    assert not [e for e in entries_of(cast.eve) if e.kind == "coaching"]


def test_a_day_to_come_is_said_at_its_field(cast: Cast, client: Client):
    as_(client, cast, "mara")
    typed = {**CASES["award"][0], "happened": "2100-01-01"}
    page = client.post(f"/people/{cast.eve}/record/award/", typed)
    assert page.status_code == 422
    assert "This day has not come yet." in said(page)


def test_leave_keeps_its_reason_apart_from_its_days(cast: Cast, client: Client):
    as_(client, cast, "lea")
    typed = {"happened": "2026-03-02", "until": "2026-03-06", "reason": "An operation", "neutral": "on"}
    assert client.post(f"/people/{cast.eve}/record/leave_reason/", typed).status_code == 302
    kinds = {e.kind: e for e in entries_of(cast.eve)}
    assert kinds["leave_reason"].visibility == "leave"
    assert kinds["not_at_work"].payload == person.NotAtWork(until=date(2026, 3, 6))
    as_(client, cast, "mara")
    timeline = said(client.get(f"/people/{cast.eve}/"))
    assert "Not at work until 6 March 2026" in timeline
    assert "operation" not in timeline


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


@pytest.mark.parametrize("kind", ["nonsense", "hired", "moved", "concern_raised", "%00", "x" * 300])
def test_a_kind_without_a_form_is_not_found(kind, cast: Cast, client: Client):
    as_(client, cast, "mara")
    assert client.get(f"/people/{cast.eve}/record/{kind}/").status_code in {400, 404}


@pytest.mark.parametrize("to", ["", "x", "%00", "00000000-0000-0000-0000-000000000000"])
def test_a_broken_reference_never_breaks_the_page(to, cast: Cast, client: Client):
    as_(client, cast, "mara")
    assert client.get(f"/people/{cast.eve}/record/followed_up/?to={to}").status_code in {200, 400, 404}


def test_cited_figures_are_frozen_with_their_hash(cast: Cast, client: Client):
    from goodstanding.store import models

    metric = models.Metric.objects.create(code="cases", name="Cases closed", kind="count", direction="up")
    models.Observation.objects.create(
        metric=metric, person_id=cast.eve, first=date(2026, 1, 1), last=date(2026, 1, 31), value=Decimal("41")
    )
    as_(client, cast, "mara")
    typed = {"metric": "cases", "first": "2026-01-01", "last": "2026-02-28", "comment": "Below the target."}
    answer = client.post(f"/people/{cast.eve}/record/metric_snapshot/", typed)
    assert answer.status_code == 302, said(answer)
    written = entries_of(cast.eve)[-1].payload
    assert [f.value for f in written.figures] == [Decimal("41.000000")]
    assert written.sha256 == hash_of(written.figures)
    none = client.post(
        f"/people/{cast.eve}/record/metric_snapshot/", {**typed, "first": "2024-01-01", "last": "2024-02-01"}
    )
    assert none.status_code == 422
    assert "no figures of this metric" in said(none)


def test_a_handover_names_both_managers(cast: Cast, client: Client):
    as_(client, cast, "hedda")
    typed = {
        "happened": "2026-03-02",
        "from_manager": "Mara Manager",
        "to_manager": "mike@example.org",
        "notes": "Fine.",
    }
    answer = client.post(f"/people/{cast.eve}/record/handover/", typed)
    assert answer.status_code == 302, said(answer)
    written = entries_of(cast.eve)[-1].payload
    assert (written.from_manager, written.to_manager) == (cast.mara, cast.mike)
    unclear = client.post(f"/people/{cast.eve}/record/handover/", {**typed, "to_manager": "Manager"})
    assert unclear.status_code == 422
    assert "could be several people" in said(unclear)
