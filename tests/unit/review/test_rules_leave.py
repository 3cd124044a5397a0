"""Absence and adjustments: where each rule must fire, a near twin where it must not, and silence."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import pytest

from goodstanding.domain.entries.terms import Deficiency
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Audience, Severity
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    SERIOUS,
    at,
    found,
    goal,
    org,
    plan,
    summary,
    weights,
)

END = at("2025-09-01", "termination", "Dismissed.")
OFF = at("2025-03-10", "leave", until="2025-03-20")


def shortfall(day: str) -> object:
    on = date.fromisoformat(day)
    said = MappingProxyType({"deficiencies": (Deficiency(on=on, fact="Late.", standard="On time."),)})
    return at("2025-04-01", "concern", payload=said)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(OFF, shortfall("2025-03-10")), [SERIOUS]),
        (org(OFF, shortfall("2025-03-20")), [SERIOUS]),
        (org(OFF, shortfall("2025-03-21")), []),
        (org(OFF, shortfall("2025-03-09")), []),
        (
            org(
                OFF,
                plan(
                    "2025-03-01",
                    goal(prorate=False, window_start=date(2025, 3, 20), window_end=date(2025, 5, 1)),
                ),
            ),
            [SERIOUS],
        ),
        (
            org(
                OFF,
                plan(
                    "2025-03-01",
                    goal(prorate=False, window_start=date(2025, 3, 21), window_end=date(2025, 5, 1)),
                ),
            ),
            [],
        ),
        (
            org(
                OFF,
                plan(
                    "2025-03-01",
                    goal(prorate=False, window_start=date(2025, 3, 1), window_end=date(2025, 3, 9)),
                ),
            ),
            [],
        ),
        (
            org(
                OFF,
                plan(
                    "2025-03-01",
                    goal(prorate=True, window_start=date(2025, 3, 20), window_end=date(2025, 5, 1)),
                ),
            ),
            [],
        ),
        (org(at("2025-03-10", "leave"), shortfall("2025-03-10")), []),
        (summary(at("2025", "warning", "Letters coincide with military leave.")), [SERIOUS]),
    ],
)
def test_absence_is_not_counted_against_the_person(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D05", file) == expected
    assert all(Audience.HR not in f.audience for f in found("D05", file))


ASKED = at("2025-02-01", "accommodation_requested", "A quiet room.")
GRANTED = at("2025-02-20", "accommodation_answered", "Granted.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(ASKED, plan("2025-03-01")), [DECISIVE]),
        (org(ASKED, GRANTED, plan("2025-03-01")), []),
        (org(ASKED, plan("2025-02-10"), GRANTED), [DECISIVE]),
        (summary(ASKED, at("2025-02-10", "plan_opened", plan="p"), GRANTED), [DECISIVE]),
        (summary(ASKED, at("2025-03-01", "plan_opened", plan="p")), [NOT_RECORDED]),
        (summary(ASKED, at("2025-03-01", "meeting", "The head recommended dismissal."), END), [DECISIVE]),
        (summary(ASKED, at("2025-03-01", "meeting", "Talked about it."), END), [NOT_RECORDED]),
        (summary(ASKED), [NOT_RECORDED]),
        (summary(ASKED, GRANTED), []),
        (org(at("2025-12-21", "accommodation_requested")), [SERIOUS]),
        (org(at("2025-12-22", "accommodation_requested")), []),
        (
            summary(
                ASKED,
                at("2025-02-09", "other", "The adjustment was made."),
                at("2025-03-01", "plan_opened", plan="p"),
            ),
            [],
        ),
        (summary(at("2025-02-01", "other", "No adjustments were considered."), END), [DECISIVE]),
        (summary(at("2025-02-01", "other", "No adjustments were considered.")), [SERIOUS]),
        (
            summary(at("2025-02-01", "other", "No adjustments were considered.", disputed=True), END),
            [SERIOUS],
        ),
        (summary(END, at("2025-12-01", "other", "No adjustments were considered.")), [SERIOUS]),
    ],
)
def test_a_question_of_adjustment_is_settled_before_the_work_is_judged(
    file: ReviewFile, expected: list[Severity]
) -> None:
    assert weights("D34", file) == expected
    assert all(Audience.HR not in f.audience for f in found("D34", file))


@pytest.mark.parametrize(
    ("settling", "fires"),
    [
        (at("2025-03-06", "accommodation_answered", "Granted."), False),
        (at("2025-03-06", "support_given", "A course, as the plan says.", plan="p"), True),
    ],
)
def test_what_a_plan_promised_anyway_answers_no_request_for_an_adjustment(
    settling: object, fires: bool
) -> None:
    asked = at("2025-03-01", "accommodation_requested", "A quiet room.")
    file = org(asked, settling, at("2025-03-20", "plan_opened", plan="p"), END)
    assert bool([w for w in weights("D34", file) if w is not NOT_RECORDED]) is fires
