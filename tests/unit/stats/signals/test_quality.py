"""The promise of the quality table in small: few named wrongly, most large falls found, moved work spared."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.signals.branches import branches
from benchmarks.signals.company import Make, Scenario
from benchmarks.signals.naive import bottom_tenth, weekly
from benchmarks.signals.offices import offices
from benchmarks.signals.score import Score, score
from goodstanding.stats.signals.findings import SignalKind
from goodstanding.stats.signals.review import findings, start
from goodstanding.stats.signals.settings import SignalSettings

USUAL = Scenario(people=400, groups=8)
REVIEWS = [56, 72, 88, 104]


@cache
def pipeline(make: Make, scenario: Scenario, seed: int) -> Score:
    company = make(scenario, seed)
    flags = np.zeros((len(REVIEWS), scenario.people), np.bool_)
    for r, t in enumerate(REVIEWS):
        for finding in findings(start(company.panel.until(t), SignalSettings())):
            flags[r, finding.row] |= finding.kind is SignalKind.DECLINE
    return score(company.truth, flags, REVIEWS, 1.0)


def test_few_are_named_wrongly_and_most_large_falls_are_found() -> None:
    found = [pipeline(offices, USUAL, seed) for seed in (2000, 2001)]
    assert sum(each.false for each in found) <= 1
    assert sum(each.recall_large for each in found) / 2 >= 0.5


def test_another_company_is_not_flooded_with_findings() -> None:
    found = pipeline(branches, USUAL, 2000)
    assert found.flagged <= 0.05 * USUAL.people
    assert found.unfallen <= 1


def test_unrecorded_moves_accuse_hardly_anybody() -> None:
    moves = Scenario(people=400, groups=8, moved=0.08, moved_recorded=False)
    assert pipeline(offices, moves, 2000).false <= 2


def test_a_ranking_of_the_week_would_accuse_half_the_company() -> None:
    company = offices(USUAL, 2000)
    weeks = weekly(company.panel)
    flags = np.array([bottom_tenth(weeks, t) for t in REVIEWS])
    assert score(company.truth, flags, REVIEWS, 1.0).fdr > 0.8
