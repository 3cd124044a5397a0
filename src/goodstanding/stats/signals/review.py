"""One full review of a panel: the only function that other layers call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.composite import Composite, compose
from goodstanding.stats.signals.decline import Evidence, chance_of_fall, change, evidence_of, weigh
from goodstanding.stats.signals.enough import (
    FEWEST_AFTER,
    Enough,
    enough_for_decline,
    enough_for_level,
)
from goodstanding.stats.signals.findings import Finding, Interval, Review, SignalKind
from goodstanding.stats.signals.level import Z90, Levels, behind, levels
from goodstanding.stats.signals.lines import lines_of, look, look_back
from goodstanding.stats.signals.null import LEAST_FOR_NULL
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.settings import SignalSettings
from goodstanding.stats.signals.wander import Wander, passing_in_mean
from goodstanding.stats.signals.words import Case, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray


def review(panel: Panel, settings: SignalSettings | None = None) -> Review:
    """Findings as of the end of the panel's last period. Cut the panel with `until` for an earlier day.

    Never changes the panel. The review before, which a decline needs as well, is worked out here.
    """
    run = start(panel, settings or SignalSettings())
    found = findings(run)
    enough = {SignalKind.LEVEL: run.enough_level, SignalKind.DECLINE: run.enough}
    return Review(
        as_of=panel.calendar.start(panel.periods),
        previous=run.previous_day(),
        people=panel.people,
        judged={kind: int(each.judged.sum()) for kind, each in enough.items()},
        not_enough={kind: each.reasons for kind, each in enough.items()},
        findings=found,
        set_fdr={kind: _mean([each.lfdr for each in found if each.kind is kind]) for kind in SignalKind},
        notes=_notes(run),
    )


def findings(run: Run) -> tuple[Finding, ...]:
    words = Words(run.panel, run.composite, run.settings)
    falls, behind_peers = run.declining(), run.behind()
    words.look(falls, behind_peers, run.now)
    declining = words.declines()
    lower = words.levels(behind_peers, {finding.row for finding in declining})
    return tuple(sorted(declining + lower, key=lambda finding: (finding.row, finding.kind)))


@dataclass(frozen=True, slots=True)
class Run:
    """What a review has worked out about everybody. `now` is None where no change could be seen yet.

    Without `level` nobody is looked for who is behind.
    """

    panel: Panel
    settings: SignalSettings
    composite: Composite
    wander: Wander
    enough: Enough
    now: Evidence | None
    enough_level: Enough
    level: Levels | None

    @property
    def earlier(self) -> int:
        """How many periods were known at the review before."""
        return self.panel.periods - self.panel.calendar.periods_in(self.settings.review_weeks)

    def previous_day(self) -> date | None:
        return None if self.now is None or self.earlier < 1 else self.panel.calendar.start(self.earlier)

    def declining(self) -> list[Case]:
        """Who may be named, the work not looked at yet: certain enough now, likely at the review before."""
        if self.now is None:
            return []
        limits = self.settings
        rows = np.flatnonzero(self.enough.judged & (self.now.lfdr <= limits.most_wrong))
        rows = rows[self._before(rows) <= limits.previous_wrong]
        if not len(rows):
            return []
        seen = change(self.now, rows)
        return [
            Case(int(row), float(self.now.lfdr[row]), _interval(seen.mean[k], seen.sd[k]))
            for k, row in enumerate(rows)
            if seen.mean[k] <= -limits.least_decline
        ]

    def _before(self, rows: NDArray[np.intp]) -> NDArray[np.float64]:
        """The chance of being wrong at the review before, of these people.

        From their figures until then. How honest people move, and how many fall, is taken as known today.
        """
        lfdr = np.ones(len(rows))
        if self.now is None or self.earlier <= FEWEST_AFTER:
            return lfdr
        looked = [look_back(each, rows, self.settings, self.earlier) for each in self.now.seen]
        seen = [each for each in looked if each is not None]
        if looked[0] is None:
            return lfdr
        judged = enough_for_decline(self.panel, self.composite, self.settings, self.earlier).judged[rows]
        fall, rise = evidence_of(seen, np.arange(len(rows)))
        lfdr[judged] = 1 - chance_of_fall(fall, rise, self.now.shares)[judged]
        return lfdr

    def behind(self) -> list[Case]:
        if self.level is None:
            return []
        judged = self.enough_level.judged
        chosen = behind(self.level, judged, self.settings.least_level, self.settings.level_wrong)
        return [
            Case(int(row), float(self.level.lfdr[row]), _interval(self.level.mean[row], self.level.sd[row]))
            for row in np.flatnonzero(chosen)
        ]


def start(panel: Panel, settings: SignalSettings) -> Run:
    window = panel.calendar.periods_in(settings.level_weeks)
    block = panel.calendar.periods_in(settings.review_weeks)
    composite = compose(panel, settings.fewest_others, window, block)
    lines = lines_of(panel, composite)
    wander = lines[0].wander
    enough = enough_for_decline(panel, composite, settings, panel.periods)
    bounds = panel.bounds()
    looked = [look(line, panel, enough.judged, settings, bounds) for line in lines]
    seen = [each for each in looked if each is not None]
    now = weigh(seen, enough.judged) if looked[0] is not None and panel.periods > FEWEST_AFTER else None
    enough_level = enough_for_level(panel, composite, settings)
    passing = passing_in_mean(wander, min(window, panel.periods))
    with np.errstate(divide="ignore"):
        variance = wander.phi / composite.level_information.astype(np.float64) + passing
    level = levels(
        composite.level.astype(np.float64),
        variance,
        panel.role[panel.group],
        enough_level.judged,
        settings.level_share,
    )
    return Run(panel, settings, composite, wander, enough, now, enough_level, level)


def _interval(mean: float, sd: float) -> Interval:
    return Interval(float(mean - Z90 * sd), float(mean), float(mean + Z90 * sd))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _notes(run: Run) -> tuple[str, ...]:
    notes = []
    for metric, recorded in zip(run.panel.metrics, run.panel.work_recorded, strict=True):
        if not recorded:
            notes.append(
                f"The work behind {metric.name or metric.code} is not recorded: periods count alike."
            )
    if int(run.enough.judged.sum()) < LEAST_FOR_NULL:
        notes.append(
            f"Fewer than {LEAST_FOR_NULL} people have enough history: "
            "how much honest people move is assumed, not estimated from this organisation."
        )
    return tuple(notes)
