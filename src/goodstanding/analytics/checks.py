"""What may be wrong with a row, in words, and why a good one may not be used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from goodstanding.analytics import statements
from goodstanding.analytics.engine import Engine
from goodstanding.analytics.tables import Column, Counted, Problem, Table

MOST_LISTED = 1_000

WRONG = {
    "empty": "is empty. Every row needs it.",
    "twice": "is there twice for the same time. Keep one of the rows; until then neither is used.",
    "far": "is larger than a figure can be. Check it.",
    "negative": "is negative. It is counted from 0; check it.",
    "early": "lies before the first day. Check both.",
}
OF_DATES = {
    "wrong": "is not a date. Write it as 2024-05-31.",
    "far": "lies before 1900 or after 2199. Check the year.",
}
OF_NUMBERS = {"wrong": "is not a number. Write it as a plain number such as 12.5."}
OF_VALUES = {
    "twice": "is a second figure of the same person, metric and period. Keep one or add them up; until then "
    "neither is used.",
    "over n": "is more than n. A proportion is the number of good cases out of n, or a share from 0 to 1.",
}
LEFT_OUT = {
    "other metric": "a metric that the definitions do not name",
    "other person": "a person who is not among the people",
    "other time": "a period after the day of the review, or longer ago than it looks back",
    "not active": "a period in which the person was not active",
    "not recorded": "no value: not recorded, and never taken for zero",
}
DATES = {"period_start", "active_from", "active_to", "from", "to"}


def wording(verdict: str) -> tuple[str, str]:
    """The field, and what is wrong with it."""
    field, _, fault = verdict.partition(" ")
    if field == "value" and fault in OF_VALUES:
        return field, OF_VALUES[fault]
    if field in DATES and fault in OF_DATES:
        return field, OF_DATES[fault]
    return field, OF_NUMBERS.get(fault) or WRONG[fault]


def figures(
    engine: Engine, line: Callable[[int], int], rows: int | None, used: int
) -> tuple[Counted, tuple[Problem, ...]]:
    """One look at every row, only where not all were used. `line`: the row as the file's reader sees it."""
    if rows == used:
        return Counted(rows, used), ()
    engine.view("verdicts", statements.verdicts(engine.number(Table.METRICS)))
    counts = {
        str(verdict): int(count)
        for verdict, count in engine.rows(
            "SELECT verdict, COUNT(*) AS many FROM verdicts GROUP BY verdict ORDER BY verdict"
        )
    }
    left_out = tuple((LEFT_OUT[key], counts.pop(key)) for key in LEFT_OUT if key in counts)
    used = counts.pop("used", 0)
    bad = sum(counts.values())
    counted = Counted(used + bad + sum(many for _, many in left_out), used, bad, left_out)
    return counted, _listed(engine, line) if bad else ()


def _listed(engine: Engine, line: Callable[[int], int]) -> tuple[Problem, ...]:
    known = ", ".join(f"'{reason}'" for reason in (*LEFT_OUT, "used"))
    names = ("person_id", "metric", "period_start", "value", "n", "exposure")
    found = engine.rows(
        "SELECT row_id, person_id, metric, period_start, figure, trials, exposure, verdict FROM verdicts "
        f"WHERE verdict NOT IN ({known}) "
        f"ORDER BY row_id, person_id, metric, period_start, verdict LIMIT {MOST_LISTED}"
    )
    return tuple(_problem(Table.METRICS, row, names, line) for row in found)


def others(engine: Engine, table: Table, line: Callable[[int], int]) -> tuple[Problem, ...]:
    """Of people and assignments: every bad row."""
    select = {
        Table.PEOPLE: (statements.WRONG_PEOPLE, ("person_id", "peer_group", "active_from", "active_to")),
        Table.ASSIGNMENTS: (statements.WRONG_ASSIGNMENTS, ("person_id", "unit_id", "from", "to")),
    }
    text, names = select[table]
    rows = engine.rows(text.format(numbered=engine.number(table)))
    return tuple(_problem(table, row, names, line) for row in rows)


def _problem(table: Table, row: Sequence[Any], names: Sequence[str], line: Callable[[int], int]) -> Problem:
    number, *cells, verdict = row
    given: Mapping[str, str] = {
        name: _short(cell) for name, cell in zip(names, cells, strict=True) if cell is not None
    }
    field, message = wording(str(verdict))
    key = ", ".join(given.get(name, "") for name in names[:3])
    place = line(int(number)) if number is not None else None
    return Problem(table, place, field, given.get(field, ""), message, key)


def _short(cell: object) -> str:
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(cell))
    return text if len(text) <= 60 else text[:59] + "…"


def missing(column: Column) -> str:
    return f"There is no column “{column.name}”: {column.about}."
