"""What a plan asks for: where each rule must fire, a near twin where it must not, and where it cannot tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from goodstanding.review.comparators import Comparators, Figures
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Severity
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    NOTE,
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


@pytest.mark.parametrize(
    "lacking",
    [
        {"measure": "", "metric": ""},
        {"target": None},
        {"due": None},
        {"data_source": ""},
        {"measurer": ""},
    ],
)
def test_a_goal_that_lacks_a_part_cannot_be_judged(lacking: dict[str, Any]) -> None:
    assert weights("D11", org(plan("2025-03-01", goal(**lacking)))) == [SERIOUS]


@pytest.mark.parametrize(
    "enough",
    [
        {},
        {"measure": "", "metric": "tickets"},
        {"measure": "", "metric": "", "evidence_required": "a report"},
        {"target": None, "target_words": "three an hour"},
        {"data_source": "", "evidence_required": "a report"},
    ],
)
def test_a_goal_that_says_it_another_way_can(enough: dict[str, Any]) -> None:
    assert weights("D11", org(plan("2025-03-01", goal(**enough)))) == []


def test_what_is_missing_is_named_and_a_summary_is_not_blamed() -> None:
    (finding,) = found("D11", org(plan("2025-03-01", goal(target=None, due=None, measurer=""))))
    assert finding.arithmetic == ("“Close tickets” has no target, due date or measurer.",)
    assert weights("D11", org(plan("2025-03-01", terms={"goals": ()}))) == [SERIOUS]
    assert weights("D11", summary(at("2025-03-01", "plan_opened", "PIP.", plan="p"))) == []


STATED = {
    "P03": ("plan_opened", "The plan did not state what score was needed to pass."),
    "P06": ("other", "Sales targets were missed because the product was out of stock."),
    "P07": ("other", "She was not told that her job was at risk."),
}


@pytest.mark.parametrize("rule", STATED)
def test_what_the_file_states_is_decisive_where_the_job_ended_over_it(rule: str) -> None:
    kind, text = STATED[rule]
    assert weights(rule, summary(at("2025-03-01", kind, text, plan="p"), END)) == [DECISIVE]
    assert weights(rule, summary(at("2025-03-01", kind, text, plan="p"))) == [SERIOUS]
    assert weights(rule, summary(at("2025-03-01", kind, text, plan="p", disputed=True), END)) == [SERIOUS]
    assert weights(rule, summary(at("2025-03-01", "reply", text), END)) == ([NOTE] if rule == "P06" else [])
    assert weights(rule, summary(at("2025-03-01", kind, "All was in order.", plan="p"), END)) == []


@pytest.mark.parametrize("text", ["It told her what she must not do.", "Only the outstanding level was described.", "Zero errors were allowed."])  # fmt: skip
@pytest.mark.parametrize(("pack", "expected"), [("good-practice", SERIOUS), ("us-federal-432", DECISIVE)])
def test_a_standard_that_says_only_what_fails_weighs_by_the_place(
    text: str, pack: str, expected: Severity
) -> None:
    file = summary(at("2025-01-01", "standard", text), END)
    assert weights("P04", file, pack=pack) == [expected]
    assert weights("P04", summary(at("2025-01-01", "standard", text)), pack=pack) == [NOTE]
    assert (
        weights("P04", summary(at("2025-01-01", "standard", "Close three tickets an hour."), END), pack=pack)
        == []
    )


YEARLY = at("2025-01-01", "standard", "An annual target of 90 percent.")
MONTH = at("2025-08-01", "decision", "Removed on the results of one month.")


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (summary(YEARLY, MONTH), [DECISIVE]),
        (summary(MONTH, YEARLY), []),
        (summary(YEARLY), []),
        (summary(MONTH), []),
        (summary(YEARLY, at("2025-08-01", "decision", "Removed on the results of one month.", disputed=True)), []),
        (summary(at("2025-01-01", "standard", "An annual target of 90 percent.", disputed=True), MONTH), []),
        (org(plan("2025-03-01", goal(standard="Forty a year", prorate=False, window_start=date(2025, 3, 1), window_end=date(2025, 5, 31)))), [SERIOUS]),
        (org(plan("2025-03-01", goal(standard="Forty a year", prorate=True, window_start=date(2025, 3, 1), window_end=date(2025, 5, 31)))), []),
        (org(plan("2025-03-01", goal(standard="Forty a week", prorate=False, window_start=date(2025, 3, 1), window_end=date(2025, 5, 31)))), []),
        (org(plan("2025-03-01", goal(standard="Forty a year", prorate=False, window_start=date(2025, 1, 1), window_end=date(2025, 10, 27)))), []),
        (org(plan("2025-03-01", goal(standard="Forty a year", prorate=False, window_start=date(2025, 1, 1), window_end=date(2025, 10, 26)))), [SERIOUS]),
    ],
)  # fmt: skip
def test_a_yearly_standard_is_measured_over_a_year(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("P05", file) == expected


def test_a_plan_says_what_failing_leads_to() -> None:
    assert weights("P07", org(plan("2025-03-01", terms={"consequences": " "}))) == [SERIOUS]
    assert weights("P07", org(plan("2025-03-01"))) == []


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ((goal(due=date(2025, 2, 28)),), [DECISIVE]),
        ((goal(due=date(2025, 3, 1)),), []),
        ((goal(due=date(2025, 2, 28), required=False),), [SERIOUS]),
        ((goal(due=None),), []),
        ((goal("a"), goal("b", due=date(2025, 1, 1))), [DECISIVE]),
    ],
)
def test_no_goal_is_due_before_the_plan_is_given(goals: tuple[Any, ...], expected: list[Severity]) -> None:
    assert weights("D12", org(plan("2025-03-01", *goals))) == expected


@pytest.mark.parametrize(
    ("goals", "more", "expected"),
    [
        ((goal(due=date(2025, 3, 14)),), {}, 1),
        ((goal(due=date(2025, 3, 17)),), {}, 0),
        ((goal(due=date(2025, 3, 14)), goal("b", due=date(2025, 3, 17))), {}, 0),
        ((goal(due=date(2025, 3, 17)),), {"absences": ((date(2025, 3, 10), date(2025, 3, 10)),)}, 1),
        ((goal(due=date(2025, 3, 17)),), {"working_weekdays": frozenset({0, 1, 2, 3})}, 1),
        ((goal(due=date(2025, 5, 30), effort_hours=520),), {}, 0),
        ((goal(due=date(2025, 5, 30), effort_hours=521),), {}, 1),
        ((goal(due=date(2025, 5, 30), effort_hours=300), goal("b", effort_hours=221)), {}, 1),
    ],
)
def test_goals_fit_into_the_working_days(goals: tuple[Any, ...], more: dict[str, Any], expected: int) -> None:
    # From Friday 28 February there are 10 working days to 14 March, and 65 to the plan's end on 1 June: 520 hours.
    file = org(plan("2025-02-28", *goals), **more)
    assert len(found("D13", file, fewest_days=11)) == expected


def figures(**more: Any) -> Comparators:
    known = {"metric": "tickets", "higher_is_better": True, "own": 2.0, "people": 5, "p90": 2.9, **more}
    return Comparators(figures=(Figures(**known),))


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (figures(), [SERIOUS]),
        (figures(p90=3.0), []),
        (figures(people=4), []),
        (figures(p90=None), []),
        (figures(p90=9.0, own_best=2.4), [SERIOUS]),
        (figures(p90=9.0, own_best=2.5), []),
        (figures(higher_is_better=False, p90=3.1), [SERIOUS]),
        (figures(higher_is_better=False, p90=3.0), []),
        (figures(higher_is_better=False, p90=1.0, own_best=3.7), [SERIOUS]),
        (figures(higher_is_better=False, p90=1.0, own_best=3.6), []),
        (figures(metric="calls"), [NOT_RECORDED]),
        (Comparators(), [NOT_RECORDED]),
    ],
)
def test_a_target_is_one_that_others_reach(comparators: Comparators, expected: list[Severity]) -> None:
    assert weights("D14", org(plan("2025-03-01")), comparators=comparators) == expected


def test_a_goal_without_a_metric_is_not_compared() -> None:
    assert weights("D14", org(plan("2025-03-01", goal(metric="")))) == []
    assert weights("D14", org(plan("2025-03-01", goal(target=None)))) == []


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (Comparators(policy_minimum_days=93), [SERIOUS]),
        (Comparators(policy_minimum_days=92), []),
        (Comparators(usual_days=(123, 123, 123, 123, 123)), [SERIOUS]),
        (Comparators(usual_days=(122, 122, 122, 122, 122)), []),
        (Comparators(usual_days=(200, 200, 200, 200)), [NOT_RECORDED]),
        (Comparators(), [NOT_RECORDED]),
    ],
)
def test_a_plan_is_as_long_as_the_policy_and_as_others(
    comparators: Comparators, expected: list[Severity]
) -> None:
    file = org(plan("2025-03-01", ends="2025-06-01"))  # 92 days
    assert weights("D22", file, comparators=comparators) == expected


def test_a_plan_of_unknown_length_is_not_compared() -> None:
    file = summary(at("2025-03-01", "plan_opened", plan="p"))
    assert weights("D22", file, comparators=Comparators(policy_minimum_days=90)) == []


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (org(plan("2025-03-01"), at("2025-04-01", "job_terms")), [SERIOUS]),
        (org(at("2025-02-01", "job_terms"), plan("2025-03-01")), []),
        (
            org(plan("2025-03-01"), at("2025-06-01", "plan_closed", plan="p"), at("2025-07-01", "job_terms")),
            [],
        ),
        (
            org(plan("2025-03-01"), at("2025-05-01", "job_terms"), at("2025-06-01", "plan_closed", plan="p")),
            [SERIOUS],
        ),
        (org(plan("2025-03-01", text="While it runs the bonus is suspended.")), [SERIOUS]),
        (org(plan("2025-03-01", text="While it runs a mentor helps.")), []),
    ],
)
def test_a_plan_leaves_the_terms_of_the_job_alone(file: ReviewFile, expected: list[Severity]) -> None:
    assert weights("D35", file) == expected


@pytest.mark.parametrize(
    "words",
    ["Annual total", "A yearly rate", "Forty per year", "Forty a year", "In twelve months", "In 12 months"],
)
def test_a_year_is_named_in_several_ways(words: str) -> None:
    short = {"prorate": False, "window_start": date(2025, 3, 1), "window_end": date(2025, 5, 31)}
    assert weights("P05", org(plan("2025-03-01", goal(standard=words, **short)))) == [SERIOUS]
    assert (
        weights(
            "P05", org(plan("2025-03-01", goal(standard=words, prorate=False, window_start=date(2025, 3, 1))))
        )
        == []
    )


def test_what_is_absent_from_the_plan_is_said() -> None:
    (finding,) = found("D11", org(plan("2025-03-01", terms={"goals": ()})))
    assert finding.says == "The plan states no goal at all."
    (finding,) = found("P07", org(plan("2025-03-01", terms={"consequences": ""})))
    assert finding.says == "The plan's part on consequences is empty."
    (finding,) = found("D12", org(plan("2025-03-01", goal(due=date(2025, 2, 28)))))
    assert finding.arithmetic == (
        "“Close tickets” was due on 28 February 2025; the plan was given on 1 March 2025.",
    )
    (finding,) = found("D11", org(plan("2025-03-01", goal(target=None))))
    assert finding.arithmetic == ("“Close tickets” has no target.",)
