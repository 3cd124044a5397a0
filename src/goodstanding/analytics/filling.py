"""The figures into dense arrays; read again where the first look shows that they mean something else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.analytics import statements
from goodstanding.analytics.engine import Engine
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from goodstanding.analytics.load import Progress

LEAST_RECORDED = 0.5  # of a metric's figures; with less, periods count alike
MOST_READINGS = 4
MOST = np.float32(1e15)


class Filling:
    """`value` and `size` of shape (metrics, places, periods), see `stats.signals.panel`."""

    def __init__(
        self, engine: Engine, metrics: tuple[Metric, ...], shape: tuple[int, int], progress: Progress
    ) -> None:
        self._engine, self._progress = engine, progress
        self.metrics = metrics
        self.shares = [False] * len(metrics)
        self.recorded = [True] * len(metrics)
        self.notes: list[str] = []
        self._strict = self._added = self._movers = False
        self._figures = 0
        self._shape = (len(metrics), *shape)
        # One more than there are cells: what belongs nowhere goes there.
        cells = self._shape[0] * self._shape[1] * self._shape[2]
        self._values, self._sizes = np.empty(cells + 1, np.float32), np.zeros(cells + 1, np.float32)
        self.value, self.size = self._values[:-1].reshape(self._shape), self._sizes[:-1].reshape(self._shape)

    def run(self, rows: int | None, *, added: bool, texts: bool) -> int:
        """How many figures were read; -1 where several went into one period, so that nothing tells.

        `texts`: numbers are written as text, so that each has to be looked at.
        """
        self._added = added
        self._movers = bool(self._engine.rows(statements.MOVERS)[0][0])
        self.know()
        if added:
            self._be_strict()
            self._look_for_shares()
        elif texts:
            self._be_strict()
        used = self._read(rows)
        for _ in range(MOST_READINGS):
            if not self._look():
                break
            self.know()
            self._sizes.fill(0)
            used = self._read(rows)
        return -1 if added else used

    def know(self) -> None:
        """Tell the engine what each metric is, and what rests on it."""
        names = ("metric", "metric_place", "whole", "proportion", "better", "recorded", "share", "least")
        types = ("STRING", "INTEGER", "BOOLEAN", "BOOLEAN", "INTEGER", "BOOLEAN", "BOOLEAN", "DOUBLE")
        rows = [
            (m.code, k, m.kind is not Kind.AMOUNT, m.kind is Kind.PROPORTION, 1 if m.higher_is_better else -1,
             self.recorded[k], self.shares[k], -float(MOST) if m.kind is Kind.AMOUNT else 0.0)
            for k, m in enumerate(self.metrics)
        ]  # fmt: skip
        self._engine.keep("known_metrics", statements.constants(names, types, rows))
        # One engine looks a view's tables up when it is asked, the other when it is made: make them anew.
        self._engine.view("figures_placed", statements.figures_placed(movers=self._movers))
        self._engine.view("cells", statements.cells(added=self._added))

    def _read(self, rows: int | None) -> int:
        values, sizes, seen, idle = self._values, self._sizes, 0, 0
        values.fill(np.nan)
        self._figures = 0
        places, periods = self._shape[1:]
        if self._strict:
            select = statements.strict(places, periods)
        else:
            select = statements.trusted(places, periods, movers=self._movers, shares=any(self.shares))
        for cell, figures, work in self._engine.blocks(select):
            values[cell] = figures
            sizes[cell] = work
            seen += len(cell)
            given = figures == figures
            many = int(np.count_nonzero(given))
            if cell.min() < 0:
                placed = cell >= 0
                many = int(np.count_nonzero(given & placed))
                idle += int(np.count_nonzero(~given & placed & (work == 0)))
            elif many < len(cell):
                idle += int(np.count_nonzero(~given & (work == 0)))
            self._figures += many
            self._progress("Reading the figures", seen, rows)
        return self._figures + idle

    def _look(self) -> bool:
        """Whether the figures have to be read again."""
        again, filled, possible = False, 0, True
        for k, metric in enumerate(self.metrics):
            value, size = self.value[k], self.size[k]
            given = value == value
            figures = int(np.count_nonzero(given))
            unknown = int(np.count_nonzero(given & (size != size)))
            filled += figures
            self.recorded[k] = figures - unknown >= LEAST_RECORDED * figures
            possible = possible and _possible(metric.kind, value, size)
            if metric.kind is Kind.PROPORTION and figures:
                again |= self._proportion(k, value, figures - unknown)
        # Fewer cells than figures: some came twice.
        if not self._strict and (not possible or filled < self._figures):
            self._be_strict()
            again = True
        return again

    def _proportion(self, k: int, value: NDArray[np.float32], sized: int) -> bool:
        if not sized:
            self._without_cases(k)
            return True
        if not self.shares[k] and np.fmax.reduce(value, axis=None) <= 1 and _broken(value):
            self._share(k)
            return True
        return False

    def _be_strict(self) -> None:
        """Look at every figure by itself, and use neither of two for the same thing."""
        self._strict = True
        self._engine.keep("twice", statements.TWICE)
        self._engine.view("figures", statements.NOT_TWICE)
        self.know()

    def _look_for_shares(self) -> None:
        """As `_proportion`, asked beforehand: once shares are added up it would be too late."""
        places = {metric.code: k for k, metric in enumerate(self.metrics)}
        for code, trials, most, broken in self._engine.rows(statements.SHARES):
            if not trials:
                self._without_cases(places[code])
            elif most <= 1 and broken:
                self._share(places[code])
        self.know()

    def _share(self, k: int) -> None:
        self.shares[k] = True
        self.notes.append(
            f"{self.metrics[k].code}: every value is a share from 0 to 1; it was multiplied by n."
        )

    def _without_cases(self, k: int) -> None:
        self.metrics = (
            *self.metrics[:k], replace(self.metrics[k], kind=Kind.AMOUNT), *self.metrics[k + 1 :]
        )  # fmt: skip
        self.notes.append(
            f"{self.metrics[k].code}: no row says out of how many cases (n), so that chance cannot be worked "
            "out for a proportion; it was compared as an amount."
        )


def _possible(kind: Kind, value: NDArray[np.float32], size: NDArray[np.float32]) -> bool:
    """Whether no figure of a metric is one that `strict` would leave out."""
    if bool(np.any(size < 0)) or bool(np.any(size > MOST)):
        return False
    if kind is Kind.AMOUNT:
        return not np.any(np.abs(value) > MOST)
    if bool(np.any(value < 0)) or bool(np.any(value > MOST)):
        return False
    return kind is Kind.COUNT or not np.any(value > size)


def _broken(value: NDArray[np.float32]) -> bool:
    seen = value[np.isfinite(value)]
    return bool(np.any(seen != np.floor(seen)))
