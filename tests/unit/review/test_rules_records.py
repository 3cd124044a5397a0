"""Records and how a step was reached: where each rule must fire, a near twin where it must not, and silence."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.review.comparators import Comparators
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Audience, Severity
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    NOTE,
    SERIOUS,
    at,
    critic,
    found,
    org,
    plan,
    praise,
    summary,
    weights,
)

END = at("2025-09-01", "termination", "Dismissed for poor performance.")
STEP = at("2025-09-01", "decision", "Dismissal for poor performance.", action="dismissal")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(critic("2025-01-01", recorded=7)), []),
        (org(critic("2025-01-01", recorded=8)), [NOTE]),
        (org(critic("2025-01-01", recorded=30)), [NOTE]),
        (org(critic("2025-01-01", recorded=31)), [SERIOUS]),
        (org(critic("2025-01-01", recorded=31), critic("2025-02-01", recorded=8)), [SERIOUS, NOTE]),
        (org(at("2025-01-01", "appraisal", rating="meets", recorded=90)), []),
        (org(at("2025-01-01", "hired", recorded=90)), []),
        (summary(critic("2025-01-01")), []),
        (summary(critic("2025-01", recorded="2025-06-01")), []),
    ],
)
def test_notes_are_made_at_the_time(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D01", file) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(critic("2025-08-01", recorded="2025-09-02"), STEP), [DECISIVE]),
        (org(critic("2025-08-01", recorded="2025-09-01"), STEP), []),
        (org(critic("2025-07-01", recorded=1), critic("2025-08-01", recorded="2025-09-02"), STEP), [SERIOUS]),
        (org(praise("2025-08-01", recorded="2025-09-02"), STEP), []),
        (org(critic("2025-09-02", recorded="2025-09-03"), STEP), []),
        (org(critic("2025-08-01", recorded="2025-09-02")), []),
        (org(critic("2025-08-01", recorded="2025-09-02"), at("2025-09-01", "exit_artefact")), [DECISIVE]),
        (org(*(critic(f"2025-0{m}-01", recorded="2025-08-20") for m in (5, 6, 7)), STEP), [SERIOUS]),
        (org(*(critic(f"2025-0{m}-01", recorded="2025-08-18") for m in (5, 6, 7)), STEP), [SERIOUS]),
        (org(*(critic(f"2025-0{m}-01", recorded="2025-08-17") for m in (5, 6, 7)), STEP), []),
        (org(*(critic(f"2025-0{m}-01", recorded="2025-08-20") for m in (6, 7)), STEP), []),
        (org(*(critic(f"2025-08-{d}", recorded="2025-08-20") for d in ("06", "07", "08")), STEP), []),
        (summary(at("2025-10", "other", "Notes were prepared after the dismissal.")), [DECISIVE]),
        (
            summary(at("2025-10", "other", "Notes were prepared after the dismissal.", disputed=True)),
            [SERIOUS],
        ),
        (summary(critic("2025-08"), at("2025-09", "decision", action="dismissal")), []),
    ],
)
def test_the_record_is_older_than_the_decision(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D02", file) == expected


NONE_KEPT = at("2025", "other", "None of the incidents had been documented.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(NONE_KEPT, END), [DECISIVE]),
        (summary(NONE_KEPT), [SERIOUS]),
        (
            summary(at("2025", "other", "None of the incidents had been documented.", disputed=True), END),
            [SERIOUS],
        ),
        (summary(critic("2025-01"), NONE_KEPT, END), [DECISIVE]),
        (summary(critic("2025-01"), at("2025-02", "warning"), NONE_KEPT, END), [SERIOUS]),
        (summary(critic("2025-01"), at("2025-02", "plan_opened", plan="p"), NONE_KEPT, END), [SERIOUS]),
        (org(END), [DECISIVE]),
        (org(critic("2025-01-01"), END), []),
        (org(critic("2025-10-01"), END), [DECISIVE]),
        (org(plan("2025-03-01"), END), []),
        (org(at("2025-09-01", "termination", "Post closed.")), []),
        (org(STEP), [DECISIVE]),
        (summary(END), [NOT_RECORDED]),
        (summary(at("2025-09-01", "proposed_action", "For poor performance.")), []),
    ],
)
def test_what_is_alleged_has_a_record_of_its_time(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P01", file) == expected


def test_a_document_is_what_it_appears_to_be() -> None:
    text = "Her signature on the review had been copied from another form."
    assert weights("P02", summary(at("2025", "other", text))) == [DECISIVE]
    assert weights("P02", summary(at("2025", "other", text, disputed=True))) == [SERIOUS]
    assert weights("P02", summary(at("2025", "other", "She signed the review."))) == []


def test_changes_after_receipt_and_a_broken_chain_are_shown() -> None:
    wrong = at("2025-01-01", "warning", id="w")
    fix = at("2025-02-01", "correction", refers_to="w")
    assert weights("D38", org(wrong, fix)) == [NOTE]
    assert weights("D38", org(at("2025-01-01", "warning", id="w", acknowledged=None), fix)) == []
    assert weights("D38", org(fix)) == []
    assert weights("D38", org(wrong), comparators=Comparators(chain_intact=False)) == [DECISIVE]
    assert weights("D38", org(wrong), comparators=Comparators(chain_intact=True)) == []


def test_legal_advice_stays_out_of_the_shared_file_and_the_finding_away_from_the_person() -> None:
    text = "Our lawyers advised to wait."
    (finding,) = found("D39", org(at("2025-01-01", "feedback", text)))
    assert finding.audience == {Audience.HR, Audience.COUNSEL}
    assert weights("D39", org(at("2025-01-01", "advice", text, compartment="counsel"))) == []
    assert weights("D39", org(at("2025-01-01", "concern", text, compartment="draft"))) == [SERIOUS]
    assert weights("D39", org(at("2025-01-01", "feedback", "She advised the customer."))) == []


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (Comparators(claim_open=True, deletions_due=(date(2026, 2, 1),)), [SERIOUS]),
        (Comparators(claim_open=False, deletions_due=(date(2026, 2, 1),)), []),
        (Comparators(claim_open=True, deletions_due=()), []),
        (Comparators(claim_open=True), []),
        (Comparators(deletions_due=(date(2026, 2, 1),)), []),
    ],
)
def test_nothing_is_deleted_while_a_claim_is_open(comparators: Comparators, expected: list[Severity]) -> None:
    assert weights("D40", org(END), comparators=comparators) == expected
