"""Funnel plots on published data: children's heart surgery and bowel cancer (Spiegelhalter)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from goodstanding.stats.funnel import LIMIT_95, LIMIT_998, Funnel, Scale, Widening, dispersion, funnel
from tests.unit.stats.published import rows


def heart(widening: Widening) -> tuple[list[str], Funnel]:
    hospitals = rows("childheart_bristol_1991_95.csv")
    found = funnel(
        [float(h["Deaths"]) for h in hospitals],
        [float(h["Operations"]) for h in hospitals],
        Scale.SHARE,
        widening=widening,
    )
    assert found is not None
    return [h["Hospital"] for h in hospitals], found


def cancer(scale: Scale, widening: Widening = Widening.NONE) -> tuple[list[str], Funnel]:
    districts = rows("bowel_cancer_funnel_districts.csv")
    found = funnel(
        [float(d["n"]) for d in districts], [float(d["d"]) for d in districts], scale, widening=widening
    )
    assert found is not None
    return [d["District"].strip() for d in districts], found


def test_bristol_lies_far_outside() -> None:
    names, found = heart(Widening.NONE)
    assert found.theta == pytest.approx(0.1196, abs=5e-5)
    assert found.z[names.index("Bristol")] == pytest.approx(6.16, abs=0.005)


@pytest.mark.parametrize("widening", list(Widening))
def test_bristol_alone_is_outside_however_the_limits_are_widened(widening: Widening) -> None:
    names, found = heart(widening)
    assert [names[i] for i in found.outside()] == ["Bristol"]


def test_bowel_cancer_differs_between_districts_by_no_more_than_chance() -> None:
    names, found = cancer(Scale.ROOT_COUNT)
    assert len(names) == 379
    assert found.theta * 100_000 == pytest.approx(17.62, abs=0.005)
    assert found.dispersion.phi == pytest.approx(0.96, abs=0.005)
    assert found.dispersion.added == 0
    assert found.z[names.index("Glasgow City")] == pytest.approx(7.16, abs=0.005)
    assert [names[i] for i in found.outside()] == ["Glasgow City", "The City of Westminster"]


def test_the_limits_are_where_a_result_would_just_be_outside() -> None:
    for scale in (Scale.COUNT, Scale.ROOT_COUNT):
        names, found = cancer(scale, Widening.ADDED)
        outside = set(found.outside(LIMIT_95))
        for i, (figure, size) in enumerate(zip(found.figure, found.size, strict=True)):
            low, high = found.limits(size, LIMIT_95)
            if low > 0 and scale is not Scale.COUNT:
                assert (not low <= figure <= high) == (i in outside), names[i]


def test_units_that_differ_truly_widen_the_limits_by_what_they_differ() -> None:
    random = np.random.default_rng(11)
    errors = random.uniform(0.5, 1.5, 4000)
    z = random.normal(0, np.sqrt(errors**2 + 4), 4000) / errors
    found = dispersion(list(z), list(errors))
    # Of a variance of 4 winsorising takes up to a half: the known price of not being led by the outer fifth.
    assert 2 < found.added < 4
    assert dispersion(list(random.normal(size=4000)), [1.0] * 4000).phi < 1


def test_ten_times_the_size_does_not_put_an_ordinary_difference_outside() -> None:
    random = np.random.default_rng(3)
    sizes = np.repeat([200.0, 200_000.0], 200)
    rates = random.normal(0.3, 0.03, 400)
    good = random.binomial(sizes.astype(int), rates)
    plain = funnel(list(good), list(sizes), Scale.SHARE, widening=Widening.NONE)
    fair = funnel(list(good), list(sizes), Scale.SHARE, widening=Widening.ADDED)
    assert plain is not None
    assert fair is not None
    assert sum(i >= 200 for i in plain.outside()) > 150
    assert 10 * len(fair.outside()) < len(plain.outside())


def test_amounts_need_to_know_how_much_one_unit_of_work_varies() -> None:
    values, sizes = [50.0, 60, 55, 40, 90], [5.0, 6, 5, 4, 6]
    assert funnel(values, sizes, Scale.AMOUNT) is None
    found = funnel(values, sizes, Scale.AMOUNT, spread=2.0, widening=Widening.NONE)
    assert found is not None
    assert found.z[4] == pytest.approx((15 - found.theta) / (2 / math.sqrt(6)))
    low, high = found.limits(4, LIMIT_95)
    assert (high - low) / 2 == pytest.approx(LIMIT_95 * 2 / math.sqrt(4))


def test_fewer_than_five_units_are_no_funnel() -> None:
    assert funnel([1.0] * 4, [10.0] * 4, Scale.SHARE) is None
    assert funnel([0.0] * 9, [10.0] * 9, Scale.SHARE) is None, "nothing happened anywhere"
    assert LIMIT_998 > LIMIT_95
