"""What is asked of the tables: standard SQL that every engine reads alike.

Kept to what DuckDB, Spark and PostgreSQL answer identically: explicit casts, no quoted names, no dialect's
functions, medians by ROW_NUMBER, an ORDER BY wherever rows come back. (`STRING` and `TRY_CAST` are the two
words that are not in the standard; both engines know them.) Views are named, one rests on the other:

    raw_*      a table as it lies, columns by their aliases      made by the engine
    people, figures                                              cast to their types
    known_metrics, periods, spans                                small, from Python
    places     people by peer group, with the periods they belong to
    cells      one figure per metric, place and period
    used_cells, usual, logs, scaled, sums, apart                 see `window_statements`
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from goodstanding.analytics.tables import COLUMNS, Column, Table, Type

MOST = "CAST(1e15 AS DOUBLE)"  # as in imports: beyond it a figure is a mistake
UNREADABLE = "CAST(-1e300 AS DOUBLE)"


def typed(table: Table, *, extra: Sequence[str] = ()) -> str:
    """Every column in its type; what cannot be cast is NULL there, and `wrong_rows` says so."""
    columns = ", ".join(f"{cast(column)} AS {column.known_as}" for column in COLUMNS[table])
    return f"SELECT {', '.join((*extra, columns))} FROM raw_{table.value}"


def cast(column: Column) -> str:
    name = column.known_as
    if column.type is Type.NUMBER:
        return number(name)
    if column.type is Type.DATE:
        return f"TRY_CAST({name} AS DATE)"
    return f"NULLIF(TRIM(CAST({name} AS STRING)), '')"


def number(name: str) -> str:
    """Not-a-number is how many programs write an empty cell; both engines hold it equal to itself."""
    return f"NULLIF(TRY_CAST({name} AS DOUBLE), CAST('NaN' AS DOUBLE))"


def constants(names: Sequence[str], types: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A small table from Python. With no rows it is empty, with the same columns."""
    made = [f"({', '.join(_literal(value) for value in row)})" for row in rows]
    columns = ", ".join(f"CAST({n} AS {t}) AS {n}" for n, t in zip(names, types, strict=True))
    given = ", ".join(made or [f"({', '.join('NULL' for _ in names)})"])
    where = "" if made else " WHERE 1 = 0"
    return f"SELECT {columns} FROM (VALUES {given}) AS given({', '.join(names)}){where}"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    text = str(value)
    if "\\" in text:  # one engine reads a backslash as an escape, the other does not
        raise ValueError("no backslash")
    return "'" + text.replace("'", "''") + "'"


PEOPLE = typed(Table.PEOPLE)
ASSIGNMENTS = typed(Table.ASSIGNMENTS)
FIRST_DAY, LAST_DAY = "DATE '1900-01-01'", "DATE '2199-12-31'"
STARTS = f"""
SELECT DISTINCT period_start FROM figures WHERE period_start BETWEEN {FIRST_DAY} AND {LAST_DAY}
ORDER BY period_start
"""
FIGURES_A_START = f"""
SELECT period_start, COUNT(*) AS figures FROM figures WHERE period_start BETWEEN {FIRST_DAY} AND {LAST_DAY}
GROUP BY period_start ORDER BY period_start
"""
SHARES = f"""
SELECT f.metric, COUNT(f.trials) AS trials, MAX(f.figure) AS most,
    SUM(CASE WHEN f.figure <> FLOOR(f.figure) THEN 1 ELSE 0 END) AS broken
FROM figures f JOIN known_metrics k ON f.metric = k.metric
WHERE k.proportion AND f.figure BETWEEN 0 AND {MOST}
GROUP BY f.metric ORDER BY f.metric
"""


def figures(columns: Sequence[str], texts: Sequence[str]) -> str:
    """Without trimming, so that 50 million rows that are well written cost nothing. A column that the source
    lacks stays NULL of its type; text that is no number becomes one that cannot be right."""
    selected = []
    for column in COLUMNS[Table.METRICS]:
        if column.type is Type.TEXT:
            selected.append(f"CAST({column.known_as} AS STRING) AS {column.known_as}")
        elif column.name in texts and column.type is Type.NUMBER:
            wrong = f"{column.known_as} IS NOT NULL AND TRY_CAST({column.known_as} AS DOUBLE) IS NULL"
            selected.append(
                f"CASE WHEN {wrong} THEN {UNREADABLE} ELSE {cast(column)} END AS {column.known_as}"
            )
        elif column.name in columns:
            selected.append(f"{cast(column)} AS {column.known_as}")
        else:
            selected.append(f"CAST(NULL AS DOUBLE) AS {column.known_as}")
    return f"SELECT {', '.join(selected)} FROM raw_metrics"


# Somebody who moved has a row for each peer group. A period that has begun belongs to the group before.
PLACES = """
WITH kept AS (
    SELECT person_id, peer_group, COALESCE(job, peer_group) AS job, active_from, active_to
    FROM people
    WHERE person_id IS NOT NULL AND peer_group IS NOT NULL
      AND (active_from IS NULL OR active_to IS NULL OR active_to >= active_from)
), bounds AS (
    SELECT MIN(first_day) AS first_day, MAX(last_day) AS last_day, MAX(period) + 1 AS periods FROM spans
), placed AS (
    SELECT k.person_id, k.peer_group, k.job, k.active_from,
        COUNT(*) OVER (PARTITION BY k.person_id, k.active_from) AS twice,
        ROW_NUMBER() OVER (PARTITION BY k.person_id
            ORDER BY k.active_from NULLS FIRST, k.peer_group) AS turn,
        CASE WHEN k.active_from IS NULL OR k.active_from <= b.first_day THEN 0
            WHEN k.active_from > b.last_day THEN b.periods ELSE a.period END AS begun,
        CASE WHEN a.first_day < k.active_from THEN 1 ELSE 0 END AS late,
        CASE WHEN k.active_to IS NULL OR k.active_to > b.last_day THEN b.periods
            WHEN k.active_to < b.first_day THEN 0 ELSE z.period + 1 END AS ended
    FROM kept k CROSS JOIN bounds b
    LEFT JOIN spans a ON k.active_from BETWEEN a.first_day AND a.last_day
    LEFT JOIN spans z ON k.active_to BETWEEN z.first_day AND z.last_day
), turns AS (
    SELECT person_id, peer_group, job, active_from, turn, ended,
        CASE WHEN turn > 1 THEN begun + late ELSE begun END AS begins
    FROM placed WHERE twice = 1
), cut AS (
    SELECT person_id, peer_group, job, active_from, begins,
        LEAST(ended, COALESCE(LEAD(begins) OVER (PARTITION BY person_id ORDER BY turn), ended)) AS ends
    FROM turns
)
SELECT CAST(ROW_NUMBER() OVER (ORDER BY job, peer_group, person_id, active_from NULLS FIRST) - 1 AS BIGINT)
        AS place,
    CAST(DENSE_RANK() OVER (ORDER BY job, peer_group) - 1 AS INTEGER) AS grp,
    person_id, peer_group, job, CAST(begins AS INTEGER) AS begins, CAST(ends AS INTEGER) AS ends
FROM cut WHERE ends > begins
"""

# Every figure, where it belongs, and whether it can be right; `verdicts` explains what is not used. Outer
# joins and no WHERE: the many figures then stream past the small tables, whatever an engine expects of them.
FIGURES_PLACED = f"""
SELECT metric_place, place, grp, period, share, figure, trials, size,
    CASE WHEN place IS NULL OR metric_place IS NULL OR period IS NULL THEN 0
        WHEN period < begins OR period >= ends THEN 0
        WHEN figure IS NULL THEN CASE WHEN size = 0 THEN 1 ELSE 0 END
        WHEN figure < least OR figure > most OR figure > {MOST} THEN 0
        WHEN size IS NULL THEN 1
        WHEN size < 0 OR size > {MOST} THEN 0
        ELSE 1 END AS used
FROM (
    SELECT k.metric_place, p.place, p.grp, p.begins, p.ends, t.period, k.share, f.figure, f.trials, k.least,
        CASE WHEN k.proportion THEN f.trials ELSE f.exposure END AS size,
        CASE WHEN k.proportion THEN COALESCE(f.trials, {MOST}) ELSE {MOST} END AS most
    FROM figures f
    LEFT JOIN known_metrics k ON f.metric = k.metric
    LEFT JOIN periods t ON f.period_start = t.period_start
    LEFT JOIN {{places}} p ON f.person_id = p.person_id{{in_time}}
) AS looked_up
"""
IN_TIME = " AND t.period >= p.begins AND t.period < p.ends"
MOVERS = "SELECT COUNT(*) - COUNT(DISTINCT person_id) AS movers FROM places"

_CELLS = """
SELECT metric_place, place, grp, period, CASE WHEN share THEN figure * trials ELSE figure END AS figure, size
FROM figures_placed WHERE used = 1
"""

# Where a period of the review holds several of the file's (days in a week), they are added up.
_ADDED = f"""
SELECT metric_place, place, grp, period, SUM(figure) AS figure,
    CASE WHEN COUNT(size) = COUNT(*) THEN SUM(size) END AS size
FROM ({_CELLS}) AS each_one
GROUP BY metric_place, place, grp, period
"""


def figures_placed(*, movers: bool) -> str:
    """With somebody who changed peer group, the join has to look at the time as well."""
    return FIGURES_PLACED.format(places="places", in_time=IN_TIME if movers else "")


def cells(*, added: bool) -> str:
    return _ADDED if added else _CELLS


def trusted(places: int, periods: int, *, movers: bool, shares: bool) -> str:
    """Where each figure lies in an array (metrics, places, periods), its value and the work there was.

    -1 for figures that belong nowhere. Nothing is checked here, which makes it twice as quick: what cannot be
    right is looked for in the array, and if there is any, `strict` is asked.
    """
    figure = "CASE WHEN k.share THEN f.figure * f.trials ELSE f.figure END" if shares else "f.figure"
    return f"""
SELECT {_where("k.metric_place", "p.place", "t.period", places, periods)} AS cell,
    COALESCE(TRY_CAST({figure} AS REAL), CAST('NaN' AS REAL)) AS figure,
    COALESCE(TRY_CAST(CASE WHEN k.proportion THEN f.trials ELSE f.exposure END AS REAL), CAST('NaN' AS REAL))
        AS size
FROM raw_metrics f
LEFT JOIN known_metrics k ON f.metric = k.metric
LEFT JOIN periods t ON f.period_start = t.period_start
LEFT JOIN places p ON f.person_id = p.person_id{IN_TIME if movers else ""}
"""


def strict(places: int, periods: int) -> str:
    """As `trusted`, of the figures that can be right alone."""
    return f"""
SELECT {_where("metric_place", "place", "period", places, periods)} AS cell,
    COALESCE(CAST(CASE WHEN size = 0 THEN 0 ELSE figure END AS REAL), CAST('NaN' AS REAL)) AS figure,
    COALESCE(CAST(size AS REAL), CAST('NaN' AS REAL)) AS size
FROM cells
"""


def _where(metric: str, place: str, period: str, places: int, periods: int) -> str:
    return (
        f"COALESCE(CAST({metric} AS BIGINT) * CAST({places * periods} AS BIGINT) "
        f"+ {place} * CAST({periods} AS BIGINT) + CAST({period} AS BIGINT), CAST(-1 AS BIGINT))"
    )


def verdicts(numbered: str) -> str:
    """The first thing that is wrong with a row, or why it is not used; `checks` words each."""
    figure, trials, exposure = (number(f"r.{name}") for name in ("figure", "trials", "exposure"))
    return f"""
SELECT r.row_id, CAST(r.person_id AS STRING) AS person_id, CAST(r.metric AS STRING) AS metric,
    CAST(r.period_start AS STRING) AS period_start, CAST(r.figure AS STRING) AS figure,
    CAST(r.trials AS STRING) AS trials, CAST(r.exposure AS STRING) AS exposure,
    CASE
        WHEN r.person_id IS NULL OR CAST(r.person_id AS STRING) = '' THEN 'person_id empty'
        WHEN r.metric IS NULL OR CAST(r.metric AS STRING) = '' THEN 'metric empty'
        WHEN r.period_start IS NULL THEN 'period_start empty'
        WHEN TRY_CAST(r.period_start AS DATE) IS NULL THEN 'period_start wrong'
        WHEN TRY_CAST(r.period_start AS DATE) NOT BETWEEN {FIRST_DAY} AND {LAST_DAY} THEN 'period_start far'
        WHEN k.metric IS NULL THEN 'other metric'
        WHEN r.figure IS NOT NULL AND TRY_CAST(r.figure AS DOUBLE) IS NULL THEN 'value wrong'
        WHEN r.exposure IS NOT NULL AND TRY_CAST(r.exposure AS DOUBLE) IS NULL THEN 'exposure wrong'
        WHEN r.trials IS NOT NULL AND TRY_CAST(r.trials AS DOUBLE) IS NULL THEN 'n wrong'
        WHEN {figure} NOT BETWEEN -{MOST} AND {MOST} THEN 'value far'
        WHEN NOT k.proportion AND {exposure} < 0 THEN 'exposure negative'
        WHEN NOT k.proportion AND {exposure} > {MOST} THEN 'exposure far'
        WHEN k.proportion AND {trials} < 0 THEN 'n negative'
        WHEN k.proportion AND {trials} > {MOST} THEN 'n far'
        WHEN k.whole AND {figure} < 0 THEN 'value negative'
        WHEN k.proportion AND {figure} > {trials} THEN 'value over n'
        WHEN d.metric IS NOT NULL THEN 'value twice'
        WHEN i.person_id IS NULL THEN 'other person'
        WHEN t.period IS NULL THEN 'other time'
        WHEN p.place IS NULL THEN 'not active'
        WHEN {figure} IS NULL AND (k.proportion OR {exposure} IS NULL OR {exposure} <> 0)
            THEN 'not recorded'
        ELSE 'used'
    END AS verdict
FROM {numbered} r
LEFT JOIN known_metrics k ON CAST(r.metric AS STRING) = k.metric
LEFT JOIN periods t ON TRY_CAST(r.period_start AS DATE) = t.period_start
LEFT JOIN (SELECT DISTINCT person_id FROM people) i ON CAST(r.person_id AS STRING) = i.person_id
LEFT JOIN places p ON CAST(r.person_id AS STRING) = p.person_id AND t.period >= p.begins AND t.period < p.ends
LEFT JOIN twice d ON CAST(r.person_id AS STRING) = d.person_id AND CAST(r.metric AS STRING) = d.metric
    AND TRY_CAST(r.period_start AS DATE) = d.period_start
"""


TWICE = """
SELECT person_id, metric, period_start FROM figures
WHERE figure IS NOT NULL AND period_start IS NOT NULL
GROUP BY person_id, metric, period_start HAVING COUNT(*) > 1
"""
NOT_TWICE = """
SELECT f.person_id, f.metric, f.period_start, f.figure, f.trials, f.exposure
FROM all_figures f LEFT JOIN twice d
    ON f.person_id = d.person_id AND f.metric = d.metric AND f.period_start = d.period_start
WHERE d.metric IS NULL
"""

WRONG_PEOPLE = """
SELECT row_id, person_id, peer_group, active_from, active_to, verdict FROM (
    SELECT r.row_id, CAST(r.person_id AS STRING) AS person_id, CAST(r.peer_group AS STRING) AS peer_group,
        CAST(r.active_from AS STRING) AS active_from, CAST(r.active_to AS STRING) AS active_to,
        CASE
            WHEN r.person_id IS NULL OR TRIM(CAST(r.person_id AS STRING)) = '' THEN 'person_id empty'
            WHEN r.peer_group IS NULL OR TRIM(CAST(r.peer_group AS STRING)) = '' THEN 'peer_group empty'
            WHEN r.active_from IS NOT NULL AND TRY_CAST(r.active_from AS DATE) IS NULL
                THEN 'active_from wrong'
            WHEN r.active_to IS NOT NULL AND TRY_CAST(r.active_to AS DATE) IS NULL THEN 'active_to wrong'
            WHEN TRY_CAST(r.active_to AS DATE) < TRY_CAST(r.active_from AS DATE) THEN 'active_to early'
            WHEN COUNT(*) OVER (PARTITION BY r.person_id, TRY_CAST(r.active_from AS DATE)) > 1
                THEN 'person_id twice'
            ELSE 'used'
        END AS verdict
    FROM {numbered} r
) AS judged WHERE verdict <> 'used' ORDER BY row_id, person_id, verdict
"""
WRONG_ASSIGNMENTS = """
SELECT row_id, person_id, unit_id, since, until, verdict FROM (
    SELECT r.row_id, CAST(r.person_id AS STRING) AS person_id, CAST(r.unit_id AS STRING) AS unit_id,
        CAST(r.since AS STRING) AS since, CAST(r.until AS STRING) AS until,
        CASE
            WHEN r.person_id IS NULL OR TRIM(CAST(r.person_id AS STRING)) = '' THEN 'person_id empty'
            WHEN r.unit_id IS NULL OR TRIM(CAST(r.unit_id AS STRING)) = '' THEN 'unit_id empty'
            WHEN r.since IS NULL THEN 'from empty'
            WHEN TRY_CAST(r.since AS DATE) IS NULL THEN 'from wrong'
            WHEN r.until IS NOT NULL AND TRY_CAST(r.until AS DATE) IS NULL THEN 'to wrong'
            WHEN TRY_CAST(r.until AS DATE) < TRY_CAST(r.since AS DATE) THEN 'to early'
            ELSE 'used'
        END AS verdict
    FROM {numbered} r
) AS judged WHERE verdict <> 'used' ORDER BY row_id, person_id, verdict
"""

# How many units somebody was responsible for on some day of a period, where assignments say anything.
UNITS = """
SELECT CAST(p.place * CAST({periods} AS BIGINT) + s.period AS BIGINT) AS cell,
    CAST(COUNT(DISTINCT a.unit_id) AS REAL) AS units, CAST(1 AS REAL) AS one
FROM assignments a
JOIN places p ON a.person_id = p.person_id
JOIN spans s ON s.period >= p.begins AND s.period < p.ends
    AND a.since <= s.last_day AND COALESCE(a.until, s.last_day) >= s.first_day
GROUP BY p.place, s.period
"""
ASSIGNED = """
SELECT p.place FROM places p
WHERE EXISTS (SELECT 1 FROM assignments a WHERE a.person_id = p.person_id AND a.since IS NOT NULL)
ORDER BY p.place
"""
FIRST_ASSIGNED = """
SELECT MIN(s.period) FROM spans s WHERE s.last_day >= (SELECT MIN(since) FROM assignments)
"""
