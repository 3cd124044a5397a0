"""What the command costs: `goodstanding --help` against importing Django, and making the demo company.

python -m benchmarks.cli
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

TIMES = 20
MOST = 2.0
MOST_SET_UP = 60.0


@dataclass(frozen=True, slots=True)
class Cost:
    cpu: float
    wall: float


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cli", description="Measure the command.")
    parser.add_argument("--without-demo", action="store_true", help="leave out making the demo company")
    chosen = parser.parse_args()
    missed = measure_help()
    if not chosen.without_demo:
        missed |= measure_demo()
    return 1 if missed else 0


def measure_help() -> bool:
    command = str(Path(sys.executable).with_name("goodstanding"))
    helps, imports = [], []
    for _ in range(TIMES + 1):
        helps.append(run([command, "--help"]))
        imports.append(run([sys.executable, "-c", "import django"]))
    ours, theirs = _median(helps[1:]), _median(imports[1:])
    ratio = ours.cpu / theirs.cpu
    print(f"goodstanding --help       {ours.cpu * 1000:7.0f} ms CPU {ours.wall * 1000:7.0f} ms wall")
    print(f"python -c 'import django' {theirs.cpu * 1000:7.0f} ms CPU {theirs.wall * 1000:7.0f} ms wall")
    print(
        f"ratio                     {ratio:7.2f}        (limit {MOST:.0f})"
        f"{'   MISSED' if ratio > MOST else ''}"
    )
    return ratio > MOST


def measure_demo() -> bool:
    command = str(Path(sys.executable).with_name("goodstanding"))
    with tempfile.TemporaryDirectory() as folder:
        cost = run([command, "demo", "--build-only", "--data", f"{folder}/demo"])
    missed = cost.cpu > MOST_SET_UP
    print(f"making the demo company   {cost.cpu:7.1f} s CPU  {cost.wall:7.1f} s wall   "
          f"(limit {MOST_SET_UP:.0f} s){'   MISSED' if missed else ''}")  # fmt: skip
    return missed


def run(command: list[str]) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "0"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(spent, time.perf_counter() - began)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.wall for c in costs))


if __name__ == "__main__":
    sys.exit(main())
