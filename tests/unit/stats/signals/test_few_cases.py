"""A low figure of few cases is not made more of than its odds are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals import reference
from goodstanding.stats.signals.few import exactness
from goodstanding.stats.signals.panel import Metric

HITS = Metric("hits", Kind.PROPORTION)


def crowd(y: int, n: int, rate: float) -> tuple[Any, Any, Any]:
    """One person, and others who together have this rate."""
    people = 200
    good, cases = np.full(people, rate * 10_000.0), np.full(people, 10_000.0)
    good[0], cases[0] = y, n
    return good, cases, np.zeros(people, np.int32)


@pytest.mark.parametrize("kind", [Kind.PROPORTION, Kind.COUNT])
@pytest.mark.parametrize(("y", "n"), [(0, 18), (2, 42), (3, 12), (0, 60), (5, 20), (9, 40)])
def test_what_is_left_of_a_distance_equals_the_reference(kind: Kind, y: int, n: int) -> None:
    found = exactness(Metric("hits", kind), *crowd(y, n, 0.243))
    assert found[0] == pytest.approx(reference.exactness(kind, y, n, 0.243), rel=1e-6)


def test_no_success_of_eighteen_says_less_than_its_distance_and_many_cases_say_all() -> None:
    assert exactness(HITS, *crowd(0, 18, 0.243))[0] == pytest.approx(0.85, abs=0.01)
    assert exactness(HITS, *crowd(180, 1_000, 0.243))[0] == 1
    assert exactness(HITS, *crowd(0, 18, 0.243))[1:].min() == 1


def test_many_bad_cases_are_never_made_less_of() -> None:
    """A third of deaths where the others have a twentieth: the scale is the careful side there."""
    deaths = Metric("deaths", Kind.PROPORTION, higher_is_better=False)
    assert exactness(deaths, *crowd(14, 40, 0.05))[0] == 1


def test_amounts_and_people_without_figures_are_left_as_they_are() -> None:
    assert (exactness(Metric("sales", Kind.AMOUNT), *crowd(0, 18, 0.2)) == 1).all()
    assert (exactness(HITS, np.zeros(6), np.zeros(6), np.zeros(6, np.int32)) == 1).all()
