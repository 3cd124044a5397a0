"""The demo company's figures as a review reads them, without a database."""

from __future__ import annotations

import numpy as np

from goodstanding.demo.figures import Figures
from goodstanding.demo.measures import MEASURES
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Calendar, Metric, Panel


def panel_of(made: Figures) -> Panel:
    """People by job family and level, in the weeks for which there are figures."""
    weeks = made.mondays()
    members = sorted(made.cast.workers(), key=lambda m: (m.family, m.level, m.key))
    groups = sorted({(m.family, m.level) for m in members})
    roles = sorted({family for family, _ in groups})
    shape = (len(MEASURES), len(members), len(weeks))
    value, size = np.full(shape, np.nan, np.float32), np.full(shape, np.nan, np.float32)
    for (key, code), rows in made.made.items():
        m = [measure.code for measure in MEASURES].index(code)
        n = [member.key for member in members].index(key)
        for row in rows:
            t = weeks.index(row.monday)
            value[m, n, t], size[m, n, t] = row.value, row.work
    return Panel(
        metrics=tuple(Metric(m.code, Kind(m.kind), not m.lower_is_better, m.unit, m.name) for m in MEASURES),
        calendar=Calendar(tuple(weeks)),
        person_ids=[member.key for member in members],
        group=np.array([groups.index((m.family, m.level)) for m in members], np.int32),
        group_names=[f"{family}, {level}" for family, level in groups],
        role=np.array([roles.index(family) for family, _ in groups], np.int32),
        role_names=roles,
        active_from=np.zeros(len(members), np.int32),
        active_to=np.full(len(members), len(weeks), np.int32),
        value=value,
        size=size,
        work_recorded=np.ones(len(MEASURES), bool),
    )
