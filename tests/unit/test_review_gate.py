"""The condition that the review puts before a step: pure, and never more than a written answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from goodstanding.domain import file as files
from goodstanding.domain import policies
from goodstanding.domain.entries import Entry, Payload, Visibility, day_to_day, plan
from goodstanding.domain.entries.review import FileReviewed, FindingDisposed, FindingNoted
from goodstanding.domain.entries.terms import Deficiency, Goal, PlanTerms
from goodstanding.domain.errors import NotAllowed, NotNow, UserError
from goodstanding.domain.permissions import check_can_dispose, check_can_write, disposes
from goodstanding.domain.policies.base import ASK_FOR_AN_ANSWER
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import Relation, Standing
from goodstanding.domain.working_days import Calendar

EVE, MARA, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
DAY = date(2026, 3, 2)
POLICY, CALENDAR = Policy(), Calendar("US", frozenset(range(5)))


def noted(key: str, severity: str = "serious") -> FindingNoted:
    return FindingNoted(key=key, rule="D09", version="1", severity=severity, title="No shortfall before")  # type: ignore[arg-type]


def terms() -> PlanTerms:
    end = DAY + timedelta(days=70)
    goal = Goal(
        id="g1", statement="Close 200 cases", metric="cases", target=Decimal(200), window_start=DAY,
        window_end=end, due=end, data_source="System", measurer=MARA,
    )  # fmt: skip
    return PlanTerms(
        purpose="In time.",
        starts_on=DAY + timedelta(days=7),
        ends_on=end,
        goals=(goal,),
        check_ins=(DAY + timedelta(days=21),),
    )


def folded(*said: Payload, drafted: bool = True) -> files.File:
    concern = plan.ConcernRaised(
        deficiencies=(Deficiency(on=DAY, fact="Late.", standard="In time"),), standard_communicated_on=DAY,
        how_communicated="Handbook",
    )  # fmt: skip
    begun: tuple[Payload, ...] = (
        concern,
        plan.PlanAllowed(reason="Tried.", review_on=DAY),
        *((plan.PlanDrafted(terms=terms()),) if drafted else ()),
    )
    return files.fold(EVE, [entry(n, payload) for n, payload in enumerate([*begun, *said], 1)])


def entry(n: int, payload: Payload) -> Entry[Any]:
    in_case = payload.kind != "feedback"
    return Entry(
        id=uuid4(), subject=EVE, author=MARA, happened=DAY, recorded=datetime(2026, 3, 2, 9, n, tzinfo=UTC),
        payload=payload, visibility=Visibility.DRAFT, seq=n, case=CASE if in_case else None,
    )  # fmt: skip


def submit(file: files.File) -> None:
    context = policies.Context(by=MARA, today=DAY, file=file, policy=POLICY, calendar=CALENDAR)
    policies.check("submitted", file.cases[CASE], plan.Submitted(), context)


def reviewed(*findings: FindingNoted, step: str = "submitted") -> FileReviewed:
    return FileReviewed(step=step, as_of=DAY, entries=4, rules="1", findings=findings)


def answer(key: str) -> FindingDisposed:
    return FindingDisposed(finding=noted(key), disposition="explained", words="As the file shows.")


def test_without_a_review_for_this_step_nothing_is_submitted() -> None:
    with pytest.raises(NotNow, match="has not been reviewed"):
        submit(folded())
    with pytest.raises(NotNow, match="has not been reviewed"):
        submit(folded(reviewed(step="decision")))


def test_a_review_that_found_nothing_lets_the_step_be_taken() -> None:
    submit(folded(reviewed()))


@pytest.mark.parametrize("severity", ["decisive", "serious", "note", "not_recorded"])
def test_only_decisive_and_serious_findings_ask_for_an_answer(severity: str) -> None:
    file = folded(reviewed(noted("a", severity)))
    if severity in ASK_FOR_AN_ANSWER:
        with pytest.raises(UserError, match="1 of 1 findings") as refused:
            submit(file)
        assert set(refused.value.fields) == {"finding.a"}
    else:
        submit(file)


@pytest.mark.parametrize("disposition", ["cured", "explained", "disputed", "accepted"])
def test_any_written_answer_lets_the_step_be_taken(disposition: str) -> None:
    """A finding never blocks: to disagree with it is an answer too."""
    said = answer("a").model_copy(update={"disposition": disposition})
    submit(folded(reviewed(noted("a", "decisive")), said))


def test_each_finding_needs_its_own_answer() -> None:
    with pytest.raises(UserError) as refused:
        submit(folded(reviewed(noted("a"), noted("b"), noted("c")), answer("b")))
    assert set(refused.value.fields) == {"finding.a", "finding.c"}


def test_what_changes_the_case_after_the_review_asks_for_another() -> None:
    changed = plan.PlanDrafted(terms=terms().model_copy(update={"purpose": "Another."}))
    with pytest.raises(NotNow, match="something changed since"):
        submit(folded(reviewed(), changed))


def test_an_answer_given_before_still_counts_and_one_in_a_compartment_does_not() -> None:
    submit(folded(answer("a"), reviewed(noted("a"))))
    hidden = answer("a").model_copy(update={"readers": "counsel"})
    with pytest.raises(UserError):
        submit(folded(hidden, reviewed(noted("a"))))


def test_an_answer_that_was_taken_back_counts_no_more() -> None:
    said = entry(7, answer("a"))
    file = files.apply(folded(), said)
    assert "a" in file.disposed
    wrong = day_to_day.Correction(wrong="Not so.", right="It holds.", retracts=True)
    taken_back = replace(entry(8, wrong), refers_to=said.id)
    assert "a" not in files.apply(file, taken_back).disposed


def test_what_is_incomplete_is_said_before_the_findings() -> None:
    with pytest.raises(UserError, match="not complete"):
        submit(folded(reviewed(noted("a")), drafted=False))


def stands(*relations: Relation, viewer: UUID = MARA, roles: frozenset[str] = frozenset()) -> Standing:
    return Standing(viewer, EVE, frozenset(relations), {CASE: roles} if roles else {})


@pytest.mark.parametrize(
    ("standing", "shared", "leave", "counsel"),
    [
        (stands(Relation.MANAGER), True, False, False),
        (stands(Relation.HR), True, False, False),
        (stands(Relation.SECOND_LEVEL), True, False, False),
        (stands(roles=frozenset({"decider"})), True, False, False),
        (stands(roles=frozenset({"measurer"})), False, False, False),
        (stands(Relation.LEAVE), False, True, False),
        (stands(Relation.COUNSEL), False, False, True),
        (stands(Relation.HR, Relation.LEAVE), True, True, False),
        (stands(Relation.FORMER_MANAGER), False, False, False),
        (stands(Relation.SELF, viewer=EVE), False, False, False),
    ],
)
def test_who_answers_findings_of_which_compartment(
    standing: Standing, shared: bool, leave: bool, counsel: bool
) -> None:
    for readers, may in (("shared", shared), ("leave", leave), ("counsel", counsel)):
        assert disposes(standing, readers) is may
        if not may:
            with pytest.raises(NotAllowed, match="can be answered by"):
                check_can_dispose(standing, readers)
    if not shared:
        with pytest.raises(NotAllowed):
            check_can_write("file_reviewed", standing)
