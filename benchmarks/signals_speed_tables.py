"""Tables of any size for `signals_speed`: five metrics a week, groups of about forty, some who decline.

The figures look like figures (overdispersed counts, shares of cases, amounts to the cent, hours in
halves), so that the file compresses as a real one would. How good a review is, another benchmark says.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import numpy as np

CHUNK = 5_000  # people at a time
FIRST = "DATE '2023-01-02'"
DEFINITIONS = """metric,kind,direction,unit
calls,count,higher,calls
complaints,count,lower,complaints
revenue,amount,higher,euros
margin,amount,higher,euros
solved,proportion,higher,cases
"""
KINDS = ("calls", "complaints", "revenue", "margin", "solved")
DECLINING = 0.03


def make(folder: Path, *, people: int, weeks: int, group: int, order: str, seed: int = 7) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "definitions.csv").write_text(DEFINITIONS)
    with duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(folder)}) as db:
        _people(db, folder, people, group, np.random.default_rng(seed))
        parts = [_part(db, folder, start, min(people, start + CHUNK), weeks, seed, order)
                 for start in range(0, people, CHUNK)]  # fmt: skip
        rows = "ORDER BY period_start, person_id, metric" if order == "period" else ""
        db.execute("SET preserve_insertion_order = true")
        every = f"SELECT * FROM read_parquet('{folder}/part*.parquet') {rows}"
        db.execute(f"COPY ({every}) TO '{folder}/metrics.parquet'")
    for part in parts:
        part.unlink()
    (folder / "done").touch()


def _people(db: Any, folder: Path, people: int, group: int, draw: np.random.Generator) -> None:
    groups = draw.integers(0, max(1, people // group), people)
    db.register("drawn", {"i": np.arange(people), "g": groups})
    db.execute(f"""COPY (SELECT 'p' || lpad(CAST(i AS VARCHAR), 8, '0') AS person_id,
        'team ' || g AS peer_group, 'role ' || g % 5 AS role,
        DATE '2020-01-01' AS active_from, CAST(NULL AS DATE) AS active_to
        FROM drawn) TO '{folder}/people.parquet'""")
    db.unregister("drawn")


def _part(db: Any, folder: Path, start: int, end: int, weeks: int, seed: int, order: str) -> Path:
    draw, many = np.random.default_rng([seed, start]), end - start
    shape = (many, weeks)
    ability, bent = draw.normal(0, 0.12, (many, 1)), draw.normal(0, 0.12, (5, many, 1))
    onset = draw.integers(weeks // 3, weeks, (many, 1))
    falling = (draw.random((many, 1)) < DECLINING) & (np.arange(weeks) >= onset)
    level = [np.exp(ability + own - 0.3 * falling) for own in bent]
    hours = np.where(draw.random(shape) < 0.05, 0.0, draw.choice([20.0, 30.0, 37.5, 40.0], shape))
    cases = draw.poisson(30, shape)
    share = np.clip(0.6 + 0.3 * (level[4] - 1), 0.05, 0.95)
    values = {
        "calls": draw.poisson(level[0] * hours * draw.gamma(20, 1 / 20, shape)),
        "complaints": draw.poisson(hours * 0.05 / level[1]),
        "revenue": np.round(level[2] * hours * draw.lognormal(3, 0.4, shape), 2),
        "margin": np.round(level[3] * hours * draw.lognormal(1, 0.5, shape), 2),
        "solved": draw.binomial(cases, share),
    }
    who, week = np.repeat(np.arange(start, end), weeks), np.tile(np.arange(weeks, dtype=np.int32), many)
    columns = {"who": who, "week": week, "hours": hours.ravel(), "cases": cases.ravel().astype(np.int32)}
    db.register("drawn", columns | {name: v.ravel().astype(float) for name, v in values.items()})
    path = folder / f"part{start:09d}.parquet"
    each = " UNION ALL ".join(
        f"SELECT who, week, {k} AS k, '{name}' AS metric, {name} AS v, "
        + ("cases AS n, NULL AS h FROM drawn" if name == "solved" else "NULL AS n, hours AS h FROM drawn")
        for k, name in enumerate(KINDS)
    )
    db.execute(f"""COPY (SELECT 'p' || lpad(CAST(who AS VARCHAR), 8, '0') AS person_id, metric,
        {FIRST} + 7 * week AS period_start, v AS value, CAST(n AS INTEGER) AS n, CAST(h AS DOUBLE) AS exposure
        FROM ({each}) ORDER BY {"week, who, k" if order == "period" else "who, week, k"}) TO '{path}'""")
    db.unregister("drawn")
    return path
