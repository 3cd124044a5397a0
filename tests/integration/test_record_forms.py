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

from goodstanding.domain.entries import KINDS, person
from goodstanding.domain.permissions import day_to_day_kinds
from goodstanding.queries.citations import hash_of
from goodstanding.web.forms.entries import ELSEWHERE, FORMS, Room, readers
from tests.conftest import MONDAY, Cast
from tests.integration.pages import as_, entries_of, said
from tests.integration.typed import CASES, WORDS

pytestmark = pytest.mark.django_db

EVE = UUID("00000000-0000-0000-0000-00000000000e")
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
    "group_code": "cora",
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
