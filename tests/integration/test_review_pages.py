"""The pages of a review: findings, the paper trail, and what only compartments read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.domain.entries import day_to_day
from goodstanding.domain.lifecycle import State
from goodstanding.domain.relation import Relation, Standing
from goodstanding.queries.review import pull, reads
from goodstanding.queries.standing import viewer
from goodstanding.review.finding import Audience
from tests import factories
from tests.conftest import Cast
from tests.factories import case_in, case_of
from tests.integration.pages import as_, entries_of, said
from tests.integration.reviewing import PRAISE, drafted, say
from tests.integration.test_plan_pages import clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize("state", [State.DRAFT, State.ACTIVE, State.NOT_MET, State.DECIDED, State.WATCH])
def test_the_pages_of_a_review_keep_within_their_statements(
    cast: Cast, client: Client, state: State, django_assert_max_num_queries: Any
) -> None:
    case_in(cast, state)
    say(cast, "mara", PRAISE)
    for who in ("hedda", "mara", "eve", "cora"):
        as_(client, cast, who)
        pages = ["review", "trail", *(["review_counsel"] if who == "cora" else [])]
        for name in pages:
            client.get(reverse(name, args=[cast.eve]))
            with django_assert_max_num_queries(12):
                assert client.get(reverse(name, args=[cast.eve])).status_code == 200


@pytest.mark.parametrize("state", list(State))
def test_the_person_can_open_them_whatever_became_of_a_concern(
    cast: Cast, client: Client, state: State
) -> None:
    """Also while something rests on entries that the person does not read, as coaching does on a concern."""
    case_in(cast, state)
    as_(client, cast, "eve")
    for name in ("review", "trail"):
        assert client.get(reverse(name, args=[cast.eve])).status_code == 200


def test_the_person_reads_the_same_findings_as_questions(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    seen = {}
    for who in ("eve", "hedda"):
        found = pull(viewer(cast.people[who], who, cast.day), cast.eve).looked.review.findings
        seen[who] = {f.key for f in found if f.audience & {Audience.HR} and f.severity != "not_recorded"}
    assert seen["eve"] == seen["hedda"]
    words = said(as_(client, cast, "eve").get(reverse("review", args=[cast.eve])))
    finding = pull(viewer(cast.eve, "eve", cast.day), cast.eve).looked.review.findings[0]
    assert "Questions you may raise" in words
    assert f'finding__title">{finding.asks}' in words
    assert "Answer it" not in words


def test_an_answer_to_a_finding_is_an_entry_and_stands_under_it(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    hedda = as_(client, cast, "hedda")
    finding = next(
        f for f in pull(viewer(cast.hedda, "h", cast.day), cast.eve).looked.review.findings
        if f.severity != "not_recorded"
    )  # fmt: skip
    address = reverse("finding_answer", args=[cast.eve, finding.key])
    assert hedda.post(address, {"disposition": "disputed", "words": ""}).status_code == 422
    answer = hedda.post(address, {"disposition": "disputed", "words": "The list is in the case system."})
    assert answer.status_code == 302
    entry = entries_of(cast.eve)[-1]
    assert entry.kind == "finding_disposed"
    assert entry.payload.finding.rule == finding.rule
    page = said(hedda.get(reverse("review", args=[cast.eve])))
    assert "The list is in the case system." in page
    eve = said(as_(Client(), cast, "eve").get(reverse("review", args=[cast.eve])))
    assert "The list is in the case system." in eve
    assert "Answer this" in eve


def test_what_is_answered_about_an_open_draft_is_part_of_the_draft(cast: Cast, client: Client) -> None:
    drafted(cast)
    finding = next(
        f for f in pull(viewer(cast.hedda, "h", cast.day), cast.eve).looked.review.findings
        if f.severity != "not_recorded"
    )  # fmt: skip
    address = reverse("finding_answer", args=[cast.eve, finding.key])
    as_(client, cast, "hedda").post(address, {"disposition": "cured", "words": "Reworded."})
    entry = entries_of(cast.eve)[-1]
    assert (entry.kind, entry.visibility) == ("finding_disposed", "draft")
    assert "Reworded." not in said(as_(Client(), cast, "eve").get(reverse("file", args=[cast.eve])))


def test_hr_records_a_review_in_the_file(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    assert as_(client, cast, "hedda").post(reverse("review_keep", args=[cast.eve])).status_code == 302
    kept = entries_of(cast.eve)[-1]
    assert (kept.kind, kept.payload.step, kept.visibility) == ("file_reviewed", "", "shared")
    assert as_(Client(), cast, "eve").post(reverse("review_keep", args=[cast.eve])).status_code == 403


def test_the_paper_trail_sets_praise_on_the_same_subject_against_the_reason(
    cast: Cast, client: Client
) -> None:
    say(cast, "mara", PRAISE)
    say(cast, "mara", day_to_day.Award(what="Best baker", why="The cake was good."))
    case_in(cast, State.ACTIVE)
    page = as_(client, cast, "hedda").get(reverse("trail", args=[cast.eve]))
    reason = page.context["reasons"][0]
    assert reason.text == "12 cases left open."
    assert any("Closed every case" in item.text for item in reason.contradicts)
    assert reason.good_elsewhere == 1
    assert [(side, "Best baker" in item.text) for side, item in page.context["page"]] == [("Good", True)]
    assert reason.missing
    assert "<svg" in said(page)


# Compartments


def test_timing_after_protected_activity_is_found_for_counsel_alone(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    delivered = case_of(cast, next(iter(factories.ways.file_of(cast).cases))).delivered_on
    assert delivered is not None
    act = day_to_day.ProtectedActivity(what="A complaint about pay.", known_on=delivered - timedelta(days=5))
    say(cast, "cora", act, happened=delivered - timedelta(days=6))
    found = {}
    for who in ("cora", "hedda", "mara", "eve", "sven"):
        pulled = pull(viewer(cast.people[who], who, cast.day), cast.eve)
        found[who] = {f.rule for f in pulled.looked.review.findings}
        assert {r.rule for r in pulled.looked.review.ran} & {"D03", "D04"} == (
            {"D03", "D04"} if who == "cora" else set()
        )
    assert "D04" in found["cora"]
    assert not any({"D03", "D04"} & rules for who, rules in found.items() if who != "cora")
    report = said(as_(client, cast, "cora").get(reverse("review_counsel", args=[cast.eve])))
    assert "A complaint about pay." in report
    for who in ("hedda", "mara", "eve"):
        assert as_(client, cast, who).get(reverse("review_counsel", args=[cast.eve])).status_code == 404


def test_an_unanswered_accommodation_request_is_found_for_the_leave_role_and_the_person(cast: Cast) -> None:
    case_in(cast, State.ACTIVE)
    say(cast, "eve", day_to_day.AccommodationRequested(request="A quiet room."))
    cast.later(30)
    rules = {}
    for who in ("lea", "eve", "hedda", "mara"):
        pulled = pull(viewer(cast.people[who], who, cast.day), cast.eve)
        rules[who] = {f.rule for f in pulled.looked.review.findings if f.severity != "not_recorded"}
    assert "D34" in rules["lea"]
    assert "D34" in rules["eve"]
    assert "D34" not in rules["hedda"] | rules["mara"]


def test_an_answer_of_the_leave_role_stays_in_its_compartment(cast: Cast, client: Client) -> None:
    case_in(cast, State.ACTIVE)
    say(cast, "eve", day_to_day.AccommodationRequested(request="A quiet room."))
    cast.later(30)
    pulled = pull(viewer(cast.lea, "lea", cast.day), cast.eve)
    finding = next(f for f in pulled.looked.review.findings if f.rule == "D34")
    address = reverse("finding_answer", args=[cast.eve, finding.key])
    said_so = {"disposition": "cured", "words": "Room 4 from Monday."}
    assert as_(client, cast, "lea").post(address, said_so).status_code == 302
    entry = entries_of(cast.eve)[-1]
    assert (entry.kind, entry.visibility, entry.case) == ("finding_disposed", "leave", None)
    for who in ("mara", "hedda"):
        assert as_(Client(), cast, who).get(address).status_code == 404


def test_somebody_who_once_wrote_for_counsel_is_told_no_more_than_anybody_in_their_place() -> None:
    own = Standing(UUID(int=2), UUID(int=1), frozenset({Relation.MANAGER}))
    assert reads(own).compartments == frozenset()
    assert reads(own).audiences == {Audience.HR}
