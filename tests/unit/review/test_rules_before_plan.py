"""Before a plan: where each rule must fire, a near twin where it must not, and where it cannot tell."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Severity
from goodstanding.review.packs import PACKS
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

OPENED = plan("2025-03-01")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(OPENED), [SERIOUS]),
        (org(praise("2025-02-01"), OPENED), [SERIOUS]),
        (org(critic("2025-02-28"), OPENED), []),
        (org(critic("2025-03-01"), OPENED), [SERIOUS]),
        (org(at("2025-02-01", "concern"), OPENED), []),
        (org(at("2025-02-01", "coaching"), OPENED), []),
        (org(at("2025-02-01", "metrics", tone="critical"), OPENED), []),
        (org(at("2025-02-01", "appraisal", rating="below"), OPENED), []),
        (org(at("2024-01-01", "plan_closed", result="not_met", plan="old"), OPENED), []),
        (org(at("2024-01-01", "plan_closed", result="met", plan="old"), OPENED), [SERIOUS]),
        (org(at("2024-01-01", "other", "He was not there."), OPENED), [SERIOUS]),
        (summary(OPENED), [NOT_RECORDED]),
        (org(OPENED, kept_since=date(2025, 2, 1)), [SERIOUS]),
        (org(OPENED, kept_since=date(2025, 3, 2)), [NOT_RECORDED]),
        (
            summary(OPENED, at("", "appeal", "The judge did not examine performance before the PIP.")),
            [SERIOUS],
        ),
        (
            summary(OPENED, at("", "appeal", "She claimed that performance before the PIP was not shown.")),
            [NOT_RECORDED],
        ),
        (org(critic("2025-02-01")), []),
    ],
)
def test_a_plan_rests_on_a_dated_shortfall_from_before(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D09", file) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(date(2021, 3, 10), NOTE), (date(2021, 3, 11), DECISIVE), (date(2026, 1, 1), DECISIVE)],
)
def test_in_a_federal_case_it_is_decisive_from_santos_on(as_of: date, expected: Severity) -> None:
    file = summary(OPENED, at("", "appeal", "The judge did not examine performance before the PIP."))
    rule = PACKS["us-federal-432"].rule("D09")
    assert rule is not None
    assert [f.severity for f in found("D09", file, pack="us-federal-432", as_of=as_of)] == [expected]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(OPENED), [SERIOUS]),
        (org(at("2025-02-01", "concern", given=False), OPENED), [SERIOUS]),
        (org(critic("2025-02-01", given=False), OPENED), [SERIOUS]),
        (org(critic("2025-02-01"), OPENED), []),
        (org(at("2024-02-01", "plan_opened", plan="first"), OPENED), [SERIOUS]),
        (summary(OPENED), [NOT_RECORDED]),
        (summary(OPENED, at("", "other", "The plan came as a surprise.")), [SERIOUS]),
        (summary(OPENED, at("", "other", "The plan came as a surprise.", disputed=True)), [NOT_RECORDED]),
    ],
)
def test_a_plan_surprises_nobody(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D10", file) == expected


def rated(*bands: str, start: int = 2020) -> list:  # type: ignore[type-arg]
    return [at(f"{start + n}-12-01", "appraisal", rating=b) for n, b in enumerate(bands)]


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(*rated("meets", "meets", "meets", "below")), [SERIOUS]),
        (org(*rated("meets", "below")), []),
        (org(*rated("meets", "meets", "below")), [SERIOUS]),
        (org(*rated("meets", "meets", "below", "below")), [SERIOUS]),
        (org(*rated("below", "below", "meets", "below")), []),
        (org(*rated("meets", "meets", "meets", "above")), []),
        (org(*rated("meets", "meets", "meets"), critic("2023-06-01"), *rated("below", start=2023)), [NOTE]),
        (
            org(*rated("meets", "meets", "meets"), praise("2023-06-01"), *rated("below", start=2023)),
            [SERIOUS],
        ),
        (
            summary(
                at("2022", "appraisal", rating="meets", several=True), at("2023", "appraisal", rating="below")
            ),
            [SERIOUS],
        ),
        (summary(at("2022", "appraisal", rating="meets"), at("2023", "appraisal", rating="below")), []),
        (
            summary(
                *rated("meets", "meets", "meets"), at("2024", "appraisal", rating="below", disputed=True)
            ),
            [],
        ),
    ],
)
def test_a_steady_record_that_drops_asks_for_a_reason(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D06", file) == expected


NEW = at("2025-01-01", "new_manager")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(NEW, at("2025-03-02", "warning")), [SERIOUS]),
        (org(NEW, at("2025-03-03", "warning")), []),
        (org(NEW, at("2025-01-10", "plan_opened", plan="p")), [SERIOUS]),
        (org(NEW, at("2025-01-10", "concern")), [SERIOUS]),
        (org(NEW, at("2025-01-10", "appraisal", rating="below")), [SERIOUS]),
        (org(NEW, at("2025-01-10", "appraisal", rating="meets")), []),
        (org(NEW, critic("2025-01-10")), []),
        (org(critic("2024-12-01"), NEW, at("2025-01-10", "warning")), []),
        (org(critic("2024-12-01", given=False), NEW, at("2025-01-10", "warning")), [SERIOUS]),
        (summary(at("2025", "new_manager"), at("2025", "warning")), [NOT_RECORDED]),
        (org(at("2024-06-01", "new_manager"), at("2025-01-10", "warning")), []),
        (org(NEW), []),
    ],
)
def test_a_new_manager_takes_time_before_judging(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D07", file) == expected


END = at("2025-09-01", "termination", "Dismissed for poor performance.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(praise("2025-05-01"), END), [DECISIVE]),
        (org(at("2025-05-01", "award"), END), []),
        (org(at("2025-05-01", "award", tone="positive"), END), [DECISIVE]),
        (org(at("2025-05-01", "appraisal", rating="meets"), END), [DECISIVE]),
        (org(praise("2025-05-01"), critic("2025-06-01"), END), []),
        (org(praise("2025-05-01"), critic("2025-06-01", given=False), END), [DECISIVE]),
        (org(critic("2024-06-01"), praise("2025-05-01"), END), [DECISIVE]),
        (org(praise("2025-05-01"), at("2025-06-01", "plan_opened", plan="p"), END), [SERIOUS]),
        (org(praise("2025-05-01", disputed=True), END), []),
        (org(praise("2022-09-01"), END), []),
        (org(praise("2022-09-02"), END), [DECISIVE]),
        (org(praise("2025-05-01"), at("2025-09-01", "termination", "Post closed.")), []),
        (org(praise("2025-10-01"), END), []),
        (
            summary(praise("2025"), at("2025-09", "decision", action="dismissal", text="For poor results.")),
            [DECISIVE],
        ),
        (org(END), []),
    ],
)
def test_praise_that_nothing_critical_stands_beside_contradicts_the_end(
    file: ReviewFile, expected: list[Severity]
) -> None:
    assert weights("D08", file) == expected


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(praise("2024-12-01"), OPENED), [SERIOUS]),
        (org(praise("2024-11-30"), OPENED), []),
        (org(praise("2025-03-02"), OPENED), []),
        (org(critic("2025-01-10"), praise("2025-02-01"), OPENED), [NOTE]),
        (org(critic("2024-09-02"), praise("2025-02-01"), OPENED), [NOTE]),
        (org(critic("2024-09-01"), praise("2025-02-01"), OPENED), [SERIOUS]),
        (org(praise("2025-02-01"), critic("2025-02-10"), OPENED), [NOTE]),
        (org(critic("2025-01-10"), at("2025-02-01", "appraisal", rating="meets"), OPENED), [SERIOUS]),
        (summary(praise("2025"), at("2025", "plan_opened", plan="p")), []),
    ],
)
def test_praise_of_the_weeks_before_a_plan_is_set_against_it(
    file: ReviewFile, expected: list[Severity]
) -> None:
    assert weights("D08", file) == expected


def test_notes_written_afterwards_do_not_take_praise_back() -> None:
    file = summary(
        at("2024", "appraisal", rating="meets"),
        at("2025-01", "coaching"),
        at("2025-03", "termination", "Told to leave."),
        at("2025-04", "other", "Supervisors wrote notes after the decision."),
    )
    assert weights("D08", file) == [DECISIVE]


def test_a_finding_shows_its_grounds_and_its_arithmetic() -> None:
    (finding,) = found("D07", org(NEW, at("2025-02-10", "warning")))
    assert [g.role for g in finding.because] == ["the new manager", "the first criticism"]
    assert finding.arithmetic == ("From the change to the first criticism: 40 days; soon is up to 60.",)
