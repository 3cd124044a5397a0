"""Does a decision fall harder on one group? Rates side by side, an exact test, and "too few to say".

Sources: Uniform Guidelines on Employee Selection Procedures, 29 CFR 1607.4 D, and its questions and answers
18 to 21 (1979): a ratio of rates under four fifths is looked at, but not where one different selection
would turn it round. The four-fifths rule alone raises an alarm in a third of small comparisons without any
difference, so that a ratio is said here only together with its interval and a test. For what harms (a plan,
a dismissal) give it as it is counted: the ratio of the outcome and the ratio of its complement are both
reported, because they differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt
from statistics import NormalDist

FOUR_FIFTHS = 0.8
FEWEST_PEOPLE = 30
FEWEST_EXPECTED = 5.0
BOSCHLOO_PEOPLE = 150  # beyond, its search takes seconds and the mid-p value agrees with it
LEVEL = 0.95
ALARM = 0.05


class Verdict(StrEnum):
    TOO_FEW = "too few to say"
    DIFFERENCE = "a difference that chance does not explain"
    NO_DIFFERENCE = "no difference beyond chance"


@dataclass(frozen=True, slots=True)
class Count:
    """`chosen` of `people`: hired, promoted, given a plan, dismissed."""

    chosen: int
    people: int

    @property
    def rate(self) -> float:
        return self.chosen / self.people


@dataclass(frozen=True, slots=True)
class Stratum:
    """The two groups within one role, manager or department."""

    name: str
    group: Count
    others: Count


@dataclass(frozen=True, slots=True)
class Common:
    """Mantel and Haenszel over the strata; `even_p` is Breslow and Day's test, as Tarone corrected it, of
    whether the strata agree. Where they do not, no single figure should be quoted."""

    strata: int
    odds_ratio: float
    chi2: float
    p: float
    chi2_corrected: float
    p_corrected: float
    even_chi2: float
    even_p: float


@dataclass(frozen=True, slots=True)
class Impact:
    """`ratio` is the group's rate over the others'. `p` is two-sided. `turned_by_one`: one different
    selection would put the group ahead."""

    group: Count
    others: Count
    harm: bool
    ratio: float
    low: float
    high: float
    complement: float
    test: str
    p: float
    turned_by_one: bool
    verdict: Verdict
    common: Common | None


def impact(
    group: Count, others: Count, *, harm: bool = False, strata: Sequence[Stratum] = ()
) -> Impact | None:
    """None where one of the two has no people or nobody at all was chosen."""
    if not group.people or not others.people or not others.chosen + group.chosen:
        return None
    ratio, low, high = rate_ratio(group, others)
    test, p = _test(group, others)
    turned = _turned_by_one(group, others, harm)
    common = stratified(strata) if strata else None
    verdict = _verdict(group, others, ratio, p, turned, harm)
    kept = (group.people - group.chosen) / group.people
    kept_others = (others.people - others.chosen) / others.people
    complement = kept / kept_others if kept_others else float("inf")
    return Impact(group, others, harm, ratio, low, high, complement, test, p, turned, verdict, common)


def rate_ratio(group: Count, others: Count, level: float = LEVEL) -> tuple[float, float, float]:
    """The ratio of rates with its interval on the log scale (Katz); half a case more where there is none."""
    a, n, b, m = float(group.chosen), float(group.people), float(others.chosen), float(others.people)
    ratio = (a / n) / (b / m) if b else float("inf")
    if not a or not b:
        a, n, b, m = a + 0.5, n + 0.5, b + 0.5, m + 0.5
    half = NormalDist().inv_cdf((1 + level) / 2) * sqrt(max(0.0, 1 / a - 1 / n + 1 / b - 1 / m))
    middle = log((a / n) / (b / m))
    return ratio, exp(middle - half), exp(middle + half)


def mid_p(group: Count, others: Count) -> float:
    """Fisher's exact test counting half of what was seen itself; twice the smaller side."""
    from scipy.stats import hypergeom

    people, chosen = group.people + others.people, group.chosen + others.chosen
    spread = hypergeom(people, chosen, group.people)
    seen = float(spread.pmf(group.chosen)) / 2
    below, above = float(spread.cdf(group.chosen - 1)) + seen, float(spread.sf(group.chosen)) + seen
    return min(1.0, 2 * min(below, above))


def boschloo(group: Count, others: Count) -> float:
    """Boschloo's exact test, two-sided: as valid as Fisher's and never weaker."""
    from scipy.stats import boschloo_exact

    table = [[group.chosen, others.chosen],
             [group.people - group.chosen, others.people - others.chosen]]  # fmt: skip
    return float(boschloo_exact(table).pvalue)


def stratified(strata: Sequence[Stratum]) -> Common | None:
    """None where no stratum has both groups and both outcomes."""
    tables = [_table(each) for each in strata]
    tables = [t for t in tables if (t[0] + t[1]) * (t[2] + t[3]) * (t[0] + t[2]) * (t[1] + t[3]) > 0]
    below = sum(b * c / (a + b + c + d) for a, b, c, d in tables)
    above = sum(a * d / (a + b + c + d) for a, b, c, d in tables)
    if not below or not above:
        return None
    gap = variance = 0.0
    for a, b, c, d in tables:
        n = a + b + c + d
        gap += a - (a + b) * (a + c) / n
        variance += (a + b) * (c + d) * (a + c) * (b + d) / (n * n * (n - 1))
    chi2, corrected = gap**2 / variance, max(0.0, abs(gap) - 0.5) ** 2 / variance
    even = _evenness(tables, above / below)
    return Common(
        len(tables), above / below, chi2, _chi2_tail(chi2, 1), corrected, _chi2_tail(corrected, 1),
        even, _chi2_tail(even, len(tables) - 1),
    )  # fmt: skip


Table = tuple[float, float, float, float]


def _table(stratum: Stratum) -> Table:
    group, others = stratum.group, stratum.others
    return (
        float(group.chosen), float(group.people - group.chosen),
        float(others.chosen), float(others.people - others.chosen),
    )  # fmt: skip


def _evenness(tables: Sequence[Table], odds: float) -> float:
    """Breslow and Day's statistic with Tarone's correction."""
    total = gap = variance = 0.0
    for a, b, c, d in tables:
        row, column, n = a + b, a + c, a + b + c + d
        expected = _expected(row, column, n, odds)
        spread = 1 / sum(1 / each for each in (
            expected, row - expected, column - expected, n - row - column + expected))  # fmt: skip
        total += (a - expected) ** 2 / spread
        gap += a - expected
        variance += spread
    return total - gap**2 / variance


def _expected(row: float, column: float, n: float, odds: float) -> float:
    """The first cell of a table with these margins and this odds ratio."""
    if abs(odds - 1) < 1e-12:
        return row * column / n
    linear = odds * (row + column) + (n - row - column)
    root = sqrt(linear**2 - 4 * odds * (odds - 1) * row * column)
    return (linear - root) / (2 * (odds - 1))


def _chi2_tail(value: float, degrees: int) -> float:
    from scipy.stats import chi2

    return float(chi2.sf(value, degrees)) if degrees > 0 else 1.0


def _test(group: Count, others: Count) -> tuple[str, float]:
    if group.people + others.people <= BOSCHLOO_PEOPLE:
        return "Boschloo’s exact test", boschloo(group, others)
    return "Fisher’s exact test with mid-p", mid_p(group, others)


def _turned_by_one(group: Count, others: Count, harm: bool) -> bool:
    """Questions 20 and 21: one selection more in the one group and one fewer in the other."""
    step = -1 if harm else 1
    mine, theirs = group.chosen + step, others.chosen - step
    if not (0 <= mine <= group.people and 0 <= theirs <= others.people):
        return False
    before = group.rate - others.rate
    after = mine / group.people - theirs / others.people
    return (before < 0 < after) if not harm else (before > 0 > after)


def _verdict(group: Count, others: Count, ratio: float, p: float, turned: bool, harm: bool) -> Verdict:
    people, chosen = group.people + others.people, group.chosen + others.chosen
    smaller = min(group.people, others.people)
    expected = smaller * min(chosen, people - chosen) / people
    if smaller < FEWEST_PEOPLE or expected < FEWEST_EXPECTED or turned:
        return Verdict.TOO_FEW
    worse = ratio > 1 / FOUR_FIFTHS if harm else ratio < FOUR_FIFTHS
    return Verdict.DIFFERENCE if worse and p < ALARM else Verdict.NO_DIFFERENCE
