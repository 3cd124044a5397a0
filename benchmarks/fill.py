"""Fill a fresh database with an invented organisation of any size.

    python -m benchmarks.fill --people 10000 --entries 1000000 --data FOLDER

Every entry goes through the real record (`store.log.append`, a batch for each working day of two years) and
every list through the real projection, so that `goodstanding check` passes and pages cost what they would.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from random import Random

from benchmarks._start import Manifest, add_options, start, write_manifest


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fill", description="Fill a database.")
    add_options(parser)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--measured", type=int, help="people with figures (default: a fifth)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    folder = start(chosen.data, chosen.database_url)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    measured = chosen.people // 5 if chosen.measured is None else chosen.measured
    manifest = fill(people=chosen.people, entries=chosen.entries, measured=measured, seed=chosen.seed)
    write_manifest(folder, manifest)
    print(f"{manifest.people:,} people, {manifest.entries:,} entries, {manifest.plans:,} cases, "
          f"{manifest.observations:,} figures in {manifest.seconds:.0f} s of CPU")  # fmt: skip


def fill(*, people: int, entries: int, measured: int, seed: int = 1, today: date | None = None) -> Manifest:
    """Into the database that Django is set up for, which must be empty. At least 60 people."""
    began = time.process_time()
    from benchmarks._build import Builder

    last = today or datetime.now(UTC).date()
    with quick_database():
        builder = Builder(people=people, entries=entries, last=last, random=Random(seed))
        builder.hire()
        told = builder.live()
        builder.project()
        figures = builder.measure(measured)
        builder.import_runs()
    names = builder.viewers()
    return Manifest(
        people=people, entries=told, observations=figures, plans=builder.cases, today=last.isoformat(),
        seconds=round(time.process_time() - began, 1), **names,
    )  # fmt: skip


@contextmanager
def quick_database() -> Iterator[None]:
    """A larger page cache while SQLite is filled; nothing that changes what is written."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-400000")
    yield


if __name__ == "__main__":
    main()
