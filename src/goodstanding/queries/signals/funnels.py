"""The points of funnel plots, per metric and role: how much work, and what came of it. No names.

Where there are many points they are counted in cells, so that a picture stays a picture.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from goodstanding.domain.evaluation import Kind
from goodstanding.stats.funnel import Scale, Widening, funnel

if TYPE_CHECKING:
    from goodstanding.stats.signals.panel import Panel

WEEKS = 26
FEWEST_PEOPLE = 20  # fewer points would be people whom colleagues could pick out
MOST_POINTS = 1_500
CELLS = (60, 40)
SCALES = {Kind.COUNT: Scale.ROOT_COUNT, Kind.PROPORTION: Scale.SHARE, Kind.AMOUNT: Scale.AMOUNT}


@dataclass(frozen=True, slots=True)
class FunnelPoints:
    """`points` are (work, figure, people); `spread` is the standard deviation of one unit, for amounts."""

    metric: str
    role: str
    scale: str
    theta: float
    phi: float
    added: float
    spread: float | None
    people: int
    outside: int
    points: tuple[tuple[float, float, int], ...]


def funnel_points(panel: Panel) -> list[dict[str, Any]]:
    """As stored: one for each metric and role with enough people and known work."""
    import numpy as np

    recent = panel.calendar.periods_in(WEEKS)
    found = []
    role_of = panel.role[panel.group] if len(panel.person_ids) else panel.group
    for m, metric in enumerate(panel.metrics):
        if not panel.work_recorded[m]:
            continue
        value = panel.value[m, :, -recent:].astype(np.float64)
        size = panel.size[m, :, -recent:].astype(np.float64)
        used = np.isfinite(value) & (size > 0)
        total, work = np.where(used, value, 0).sum(axis=1), np.where(used, size, 0).sum(axis=1)
        for r, role in enumerate(panel.role_names):
            chosen = (role_of == r) & (work > 0)
            if chosen.sum() >= FEWEST_PEOPLE:
                spread = (
                    _spread(value[chosen], size[chosen], used[chosen]) if metric.kind is Kind.AMOUNT else None
                )
                made = _one(metric.code, role, SCALES[metric.kind], total[chosen], work[chosen], spread)
                found += [asdict(made)] if made else []
    return found


def _spread(value: Any, size: Any, used: Any) -> float:
    """Of one unit of work, from how single periods lie around each person's own rate."""
    import numpy as np

    rate = np.where(used, value, 0).sum(axis=1) / np.where(used, size, 0).sum(axis=1)
    gap = np.where(used, (value - rate[:, None] * size) ** 2 / np.where(used, size, 1), 0)
    freedom = used.sum() - len(rate)
    return float(np.sqrt(gap.sum() / max(freedom, 1)))


def _one(
    metric: str, role: str, scale: Scale, total: Any, work: Any, spread: float | None
) -> FunnelPoints | None:
    values, sizes = [float(v) for v in total], [float(s) for s in work]
    made = funnel(values, sizes, scale, widening=Widening.ADDED, spread=spread)
    if made is None:
        return None
    points = tuple((size, figure, 1) for size, figure in zip(made.size, made.figure, strict=True))
    return FunnelPoints(
        metric, role, scale.value, made.theta, made.dispersion.phi, made.dispersion.added, spread,
        len(points), len(made.outside()), points if len(points) <= MOST_POINTS else _in_cells(points),
    )  # fmt: skip


def _in_cells(points: tuple[tuple[float, float, int], ...]) -> tuple[tuple[float, float, int], ...]:
    import numpy as np

    x, y = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    count, edge_x, edge_y = np.histogram2d(x, y, bins=CELLS)
    middle_x, middle_y = (edge_x[1:] + edge_x[:-1]) / 2, (edge_y[1:] + edge_y[:-1]) / 2
    return tuple(
        (float(middle_x[i]), float(middle_y[j]), int(count[i, j]))
        for i, j in zip(*np.nonzero(count), strict=True)
    )
