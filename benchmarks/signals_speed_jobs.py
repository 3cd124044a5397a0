"""One measured job of `signals_speed` in a process of its own. Prints what it cost as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

THREADS = 2


def plain(tables: Path) -> str:
    """What the limit is taken against: the sums of each peer group, week and metric, and nothing else."""
    import duckdb

    with duckdb.connect(config={"threads": THREADS, "preserve_insertion_order": False}) as db:
        db.execute(f"""CREATE TEMP TABLE summed AS
            SELECT peer_group, period_start, metric, sum(value) AS v, sum(n) AS n, sum(exposure) AS h,
                count(*) AS c
            FROM read_parquet('{tables}/metrics.parquet')
            JOIN read_parquet('{tables}/people.parquet') USING (person_id) GROUP BY ALL""")
        (rows,) = db.execute("SELECT count(*) FROM summed").fetchall()[0]
    return f"{rows:,} sums"


def review(tables: Path) -> str:
    """All of `goodstanding signals` from the files to the findings file."""
    from goodstanding.cli import main

    out = tables / "findings.json"
    code = main(["signals", "--people", f"{tables}/people.parquet", "--metrics", f"{tables}/metrics.parquet",
                 "--definitions", f"{tables}/definitions.csv", "--out", str(out), "--quiet"])  # fmt: skip
    found = json.loads(out.read_text())
    return f"{len(found['findings'])} findings, exit {code}"


def naive(tables: Path) -> str:
    """What is often written instead: for each person and metric a regression on time, p < 0.05."""
    import numpy as np
    import pandas as pd
    import statsmodels.api as sm

    figures = pd.read_parquet(tables / "metrics.parquet")
    people = pd.read_parquet(tables / "people.parquet", columns=["person_id", "peer_group"])
    figures = figures.merge(people, on="person_id")
    figures["rate"] = figures["value"] / figures["exposure"].fillna(figures["n"]).replace(0, np.nan)
    mean = figures.groupby(["peer_group", "period_start", "metric"])["rate"].transform("mean")
    figures["apart"] = figures["rate"] - mean
    starts = pd.to_datetime(figures["period_start"])
    figures["week"] = (starts - starts.min()).dt.days / 7
    flagged = set()
    for (person, _), own in figures.dropna(subset=["apart"]).groupby(["person_id", "metric"], sort=False):
        fitted = sm.OLS(own["apart"], sm.add_constant(own["week"])).fit()
        if fitted.params["week"] < 0 and fitted.pvalues["week"] < 0.05:
            flagged.add(person)
    return f"{len(flagged):,} people flagged of {len(people):,}"


JOBS: dict[str, Callable[[Path], str]] = {"plain": plain, "review": review, "naive": naive}
HEAVY = {
    "plain": ("duckdb",),
    "review": ("duckdb", "numpy", "scipy.special", "scipy.optimize", "scipy.stats", "nanoarrow", "pydantic"),
    "naive": ("duckdb", "pandas", "statsmodels.api"),
}


def peak() -> int:
    """MB of memory at most. `getrusage` would count what the process that started this one had."""
    status = Path("/proc/self/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))) // 1024


def main() -> None:
    job, tables = sys.argv[1], Path(sys.argv[2])
    for module in HEAVY[job]:
        __import__(module)
    began, before = time.perf_counter(), time.process_time()
    said = JOBS[job](tables)
    cost = {
        "wall": time.perf_counter() - began,
        "cpu": time.process_time() - before,
        "memory": peak(),
        "said": said,
    }
    print(json.dumps(cost))


if __name__ == "__main__":
    main()
