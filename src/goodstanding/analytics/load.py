"""From four tables to the panel that a review reads, with an account of every row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.analytics import checks, statements
from goodstanding.analytics.definitions import definitions
from goodstanding.analytics.engine import Engine, Opened
from goodstanding.analytics.filling import Filling
from goodstanding.analytics.periods import Periods, far_apart, periods, without_strays
from goodstanding.analytics.tables import Counted, Problem, Source, Table
from goodstanding.domain.errors import UserError
from goodstanding.stats.signals.panel import Calendar, Panel

if TYPE_CHECKING:
    from numpy.typing import NDArray

Progress = Callable[[str, int, int | None], None]
"""What is being done, how much of it is done, and of how much, where that is known."""


def silent(what: str, done: int, total: int | None) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Loaded:
    """`problems` lists bad rows up to a limit; `counted` has them all. `notes` hold for everybody."""

    panel: Panel
    periods: Periods
    counted: Mapping[Table, Counted]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def load(
    engine: Engine, sources: Mapping[Table, Source], *, as_of: date | None = None, progress: Progress = silent
) -> Loaded:
    """Everything up to `as_of`; without it, up to the last period of the file.

    Afterwards `engine` has the views on which `window_sums` rests.
    """
    return _Loading(engine, sources, as_of, progress).loaded()


class _Loading:
    def __init__(
        self, engine: Engine, sources: Mapping[Table, Source], as_of: date | None, progress: Progress
    ) -> None:
        self.engine, self.as_of, self.progress = engine, as_of, progress
        self.counted: dict[Table, Counted] = {}
        self.notes: list[str] = []
        progress("Opening the tables", 0, None)
        self.opened: dict[Table, Opened] = {table: engine.open(table, at) for table, at in sources.items()}
        self.problems = [problem for opened in self.opened.values() for problem in opened.unreadable]

    def loaded(self) -> Loaded:
        metrics, wrong = definitions(self.engine)
        self._count(Table.DEFINITIONS, wrong)
        self._views()
        when = self._periods()
        group, begins, ends = self._places()
        filling = Filling(self.engine, metrics, (len(group), len(when.first)), self.progress)
        opened = self.opened[Table.METRICS]
        texts = any(name in opened.texts for name in ("value", "n", "exposure"))
        self._account(filling.run(opened.rows, added=when.added, texts=texts))
        self.notes += filling.notes
        names, groups, roles = self._names()
        panel = Panel(
            metrics=filling.metrics, calendar=Calendar(when.first),
            person_ids=names, group=group, group_names=[name for name, _ in groups],
            role=np.array([role for _, role in groups], np.int32), role_names=roles,
            active_from=begins, active_to=ends, value=filling.value, size=filling.size,
            work_recorded=np.array(filling.recorded),
            units=self._units(len(group), len(when.first)),
        )  # fmt: skip
        return Loaded(panel, when, self.counted, tuple(self.problems), tuple(self.notes))

    def _count(self, table: Table, wrong: Sequence[Problem]) -> None:
        self.problems += wrong
        rows = self.opened[table].rows or 0
        unreadable = len(self.opened[table].unreadable)
        bad = len({problem.row or problem.key for problem in wrong})
        self.counted[table] = Counted(rows + unreadable, rows - bad, bad + unreadable)

    def _views(self) -> None:
        opened = self.opened[Table.METRICS]
        self.engine.view("all_figures", statements.figures(opened.columns, opened.texts))
        self.engine.view("figures", "SELECT * FROM all_figures")
        self.engine.keep("twice", "SELECT person_id, metric, period_start FROM all_figures WHERE 1 = 0")
        self.engine.keep("people", statements.PEOPLE)
        self._count(Table.PEOPLE, self._wrong(Table.PEOPLE))
        if Table.ASSIGNMENTS in self.opened:
            self.engine.keep("assignments", statements.ASSIGNMENTS)
            self._count(Table.ASSIGNMENTS, self._wrong(Table.ASSIGNMENTS))

    def _wrong(self, table: Table) -> tuple[Problem, ...]:
        return checks.others(self.engine, table, partial(self.engine.line, table))

    def _periods(self) -> Periods:
        self.progress("Looking at the periods", 0, None)
        starts = [day for (day,) in self.engine.rows(statements.STARTS)]
        if far_apart(starts):
            counts = {day: int(many) for day, many in self.engine.rows(statements.FIGURES_A_START)}
            starts = without_strays(counts)
        when = periods(starts, self.as_of)
        if not when.first:
            until = f" that ended by {self.as_of:%d %B %Y}" if self.as_of and starts else ""
            raise UserError(
                f"The table of metrics has no period{until}. Check that period_start holds days written as "
                "2024-05-31, and --as-of."
            )
        self.engine.keep(
            "periods", statements.constants(("period_start", "period"), ("DATE", "INTEGER"), when.of.items())
        )
        spans = zip(range(len(when.first)), when.first, when.last, strict=True)
        names, types = ("period", "first_day", "last_day"), ("INTEGER", "DATE", "DATE")
        self.engine.keep("spans", statements.constants(names, types, spans))
        return when

    def _places(self) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        self.engine.keep("places", statements.PLACES)
        found = self.engine.arrays("SELECT grp, begins, ends FROM places ORDER BY place")
        if not len(found[0]):
            raise UserError(
                "Nobody in the table of people was active in the periods of the review. Check active_from "
                "and active_to, and whether the table belongs to these metrics."
            )
        group, begins, ends = (each.astype(np.int32, copy=False) for each in found)
        return group, begins, ends

    def _names(self) -> tuple[list[str], list[tuple[str, int]], list[str]]:
        """People in the order of the panel; peer groups with the index of their role; roles."""
        (people,) = self.engine.arrays("SELECT person_id FROM places ORDER BY place")
        groups = self.engine.rows("SELECT DISTINCT grp, peer_group, job FROM places ORDER BY grp")
        roles = sorted({job for _, _, job in groups})
        where = {role: index for index, role in enumerate(roles)}
        return people.tolist(), [(name, where[job]) for _, name, job in groups], roles

    def _units(self, places: int, count: int) -> NDArray[np.float32] | None:
        if Table.ASSIGNMENTS not in self.opened:
            return None
        units = np.full((places, count), np.nan, np.float32)
        known = self.engine.arrays(statements.ASSIGNED)[0]
        since = self.engine.rows(statements.FIRST_ASSIGNED)[0][0]
        if since is not None and len(known):
            units[known, int(since) :] = 0
            flat = units.reshape(-1)
            for cell, many, _ in self.engine.blocks(statements.UNITS.format(periods=count)):
                flat[cell] = many
        return units

    def _account(self, used: int) -> None:
        opened = self.opened[Table.METRICS]
        line = partial(self.engine.line, Table.METRICS)
        counted, wrong = checks.figures(self.engine, line, opened.rows, used)
        unreadable = len(opened.unreadable)
        self.counted[Table.METRICS] = replace(
            counted, rows=counted.rows + unreadable, bad=counted.bad + unreadable
        )
        self.problems += wrong
