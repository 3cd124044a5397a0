"""The quality table of early signs, on simulated companies whose truth is known.

    python -m benchmarks.signals [--seeds 12] [--first 4000] [--people 1000] [--only offices]
                                 [--parts rules,curve,stress,level]

Methods and settings were chosen on seeds 100 to 115 of `offices` and `branches`, nothing on `shifts`; seeds
from 4000 on were looked at by nobody before they were reported. Three generators, built differently, because
one author wrote both them and the pipeline. Seventeen reviews, four weeks apart, from week 40; every review
sees only what was known by then.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.signals.branches import branches
from benchmarks.signals.company import NEVER, Company, Make, Scenario
from benchmarks.signals.naive import RULES, weekly
from benchmarks.signals.offices import offices
from benchmarks.signals.score import Score, mean, score
from benchmarks.signals.shifts import shifts
from goodstanding.stats.signals.findings import Finding, SignalKind
from goodstanding.stats.signals.review import Run, findings, start
from goodstanding.stats.signals.settings import SignalSettings

MAKES: dict[str, Make] = {"offices": offices, "branches": branches, "shifts": shifts}
FIRST_SEED = 4000
CURVE = (0.02, 0.05, 0.10, 0.15, 0.20, 0.25, 0.30, 0.40, 0.60)
STRESS = {
    "no decliners, no improvers": Scenario(decliners=0, improvers=0),
    "no improvers": Scenario(improvers=0),
    "moved work not recorded": Scenario(moved_recorded=False),
    "honest drift doubled": Scenario(drift=2),
    "groups of 8": Scenario(groups=125),
    "half of a tenth of the groups given worse work": Scenario(bad_territory=2),
    "no decliners, moved work not recorded": Scenario(decliners=0, improvers=0, moved_recorded=False),
    "60 people in 4 groups": Scenario(people=60, groups=4),
    "months instead of weeks (3 years)": Scenario(periods=36, days=30),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one company over all reviews: a score per rule, whose work may have changed, onsets dated right."""

    scores: dict[str, Score]
    unsure: int
    unsure_moved: int
    moved_accused: int
    moved: int
    dated: tuple[bool, ...]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.signals", description="Measure early signs.")
    parser.add_argument("--seeds", type=int, default=12)
    parser.add_argument("--stress-seeds", type=int, default=6)
    parser.add_argument("--first", type=int, default=FIRST_SEED, help="the first seed")
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--only", choices=sorted(MAKES), action="append")
    parser.add_argument("--parts", default="rules,curve,stress,level")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    parts = chosen.parts.split(",")
    with ProcessPoolExecutor(chosen.processes) as pool:
        for name in chosen.only or MAKES:
            usual = resized(Scenario(), chosen.people)
            if "rules" in parts or "curve" in parts:
                show_usual(
                    name, list(pool.map(partial(run, name, usual, True), seeds(chosen, chosen.seeds))), parts
                )
            if "stress" in parts:
                header(f"{name}: other companies, {chosen.stress_seeds} seeds each")
                for title, scenario in STRESS.items():
                    sized = scenario if scenario.people < 1000 else resized(scenario, chosen.people)
                    found = pool.map(partial(run, name, sized, False), seeds(chosen, chosen.stress_seeds))
                    show(title, list(found))
            if "level" in parts:
                show_levels(name, list(pool.map(partial(level, name, usual), seeds(chosen, chosen.seeds))))
    return 0


def seeds(chosen: argparse.Namespace, count: int) -> range:
    return range(chosen.first, chosen.first + count)


def resized(scenario: Scenario, people: int) -> Scenario:
    return replace(scenario, people=people, groups=max(3, scenario.groups * people // scenario.people))


def reviews(scenario: Scenario) -> list[int]:
    """Every four weeks from week 40; a period for longer ones."""
    step = max(1, round(28 / scenario.days))
    return list(range(round(280 / scenario.days), scenario.periods + 1, step))


def run(name: str, scenario: Scenario, whole: bool, seed: int) -> Outcome:
    """`whole`: the naive rules and the curve as well."""
    company = MAKES[name](scenario, seed)
    times = reviews(scenario)
    limits = CURVE if whole else ()
    flags = {
        rule: np.zeros((len(times), scenario.people), np.bool_) for rule in ("pipeline", *map(str, limits))
    }
    unsure = np.zeros(scenario.people, np.bool_)
    dated: dict[int, bool] = {}
    for r, t in enumerate(times):
        worked = start(company.panel.until(t), SignalSettings())
        for finding in mark(worked, flags["pipeline"][r], unsure):
            onset = int(company.truth.onset[finding.row])
            if onset < t and finding.onset and finding.row not in dated:
                begins = company.panel.calendar.start(onset)
                dated[finding.row] = finding.onset.earliest <= begins <= finding.onset.latest
        for limit in limits:
            other = SignalSettings(most_wrong=limit, decline_wrong=max(0.10, limit / 2.5))
            mark(replace(worked, settings=other), flags[str(limit)][r], np.zeros_like(unsure))
    if whole:
        flags |= naive(company, times)
    moved = company.truth.moved_at < NEVER
    return Outcome(
        {rule: score(company.truth, found, times, scenario.days / 7) for rule, found in flags.items()},
        int(unsure.sum()),
        int((unsure & moved).sum()),
        int((flags["pipeline"].any(axis=0) & moved & ~company.truth.decliner).sum()),
        int(moved.sum()),
        tuple(dated.values()),
    )


def mark(worked: Run, flagged: NDArray[np.bool_], unsure: NDArray[np.bool_]) -> list[Finding]:
    declines = []
    for finding in findings(replace(worked, level=None)):
        if finding.kind is SignalKind.DECLINE:
            flagged[finding.row] = True
            declines.append(finding)
        else:
            unsure[finding.row] = True
    return declines


def naive(company: Company, times: Sequence[int]) -> dict[str, NDArray[np.bool_]]:
    weeks = weekly(company.panel)
    return {name: np.array([rule(weeks, t) for t in times]) for name, rule in RULES.items()}


def level(name: str, scenario: Scenario, seed: int) -> tuple[float, ...]:
    """For both rules: people behind, precision and recall of the lowest tenth, how many above the median."""
    company = MAKES[name](scenario, seed)
    panel = company.panel
    truth = company.truth.level[:, -26:].mean(axis=1)
    middle = np.bincount(panel.group, truth) / np.bincount(panel.group)
    truth = truth - middle[panel.group]
    lowest, above = truth <= np.quantile(truth, 0.1), truth > np.median(truth)
    behind = np.zeros(panel.people, np.bool_)
    for finding in findings(start(panel, SignalSettings())):
        behind[finding.row] |= finding.kind is SignalKind.LEVEL
    recent = np.nanmean(weekly(panel)[:, -26:], axis=1)
    ranked = recent < np.nanquantile(recent, 0.1)
    return tuple(
        each
        for who in (behind, ranked)
        for each in (
            float(who.sum()),
            float(lowest[who].mean()) if who.any() else float("nan"),
            float(who[lowest].mean()),
            float((who & above).sum()),
        )
    )


COLUMNS = ("flagged", "false", "unfallen", "fdr", "worst fdr", "recall", "recall large", "delay")
FORMATS = ("8.1f", "8.1f", "8.1f", "8.1%", "9.1%", "8.2f", "8.2f", "8.1f")
TITLES = ("flagged", "falsely", "unfallen", "FDR", "worst", "recall", "large", "delay")


def header(title: str) -> None:
    print(f"\n{title}\n{'':50}{'':2}" + "".join(f"{t:>9}" for t in TITLES))


def line(title: str, scores: Iterable[Score], more: str = "") -> None:
    found = mean(list(scores))
    cells = (format(found[c], f).rjust(9) for c, f in zip(COLUMNS, FORMATS, strict=True))
    print(f"{title:52}" + "".join(cells) + more, flush=True)


def show(title: str, outcomes: Sequence[Outcome], rule: str = "pipeline") -> None:
    def usual(of: Callable[[Outcome], int]) -> float:
        return sum(of(each) for each in outcomes) / len(outcomes)

    unsure, unsure_moved = usual(lambda o: o.unsure), usual(lambda o: o.unsure_moved)
    moved, accused = usual(lambda o: o.moved), usual(lambda o: o.moved_accused)
    more = (
        f"   cannot tell {unsure:.1f}, {unsure_moved:.1f} moved; of {moved:.0f} moved {accused:.1f} accused"
    )
    line(title, (each.scores[rule] for each in outcomes), more)


def show_usual(name: str, outcomes: Sequence[Outcome], parts: Sequence[str]) -> None:
    if "rules" in parts:
        header(
            f"{name}: usual company, {len(outcomes)} seeds, everybody ever flagged in two years of reviews"
        )
        for rule in RULES:
            line(rule, (each.scores[rule] for each in outcomes))
        show("pipeline", outcomes)
        dated = [hit for each in outcomes for hit in each.dated]
        if dated:
            print(f"   the 80 % interval of the onset holds the true one in {sum(dated) / len(dated):.0%}")
    if "curve" in parts:
        header(f"{name}: trade-off, largest chance of being wrong for any one person")
        for limit in CURVE:
            line(f"{limit:.2f}", (each.scores[str(limit)] for each in outcomes))


def show_levels(name: str, found: Sequence[tuple[float, ...]]) -> None:
    means = np.nanmean(np.array(found), axis=0)
    print(f"\n{name}: behind comparable co-workers over half a year, one review; truly in the lowest tenth?")
    print(f"{'':34}{'people':>9}{'precision':>11}{'recall':>9}{'above the median':>18}")
    for title, row in (("pipeline", means[:4]), ("lowest tenth of a 26-week ranking", means[4:])):
        print(f"{title:34}{row[0]:9.1f}{row[1]:11.2f}{row[2]:9.2f}{row[3]:18.1f}")


if __name__ == "__main__":
    sys.exit(main())
