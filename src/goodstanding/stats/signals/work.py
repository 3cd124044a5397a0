"""Did the person fall, or did the work move away unrecorded? What did not fall usually tells them apart.

If work moved, everything that comes with volume falls by one factor (counts, amounts, the number of cases),
what is done per case holds (shares), and others of the group rise in step. If the person fell, shares fall
as well and the cases keep coming. Both stories are weighed on the same figures, before and after the onset:

 size        a loss of 15 to 85 % of the work, alike, against a half-normal fall of performance
 shares      N(0, v) against N(fall, v + (fall/2)²)
 cases       n falls by the factor of the volumes, against n holds; either may fail to follow the work
 takers      one to three others whose volumes rose by about what was lost
 assignments recorded units fell, or held

Who cannot be told apart is not named: the answer is that the work may have changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp, log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.composite import Measure
from goodstanding.stats.signals.findings import Check, CheckName, CheckResult
from goodstanding.stats.signals.group import Group, Windows, middle, moved, others_of
from goodstanding.stats.signals.panel import Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

PRIOR = 0.15  # where work is recorded; EM over the candidates of a review moves it
PRIOR_UNRECORDED = 0.5
CANNOT_TELL = 0.3
PRIOR_SILENT, CANNOT_TELL_SILENT = 0.3, 0.15  # where neither shares, cases nor assignments bear on it
HONEST = 0.0625  # variance, in standard deviations between people, of honest change between two windows
LEAST_LOST, MOST_LOST = 0.15, 0.85
MOST_BY_SIZE = 6.0  # how much a fall says by its size alone
USUAL_SPREAD = 0.15  # of a log ratio among peers, worth five of them
CLEAR_RISE = 2.5  # robust standard deviations
TAKERS_FOUND, TAKERS_NOT = 5.0, 0.7
UNITS_FELL, UNITS_HELD = 20.0, 0.1


@dataclass(frozen=True, slots=True)
class Work:
    """`log_ratio`: of work moved against performance. `chance` follows with a prior. `checks` say why."""

    log_ratio: float
    prior: float
    checks: tuple[Check, ...]
    volumes_fell: bool = True

    @property
    def telling(self) -> bool:
        """Whether anything but the volumes themselves bears on the question: shares, cases or assignments."""
        kept = {CheckName.QUALITY_HELD, CheckName.ASSIGNMENTS}
        return any(c.name in kept and c.result is not CheckResult.NOT_RECORDED for c in self.checks)

    @property
    def cannot_be_told(self) -> float:
        """The chance of moved work from which on nobody is named."""
        return CANNOT_TELL if self.telling else CANNOT_TELL_SILENT

    def chance(self, prior: float | None = None) -> float:
        if not self.volumes_fell:
            return 0.0
        before = self.prior if prior is None else prior
        return 1 / (1 + (1 - before) / before * exp(-max(-50.0, min(50.0, self.log_ratio))))


@dataclass(slots=True)
class _Weighing:
    log_ratio: float = 0.0
    checks: list[Check] = field(default_factory=list)

    def add(self, ratio: float, name: CheckName, found: bool, detail: str) -> None:
        self.log_ratio += log(max(ratio, 1e-12))
        self.checks.append(Check(name, CheckResult.FOUND if found else CheckResult.CLEAR, detail))

    def unknown(self, name: CheckName, detail: str) -> None:
        self.checks.append(Check(name, CheckResult.NOT_RECORDED, detail))


def weigh_work(panel: Panel, measures: tuple[Measure, ...], group: Group, row: int, at: Windows) -> Work:
    member = row - group.first
    volumes = [k for k, m in enumerate(panel.metrics) if m.kind is not Kind.PROPORTION and m.higher_is_better]
    shares = [k for k, m in enumerate(panel.metrics) if m.kind is Kind.PROPORTION]
    recorded = all(panel.work_recorded[k] for k in volumes)
    prior = PRIOR if recorded else PRIOR_UNRECORDED
    weighing = _Weighing()
    fall, variance = _fall(measures, group, volumes, member, at)
    ratios = {k: log_ratios(group.value[k], group.size[k], at) for k in volumes}
    lost, spread = _lost(ratios, member)
    if not volumes or not np.isfinite(fall) or fall > -0.2 or lost > -0.05:
        weighing.add(1.0, CheckName.WORK_FELL, False, "The volume of work did not fall.")
        return Work(-50.0, prior, tuple(weighing.checks), volumes_fell=False)
    weighing.log_ratio += log(_size_ratio(lost, fall, variance))
    _weigh_shares(weighing, measures, group, shares, member, at, fall, variance)
    _weigh_cases(weighing, panel, group, shares, volumes, member, at, lost, spread)
    _weigh_takers(weighing, group, ratios, volumes, member, at, lost)
    _weigh_units(weighing, panel, row, at)
    if not recorded:
        weighing.unknown(CheckName.WORK_RECORDED, "How much work there was is not recorded.")
    else:
        weighing.add(1.0, CheckName.WORK_RECORDED, False, "Figures are per unit of the recorded work.")
    return Work(weighing.log_ratio, prior, tuple(weighing.checks))


def chances(works: list[Work]) -> list[float]:
    """The share of moved work among the candidates of a review, learnt from those whose figures can tell."""
    telling = [work for work in works if work.telling]
    prior = PRIOR
    for _ in range(50):
        found = [work.chance(max(prior, work.prior)) for work in telling]
        new = min(0.6, max(0.05, (sum(found) + 10 * PRIOR) / (len(found) + 10)))
        if abs(new - prior) < 1e-6:
            break
        prior = new
    return [work.chance(_prior(work, prior)) for work in works]


def _prior(work: Work, learnt: float) -> float:
    if not work.telling:
        return max(work.prior, PRIOR_SILENT)
    return max(learnt, work.prior) if work.prior > PRIOR else learnt


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _percent(share: float) -> str:
    return f"{100 * share:+.0f} %".replace("-", "−")


def _normal(x: float, variance: float) -> float:
    return exp(-0.5 * x * x / variance) / sqrt(2 * pi * variance)


def _fall(
    measures: tuple[Measure, ...], group: Group, which: list[int], member: int, at: Windows
) -> tuple[float, float]:
    """Precision-weighted change of these metrics in standard deviations, and its variance."""
    each = [moved(group, measures[k], k, member, at, HONEST) for k in which]
    known = [m for m in each if np.isfinite(m.change)]
    precision = sum(1 / m.variance for m in known)
    if not precision:
        return float("nan"), float("inf")
    return sum(m.change / m.variance for m in known) / precision, 1 / precision


def log_ratios(value: NDArray[np.float64], size: NDArray[np.float64], at: Windows) -> NDArray[np.float64]:
    """(members,) log of the rate after over the rate before; NaN where either is not there."""
    with np.errstate(divide="ignore", invalid="ignore"):
        after = value[:, at.after].sum(axis=1) / size[:, at.after].sum(axis=1)
        before = value[:, at.before].sum(axis=1) / size[:, at.before].sum(axis=1)
        ratio = np.log(after / before)
    return np.where(np.isfinite(ratio), ratio, np.nan)


def against_peers(ratio: NDArray[np.float64], member: int) -> tuple[float, float, float]:
    """The member's log ratio less the others' median; that median; and the others' robust spread."""
    others = others_of(ratio, member)
    if not len(others) or not np.isfinite(ratio[member]):
        return float("nan"), 0.0, USUAL_SPREAD
    usual = middle(others)
    seen = (1.4826 * middle(np.abs(others - usual))) ** 2
    spread = sqrt((len(others) * seen + 5 * USUAL_SPREAD**2) / (len(others) + 5))
    return float(ratio[member]) - usual, usual, spread


def _lost(ratios: dict[int, NDArray[np.float64]], member: int) -> tuple[float, float]:
    each = [against_peers(ratio, member) for ratio in ratios.values()]
    known = [(change, spread) for change, _, spread in each if np.isfinite(change)]
    if not known:
        return 0.0, USUAL_SPREAD
    precision = sum(1 / spread**2 for _, spread in known)
    return sum(change / spread**2 for change, spread in known) / precision, sqrt(1 / precision)


def _size_ratio(lost: float, fall: float, variance: float) -> float:
    """How well each story explains how much the volumes fell, as densities of the standardised fall."""
    share = 1 - exp(lost)
    inside = LEAST_LOST <= share <= MOST_LOST
    moved_work = (exp(lost) / (MOST_LOST - LEAST_LOST) if inside else 0.05) * abs(lost / fall)
    ratio = moved_work / max(1e-6, 2 * _normal(fall, 1 + variance))
    return min(MOST_BY_SIZE, max(1 / MOST_BY_SIZE, ratio))


def _weigh_shares(
    weighing: _Weighing,
    measures: tuple[Measure, ...],
    group: Group,
    shares: list[int],
    member: int,
    at: Windows,
    fall: float,
    variance: float,
) -> None:
    change, error = _fall(measures, group, shares, member, at)
    if not np.isfinite(change):
        weighing.unknown(CheckName.QUALITY_HELD, "No share per case is recorded to compare with.")
        return
    expected = max(fall, -2.5)
    performance = _normal(change - expected, error + variance + (expected / 2) ** 2)
    ratio = _normal(change, error) / max(performance, 1e-9)
    weighing.add(
        min(30.0, max(1 / 30, ratio)),
        CheckName.QUALITY_HELD,
        ratio > 1,
        f"Shares per case changed by {_signed(change)} standard deviations while volumes changed by "
        f"{_signed(fall)}.",
    )


def _weigh_cases(
    weighing: _Weighing,
    panel: Panel,
    group: Group,
    shares: list[int],
    volumes: list[int],
    member: int,
    at: Windows,
    lost: float,
    spread: float,
) -> None:
    if not shares:
        return
    hours = next((k for k in volumes if panel.work_recorded[k]), None)
    changes = []
    for k in shares:
        cases = group.size[k]
        work = group.size[hours] if hours is not None else (cases > 0).astype(float)
        changes.append(against_peers(log_ratios(np.where(work > 0, cases, 0), work, at), member))
    known = [(change, error) for change, _, error in changes if np.isfinite(change)]
    if not known:
        return
    change = sum(c for c, _ in known) / len(known)
    error = min(e for _, e in known) ** 2
    follows, holds = _normal(change - lost, error + spread**2), _normal(change, error)
    ratio = (0.7 * follows + 0.3 * holds + 0.02) / (0.8 * holds + 0.2 * 0.4)
    fell = ratio > 1
    weighing.add(
        ratio,
        CheckName.WORK_FELL,
        fell,
        f"The number of cases changed by {_percent(exp(change) - 1)}, "
        f"the volumes by {_percent(exp(lost) - 1)}, both against peers.",
    )


def _weigh_takers(
    weighing: _Weighing,
    group: Group,
    ratios: dict[int, NDArray[np.float64]],
    volumes: list[int],
    member: int,
    at: Windows,
    lost: float,
) -> None:
    """Another's volume rose in step: those who clearly rose took about what was lost."""
    k = max(volumes, key=lambda each: float(group.value[each][member, at.before].sum() > 0))
    _, usual_change, spread = against_peers(ratios[k], member)
    with np.errstate(divide="ignore", invalid="ignore"):
        usual = group.value[k][:, at.before].sum(axis=1) / np.maximum(
            group.size[k][:, at.before].sum(axis=1), 1e-9
        )
    rise = np.nan_to_num(ratios[k] - usual_change)
    rise[member] = 0
    clear = np.where(rise > CLEAR_RISE * spread, usual * np.expm1(np.minimum(rise, 1.5)), 0)
    taken = np.sort(clear)[::-1][:3]
    away = usual[member] * (1 - exp(lost))
    found = bool(away > 0 and 0.4 * away <= taken.sum() and taken[0] <= 2.0 * away)
    detail = (
        "The volume of others in the group rose in step."
        if found
        else "Nobody’s volume in the group rose by about as much."
    )
    weighing.add(TAKERS_FOUND if found else TAKERS_NOT, CheckName.PEER_TOOK_OVER, found, detail)


def _weigh_units(weighing: _Weighing, panel: Panel, row: int, at: Windows) -> None:
    units = None if panel.units is None else panel.units[row]
    before = np.array([]) if units is None else units[at.before]
    after = np.array([]) if units is None else units[at.after]
    before, after = before[np.isfinite(before)], after[np.isfinite(after)]
    if not len(before) or not len(after) or before.mean() <= 0:
        weighing.unknown(CheckName.ASSIGNMENTS, "Who was responsible for what is not recorded.")
        return
    change = float(after.mean() / before.mean()) - 1
    fell = change < -0.1
    detail = f"Assigned clients, accounts or projects changed by {_percent(change)}."
    weighing.add(UNITS_FELL if fell else UNITS_HELD, CheckName.ASSIGNMENTS, fell, detail)
