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
    from goodstanding.analytics.load import Progress

LEAST_RECORDED = 0.5  # of a metric's figures; with less, periods count alike
MOST_READINGS = 4


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
        self._duplicates_known = self._added = self._movers = False
        self._shape = (len(metrics), *shape)
        # One more than there are cells: what is not used goes there.
        cells = self._shape[0] * self._shape[1] * self._shape[2]
        self._values, self._sizes = np.empty(cells + 1, np.float32), np.empty(cells + 1, np.float32)
        self.value, self.size = self._values[:-1].reshape(self._shape), self._sizes[:-1].reshape(self._shape)

    def run(self, rows: int | None, *, added: bool) -> int:
        """How many figures were read; -1 where several went into one period, so that nothing tells."""
        self._added = added
        self._movers = bool(self._engine.rows(statements.MOVERS)[0][0])
        self.know()
        if added:
            self._leave_out_duplicates()
            self._look_for_shares()
        used = 0
        for _ in range(MOST_READINGS):
            used = self._read(rows)
            if not self._look(-1 if added else used):
                break
            self.know()
        self.know()
        return -1 if added else used

    def know(self) -> None:
        """Tell the engine what each metric is, and what rests on it."""
        names = ("metric", "metric_place", "whole", "proportion", "better", "recorded", "share", "least")
        types = ("STRING", "INTEGER", "BOOLEAN", "BOOLEAN", "INTEGER", "BOOLEAN", "BOOLEAN", "DOUBLE")
        rows = [
            (m.code, k, m.kind is not Kind.AMOUNT, m.kind is Kind.PROPORTION, 1 if m.higher_is_better else -1,
             self.recorded[k], self.shares[k], -1e15 if m.kind is Kind.AMOUNT else 0.0)
            for k, m in enumerate(self.metrics)
        ]  # fmt: skip
        self._engine.keep("known_metrics", statements.constants(names, types, rows))
        # One engine looks a view's tables up when it is asked, the other when it is made: make them anew.
        self._engine.view("figures_placed", statements.figures_placed(movers=self._movers))
        self._engine.view("cells", statements.cells(added=self._added))

    def _read(self, rows: int | None) -> int:
        values, sizes, seen, used = self._values, self._sizes, 0, 0
        values.fill(np.nan)
        sizes.fill(np.nan)
        select = statements.dense(*self._shape[1:], added=self._added)
        for cell, figures, work in self._engine.blocks(select):
            values[cell] = figures
            sizes[cell] = work
            seen += len(cell)
            used += int(np.count_nonzero(cell >= 0))
            self._progress("Reading the figures", seen, rows)
        return used

    def _look(self, used: int) -> bool:
        """Whether the figures have to be read again. `used`: as many cells must be filled; -1: unknown."""
        again, filled = False, 0
        for k, metric in enumerate(self.metrics):
            value, size = self.value[k], self.size[k]
            figures = int(np.count_nonzero(value == value))
            sized = int(np.count_nonzero(size == size))
            filled += figures
            self.recorded[k] = figures == 0 or sized >= LEAST_RECORDED * figures
            if metric.kind is Kind.PROPORTION and figures:
                again |= self._proportion(k, value, sized)
        if 0 <= filled < used and not self._duplicates_known:
            self._leave_out_duplicates()
            again = True
        return again

    def _proportion(self, k: int, value: np.ndarray, sized: int) -> bool:
        if not sized:
            self._without_cases(k)
            return True
        if not self.shares[k] and np.fmax.reduce(value, axis=None) <= 1 and _broken(value):
            self._share(k)
            return True
        return False

    def _leave_out_duplicates(self) -> None:
        self._duplicates_known = True
        self._engine.keep("twice", statements.TWICE)
        self._engine.view("figures", statements.NOT_TWICE)

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


def _broken(value: np.ndarray) -> bool:
    seen = value[np.isfinite(value)]
    return bool(np.any(seen != np.floor(seen)))
