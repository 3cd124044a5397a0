"""The definitions table, row by row: it is small, and everything else rests on it."""

from __future__ import annotations

from goodstanding.analytics.engine import Engine
from goodstanding.analytics.tables import Problem, Table
from goodstanding.domain.errors import UserError
from goodstanding.domain.evaluation import Kind
from goodstanding.stats.signals.panel import Metric

HIGHER = {"higher", "higher is better", "high", "up", "+", "at_least"}
LOWER = {"lower", "lower is better", "low", "down", "-", "at_most"}
MOST_METRICS = 200


def definitions(engine: Engine) -> tuple[tuple[Metric, ...], tuple[Problem, ...]]:
    """Metrics in the order of their codes. UserError if there is none."""
    found: dict[str, Metric] = {}
    problems: list[Problem] = []
    rows = engine.rows(
        "SELECT CAST(row_id AS BIGINT) AS row_id, TRIM(CAST(metric AS STRING)) AS metric, "
        "LOWER(TRIM(CAST(kind AS STRING))) AS kind, LOWER(TRIM(CAST(direction AS STRING))) AS direction, "
        f"TRIM(CAST(unit AS STRING)) AS unit FROM {engine.number(Table.DEFINITIONS)} ORDER BY row_id, metric"
    )
    for row, code, kind, direction, unit in rows:
        wrong = _wrong(code, kind, direction, found)
        if wrong:
            field, value, message = wrong
            problems.append(Problem(Table.DEFINITIONS, row, field, value, message, str(code or "")))
            continue
        found[code] = Metric(code, Kind(kind), direction in HIGHER, unit or "", code)
    if not found:
        first = f" The first: {problems[0]}" if problems else ""
        raise UserError(f"The definitions name no metric that can be used.{first}")
    if len(found) > MOST_METRICS:
        raise UserError(f"There are {len(found)} metrics; a review takes at most {MOST_METRICS}.")
    return tuple(found[code] for code in sorted(found)), tuple(problems)


def _wrong(
    code: str | None, kind: str | None, direction: str | None, found: dict[str, Metric]
) -> tuple[str, str, str] | None:
    if not code:
        return "metric", "", "is empty. Every row needs it."
    if code in found:
        return "metric", code, "is defined twice. The first row is used."
    if "\\" in code:
        return "metric", code, "has a backslash in it. Choose a code without one."
    if kind not in set(Kind):
        return "kind", kind or "", "is not a kind of metric. Write count, proportion or amount."
    if direction not in HIGHER | LOWER:
        return "direction", direction or "", "does not say which is better. Write higher or lower."
    return None
