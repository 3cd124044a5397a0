"""A small company with everything in it that a table may hold, as rows and as files."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from goodstanding.analytics.plain import Figure, Person
from goodstanding.analytics.tables import Source, SourceKind, Table

MONDAY = date(2024, 1, 1)
WEEKS = 14
DEFINITIONS = [
    ("calls", "count", "higher", "calls"),
    ("complaints", "count", "lower", "complaints"),
    ("revenue", "amount", "higher", "euros"),
    ("solved", "proportion", "higher", "cases"),
]


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def people() -> list[Person]:
    """Two groups that can be compared, one that is too small, somebody who moved, one without a role."""
    made = [Person(f"n{i}", "north", "agent") for i in range(7)]
    made += [Person(f"s{i}", "south", "agent", date(2020, 1, 1)) for i in range(6)]
    made += [Person(f"t{i}", "tiny", None) for i in range(3)]
    made += [
        Person("mover", "north", "agent", None, week(6) + timedelta(days=2)),
        Person("mover", "south", "agent", week(6) + timedelta(days=3), None),
        Person("new", "north", "agent", week(5) + timedelta(days=1), None),
        Person("left", "south", "agent", None, week(7) + timedelta(days=6)),
        Person("silent", "south", "agent"),
    ]
    return made


def figures(seed: int = 5) -> list[Figure]:
    """Weeks without work, weeks not recorded, work not known, refunds beyond the sales, unknown people."""
    draw = random.Random(seed)
    made = []
    for who in [*(p.person_id for p in people() if p.person_id not in ("silent", "mover")), "mover", "ghost"]:
        for number in range(WEEKS):
            hours: float | None = draw.choice([None, 0.0, *([20.0, 30.0, 37.5] * 4)])
            cases = float(draw.choice([0, 12, 20, 33]))
            when = week(number)
            calls = None if draw.random() < 0.08 else float(draw.randint(0, 60))
            made += [
                Figure(who, "calls", when, calls, None, hours),
                Figure(who, "complaints", when, float(draw.randint(0, 4)), None, hours),
                Figure(who, "revenue", when, round(draw.uniform(-200, 5000), 2), None, hours),
                Figure(who, "solved", when, float(draw.randint(0, int(cases))), cases, hours),
            ]
    return made


PEOPLE = ("person_id", "peer_group", "role", "active_from", "active_to")
METRICS = ("person_id", "metric", "period_start", "value", "n", "exposure")


def write(folder: Path, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Source:
    path = folder / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return Source(SourceKind.CSV, str(path))


def as_parquet(source: Source, types: str) -> Source:
    """The same table as Parquet, with proper types: `types` as DuckDB's read_csv takes them."""
    import duckdb

    target = source.place.removesuffix("csv") + "parquet"
    with duckdb.connect() as db:
        db.execute(f"COPY (SELECT * FROM read_csv('{source.place}', types = {{{types}}})) TO '{target}'")
    return Source(SourceKind.PARQUET, target)


def person_rows(made: Iterable[Person]) -> list[tuple[object, ...]]:
    return [(p.person_id, p.peer_group, p.role, p.active_from, p.active_to) for p in made]


def figure_rows(made: Iterable[Figure]) -> list[tuple[object, ...]]:
    return [(f.person_id, f.metric, f.period_start, f.value, f.n, f.exposure) for f in made]


def company(
    folder: Path,
    figures: Iterable[Figure],
    persons: Iterable[Person] | None = None,
    definitions: Iterable[Sequence[object]] = DEFINITIONS,
) -> dict[Table, Source]:
    """All as CSV."""
    return {
        Table.PEOPLE: write(folder, "people", PEOPLE, person_rows(people() if persons is None else persons)),
        Table.METRICS: write(folder, "metrics", METRICS, figure_rows(figures)),
        Table.DEFINITIONS: write(folder, "definitions", ("metric", "kind", "direction", "unit"), definitions),
    }


def company_in_parquet(folder: Path, figures: Iterable[Figure]) -> dict[Table, Source]:
    made = company(folder, figures)
    dates = "'person_id': 'VARCHAR', 'active_from': 'DATE', 'active_to': 'DATE'"
    numbers = "'person_id': 'VARCHAR', 'value': 'DOUBLE', 'n': 'INTEGER', 'exposure': 'FLOAT'"
    made[Table.PEOPLE] = as_parquet(made[Table.PEOPLE], dates)
    made[Table.METRICS] = as_parquet(made[Table.METRICS], numbers)
    return made
