"""What a plan may say and still would not stand up well, said while it is drafted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from goodstanding.domain.entries.terms import Goal, PlanTerms, SupportItem
from goodstanding.domain.goals import terms_doubts

TODAY = date(2026, 3, 2)


def terms(**more: Any) -> PlanTerms:
    window = {name: more.pop(name) for name in ("window_start", "window_end") if name in more}
    given: dict[str, Any] = {"window_start": date(2026, 3, 9), "window_end": date(2026, 5, 29)} | window
    said: dict[str, Any] = {
        "starts_on": date(2026, 3, 9), "ends_on": date(2026, 5, 29), "midpoint_on": date(2026, 4, 17),
        "goals": (Goal(id="g1", statement="Close 200 cases", target=Decimal(200), **given),),
        "support": (SupportItem(id="s1", what="A course"),),
    }  # fmt: skip
    return PlanTerms(**said | more)


def test_a_plan_with_support_a_midpoint_and_days_ahead_raises_no_doubt() -> None:
    assert terms_doubts(terms(), TODAY) == ()


def test_a_goal_whose_days_are_all_over_is_named() -> None:
    over = terms(window_start=date(2025, 10, 1), window_end=date(2025, 12, 31))
    (doubt,) = terms_doubts(over, TODAY)
    assert "“Close 200 cases” counts only days that are over (31 Dec 2025" in doubt


def test_a_goal_that_counts_days_before_the_plan_is_named() -> None:
    (doubt,) = terms_doubts(terms(window_start=date(2026, 2, 2)), TODAY)
    assert "counts days before the plan starts" in doubt


def test_no_support_and_no_midpoint_are_said() -> None:
    first, second = terms_doubts(terms(support=(), midpoint_on=None), TODAY)
    assert first.startswith("No support is promised.")
    assert "no midpoint" in second


def test_an_empty_draft_raises_no_doubt_yet() -> None:
    assert terms_doubts(PlanTerms(), TODAY) == ()
