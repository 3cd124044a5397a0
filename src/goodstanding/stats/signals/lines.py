"""The lines in which a fall is looked for: all metrics together by period, and each alone by months.

Most falls show in all metrics, and all together tell most. Some show in one or two only and drown among the
others; each metric alone finds them, in means of four weeks, which cost little and lose little.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.composite import Composite
from goodstanding.stats.signals.enough import candidate_dates
from goodstanding.stats.signals.null import Null, empirical_null, shocks
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.settings import SignalSettings
from goodstanding.stats.signals.steps import Steps, steps
from goodstanding.stats.signals.wander import Wander, fit_wander

if TYPE_CHECKING:
    from numpy.typing import NDArray

TOGETHER = 0.75  # of the falls, believed before looking, show in all metrics alike


@dataclass(frozen=True, slots=True)
class Line:
    """`c` and `information` (people, places), `common` (groups, places).

    A place holds `length` periods; the first begins with period `offset`. `metric` is None for all together.
    `share` is what the line is believed in before looking; over all lines it comes to 1.
    """

    c: NDArray[np.float32]
    information: NDArray[np.float32]
    common: NDArray[np.float32]
    wander: Wander
    length: int
    offset: int
    days: float
    metric: int | None
    share: float

    def places(self, periods: int) -> int:
        """How many are whole after so many periods."""
        return max(0, periods - self.offset) // self.length


@dataclass(frozen=True, slots=True)
class Seen:
    """A line with its steps for some people, what honest steps are, and each person's group (people,)."""

    line: Line
    found: Steps
    null: Null
    group: NDArray[np.int32]


def lines_of(panel: Panel, composite: Composite) -> tuple[Line, ...]:
    days, many = panel.calendar.days, len(panel.metrics)
    wander = fit_wander(composite.c, composite.information, panel.active_from, days)
    share = TOGETHER if many > 1 else 1.0
    found = [
        Line(composite.c, composite.information, composite.common, wander, 1, 0, days, None, share),
    ]
    block = composite.block
    offset = panel.periods - composite.alone.shape[2] * block
    since = np.maximum(0, -(-(panel.active_from - offset) // block))
    common = _means(composite.common, block)
    for k in range(many if many > 1 and composite.alone.shape[2] else 0):
        c, information = composite.alone[k], composite.alone_information[k]
        own = fit_wander(c, information, since, days * block)
        found.append(
            Line(c, information, common, own, block, offset, days * block, k, (1 - share) / many),
        )
    return tuple(found)


def _means(values: NDArray[np.float32], block: int) -> NDArray[np.float32]:
    rows, periods = values.shape
    count = periods // block
    found: NDArray[np.float32] = values[:, periods - count * block :].reshape(rows, count, block).mean(axis=2)
    return found


def look(
    line: Line, panel: Panel, judged: NDArray[np.bool_], settings: SignalSettings, bounds: NDArray[np.intp]
) -> Seen | None:
    """Everybody's steps as known at the end; None where that is too short a time."""
    first, last = candidate_dates(line.days, settings, line.c.shape[1])
    if first > last:
        return None
    found = steps(line.c, line.information, line.wander, first, last)
    groups = [line.information[a:b].sum(axis=0) for a, b in pairwise(bounds)]
    shock = shocks(line.common, np.array(groups, np.float32), line.wander, first, last)
    return Seen(line, found, empirical_null(found, judged, bounds, shock), panel.group)


def look_back(seen: Seen, rows: NDArray[np.intp], settings: SignalSettings, periods: int) -> Seen | None:
    """Some people's steps as known after fewer periods, against the honest steps known today."""
    line = seen.line
    places = line.places(periods)
    first, last = candidate_dates(line.days, settings, places)
    if first > last:
        return None
    found = steps(line.c[rows, :places], line.information[rows, :places], line.wander, first, last)
    dates = np.clip(np.arange(first, last + 1) - seen.found.first, 0, len(seen.null.centre) - 1)
    null = Null(
        seen.null.centre[dates], seen.null.stretch[:, dates], seen.null.extra[:, dates], seen.null.answer
    )
    return Seen(line, found, null, seen.group[rows])
