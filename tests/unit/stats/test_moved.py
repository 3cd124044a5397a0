"""Work moved away: told from whose hands units of work passed through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import comb

import numpy as np
import pytest

from goodstanding.stats.moved import (
    Move,
    Owned,
    Stint,
    Workload,
    benjamini_hochberg,
    chance_of_losing,
    moves,
    workloads,
)

START, MIDDLE, END = date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 30)
DAY = timedelta(days=1)
LONG_AGO = date(2025, 1, 1)


def portfolio(person: str, units: int, *, weight: float = 1.0) -> list[Stint]:
    return [Stint(person, f"{person}{n}", LONG_AGO, None, weight) for n in range(units)]


def handed(stints: list[Stint], giver: str, receiver: str, units: int, day: date = MIDDLE) -> list[Stint]:
    """The giver's first units pass to the receiver on that day."""
    mine = [s for s in stints if s.person == giver][:units]
    others = [s for s in stints if s not in mine]
    passed = [Stint(receiver, s.unit, day, None, s.weight) for s in mine]
    return [*others, *(Stint(giver, s.unit, s.first, day - DAY, s.weight) for s in mine), *passed]


def office(people: int = 6, units: int = 10) -> list[Stint]:
    return [stint for n in range(people) for stint in portfolio(f"p{n}", units)]


def found(*groups: Owned) -> dict[str, Workload]:
    return {each.person: each for each in workloads(groups, START, END)}


def moved_away(*groups: Owned) -> list[str]:
    return [person for person, each in found(*groups).items() if each.moved_away]


def test_the_chance_is_the_hypergeometric_tail() -> None:
    plain = sum(comb(10, k) * comb(50, 7 - k) for k in range(6, 8)) / comb(60, 7)
    assert chance_of_losing(60, 10, 7, 6) == pytest.approx(plain, rel=1e-12)
    assert chance_of_losing(60, 10, 7, 0) == 1


def test_who_loses_six_of_ten_clients_alone_had_work_moved_and_it_says_to_whom_and_when() -> None:
    stints = handed(office(), "p0", "p3", 6)
    mine = found(Owned("sales", tuple(stints)))["p0"]
    assert mine.moved_away
    assert mine.share.change == pytest.approx(-0.6)
    assert {(m.giver, m.receiver, m.day) for m in mine.lost} == {("p0", "p3", MIDDLE)}
    assert moved_away(Owned("sales", tuple(stints))) == ["p0"]


def test_who_receives_has_nothing_moved_away() -> None:
    theirs = found(Owned("sales", tuple(handed(office(), "p0", "p3", 6))))["p3"]
    assert theirs.p == 1
    assert len(theirs.gained) == 6


def test_a_reorganisation_that_falls_on_all_alike_moves_away_nobodys_work() -> None:
    stints = office()
    for n in range(6):
        stints = handed(stints, f"p{n}", f"p{(n + 1) % 6}", 4)
    assert moved_away(Owned("sales", tuple(stints))) == []


def test_what_was_given_back_does_not_count() -> None:
    stints = handed(office(), "p0", "p3", 6)
    back = handed(stints, "p4", "p0", 6)
    assert "p0" not in moved_away(Owned("sales", tuple(back)))


def test_two_small_clients_of_ten_are_not_material() -> None:
    stints = [
        Stint(s.person, s.unit, s.first, s.last, 0.1 if s.unit in {"p00", "p01"} else 1) for s in office()
    ]
    mine = found(Owned("sales", tuple(handed(stints, "p0", "p3", 2))))["p0"]
    assert mine.share.change > -0.2
    assert not mine.moved_away


def test_work_that_passes_on_because_somebody_left_is_not_taken_from_them() -> None:
    stints = handed(office(), "p0", "p3", 10)
    there = {f"p{n}": (LONG_AGO, None) for n in range(6)}
    group = Owned("sales", tuple(stints), {**there, "p0": (LONG_AGO, MIDDLE - DAY)})
    assert found(group)["p1"].group_moves == 0
    assert "p0" not in found(group)


def test_work_that_goes_to_another_group_went_away_too() -> None:
    stints = handed([*office(), *portfolio("elsewhere", 5)], "p0", "elsewhere", 6)
    inside = {f"p{n}": (LONG_AGO, None) for n in range(6)}
    everybody = found(Owned("sales", tuple(stints), inside))
    assert everybody["p0"].moved_away
    assert "elsewhere" not in everybody


def test_a_client_that_ends_is_not_a_reassignment() -> None:
    ended = [
        Stint(s.person, s.unit, s.first, MIDDLE if s.person == "p0" else None, s.weight) for s in office()
    ]
    assert moves(ended) == ()
    assert moved_away(Owned("sales", tuple(ended))) == []


def test_a_gap_of_days_is_one_move_and_a_gap_of_months_is_none() -> None:
    old = Stint("p0", "u", LONG_AGO, MIDDLE)
    assert moves([old, Stint("p1", "u", MIDDLE + 8 * DAY, None)]) == (
        Move("u", "p0", "p1", MIDDLE + 8 * DAY, 1),
    )
    assert moves([old, Stint("p1", "u", MIDDLE + 80 * DAY, None)]) == ()


def test_owning_together_is_not_a_move() -> None:
    assert moves([Stint("p0", "u", LONG_AGO, END), Stint("p1", "u", MIDDLE, None)]) == ()


def test_with_hardly_any_units_nothing_is_said() -> None:
    assert found(Owned("sales", tuple(office(units=3)))) == {}


def test_the_rates_are_benjamini_and_hochbergs() -> None:
    p = [0.01, 0.04, 0.03, 0.005, 0.8]
    plain = [
        min(min(1.0, other * len(p) / sum(x <= other for x in p)) for other in p if other >= each)
        for each in p
    ]
    assert benjamini_hochberg(p) == pytest.approx(plain)


def _shuffled(seed: int, changes: int) -> Iterator[Owned]:
    """Forty groups of eight people with twelve units each; some units of each group change hands by lot."""
    random = np.random.default_rng(seed)
    for group in range(40):
        stints = [
            Stint(f"g{group}p{s.person[1:]}", f"g{group}{s.unit}", s.first, s.last) for s in office(8, 12)
        ]
        owners = sorted({s.person for s in stints})
        for place in random.choice(len(stints), size=changes, replace=False):
            old = stints[place]
            new = str(random.choice([o for o in owners if o != old.person]))
            day = START + timedelta(days=int(random.integers(1, 170)))
            stints[place] = Stint(old.person, old.unit, old.first, day - DAY)
            stints.append(Stint(new, old.unit, day, None))
        yield Owned(str(group), tuple(stints))


def test_chance_alone_moves_away_nobodys_work() -> None:
    assert sum(len(moved_away(*_shuffled(seed, changes=16))) for seed in range(5)) <= 1


def test_those_whose_work_was_moved_are_found_among_chance_moves() -> None:
    groups = []
    for n, group in enumerate(_shuffled(9, changes=5)):
        stints = list(group.stints)
        if n < 10:
            victim = f"g{n}p0"
            # What is still theirs goes, seven units of it, to one colleague.
            held = [s for s in stints if s.person == victim and s.last is None][:7]
            stints = [s for s in stints if s not in held]
            for s in held:
                stints += [
                    Stint(victim, s.unit, s.first, MIDDLE + 60 * DAY),
                    Stint(f"g{n}p5", s.unit, MIDDLE + 61 * DAY, None),
                ]
        groups.append(Owned(group.group, tuple(stints)))
    everybody = found(*groups)
    assert all(everybody[f"g{n}p0"].fell for n in range(10))
    said = [person for person, each in everybody.items() if each.moved_away]
    assert len([p for p in said if p.endswith("p0")]) >= 8
    assert len([p for p in said if not p.endswith("p0")]) <= 1
