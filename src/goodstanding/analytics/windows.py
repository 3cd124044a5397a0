"""The first two steps of a review as window sums inside the engine, in the same words on every one.

A review works them out itself from the panel (`stats.signals.scale`, `.peers`): once the figures are in
memory that is the quicker way. Here they are for tables that stay in a warehouse, and to hold the two
against each other. `load` comes first: the views rest on what it kept.
"""

from __future__ import annotations

from typing import NamedTuple

from goodstanding.analytics import window_statements as statements
from goodstanding.analytics.engine import Engine


class Scaled(NamedTuple):
    """One figure on its scale and its weight; `metric` and `place` are indexes of the panel."""

    metric: int
    place: int
    period: int
    x: float
    weight: float


class Sums(NamedTuple):
    """One metric, peer group and period: sums of weight × x, of weights, and how many people."""

    metric: int
    group: int
    period: int
    weighted: float
    weight: float
    present: int


class Difference(NamedTuple):
    """One figure less the weighted mean of the others, with its weight and how many others there were."""

    metric: int
    place: int
    period: int
    d: float
    weight: float
    others: int


class Windows:
    """Worked out when made, and kept in the engine; asked for as often as wanted."""

    def __init__(self, engine: Engine, fewest_others: int) -> None:
        self._engine = engine
        engine.keep("used_cells", statements.USED_CELLS)
        engine.keep("usual", statements.USUAL)
        engine.keep("logs", statements.LOGS)
        engine.keep("scaled", statements.SCALED)
        engine.keep("sums", statements.SUMS)
        engine.keep("apart", statements.APART.format(fewest_others=int(fewest_others)))
        engine.view("differences", statements.DIFFERENCES)

    def scaled(self) -> list[Scaled]:
        rows = self._engine.rows(
            "SELECT metric_place, place, period, x, weight FROM scaled ORDER BY metric_place, place, period"
        )
        return [Scaled(*row) for row in rows]

    def sums(self) -> list[Sums]:
        rows = self._engine.rows(
            "SELECT metric_place, grp, period, weighted, weight, present FROM sums "
            "ORDER BY metric_place, grp, period"
        )
        return [Sums(*row) for row in rows]

    def differences(self) -> list[Difference]:
        rows = self._engine.rows(
            "SELECT metric_place, place, period, d, weight, others FROM differences "
            "ORDER BY metric_place, place, period"
        )
        return [Difference(*row) for row in rows]
