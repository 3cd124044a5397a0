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
    if engine.name == "duckdb":  # what the window sums rest on is the same; once on Spark is dear enough
        assert_windows(engine, loaded, cells)


def test_the_review_takes_the_same_two_steps(tmp_path: Path) -> None:
    """What the fast path of `stats.signals` works out from the panel is what the statements say."""
    from goodstanding.analytics.embedded import Embedded
    from goodstanding.stats.signals.peers import group_sums, peer_difference
    from goodstanding.stats.signals.scale import scale

    engine = Embedded(threads=1)
    panel = load(engine, company(tmp_path, figures())).panel
    found = {(d.metric, d.place, d.period): d for d in windows.Windows(engine, 4).differences()}
    for k, metric in enumerate(panel.metrics):
        scaled = scale(
            metric, panel.value[k], panel.size[k], panel.group, len(panel.group_names), work_recorded=True
        )
        made = peer_difference(scaled, group_sums(scaled, panel.bounds()), panel.group, 4)
        for place, period in np.ndindex(*made.d.shape):
            told = found.get((k, place, period))
            assert (told is not None) == (made.weight[place, period] > 0)
            if told is not None:
                assert made.d[place, period] == pytest.approx(told.d, abs=1e-5)
                assert made.weight[place, period] == pytest.approx(told.weight, rel=1e-4)
    engine.close()
