"""Figures per unit of work on a scale where chance has about the same spread for everybody.

 count       sqrt((y + 3/8) / h)                  Anscombe 1948; chance has variance 1/(4h)
 proportion  arcsin sqrt((y + 3/8) / (n + 3/4))    Anscombe 1948; chance has variance 1/(4n)
 amount      arcsinh(4 r / m), r = y/h             log-like above m/4, and defined for zero and below;
                                                  m is the geometric mean of the group's positive r

Chance is never the whole spread, so a period's weight does not grow for ever with its work:
weight = h / (h + usual h), usual being the median of the metric. The spread itself is estimated later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.domain.errors import Bug
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric, Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOG_FROM = 4.0  # amounts behave as logarithms from a quarter of the usual one upwards
MOST_TO_LOOK_AT = 200_000  # figures for a median of the whole metric
AT_ONCE = 512  # people


@dataclass(frozen=True, slots=True)
class Scaled:
    """`x` and `weight` are float32 (people, periods); weight is 0 (and x 0) where there is no figure.

    `usual` is the usual amount of work. Higher x is better, always. `chance` float32 (people,) is what chance
    alone gives the variance of a period of weight 1, by the formulas above; NaN for amounts, where none does.
    `geometric` float32 (groups,) are the geometric means of an amount.
    """

    x: NDArray[np.float32]
    weight: NDArray[np.float32]
    usual: np.float32
    chance: NDArray[np.float32]
    geometric: NDArray[np.float32] | None


def scale(
    metric: Metric,
    value: NDArray[np.float32],
    size: NDArray[np.float32],
    group: NDArray[np.int32],
    groups: int,
    *,
    work_recorded: bool,
    usual: np.float32 | None = None,
    geometric: NDArray[np.float32] | None = None,
) -> Scaled:
    """`value` and `size` of one metric, (people, periods). See `panel` for what a cell says.

    `usual` and `geometric` are given where only some people are scaled, as they were when all were.
    """
    alike = not work_recorded and metric.kind is not Kind.PROPORTION
    shape = value.shape
    if usual is None:
        usual = _usual_size(metric, value, size, alike=alike)
    if metric.kind is Kind.AMOUNT and geometric is None:
        geometric = geometric_means(metric, value, size, group, groups, alike=alike)
    x, weight = np.empty(shape, np.float32), np.empty(shape, np.float32)
    chance = np.full(shape[0], np.nan, np.float32)
    for rows in blocks(shape[0]):
        y, h, used = _read(metric, value[rows], size[rows], alike=alike)
        means = None if geometric is None else geometric[group[rows]]
        x[rows] = _even(metric, y, h, means)
        x[rows] *= used
        np.divide(h, h + usual, out=weight[rows])
        weight[rows] *= used
        if metric.kind is not Kind.AMOUNT:
            chance[rows] = _chance(h, used, usual)
    return Scaled(x, weight, usual, chance, geometric)


def blocks(people: int) -> Iterator[slice]:
    """Few people at a time: what is worked out on the way stays in the cache."""
    return (slice(start, start + AT_ONCE) for start in range(0, people, AT_ONCE))


def _read(
    metric: Metric, value: NDArray[np.float32], size: NDArray[np.float32], *, alike: bool
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    """Figures and work, 0 and 1 where there are none, and where there are some."""
    if alike:
        size = all_alike(size)
    used = usable(metric, value, size)
    return np.where(used, value, np.float32(0)), np.where(used, size, np.float32(1)), used


def _even(
    metric: Metric, y: NDArray[np.float32], h: NDArray[np.float32], means: NDArray[np.float32] | None
) -> NDArray[np.float32]:
    x: NDArray[np.float32]
    if metric.kind is Kind.COUNT:
        x = np.sqrt((y + np.float32(0.375)) / h)
    elif metric.kind is Kind.PROPORTION:
        x = np.arcsin(np.sqrt((y + np.float32(0.375)) / (h + np.float32(0.75))))
    elif means is not None:
        x = np.arcsinh(np.float32(LOG_FROM) * np.divide(y, h, dtype=np.float32) / means[:, None])
    else:
        raise Bug("An amount is scaled by the geometric means of its groups.")
    return x if metric.higher_is_better else np.negative(x, out=x)


def _chance(h: NDArray[np.float32], used: NDArray[np.bool_], usual: np.float32) -> NDArray[np.float32]:
    """1/(4h) is the variance of a period of weight h / (h + usual): 1 / (4 (h + usual)) at weight 1."""
    mean = np.einsum("ij,ij->i", h, used) / np.maximum(used.sum(axis=1), 1)
    found: NDArray[np.float32] = (1 / (4 * (mean + usual))).astype(np.float32)
    return found


def all_alike(size: NDArray[np.float32]) -> NDArray[np.float32]:
    """Where the amount of work is not recorded, each period counts as one unit; no work stays no work."""
    return np.where(size == 0, np.float32(0), np.float32(1))


def usable(metric: Metric, value: NDArray[np.float32], size: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where there is a figure, work, and the figure can be right for its kind."""
    used = np.isfinite(value) & (size > 0) & np.isfinite(size)
    if metric.kind is Kind.COUNT:
        used &= value >= 0
    elif metric.kind is Kind.PROPORTION:
        used &= (value >= 0) & (value <= size)
    return used


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


def _usual_size(
    metric: Metric, value: NDArray[np.float32], size: NDArray[np.float32], *, alike: bool
) -> np.float32:
    """The median amount of work of a period; from evenly spread people where there are very many."""
    step = max(1, size.size // MOST_TO_LOOK_AT)
    _, h, used = _read(metric, value[::step], size[::step], alike=alike)
    some = h[used]
    return np.float32(np.median(some)) if some.size else np.float32(1)


def geometric_means(
    metric: Metric,
    value: NDArray[np.float32],
    size: NDArray[np.float32],
    group: NDArray[np.int32],
    groups: int,
    *,
    alike: bool,
) -> NDArray[np.float32]:
    """Of the positive rates of each group; of all where a group has none, and 1 where nobody has."""
    logs, counts = np.zeros(len(value)), np.zeros(len(value))
    for rows in blocks(len(value)):
        y, h, used = _read(metric, value[rows], size[rows], alike=alike)
        positive = used & (y > 0)
        rate = np.divide(y, h, out=np.ones_like(y), where=positive)
        logs[rows] = np.log(rate, out=rate).sum(axis=1, dtype=np.float64)
        counts[rows] = positive.sum(axis=1)
    total = np.bincount(group, weights=logs, minlength=groups)
    count = np.bincount(group, weights=counts, minlength=groups)
    overall = total.sum() / max(1.0, count.sum())
    mean = np.where(count > 0, total / np.maximum(count, 1), overall)
    return np.exp(mean).astype(np.float32)
