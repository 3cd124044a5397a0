"""What a review of measurements costs against DuckDB's own sums over the same file, in one run.

python -m benchmarks.signals_speed --people 100000            (makes the tables under build/signals)
python -m benchmarks.signals_speed --people 10000 --naive     (and a pandas/statsmodels script beside it)
python -m benchmarks.signals_speed --people 10000 --growth    (10,000 and what is asked for, a person each)

Every measurement is a process of its own, so that neither memory nor caches of one count for another. They
take turns, and the medians are compared: on a busy machine the ratio says more than the seconds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

WEEKS, METRICS = 104, 5
MOST_RATIO, MOST_MEMORY, MOST_GROWTH = 2.0, 2_000, 1.25
GROUP = 40


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    memory: int
    said: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.signals_speed", description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, default=Path("build/signals"))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--order", choices=("person", "period"), default="person",
                        help="how the rows of the file lie")  # fmt: skip
    parser.add_argument("--naive", action="store_true", help="needs pandas and statsmodels")
    parser.add_argument("--growth", type=int, metavar="PEOPLE", help="compare with so many people")
    chosen = parser.parse_args()
    tables = made(chosen.folder, chosen.people, chosen.order)
    jobs = ["plain", "review"]
    costs = {job: [run(job, tables) for _ in range(chosen.times)] for job in jobs}
    missed = report(chosen.people, costs)
    if chosen.growth:
        missed |= growth(
            costs["review"], chosen, run("review", made(chosen.folder, chosen.growth, chosen.order))
        )
    if chosen.naive:
        naive = run("naive", tables)
        ours = middle(costs["review"])
        print(f"pandas and statsmodels   {naive.wall:8.1f} s {naive.cpu:8.1f} s CPU {naive.memory:6} MB   "
              f"{naive.wall / ours.wall:.1f} × the review")  # fmt: skip
        print(f"                         {naive.said}")
    return 1 if missed else 0


def report(people: int, costs: dict[str, list[Cost]]) -> bool:
    plain, review = middle(costs["plain"]), middle(costs["review"])
    ratio, by_cpu = review.wall / plain.wall, review.cpu / plain.cpu
    missed = ratio > MOST_RATIO or review.memory > MOST_MEMORY
    print(f"{people:,} people × {WEEKS} weeks × {METRICS} metrics")
    for what, cost in (("DuckDB's sums", plain), ("a full review", review)):
        figures = f"{cost.wall:8.2f} s {cost.cpu:8.2f} s CPU {cost.memory:6} MB"
        print(f"{what:25}{figures}   {cost.said}")
    print(f"ratio                    {ratio:8.2f}   {by_cpu:8.2f}                 (limit {MOST_RATIO:.0f}; "
          f"{MOST_MEMORY:,} MB){'   MISSED' if missed else ''}")  # fmt: skip
    return missed


def growth(own: list[Cost], chosen: argparse.Namespace, larger: Cost) -> bool:
    each = middle(own).cpu / chosen.people * 1e6
    theirs = larger.cpu / chosen.growth * 1e6
    missed = theirs > MOST_GROWTH * each
    print(
        f"CPU a person             {each:8.1f} µs with {chosen.people:,}, {theirs:.1f} µs with "
        f"{chosen.growth:,} ({larger.wall:.1f} s, {larger.memory:,} MB){'   MISSED' if missed else ''}"
    )
    return missed


def middle(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(c.wall for c in costs),
        statistics.median(c.cpu for c in costs),
        max(c.memory for c in costs),
        costs[0].said,
    )


def run(job: str, tables: Path) -> Cost:
    """In a process of its own. Starting Python and importing belongs to both and is left out of both."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.signals_speed_jobs", job, str(tables)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def made(folder: Path, people: int, order: str) -> Path:
    """The tables, made once. 100,000 people take about two minutes and 300 MB."""
    from benchmarks.signals_speed_tables import make

    target = folder / f"{people}-{order}"
    if not (target / "done").exists():
        began = time.perf_counter()
        make(target, people=people, weeks=WEEKS, group=GROUP, order=order)
        print(f"made {target} in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return target


if __name__ == "__main__":
    sys.exit(main())
