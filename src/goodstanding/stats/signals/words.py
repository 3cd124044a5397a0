"""From the rows that stand out to findings: dates, natural units, peers, and what else was looked at."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.composite import Composite
from goodstanding.stats.signals.decline import Change, Evidence, change, within
from goodstanding.stats.signals.effects import decline_effects, level_effects
from goodstanding.stats.signals.findings import (
    Check,
    CheckName,
    CheckResult,
    Effect,
    Finding,
    Interval,
    Onset,
    SignalKind,
)
from goodstanding.stats.signals.group import (
    Group,
    Own,
    Windows,
    group_of,
    middle,
    others_of,
    own_differences,
    windows,
)
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.settings import SignalSettings
from goodstanding.stats.signals.work import Work, chances, weigh_work

if TYPE_CHECKING:
    from numpy.typing import NDArray

FELL_TOO = 0.5  # standard deviations: others of the group who fell with the person
MANY = 0.3  # of the group
FELL_ONCE = 1.0  # log Bayes factor from which somebody behind is asked whether the work moved
SLOW_WEEKS = 12  # a fall may take so long to be whole
MUCH = 0.25  # of the periods


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody whom a finding may be about: chance of being wrong so far, and size with a 90 % interval."""

    row: int
    lfdr: float
    size: Interval


@dataclass(slots=True)
class Words:
    panel: Panel
    composite: Composite
    settings: SignalSettings
    longest: int = 0  # periods of a window
    _own: Own = field(default_factory=lambda: Own({}, []))
    _groups: dict[int, Group] = field(default_factory=dict)
    _fallen: list[tuple[Work, Finding] | None] = field(default_factory=list)
    _works: dict[int, tuple[Work, Windows]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.longest = self.panel.calendar.periods_in(self.settings.level_weeks)

    def look(self, falls: list[Case], lower: list[Case], now: Evidence | None) -> None:
        """Peer group after peer group, so that each is worked out once; then ask for the findings.

        Of those behind only where the figures fell at some time: somebody always low lost no work.
        """
        if now is None:
            return
        rows = [case.row for case in falls]
        fell = [case.row for case in lower if now.fall[case.row] >= FELL_ONCE]
        seen, seen_lower = change(now, np.array(rows, np.intp)), change(now, np.array(fell, np.intp))
        asked = np.union1d(rows, fell).astype(np.intp)
        self._own = own_differences(self.panel, self.composite.measures, asked, self.settings.fewest_others)
        self._fallen = [None] * len(falls)
        for row, behind, k in sorted(
            [(row, False, k) for k, row in enumerate(rows)] + [(row, True, k) for k, row in enumerate(fell)]
        ):
            if behind:
                at = self._windows(seen_lower, now, k)
                self._works[row] = self._work(row, at), at
            else:
                self._fallen[k] = self._decline(falls[k], seen, now, k)

    def declines(self) -> list[Finding]:
        told = [each for each in self._fallen if each is not None]
        if not told:
            return []
        findings = []
        for (work, finding), moved in zip(told, chances([work for work, _ in told]), strict=True):
            if moved > work.cannot_be_told:
                findings.append(replace(finding, kind=SignalKind.WORK_MAY_HAVE_CHANGED))
            elif not work.telling:  # recorded work is taken at its word, and the checks say so
                findings.append(finding)
            else:
                findings.append(replace(finding, lfdr=1 - (1 - finding.lfdr) * (1 - moved)))
        return self._limited(findings)

    def levels(self, cases: list[Case], told: set[int]) -> list[Finding]:
        """`told`: rows with a finding about a change already; whose work may have changed is told once."""
        rows = np.array([case.row for case in cases], np.intp)
        effects = level_effects(self.panel, self.composite, rows, self.longest)
        window = Windows(slice(0, 0), slice(max(0, self.panel.periods - self.longest), self.panel.periods))
        found = []
        for case, effect in zip(cases, effects, strict=True):
            kind, at = SignalKind.LEVEL, window
            checks: tuple[Check, ...] = (self._absence(case.row, window),)
            work = self._works.get(case.row)
            if work is not None:
                checks = (*work[0].checks, *checks)
                if work[0].chance() > work[0].cannot_be_told:
                    kind, at = SignalKind.WORK_MAY_HAVE_CHANGED, work[1]
            if kind is SignalKind.LEVEL or case.row not in told:
                found.append(self._finding(case, kind, None, effect, at, checks))
        return found

    def _limited(self, findings: list[Finding]) -> list[Finding]:
        """The largest set of declines whose mean chance of being wrong stays within the limit."""
        lfdr = np.array([finding.lfdr for finding in findings])
        named = np.array([finding.kind is SignalKind.DECLINE for finding in findings])
        may = named & (lfdr <= self.settings.most_wrong)
        kept = within(lfdr, may, self.settings.decline_wrong) | ~named
        return [finding for finding, keep in zip(findings, kept, strict=True) if keep]

    def _group(self, row: int) -> Group:
        g = int(self.panel.group[row])
        if g not in self._groups:
            self._groups = {g: group_of(self.panel, self._own, row)}
        return self._groups[g]

    def _windows(self, seen: Change, now: Evidence, k: int) -> Windows:
        onset = now.first + int(seen.dates[k].argmax())
        return windows(onset, self.panel.periods, self.longest)

    def _work(self, row: int, at: Windows) -> Work:
        return weigh_work(self.panel, self.composite.measures, self._group(row), row, at)

    def _decline(self, case: Case, seen: Change, now: Evidence, k: int) -> tuple[Work, Finding]:
        at = self._windows(seen, now, k)
        work = self._work(case.row, at)
        group = self._group(case.row)
        effects = decline_effects(self.panel, self.composite.measures, group, case.row - group.first, at)
        checks = (*work.checks, self._group_check(group, case.row, at), self._absence(case.row, at))
        onset = self._onset(seen.dates[k], now.first)
        metric = int(seen.metric[k])
        alone = self.panel.metrics[metric].code if metric >= 0 else ""
        return work, self._finding(case, SignalKind.DECLINE, onset, effects, at, checks, alone)

    def _finding(
        self,
        case: Case,
        kind: SignalKind,
        onset: Onset | None,
        effects: tuple[Effect, ...],
        at: Windows,
        checks: tuple[Check, ...],
        alone: str = "",
    ) -> Finding:
        used = slice(min(at.before.start, at.after.start), at.after.stop)
        if at.before.stop == 0:
            used = at.after
        seen = self.composite.information[case.row, used] > 0
        others = self.composite.others[case.row, used][seen]
        return Finding(
            person_id=str(self.panel.person_ids[case.row]),
            row=case.row,
            kind=kind,
            peer_group=str(self.panel.group_names[int(self.panel.group[case.row])]),
            onset=onset,
            size=case.size,
            effects=effects,
            peers=int(middle(others)) if len(others) else 0,
            periods=int(seen.sum()),
            lfdr=case.lfdr,
            checks=checks,
            alone=alone,
        )

    def _onset(self, dates: NDArray[np.float64], first: int) -> Onset:
        day = self.panel.calendar.start
        dates = begun(dates, self.panel.calendar.periods_in(SLOW_WEEKS))
        sums = np.cumsum(dates)
        low, high = int(np.searchsorted(sums, 0.1)), int(np.searchsorted(sums, 0.9))
        return Onset(
            earliest=day(first + low),
            likely=day(first + int(dates.argmax())),
            latest=day(first + min(high, len(dates) - 1)),
            posterior=tuple((day(first + k), float(chance)) for k, chance in enumerate(dates)),
        )

    def _group_check(self, group: Group, row: int, at: Windows) -> Check:
        rows = slice(group.first, group.last)
        c, w = self.composite.c[rows], self.composite.information[rows]
        with np.errstate(divide="ignore", invalid="ignore"):
            after = (w * c)[:, at.after].sum(axis=1) / w[:, at.after].sum(axis=1)
            before = (w * c)[:, at.before].sum(axis=1) / w[:, at.before].sum(axis=1)
        moved = others_of(after - before, row - group.first)
        fell = int((moved <= -FELL_TOO).sum())
        many = bool(len(moved)) and fell / len(moved) >= MANY
        detail = f"{fell} of {len(moved)} others in the group fell as well, by half a deviation or more."
        return Check(CheckName.GROUP_SHOCK, CheckResult.FOUND if many else CheckResult.CLEAR, detail)

    def _absence(self, row: int, at: Windows) -> Check:
        seen = self.composite.information[row, at.after] > 0
        missing = int(len(seen) - seen.sum())
        much = missing > MUCH * len(seen)
        detail = f"{missing} of {len(seen)} periods have no figures that can be compared."
        return Check(CheckName.ABSENCE, CheckResult.FOUND if much else CheckResult.CLEAR, detail)


def begun(dates: NDArray[np.float64], slow: int) -> NDArray[np.float64]:
    """When it began, from when a sudden step fits best: as likely sudden as over `slow` periods around it."""
    early = np.zeros_like(dates)
    for back in range(slow):
        early[: len(dates) - back] += dates[back:] / slow
        early[0] += dates[:back].sum() / slow
    found: NDArray[np.float64] = (dates + early) / 2
    found /= found.sum()
    return found
