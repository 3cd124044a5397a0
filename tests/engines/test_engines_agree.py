"""The same statements give the same answers on DuckDB, on Spark, and in plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from math import isnan
from pathlib import Path

import numpy as np
import pytest

from goodstanding.analytics import plain, windows
from goodstanding.analytics.engine import Engine
from goodstanding.analytics.load import Loaded, load
from goodstanding.analytics.plain import Figure
from tests.engines.company import WEEKS, company, company_in_parquet, figures, people

TOLERANCE = 1e-12


def assert_near(found: Sequence[tuple[float, ...]], expected: Sequence[tuple[float, ...]]) -> None:
    assert len(found) == len(expected) > 0
    np.testing.assert_allclose(
        np.array(found, float), np.array(expected, float), rtol=TOLERANCE, atol=TOLERANCE
    )


def assert_panel(loaded: Loaded, some: Sequence[Figure]) -> list[plain.Cell]:
    """Every cell of the panel is what the reference says, and nothing else is in it."""
    panel = loaded.panel
    placed = plain.places(people(), loaded.periods)
    cells = plain.cells(some, panel.metrics, placed, loaded.periods)
    assert [p.person_id for p in placed] == list(panel.person_ids)
    assert [(p.begins, p.ends) for p in placed] == list(zip(panel.active_from, panel.active_to, strict=True))
    assert [p.peer_group for p in placed] == [panel.group_names[g] for g in panel.group]
    expected = {(c.metric, c.place, c.period): c for c in cells}
    for where in np.ndindex(*panel.value.shape):
        cell = expected.get(where)
        value, size = float(panel.value[where]), float(panel.size[where])
        if cell is None or cell.value is None:
            assert isnan(value) or size == 0
        elif cell.size != 0:
            assert value == pytest.approx(cell.value, rel=1e-6)
        if cell is not None:
            assert isnan(size) if cell.size is None else size == pytest.approx(cell.size, rel=1e-6)
    return cells


def assert_windows(engine: Engine, loaded: Loaded, cells: list[plain.Cell]) -> None:
    panel = loaded.panel
    placed = plain.places(people(), loaded.periods)
    scaled = plain.scaled(cells, panel.metrics, placed, [bool(r) for r in panel.work_recorded])
    worked_out = windows.Windows(engine, 4)
    assert_near(worked_out.scaled(), scaled)
    assert_near(worked_out.sums(), plain.sums(scaled, placed))
    assert_near(worked_out.differences(), plain.differences(scaled, placed, 4))


def test_weekly_figures_with_everything_in_them(engine: Engine, tmp_path: Path) -> None:
    some = figures()
    loaded = load(engine, company(tmp_path, some))
    assert len(loaded.panel.calendar) == WEEKS
    cells = assert_panel(loaded, some)
    assert_windows(engine, loaded, cells)


def test_daily_figures_are_added_up_to_weeks(engine: Engine, tmp_path: Path) -> None:
    days = [
        replace(figure, period_start=figure.period_start + timedelta(days=day))
        for figure in figures()[::3]
        for day in range(5)
    ]
    twice = [*days, days[4]]
    loaded = load(engine, company_in_parquet(tmp_path, twice))
    assert str(loaded.periods.step) == "week"
    assert len(loaded.panel.calendar) == WEEKS
    assert_panel(loaded, twice)


def test_duplicates_shares_and_unknown_work_are_read_alike(engine: Engine, tmp_path: Path) -> None:
    shares = [
        replace(f, value=f.value / f.n if f.n else 0.0) if f.metric == "solved" and f.value else f
        for f in figures()
    ]
    some = [replace(f, exposure=None) if f.metric == "calls" else f for f in shares]
    some += [some[0], replace(some[40], value=3.0), replace(some[5], value=-4.0)]
    loaded = load(engine, company_in_parquet(tmp_path, some))
    assert list(loaded.panel.work_recorded) == [False, True, True, True]
    assert len(loaded.notes) == 1
    told = [replace(f, value=f.value * f.n) if f.metric == "solved" and f.value and f.n else f for f in some]
    cells = assert_panel(loaded, told)
    assert_windows(engine, loaded, cells)
