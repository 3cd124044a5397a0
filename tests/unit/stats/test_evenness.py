"""Groups beside the others, and what ratings are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from goodstanding.stats.adverse import Count, Verdict
from goodstanding.stats.evenness import Counted, compare
from goodstanding.stats.rating_habits import Habits, Rated, habits

TODAY = date(2026, 11, 25)


def crowd(group: str, people: int, planned: int, job: str = "Agent") -> Iterator[Counted]:
    for n in range(people):
        yield Counted({"Week": group}, job, {"plan": n < planned})


def test_each_group_stands_beside_all_others_whose_group_is_known() -> None:
    unknown = [Counted({}, "Agent", {"plan": True})] * 50
    short, long = compare([*crowd("short", 60, 18), *crowd("long", 200, 20), *unknown], ["plan"])[::-1]
    assert (short.group, short.impact.group, short.impact.others) == ("short", Count(18, 60), Count(20, 200))
    assert short.impact.verdict is Verdict.DIFFERENCE
    assert long.impact.ratio < 1
    assert long.impact.verdict is Verdict.NO_DIFFERENCE


def test_groups_of_fewer_than_five_are_not_shown_and_small_ones_say_too_little() -> None:
    assert not compare([*crowd("short", 4, 4), *crowd("long", 200, 20)], ["plan"])
    (_, small) = compare([*crowd("short", 20, 8), *crowd("long", 200, 20)], ["plan"])
    assert small.impact.verdict is Verdict.TOO_FEW


def test_who_could_not_have_had_an_outcome_does_not_count_for_it() -> None:
    rated = [Counted({"Week": "short"}, "Agent", {"low": True})] * 5
    (_, found) = compare([*rated, *crowd("short", 40, 4), *[
        Counted({"Week": "long"}, "Agent", {"low": False})] * 6], ["low"])  # fmt: skip
    assert found.impact.group == Count(5, 5)


def test_the_same_jobs_are_compared_with_each_other() -> None:
    """In each job the rates are alike; the short weeks are mostly in the job with many plans."""
    people = [
        *crowd("short", 80, 40, "Night"), *crowd("long", 20, 10, "Night"),
        *crowd("short", 20, 1, "Day"), *crowd("long", 80, 4, "Day"),
    ]  # fmt: skip
    (_, found) = compare(people, ["plan"])
    assert found.impact.ratio > 2
    assert found.impact.common is not None
    assert abs(found.impact.common.odds_ratio - 1) < 1e-9


def rated(person_spread: float, rater_spread: float, rng: np.random.Generator) -> list[Rated]:
    people, raters = rng.normal(0, person_spread, 120), rng.normal(0, rater_spread, 15)
    found = []
    for who in range(120):
        for n in range(4):
            by = int(rng.integers(15))
            level = 2 + people[who] + raters[by] + rng.normal(0, 0.4)
            day = TODAY - timedelta(days=100 + 182 * (3 - n))
            found.append(Rated(who, by, int(np.clip(round(level), 0, 4)), day))
    return found


def test_habit_of_raters_is_told_from_the_people_rated() -> None:
    lenient = habits(rated(0.3, 0.7, np.random.default_rng(1)), TODAY)
    same = habits(rated(0.7, 0.0, np.random.default_rng(2)), TODAY)
    assert lenient is not None
    assert same is not None
    assert lenient.rater_share > 2 * lenient.person_share
    assert same.rater_share < 0.05
    assert 0.4 < lenient.rater_spread < 1.0
    shares = (lenient.person_share, lenient.rater_share, lenient.pair_share, lenient.rest_share)
    assert abs(sum(shares) - 1) < 1e-9


def test_newest_ratings_are_counted_against_what_went_before_and_a_drop_of_many_shows() -> None:
    steady = rated(0.5, 0.3, np.random.default_rng(3))
    calm = habits(steady, TODAY)
    last = max(each.until for each in steady)
    fell = habits([
        Rated(r.person, r.rater, 0, r.until) if r.until == last and int(str(r.person)) % 2 else r
        for r in steady
    ], TODAY)  # fmt: skip
    assert calm is not None
    assert fell is not None
    assert calm.newest == 120
    assert calm.expected == 0.025 * 120
    assert calm.unusual <= 10
    assert fell.unusual >= 30


def test_too_few_ratings_or_a_rater_of_their_own_for_everybody_tell_nothing() -> None:
    some = rated(0.5, 0.3, np.random.default_rng(4))
    assert habits(some[:20], TODAY) is None
    assert habits([Rated(r.person, str(r.person), r.level, r.until) for r in some], TODAY) is None
    assert habits([Rated(r.person, r.rater, 2, r.until) for r in some], TODAY) is None
    assert isinstance(habits(some, TODAY), Habits)
