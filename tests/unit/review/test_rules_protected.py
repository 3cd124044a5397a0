"""Protected activity, leave, others' files: where each rule must fire, a near twin where it must not, and silence."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goodstanding.review.engine import Review, review
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Audience, Severity
from goodstanding.review.packs import GOOD_PRACTICE
from tests.unit.review.filing import (
    AS_OF,
    DECISIVE,
    NOT_RECORDED,
    NOTE,
    SERIOUS,
    at,
    critic,
    found,
    org,
    plan,
    summary,
    weights,
)

ACT = at("2025-01-31", "protected_activity", "Complaint.")


def notes(*days: int) -> list:  # type: ignore[type-arg]
    """Critical notes so many days after the activity."""
    return [critic(str(date(2025, 1, 31) + timedelta(days=n))) for n in days]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((), (1, 2, 60), [SERIOUS]),
        ((), (1, 2, 61), []),
        ((), (1, 2), []),
        ((), (0, 1, 2), []),
        ((-1, -40, -80, -120, -160, -200), (1, 2, 3), [SERIOUS]),
        (tuple(range(-70, -63)), (1, 2, 3), []),
        (tuple(range(-372, -365)), (1, 2, 3), [SERIOUS]),
    ],
)
def test_a_burst_of_notes_after_protected_activity_is_for_counsel(
    before: tuple[int, ...], after: tuple[int, ...], expected: list[Severity]
) -> None:
    file = org(*notes(*before), ACT, *notes(*after))
    assert weights("D03", file) == expected
    assert all(f.audience == {Audience.COUNSEL} for f in found("D03", file))


def step(days: int, kind: str = "termination", **more: object) -> object:
    return at(str(date(2025, 1, 31) + timedelta(days=days)), kind, **more)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((ACT, step(1)), [DECISIVE]),
        ((ACT, step(30)), [DECISIVE]),
        ((ACT, step(31)), [SERIOUS]),
        ((ACT, step(93)), [SERIOUS]),
        ((ACT, step(94)), [NOTE]),
        ((ACT, step(180)), [NOTE]),
        ((ACT, step(181)), []),
        ((ACT, step(10, "plan_opened", plan="p")), [SERIOUS]),
        ((ACT, step(10, "proposed_action")), [DECISIVE]),
        ((ACT, step(10, "decision", action="transfer")), [DECISIVE]),
        ((ACT, step(10, "decision", action="no action")), []),
        ((ACT, step(10, disputed=True)), []),
        ((critic("2024-12-01"), ACT, step(10)), [NOTE]),
        ((critic("2024-12-01", given=False), ACT, step(10)), [DECISIVE]),
        ((at("2024-12-01", "plan_opened", plan="p"), ACT, step(10)), [NOTE]),
        ((at("2024-12-01", "other", "A transfer was already under consideration."), ACT, step(10)), [NOTE]),
        ((at("2024-12-01", "award"), ACT, step(10)), [DECISIVE]),
        (
            (
                critic("2024-12-01"),
                ACT,
                at("2025-02-05", "other", "From then on he was watched closely."),
                step(60),
            ),
            [DECISIVE],
        ),
        (
            (
                critic("2024-12-01"),
                ACT,
                at("2025-02-05", "other", "From then on he was watched closely."),
                step(120),
            ),
            [NOTE],
        ),
        ((ACT, at("2025-02-01", "other", "The director was unaware of the complaint."), step(10)), []),
        ((at("2025", "protected_activity"), at("2025", "termination")), [NOT_RECORDED]),
        ((critic("2024"), at("2025", "protected_activity"), at("2025", "termination")), []),
        ((step(-1), ACT), []),
        ((at("2024-10-01", "grievance"), ACT, step(10)), [DECISIVE]),
    ],
)
def test_a_step_soon_after_protected_activity_is_weighed_with_what_came_before(
    events: tuple,
    expected: list[Severity],  # type: ignore[type-arg]
) -> None:
    file = org(*events)
    assert weights("D04", file) == expected
    assert all(f.audience == {Audience.COUNSEL} for f in found("D04", file))


WATCHED = at("2025-02-15", "other", "From then on he was watched closely.")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((ACT, WATCHED, step(93)), [DECISIVE]),
        ((ACT, WATCHED, step(94)), [SERIOUS]),
        ((ACT, WATCHED, at("", "termination")), [DECISIVE]),
        ((ACT, at("2025-02-15", "other", "He was watched closely.", disputed=True), step(93)), [DECISIVE]),
        (
            (ACT, at("2025-02-15", "other", "He was watched closely.", disputed=True), at("", "termination")),
            [SERIOUS],
        ),
        ((ACT, WATCHED), [NOTE]),
        ((WATCHED, step(93)), []),
        ((ACT, step(5), WATCHED), [NOTE]),
        ((ACT, WATCHED, step(93, disputed=True)), [SERIOUS]),
    ],
)
def test_closer_watch_after_a_complaint_is_for_counsel(events: tuple, expected: list[Severity]) -> None:  # type: ignore[type-arg]
    file = org(*events)
    assert weights("P13", file) == expected
    assert all(f.audience == {Audience.COUNSEL} for f in found("P13", file))


LEAVE = "Extended because of her medical leave."


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(at("2025", "warning", "Citing her maternity leave.")), [DECISIVE]),
        (summary(at("2025", "warning", "Citing her maternity leave.", disputed=True)), [SERIOUS]),
        (summary(at("2025", "plan_opened", plan="p"), at("2025", "plan_extended", LEAVE)), [NOTE]),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "plan_closed", "All goals were met."),
                at("2025", "plan_extended", LEAVE),
            ),
            [DECISIVE],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "plan_extended", LEAVE),
                at("2025", "plan_closed", "All goals were met."),
            ),
            [NOTE],
        ),
        (summary(at("2025", "warning", "Citing three late reports.")), []),
    ],
)
def test_a_document_gives_no_protected_reason(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P14", file) == expected


IGNORED = at("2025-03-01", "other", "HR never investigated the complaint.")
END = at("2025-09-01", "termination", "Dismissed.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(ACT, IGNORED, END), [DECISIVE]),
        (summary(ACT, IGNORED), [SERIOUS]),
        (summary(IGNORED, END), [DECISIVE]),
        (summary(at("2025", "other", "HR did nothing about the bullying."), END), []),
        (
            summary(
                ACT, at("2025-03-01", "other", "HR never investigated the complaint.", disputed=True), END
            ),
            [SERIOUS],
        ),
        (summary(ACT, at("2025-03-01", "other", "HR investigated the complaint."), END), []),
    ],
)
def test_a_complaint_is_looked_into(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P15", file) == expected


def answered(
    step_day: str = "", step_kind: str = "warning", about: str = "warning", **more: str
) -> ReviewFile:
    events = [at("2025-12-01", about, id="d"), at("2025-12-22", "answer", refers_to="d", author="e")]
    if step_day:
        events.append(at(step_day, step_kind))
    return org(*events)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (answered(), []),
        (
            org(
                at("2025-12-01", "appraisal", rating="meets", id="d"),
                at("2025-12-21", "answer", refers_to="d", author="e"),
            ),
            [NOTE],
        ),
        (
            org(
                at("2025-12-01", "appraisal", rating="meets", id="d"),
                at("2025-12-22", "answer", refers_to="d", author="e"),
            ),
            [],
        ),
        (org(at("2025-12-01", "award", id="d"), at("2025-12-12", "answer", refers_to="d", author="e")), []),
        (
            org(
                at("2025-12-01", "appraisal", rating="meets", id="d"),
                at("2025-12-02", "answer", refers_to="d", id="a", author="e"),
                at("2025-12-03", "meeting", refers_to="a", author="m"),
            ),
            [],
        ),
        (
            org(
                at("2025-12-01", "appraisal", rating="meets", id="d"),
                at("2025-12-02", "answer", refers_to="d", id="a", author="e"),
                at("2025-12-03", "answer", refers_to="a", author="e"),
            ),
            [NOTE],
        ),
        (
            org(
                at("2025-10-01", "appraisal", rating="meets", id="d"),
                at("2025-10-02", "answer", refers_to="d"),
                at("2025-11-01", "warning"),
            ),
            [SERIOUS],
        ),
        (
            org(
                at("2025-10-01", "appraisal", rating="meets", id="d"),
                at("2025-10-02", "answer", refers_to="d"),
                at("2025-11-02", "warning"),
            ),
            [NOTE],
        ),
        (
            org(
                critic("2025-09-01"),
                at("2025-10-01", "appraisal", rating="meets", id="d"),
                at("2025-10-02", "answer", refers_to="d"),
                at("2025-11-01", "warning"),
            ),
            [NOTE],
        ),
        (summary(at("2025-10-01", "answer")), []),
        (summary(at("2025", "answer")), []),
    ],
)
def test_an_answer_is_taken_up_and_not_punished(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D33", file) == expected


def test_nobody_outside_learns_of_a_compartment_from_findings_or_from_what_ran() -> None:
    apart = [
        at("2025-01-31", "protected_activity", "Complaint of harassment.", compartment="counsel"),
        at("2025-02-01", "advice", "Our lawyers advised to wait.", compartment="counsel"),
        at("2025-02-01", "leave_reason", "No adjustments were considered.", compartment="leave"),
        at("2025-02-02", "accommodation_requested", "A quiet room.", compartment="leave"),
    ]
    open_ = [
        *notes(1, 2, 3),
        WATCHED,
        IGNORED,
        plan("2025-02-20"),
        at("2025-03-02", "termination", "Dismissed."),
    ]
    whole = review(org(*apart, *open_), [GOOD_PRACTICE], as_of=AS_OF)
    assert {f.rule for f in whole.findings} >= {"D03", "D04", "P13", "D34"}
    for reader, hidden in ((Audience.HR, {"counsel", "leave"}), (Audience.LEAVE, {"counsel"})):
        plain = review(
            org(*(e for e in apart if e.compartment not in hidden), *open_), [GOOD_PRACTICE], as_of=AS_OF
        )
        assert said(whole, reader) == said(plain, reader)
    assert not {e.compartment for f in whole.for_(Audience.EMPLOYEE).findings for e in f.events} & {"counsel"}


def said(done: Review, reader: Audience) -> object:
    """All that a reader gets, without the numbers of entries."""
    cut = done.for_(reader)
    told = [(f.rule, f.severity, f.says, f.arithmetic, [e.text for e in f.events]) for f in cut.findings]
    return told, [(r.rule, r.result) for r in cut.ran]


def test_a_burst_is_counted_by_the_month() -> None:
    (finding,) = found("D03", org(*notes(-40, -80), ACT, *notes(1, 2, 60)))
    assert finding.because[0].role == "the protected activity"
    assert finding.arithmetic == (
        "3 critical notes in 60 days, 1.5 a month; 0.2 a month in the year before.",
    )
