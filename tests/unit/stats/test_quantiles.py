from __future__ import annotations

from math import comb

import pytest

from goodstanding.stats.quantiles import (
    beta_binomial_quantile,
    beta_cdf,
    beta_quantile,
    negative_binomial_cdf,
    negative_binomial_quantile,
    student_cdf,
    student_quantile,
)


@pytest.mark.parametrize(
    ("p", "df", "table"),
    [
        (0.9, 5, 1.475884),
        (0.95, 1, 6.313752),
        (0.975, 10, 2.228139),
        (0.995, 30, 2.749996),
        (0.975, 1e6, 1.959966),
        (0.5, 3, 0.0),
    ],
)
def test_student_quantiles_are_those_of_the_tables(p: float, df: float, table: float) -> None:
    assert student_quantile(p, df) == pytest.approx(table, abs=1e-6)
    assert student_quantile(1 - p, df) == pytest.approx(-table, abs=1e-6)
    assert student_cdf(table, df) == pytest.approx(p, abs=1e-7)


@pytest.mark.parametrize("x", [0.001, 0.2, 0.5, 0.77, 0.999])
def test_the_incomplete_beta_function_has_its_closed_forms(x: float) -> None:
    assert beta_cdf(x, 1, 7) == pytest.approx(1 - (1 - x) ** 7, abs=1e-13)
    assert beta_cdf(x, 7, 1) == pytest.approx(x**7, abs=1e-13)
    assert beta_cdf(x, 2, 3) == pytest.approx(6 * x**2 - 8 * x**3 + 3 * x**4, abs=1e-13)
    assert beta_cdf(x, 2.5, 0.7) + beta_cdf(1 - x, 0.7, 2.5) == pytest.approx(1, abs=1e-13)


def test_the_incomplete_beta_function_is_that_of_the_tables() -> None:
    assert beta_cdf(0.4, 2.5, 3.5) == pytest.approx(0.4869041915261176, abs=1e-13)
    assert beta_cdf(0.5, 1e5, 1e5) == pytest.approx(0.5, abs=1e-9)
    assert (beta_cdf(0, 2, 3), beta_cdf(1, 2, 3)) == (0, 1)
    assert beta_quantile(0.4869041915261176, 2.5, 3.5) == pytest.approx(0.4, abs=1e-9)


def test_the_negative_binomial_adds_up_its_probabilities() -> None:
    total = 0.0
    for k in range(12):
        total += comb(k + 3, k) * 0.3**4 * 0.7**k
        assert negative_binomial_cdf(k, 4, 0.3) == pytest.approx(total, abs=1e-13)
    assert negative_binomial_cdf(-1, 4, 0.3) == 0


def test_counting_quantiles_are_those_of_the_tables() -> None:
    assert [negative_binomial_quantile(p, 7.5, 0.3) for p in (0.1, 0.5, 0.9)] == [9, 17, 28]
    assert [beta_binomial_quantile(p, 40, 3.5, 1.5) for p in (0.1, 0.5, 0.9)] == [17, 29, 38]
    assert negative_binomial_quantile(0.9, 3.0, 1.0) == 0


def test_a_quantile_whose_first_probabilities_are_too_small_for_a_float_is_still_found() -> None:
    assert 2480 < beta_binomial_quantile(0.5, 5000, 1e5, 1e5) < 2520
