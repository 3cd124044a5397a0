"""A plan that was passed is over: near twins on both sides."""

from __future__ import annotations

import pytest

from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Severity
from tests.unit.review.filing import (
    DECISIVE,
    at,
    critic,
    goal,
    org,
    plan,
    summary,
    weights,
)

MET = at("2025-05-01", "plan_closed", result="met", plan="p")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(plan("2025-03-01"), MET, at("2025-05-02", "plan_extended", plan="p")), [DECISIVE]),
        (org(plan("2025-03-01"), at("2025-04-02", "plan_extended", plan="p"), MET), []),
        (org(plan("2025-03-01"), MET), []),
        (org(plan("2025-03-01"), MET, at("2025-05-02", "plan_extended", plan="q")), []),
        (
            org(plan("2025-03-01"), MET, at("2025-06-02", "plan_closed", result="not_met", plan="p")),
            [DECISIVE],
        ),
        (
            org(
                plan("2025-03-01"),
                at("2025-05-01", "goal_determined", goal="g", result="met", plan="p"),
                at("2025-06-02", "plan_closed", result="not_met", plan="p"),
            ),
            [DECISIVE],
        ),
        (
            org(
                plan("2025-03-01"),
                at("2025-05-01", "goal_determined", goal="g", result="not_met", plan="p"),
                at("2025-06-02", "plan_closed", result="not_met", plan="p"),
            ),
            [],
        ),
        (
            org(
                plan("2025-03-01", goal(), goal("h")),
                at("2025-05-01", "goal_determined", goal="g", result="met", plan="p"),
                at("2025-06-02", "plan_closed", result="not_met", plan="p"),
            ),
            [],
        ),
        (
            org(
                plan("2025-03-01", goal(), goal("h", required=False)),
                at("2025-05-01", "goal_determined", goal="g", result="met", plan="p"),
                at("2025-06-02", "plan_closed", result="not_met", plan="p"),
            ),
            [DECISIVE],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "check_in", "All goals were met."),
                at("2025", "plan_extended"),
            ),
            [DECISIVE],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "check_in", "All goals were met.", disputed=True),
                at("2025", "plan_extended"),
            ),
            [],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="p"),
                at("2025", "plan_closed", "Two of five goals were met."),
                at("2025", "plan_extended"),
            ),
            [],
        ),
        (
            summary(
                at("2025", "plan_opened", plan="1"),
                at("2025", "plan_closed", "All goals were met."),
                critic("2025"),
                at("2025", "plan_opened", plan="2"),
                at("2025", "plan_extended", plan="2"),
            ),
            [],
        ),
    ],
)
def test_a_plan_whose_goals_are_met_is_over(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P08", file) == expected
