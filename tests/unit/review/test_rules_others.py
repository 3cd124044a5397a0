"""Compared with others' files: where each rule must fire, a near twin where it must not, and silence."""

from __future__ import annotations

from datetime import date

import pytest

from goodstanding.review.comparators import Comparators, Group, OtherPlan, Peer
from goodstanding.review.finding import Severity
from goodstanding.review.practice.others import fisher
from tests.unit.review.filing import (
    DECISIVE,
    NOT_RECORDED,
    NOTE,
    SERIOUS,
    at,
    org,
    plan,
    summary,
    weights,
)

END = at("2025-09-01", "termination", "Dismissed.")


def peers(*figures: float, **more: object) -> Comparators:
    listed = [Peer(label="self", same_decider=True, same_role=True, figure=2.0, plan=True)]
    listed += [
        Peer(label=f"P{n}", same_decider=True, same_role=True, figure=f) for n, f in enumerate(figures)
    ]
    return Comparators(peers=tuple(listed), **more)  # type: ignore[arg-type]


PLAN = plan("2025-03-01")


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (peers(2.0, 3.0), [SERIOUS]),
        (peers(2.1), []),
        (peers(1.9, peers_higher_is_better=False), []),
        (peers(2.0, peers_higher_is_better=False), [SERIOUS]),
        (Comparators(peers=(Peer(label="P", same_decider=True, same_role=True, figure=1.0),)), []),
        (Comparators(peers=()), []),
        (Comparators(), [NOT_RECORDED]),
    ],
)
def test_others_with_worse_figures_and_no_plan_are_listed(
    comparators: Comparators, expected: list[Severity]
) -> None:
    assert weights("D28", org(PLAN), comparators=comparators) == expected


@pytest.mark.parametrize(
    "other",
    [
        Peer(label="P", same_decider=False, same_role=True, figure=1.0),
        Peer(label="P", same_decider=True, same_role=False, figure=1.0),
        Peer(label="P", same_decider=True, same_role=True, figure=1.0, plan=True),
        Peer(label="P", same_decider=True, same_role=True),
    ],
)
def test_whoever_is_not_comparable_is_not_listed(other: Peer) -> None:
    own = Peer(label="self", same_decider=True, same_role=True, figure=2.0, plan=True)
    assert weights("D28", org(PLAN), comparators=Comparators(peers=(own, other))) == []


@pytest.mark.parametrize(
    ("text", "more", "expected"),
    [
        ("Three colleagues with lower sales were not put on a plan.", {}, [DECISIVE]),
        ("A colleague with lower sales was not put on a plan.", {}, [SERIOUS]),
        ("Three colleagues with lower sales were not put on a plan.", {"disputed": True}, [SERIOUS]),
    ],
)
def test_what_the_file_states_of_others_weighs_by_their_number(
    text: str, more: dict, expected: list[Severity]
) -> None:  # type: ignore[type-arg]
    assert (
        weights("D28", summary(at("2025", "plan_opened", plan="p"), at("2025", "other", text, **more)))
        == expected
    )


def groups(*counts: tuple[int, int]) -> Comparators:
    return Comparators(groups=tuple(Group(code=str(n), people=p, plans=k) for n, (p, k) in enumerate(counts)))


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (groups((20, 10), (20, 1)), [NOTE]),
        (groups((20, 3), (20, 1)), []),
        (groups((10, 3), (10, 0)), []),
        (groups((9, 8), (20, 0)), []),
        (groups((20, 10)), []),
        (Comparators(), [NOT_RECORDED]),
    ],
)
def test_unequal_use_of_plans_is_for_counsel(comparators: Comparators, expected: list[Severity]) -> None:
    assert weights("D29", org(PLAN), comparators=comparators) == expected
    assert weights("D29", org(END), comparators=comparators) == []


def test_the_exact_test_agrees_with_a_published_table() -> None:
    # Fisher's tea: three of four cups each guessed right, two-sided 0.486.
    assert fisher(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
    assert fisher(4, 4, 0, 4) == pytest.approx(2 / 70)
    assert fisher(0, 5, 0, 5) == 1.0


def quota(*pairs: tuple[int, int]) -> Comparators:
    return Comparators(quota=tuple((date(2024, 1 + 3 * n, 1), t, k) for n, (t, k) in enumerate(pairs)))


def started(count: int, teams: int, day: str = "2025-03-01") -> Comparators:
    when = date.fromisoformat(day)
    return Comparators(
        other_plans=tuple(OtherPlan(label=str(n), started=when, team=str(n % teams)) for n in range(count))
    )


@pytest.mark.parametrize(
    ("comparators", "expected"),
    [
        (quota((2, 2), (3, 3), (2, 2)), [SERIOUS]),
        (quota((2, 1), (2, 2), (3, 3), (2, 2)), [SERIOUS]),
        (quota((2, 2), (3, 3), (2, 1)), []),
        (quota((2, 2), (3, 3)), []),
        (quota((0, 0), (0, 0), (0, 0)), []),
        (started(5, 3), [NOTE]),
        (started(4, 3), []),
        (started(5, 2), []),
        (started(5, 3, "2025-03-02"), []),
        (Comparators(), [NOT_RECORDED]),
    ],
)
def test_plans_do_not_follow_a_number(comparators: Comparators, expected: list[Severity]) -> None:
    assert weights("D37", org(PLAN), comparators=comparators) == expected
    assert weights("D37", org(END), comparators=comparators) == []
