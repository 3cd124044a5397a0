"""The steps that the review runs before: what it found stands in the form, each to be answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from goodstanding.domain.entries import day_to_day, plan
from goodstanding.domain.entries.terms import ChecklistAnswer
from goodstanding.domain.errors import NotNow
from goodstanding.domain.lifecycle import State
from tests import factories
from tests.conftest import Cast
from tests.factories import case_in, case_of
from tests.integration.pages import as_, entries_of, said
from tests.integration.reviewing import asked_of, drafted, say
from tests.integration.test_plan_pages import clock  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


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
    assert "New since" not in words
    say(cast, "hedda", day_to_day.ExitArtefact(what="Draft letter of dismissal"))
    later = hedda.get(approve)
    new = [f for f in later.context["form"].findings() if f.new]
    assert bool(new) == ("New since" in said(later))
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


@pytest.mark.parametrize(("event", "state", "who"), [
    ("submitted", State.DRAFT, "mara"), ("approved", State.SUBMITTED, "hedda"),
    ("decision", State.REPLIED, "dora"),
])  # fmt: skip
def test_a_form_with_findings_keeps_within_its_statements(
    cast: Cast, client: Client, event: str, state: State, who: str, django_assert_max_num_queries: Any
) -> None:
    case = drafted(cast) if state == State.DRAFT else case_in(cast, state)
    if who == "dora":
        factories.assign(cast, case, "decider")
    address = reverse("plan_event", args=[case, event])
    as_(client, cast, who).get(address)
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
