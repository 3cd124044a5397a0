"""What a finding comes to in natural units: a rate, a share, an amount per unit of work, with an interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.composite import Composite, Measure
from goodstanding.stats.signals.findings import Effect, Interval
from goodstanding.stats.signals.group import Group, Moved, Windows, middle, moved, others_of
from goodstanding.stats.signals.panel import Metric, Panel
from goodstanding.stats.signals.scale import figures
from goodstanding.stats.signals.work import HONEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

Z90 = 1.6448536269514722


def decline_effects(
    panel: Panel, measures: tuple[Measure, ...], group: Group, member: int, at: Windows
) -> tuple[Effect, ...]:
    """`change` is the person's change less that of the peers: each one's rate after less before."""
    found = []
    for k, metric in enumerate(panel.metrics):
        value, size = group.value[k], group.size[k]
        before, after = rates(value, size, at.before), rates(value, size, at.after)
        standing = moved(group, measures[k], k, member, at, HONEST)
        change = after - before
        apart = float(change[member]) - middle(others_of(change, member))
        counts = int((size[member, at.before] > 0).sum()), int((size[member, at.after] > 0).sum())
        between = measures[k].noise.between
        found.append(_effect(metric, before[member], after[member], apart, standing, between, counts))
    return tuple(found)


def level_effects(
    panel: Panel, composite: Composite, rows: NDArray[np.intp], last: int
) -> list[tuple[Effect, ...]]:
    """For each row. `before` is the rate of the peers together in the window, `after` the person's."""
    window = slice(max(0, panel.periods - last), panel.periods)
    found: list[list[Effect]] = [[] for _ in rows]
    for k, metric in enumerate(panel.metrics):
        value, size = figures(panel, k, window)
        own_value, own_size = value.sum(axis=1), size.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            own: NDArray[np.float64] = own_value[rows].astype(np.float64) / own_size[rows]
            peers = _others(own_value, panel.group, rows) / _others(own_size, panel.group, rows)
        periods = (size[rows] > 0).sum(axis=1)
        between = composite.measures[k].noise.between
        for i, row in enumerate(rows):
            standing = Moved(float(composite.standing[k, row]), float(composite.standing_variance[k, row]))
            counts = 0, int(periods[i])
            found[i].append(_effect(metric, peers[i], own[i], own[i] - peers[i], standing, between, counts))
    return [tuple(each) for each in found]


def _others(
    total: NDArray[np.float32], group: NDArray[np.int32], rows: NDArray[np.intp]
) -> NDArray[np.float64]:
    """What the others of each row's group have together."""
    together = np.asarray(np.bincount(group, weights=total), np.float64)
    found: NDArray[np.float64] = together[group[rows]] - total[rows]
    return found


def rates(value: NDArray[np.float64], size: NDArray[np.float64], window: slice) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = value[:, window].sum(axis=1) / size[:, window].sum(axis=1)
    return found


def _effect(
    metric: Metric,
    before: float,
    after: float,
    change: float,
    standing: Moved,
    between: float,
    periods: tuple[int, int],
) -> Effect:
    known = bool(np.isfinite(change) and np.isfinite(standing.change) and np.isfinite(standing.variance))
    half = Z90 * float(np.sqrt(standing.variance)) if known else 0.0
    natural = half * between * slope(metric.kind, (before + after) / 2) if known else 0.0
    return Effect(
        metric=metric.code,
        unit=metric.unit,
        before=float(before) if np.isfinite(before) else None,
        after=float(after) if np.isfinite(after) else None,
        change=Interval(float(change - natural), float(change), float(change + natural)) if known else None,
        standardised=Interval(standing.change - half, standing.change, standing.change + half)
        if known
        else None,
        periods_before=periods[0],
        periods_after=periods[1],
    )


def slope(kind: Kind, rate: float) -> float:
    """Natural units for one unit of the scale on which spreads are even, at this rate (see `scale`)."""
    if kind is Kind.COUNT:
        return float(2 * np.sqrt(max(rate, 0.0)))
    if kind is Kind.PROPORTION:
        return float(2 * np.sqrt(max(rate * (1 - rate), 0.0)))
    return abs(float(rate))
