"""Adverse impact: the examples of the Uniform Guidelines' questions and answers, and Berkeley 1973."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import fisher_exact, hypergeom

from goodstanding.stats.adverse import (
    Count,
    Stratum,
    Verdict,
    boschloo,
    impact,
    mid_p,
    rate_ratio,
    stratified,
)
from tests.unit.stats.published import rows


def berkeley() -> list[Stratum]:
    said = {(r["Dept"], r["Gender"], r["Admit"]): int(r["Freq"]) for r in rows("datasets_UCBAdmissions.csv")}

    def count(department: str, gender: str) -> Count:
        admitted = said[department, gender, "Admitted"]
        return Count(admitted, admitted + said[department, gender, "Rejected"])

    return [Stratum(d, count(d, "Female"), count(d, "Male")) for d in "ABCDEF"]


def both(strata: list[Stratum]) -> tuple[Count, Count]:
    women, men = [s.group for s in strata], [s.others for s in strata]
    return (
        Count(sum(c.chosen for c in women), sum(c.people for c in women)),
        Count(sum(c.chosen for c in men), sum(c.people for c in men)),
    )


def test_the_ratios_of_the_guidelines_example() -> None:
    rates = {"60": Count(60, 100), "45": Count(45, 100), "48": Count(48, 100), "51": Count(51, 100)}
    ratios = [rate_ratio(rates[r], rates["60"])[0] for r in ("45", "48", "51")]
    assert ratios == pytest.approx([0.75, 0.80, 0.85])
    assert [r < 0.8 - 1e-12 for r in ratios] == [True, False, False]


def test_twelve_of_forty_against_forty_eight_of_eighty() -> None:
    group, others = Count(12, 40), Count(48, 80)
    found = impact(group, others)
    assert found is not None
    assert found.ratio == pytest.approx(0.5)
    assert fisher_exact([[12, 48], [28, 32]]).pvalue == pytest.approx(0.0034, abs=5e-5)
    # Each group is one column; with the outcomes taken for the groups it would be 0.0025.
    assert boschloo(group, others) == pytest.approx(0.0020, abs=5e-5)
    assert found.verdict is Verdict.DIFFERENCE


def test_three_men_of_twenty_and_one_woman_of_ten_are_too_few_to_say() -> None:
    found = impact(Count(1, 10), Count(3, 20))
    assert found is not None
    assert found.ratio == pytest.approx(2 / 3)
    assert found.turned_by_one
    assert found.verdict is Verdict.TOO_FEW


def test_berkeley_looks_unfair_in_all_and_not_within_departments() -> None:
    strata = berkeley()
    found = impact(*both(strata), strata=strata)
    assert found is not None
    assert found.common is not None
    assert found.ratio == pytest.approx(0.682, abs=5e-4)
    # The paper gives men against women; this is the same the other way round.
    assert 1 / found.common.odds_ratio == pytest.approx(0.9047, abs=5e-5)
    assert (found.common.chi2, found.common.p) == pytest.approx((1.5246, 0.217), abs=5e-4)
    assert (found.common.chi2_corrected, found.common.p_corrected) == pytest.approx((1.4269, 0.232), abs=5e-4)
    assert (found.common.even_chi2, found.common.even_p) == pytest.approx((18.83, 0.0021), abs=5e-3)
    ratios = [rate_ratio(s.group, s.others)[0] for s in strata]
    assert ratios == pytest.approx([1.33, 1.08, 0.92, 1.06, 0.86, 1.19], abs=5e-3)


def test_a_harm_is_counted_the_other_way_round() -> None:
    found = impact(Count(30, 100), Count(30, 300), harm=True)
    assert found is not None
    assert found.ratio == pytest.approx(3.0)
    assert found.complement == pytest.approx(0.7 / 0.9)
    assert found.verdict is Verdict.DIFFERENCE
    kind = impact(Count(30, 300), Count(30, 100), harm=True)
    assert kind is not None
    assert kind.verdict is Verdict.NO_DIFFERENCE, "the group fares better"


def test_mid_p_counts_half_of_what_was_seen() -> None:
    spread = hypergeom(100, 30, 40)
    below = spread.cdf(5) + spread.pmf(6) / 2
    assert mid_p(Count(6, 40), Count(24, 60)) == pytest.approx(2 * below)


@pytest.mark.parametrize(("people", "others"), [(20, 10), (50, 15), (200, 50), (1000, 250)])
def test_where_there_is_no_difference_one_is_seldom_found(people: int, others: int) -> None:
    """The four-fifths rule alone raises an alarm in up to a third of these."""
    random = np.random.default_rng(people)
    alarms = four_fifths = 0
    for _ in range(300):
        one = Count(int(random.binomial(others, 0.3)), others)
        two = Count(int(random.binomial(people, 0.3)), people)
        found = impact(one, two) if two.people > 150 or min(one.people, two.people) >= 30 else None
        alarms += found is not None and found.verdict is Verdict.DIFFERENCE
        four_fifths += bool(two.chosen) and one.rate / two.rate < 0.8
    assert alarms <= 300 * 0.05
    assert four_fifths >= alarms


def test_strata_without_both_groups_or_outcomes_say_nothing() -> None:
    assert (
        stratified([Stratum("a", Count(0, 0), Count(3, 9)), Stratum("b", Count(4, 4), Count(5, 5))]) is None
    )


def test_nobody_chosen_is_no_comparison() -> None:
    assert impact(Count(0, 40), Count(0, 40)) is None
    assert impact(Count(0, 0), Count(3, 40)) is None
    none_there = impact(Count(0, 40), Count(20, 40))
    assert none_there is not None
    assert none_there.high < 0.5
