"""One peer group by itself, worked out again as it was with all: for the few that a finding is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.composite import Measure
from goodstanding.stats.signals.panel import Panel
from goodstanding.stats.signals.peers import Difference, group_sums, peer_difference
from goodstanding.stats.signals.scale import all_alike, scale, usable

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Group:
    """Rows `first` to `last` of the panel. Lists have one element a metric, arrays are (members, periods).

    `value` and `size` are 0 where there is no figure; `size` is 1 where work is recorded nowhere.
    """

    first: int
    last: int
    difference: list[Difference]
    value: list[NDArray[np.float64]]
    size: list[NDArray[np.float64]]


def group_of(panel: Panel, measures: tuple[Measure, ...], row: int, fewest_others: int) -> Group:
    g = int(panel.group[row])
    first, last = (int(bound) for bound in np.searchsorted(panel.group, (g, g + 1)))
    alone = np.zeros(last - first, np.int32)
    found = Group(first, last, [], [], [])
    for k, (metric, measure) in enumerate(zip(panel.metrics, measures, strict=True)):
        rows = slice(first, last)
        scaled = scale(
            metric,
            panel.value[k, rows],
            panel.size[k, rows],
            alone,
            1,
            work_recorded=bool(panel.work_recorded[k]),
            usual=measure.usual,
        )
        sums = group_sums(scaled, np.array([0, last - first]))
        found.difference.append(peer_difference(scaled, sums, alone, fewest_others, measure.limit))
        value, size = figures(panel, k, slice(None), rows)
        found.value.append(value.astype(np.float64))
        found.size.append(size.astype(np.float64))
    return found


def figures(
    panel: Panel, k: int, window: slice, rows: slice = slice(None)
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Value and size of a metric, 0 where there is no figure; size 1 where work is recorded nowhere."""
    metric = panel.metrics[k]
    value, size = panel.value[k, rows, window], panel.size[k, rows, window]
    if not panel.work_recorded[k] and metric.kind is not Kind.PROPORTION:
        size = all_alike(size)
    used = usable(metric, value, size)
    return np.where(used, value, np.float32(0)), np.where(used, size, np.float32(0))


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
    d, w = group.difference[k].d[member], group.difference[k].weight[member]
    noise, between = measure.noise, measure.noise.between
    wb, wa = float(w[at.before].sum()), float(w[at.after].sum())
    if not wb or not wa:
        return Moved(float("nan"), float("inf"))
    change = float(w[at.after] @ d[at.after]) / wa - float(w[at.before] @ d[at.before]) / wb
    own = float(noise.variance[group.first + member])
    return Moved(change / between, own * (1 / wb + 1 / wa) / between**2 + honest)
