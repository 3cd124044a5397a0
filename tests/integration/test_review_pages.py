"""The review on its pages: findings, the paper trail, the steps it runs before, and which rules apply."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from goodstanding.actions import entries, review
from goodstanding.domain.entries import Payload, day_to_day, plan
from goodstanding.domain.entries.terms import ChecklistAnswer
from goodstanding.domain.errors import NotAllowed, NotNow, UserError
from goodstanding.domain.lifecycle import State
from goodstanding.domain.relation import Relation, Standing
from goodstanding.queries.review import before_step, pull, reads, settled
from goodstanding.queries.review.settings import history
from goodstanding.queries.standing import viewer
from goodstanding.review.finding import Audience
from goodstanding.store import models
from tests import factories
from tests.conftest import Cast
from tests.factories import case_in, case_of
from tests.integration.pages import as_, entries_of, said
from tests.integration.test_plan_pages import clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

PRAISE = day_to_day.Feedback(tone="positive", behaviour="Closed every case in two days this week.")


def say(cast: Cast, by: str, payload: Payload, **more: Any) -> Any:
    return entries.record(person=cast.eve, payload=payload, by=cast.people[by], now=cast.now, **more)


def drafted(cast: Cast) -> UUID:
    """A draft whose file holds something that asks for an answer."""
    case = case_in(cast, State.DRAFT)
    factories.ways.draft(cast, case)
    return case


def asked_of(cast: Cast, case: UUID, who: str = "mara") -> list[Any]:
    from goodstanding.queries.plans import open_room

    return list(before_step(open_room(viewer(cast.people[who], who, cast.day), case)).asked)


def filled(form: Any, words: str = "As the file shows.") -> dict[str, str]:
    data = {"version": str(form["version"].value())}
    for finding in form.before.asked:
        data[f"disposition.{finding.key}"] = "explained"
        data[f"finding.{finding.key}"] = words
    return data


@pytest.fixture
def asking(cast: Cast, client: Client) -> tuple[Client, str, UUID, Any]:
    """Mara at the form that submits her draft."""
    case = drafted(cast)
    address = reverse("plan_event", args=[case, "submitted"])
    mara = as_(client, cast, "mara")
    return mara, address, case, mara.get(address)


def test_the_form_of_a_submission_shows_each_finding_with_boxes_for_its_answer(asking: Any) -> None:
    _, _, _, page = asking
    form = page.context["form"]
    assert form.before.asked, "the test needs a file in which something is found"
    words = said(page)
    for finding in form.before.asked:
        assert finding.title in words
        assert f'name="finding.{finding.key}"' in words
        assert f'name="disposition.{finding.key}"' in words


def test_nothing_is_submitted_while_an_answer_is_missing_and_what_was_typed_stays(
    cast: Cast, asking: Any
) -> None:
    mara, address, case, page = asking
    first = page.context["form"].before.asked[0]
    data = filled(page.context["form"], "These are the weeks of the concern.") | {f"finding.{first.key}": ""}
    answer = mara.post(address, data | {"note": "Talked with HR."})
    assert answer.status_code == 422
    assert "Talked with HR." in said(answer)
    assert answer.context["form"].errors[f"finding.{first.key}"]
    assert case_of(cast, case).state == State.DRAFT
    assert "file_reviewed" not in {e.kind for e in entries_of(cast.eve)}


def test_with_an_answer_to_each_the_plan_is_submitted_and_all_of_it_is_in_the_file(
    cast: Cast, asking: Any
) -> None:
    mara, address, case, page = asking
    asked = page.context["form"].before.asked
    assert mara.post(address, filled(page.context["form"])).status_code == 302
    written = [e for e in entries_of(cast.eve) if e.case == case]
    kinds = [e.kind for e in written]
    assert kinds[-2 - len(asked) :] == ["file_reviewed", *["finding_disposed"] * len(asked), "submitted"]
    kept = next(e for e in written if e.kind == "file_reviewed").payload
    assert kept.step == "submitted"
    assert {f.key for f in asked} <= {f.key for f in kept.findings}
    assert kept.rules
    assert kept.entries == len([e for e in entries_of(cast.eve)]) - len(asked) - 2
    assert {e.visibility for e in written[-2:]} == {"draft"}


def test_an_answer_given_before_is_proposed_again_and_written_once(cast: Cast, asking: Any) -> None:
    mara, address, case, page = asking
    mara.post(address, filled(page.context["form"], "The weeks of the concern."))
    factories.say(cast, case, plan.Returned(reason="The second goal is vague."), "hedda")
    count = sum(e.kind == "finding_disposed" for e in entries_of(cast.eve))
    again = mara.get(address)
    assert "The weeks of the concern." in said(again)
    assert mara.post(address, filled(again.context["form"], "The weeks of the concern.")).status_code == 302
    assert sum(e.kind == "finding_disposed" for e in entries_of(cast.eve)) == count


def test_a_finding_that_came_up_while_the_form_stood_open_is_shown_and_asked_for(
    cast: Cast, asking: Any
) -> None:
    mara, address, _, page = asking
    data = filled(page.context["form"])
    wish = day_to_day.ExitArtefact(what="Requisition to fill the place of Eve Employee")
    say(cast, "hedda", wish)
    answer = mara.post(address, data)
    now = {f.key for f in answer.context["form"].before.asked} if answer.context else set()
    new = now - {key.partition(".")[2] for key in data if key.startswith("finding.")}
    assert (answer.status_code == 422) == bool(new)


def test_a_submission_without_the_review_is_refused_wherever_it_comes_from(cast: Cast) -> None:
    case = drafted(cast)
    with pytest.raises(NotNow, match="has not been reviewed"):
        factories.say(cast, case, plan.Submitted(), "mara")


def test_hr_reads_the_answers_when_approving_and_what_is_new_since(cast: Cast, asking: Any) -> None:
    mara, address, case, page = asking
    mara.post(address, filled(page.context["form"], "These are the weeks of the concern."))
    hedda = as_(Client(), cast, "hedda")
    approve = reverse("plan_event", args=[case, "approved"])
    words = said(hedda.get(approve))
    assert "These are the weeks of the concern." in words
    assert "New since then" not in words
    say(cast, "hedda", day_to_day.ExitArtefact(what="Draft letter of dismissal"))
    later = hedda.get(approve)
    new = [f for f in later.context["form"].findings() if f.new]
    assert bool(new) == ("New since then" in said(later))
    assert hedda.post(approve, {"reason": "Complete and fair."}).status_code == 302


def test_a_plan_submitted_with_the_list_of_questions_is_approved_and_hr_is_told(cast: Cast) -> None:
    """Drafts that were submitted before there was a review keep their answers; nothing is changed in them."""
    case = drafted(cast)
    old = plan.Submitted(review=(ChecklistAnswer(question="Which facts?", answer="Those of March."),))
    with pytest.MonkeyPatch.context() as patched:  # as an earlier version wrote it
        from goodstanding.domain.policies import before

        patched.setattr(before, "check_findings_answered", lambda *_: None)
        factories.say(cast, case, old, "mara")
    hedda = as_(Client(), cast, "hedda")
    address = reverse("plan_event", args=[case, "approved"])
    assert "Submitted before the file was reviewed" in said(hedda.get(address))
    assert hedda.post(address, {"reason": "Complete."}).status_code == 302


def test_the_decider_answers_what_the_review_finds_before_deciding(cast: Cast) -> None:
    case = case_in(cast, State.REPLIED)
    factories.assign(cast, case, "decider")
    with pytest.raises(NotNow, match="has not been reviewed"):
        factories.say(cast, case, factories.decided(cast), "dora")
    dora = as_(Client(), cast, "dora")
    page = dora.get(reverse("plan_event", args=[case, "decision"]))
    assert page.status_code == 200
    for finding in page.context["form"].before.asked:
        assert f'name="finding.{finding.key}"' in said(page)
    factories.answered(cast, case, factories.decided(cast), "dora")
    assert case_of(cast, case).state == State.DECIDED


def test_the_review_of_a_step_is_the_same_for_whoever_looks(cast: Cast) -> None:
    case = drafted(cast)
    mara, hedda = asked_of(cast, case), asked_of(cast, case, "hedda")
    assert [f.key for f in mara] == [f.key for f in hedda]


# The pages of a file


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
    assert any("Best baker" in item.text for item in reason.contradicts_elsewhere)
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


# Which rules apply


def change(cast: Cast, who: str = "hedda", **what: Any) -> None:
    given = {"rule": "D01", "off": False, "parameters": {}, "reason": "Our imports are late.", **what}
    review.change_rule(**given, by=cast.people[who], now=cast.now)


def test_a_rule_that_is_switched_off_runs_no_more_and_each_review_names_it(cast: Cast) -> None:
    case = drafted(cast)
    finding = asked_of(cast, case)[0]
    change(cast, rule=finding.rule, off=True)
    assert finding.rule not in {f.rule for f in asked_of(cast, case)}
    factories.submit(cast, case)
    kept = next(e for e in entries_of(cast.eve) if e.kind == "file_reviewed").payload
    assert kept.changed == (f"Rule {finding.rule}: switched off",)
    pulled = pull(viewer(cast.hedda, "h", cast.day), cast.eve)
    line = next(r for r in pulled.looked.review.ran if r.rule == finding.rule)
    assert (line.result, line.reason) == ("switched off", "Our imports are late.")


def test_a_change_needs_hr_for_everybody_a_reason_and_a_difference(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        change(cast, "mara", off=True)
    with pytest.raises(UserError, match="Say why"):
        change(cast, off=True, reason="  ")
    with pytest.raises(UserError, match="Nothing would change"):
        change(cast)
    with pytest.raises(UserError, match="no threshold"):
        change(cast, parameters={"nonsense": 3})
    assert not history()


def test_the_history_of_the_rules_cannot_be_changed(cast: Cast) -> None:
    change(cast, off=True)
    change(cast, off=False, reason="It is needed after all.")
    assert [c.off for c in history("rule", "D01")] == [False, True]
    assert not settled().overrides()
    for statement in ("UPDATE store_reviewchange SET reason = 'x'", "DELETE FROM store_reviewchange"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ReviewChange.objects.create(about="rule", key="D01", reason="", by_id=cast.hedda, at=cast.now)


def test_thresholds_and_packs_are_set_on_their_pages(cast: Cast, client: Client) -> None:
    hedda = as_(client, cast, "hedda")
    address = reverse("rule_setting", args=["D01"])
    form = hedda.get(address).context["form"]
    name = next(n for n in form.fields if n not in ("runs", "reason"))
    typed = {n: form[n].value() for n in form.fields if n != "reason"} | {name: "77", "reason": "We import."}
    assert hedda.post(address, typed | {"reason": ""}).status_code == 422
    assert hedda.post(address, typed).status_code == 302
    assert settled().overrides()[0].parameters == {name: 77.0}
    pack = reverse("pack_setting", args=["uk-acas"])
    assert hedda.post(pack, {"applies": "nobody", "reason": "We follow our own."}).status_code == 302
    assert "uk-acas" not in {p.id for p in settled().packs_for("GB-ENG")}
    words = said(hedda.get(reverse("review_settings")))
    assert "We import." in words
    assert "applies to nobody" in words


def test_a_pack_for_everybody_runs_elsewhere_too(cast: Cast) -> None:
    assert "uk-acas" not in {p.id for p in settled().packs_for("US-CA")}
    review.change_pack(
        pack="uk-acas", applies="everybody", reason="One way for all.", by=cast.hedda, now=cast.now
    )
    assert "uk-acas" in {p.id for p in settled().packs_for("US-CA")}


def test_days_of_the_place_s_rules_stand_on_the_plan_and_in_its_calendar(cast: Cast, client: Client) -> None:
    case = case_in(cast, State.APPEALED)
    page = as_(client, cast, "hedda").get(reverse("plan", args=[case]))
    assert "Hear the appeal" in said(page)
    due = case_of(cast, case).steps[-1].recorded.date() + timedelta(days=28)
    month = as_(client, cast, "hedda").get(reverse("plan_calendar", args=[case]), {"month": f"{due:%Y-%m}"})
    assert "Hear the appeal" in said(month)
    assert isinstance(due, date)
