"""Who can be judged, and why the others cannot: missing is not failing, and said with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.composite import Composite
from goodstanding.stats.signals.findings import Reason
from goodstanding.stats.signals.panel import Panel, periods_in
from goodstanding.stats.signals.settings import SignalSettings

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Periods, whatever their length: fewer are no history, however long they are.
FEWEST_HISTORY, FEWEST_BEFORE, FEWEST_AFTER = 6, 4, 2
FEWEST_DATES = 6


@dataclass(frozen=True, slots=True)
class Enough:
    judged: NDArray[np.bool_]
    reasons: Mapping[Reason, int]


def candidate_dates(days: float, settings: SignalSettings, periods: int) -> tuple[int, int]:
    """First and last period in which a change may have begun; the last is before the first if none can."""
    first = max(FEWEST_BEFORE, periods - periods_in(settings.history_weeks, days, at_least=FEWEST_DATES))
    return first, periods - periods_in(settings.latest_weeks, days, at_least=FEWEST_AFTER)


def enough_for_decline(panel: Panel, composite: Composite, settings: SignalSettings, periods: int) -> Enough:
    """As known after so many periods."""
    seen = composite.information[:, :periods] > 0
    history = panel.calendar.periods_in(settings.least_weeks, at_least=FEWEST_HISTORY)
    window = panel.calendar.periods_in(settings.review_weeks + 2, at_least=FEWEST_AFTER)
    total, recent = seen.sum(axis=1), seen[:, -window:].sum(axis=1) > 0
    first, last = candidate_dates(panel.calendar.days, settings, periods)
    least = np.full(panel.people, history if first <= last else periods + 1)
    return _sort(panel, composite, periods, total, recent, total >= least)


def enough_for_level(panel: Panel, composite: Composite, settings: SignalSettings) -> Enough:
    seen = composite.information > 0
    window = min(panel.periods, panel.calendar.periods_in(settings.level_weeks))
    total, recent = seen.sum(axis=1), 2 * seen[:, -window:].sum(axis=1) >= window
    least = panel.calendar.periods_in(settings.least_weeks)
    return _sort(panel, composite, panel.periods, total, recent, total >= least)


def _sort(
    panel: Panel,
    composite: Composite,
    periods: int,
    total: NDArray[np.intp],
    recent: NDArray[np.bool_],
    long: NDArray[np.bool_],
) -> Enough:
    here = (panel.active_to >= periods) & (panel.active_from < periods)
    judged = here & recent & long
    none = ~judged & (composite.figures == 0)
    peers = ~judged & ~none & (2 * total < composite.figures)
    away = ~judged & ~none & ~peers & ~(here & recent)
    short = ~(judged | none | peers | away)
    found = {
        Reason.NO_FIGURES: none,
        Reason.FEW_PEERS: peers,
        Reason.NOT_ACTIVE: away,
        Reason.SHORT_HISTORY: short,
    }
    return Enough(judged, {reason: int(who.sum()) for reason, who in found.items() if who.any()})
