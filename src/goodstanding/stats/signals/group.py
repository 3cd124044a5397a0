"""One peer group by itself, worked out again as it was with all: for the few that a finding is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodstanding.stats.signals.composite import Measure
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.peers import Difference, peer_difference
from goodstanding.stats.signals.scale import figures, scale

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Own:
    """Differences from peers of those whom a finding may be about, worked out again as they were with all.

    `places` of their rows in the arrays of `difference`, one a metric.
    """

    places: dict[int, int]
    difference: list[Difference]


def own_differences(
    panel: Panel, measures: tuple[Measure, ...], rows: NDArray[np.intp], fewest_others: int
) -> Own:
    found, group = [], panel.group[rows]
    for k, (metric, measure) in enumerate(zip(panel.metrics, measures, strict=True)):
        scaled = scale(
            metric,
            panel.value[k, rows],
            panel.size[k, rows],
            group,
            len(panel.group_names),
            work_recorded=bool(panel.work_recorded[k]),
            usual=measure.usual,
            geometric=measure.geometric,
        )
        found.append(peer_difference(scaled, measure.sums, group, fewest_others, measure.limit))
    return Own({int(row): place for place, row in enumerate(rows)}, found)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows `first` to `last` of the panel. Lists have one element a metric, arrays are (members, periods).

    `value` and `size` are 0 where there is no figure; `size` is 1 where work is recorded nowhere.
    """

    first: int
    last: int
    own: Own
    value: list[NDArray[np.float64]]
    size: list[NDArray[np.float64]]


def group_of(panel: Panel, own: Own, row: int) -> Group:
    g = int(panel.group[row])
    first, last = (int(bound) for bound in np.searchsorted(panel.group, (g, g + 1)))
    found = Group(first, last, own, [], [])
    for k in range(len(panel.metrics)):
        value, size = figures(panel, k, slice(None), slice(first, last))
        found.value.append(value.astype(np.float64))
        found.size.append(size.astype(np.float64))
    return found


@dataclass(frozen=True, slots=True)
class Windows:
    """Periods `before` a change and `after` it, half open."""

    before: slice
    after: slice


def windows(onset: int, periods: int, longest: int) -> Windows:
    return Windows(slice(max(0, onset - longest), onset), slice(onset, periods))


@dataclass(frozen=True, slots=True)
class Moved:
    """Change of a person in one metric against peers, in standard deviations between people; NaN if none."""

    change: float
    variance: float


def middle(values: NDArray[Any]) -> float:
    """The median of a few numbers, a tenth of the time that NumPy's takes to start; NaN of none."""
    count = len(values)
    if not count:
        return float("nan")
    ordered = np.sort(values)
    return float(ordered[(count - 1) // 2] + ordered[count // 2]) / 2


def others_of(values: NDArray[np.float64], member: int) -> NDArray[np.float64]:
    """The known values of all but one member."""
    known = np.isfinite(values)
    known[member] = False
    return values[known]


def moved(group: Group, measure: Measure, k: int, member: int, at: Windows, honest: float) -> Moved:
    """`honest`: variance of what honest people change from one such window to the next."""
    difference, place = group.own.difference[k], group.own.places[group.first + member]
    d, w = difference.d[place], difference.weight[place]
    noise, between = measure.noise, measure.noise.between
    wb, wa = float(w[at.before].sum()), float(w[at.after].sum())
    if not wb or not wa:
        return Moved(float("nan"), float("inf"))
    change = float(w[at.after] @ d[at.after]) / wa - float(w[at.before] @ d[at.before]) / wb
    own = float(noise.variance[group.first + member])
    return Moved(change / between, own * (1 / wb + 1 / wa) / between**2 + honest)
