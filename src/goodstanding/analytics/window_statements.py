"""Steps 1 and 2 of a review (stats.signals.scale and .peers) as window sums; standard SQL as `statements`."""

from __future__ import annotations

CLIP_IN_MADS = "CAST(4.0 AS DOUBLE) * CAST(1.4826 AS DOUBLE)"

USED_CELLS = """
SELECT c.metric_place, c.place, c.grp, c.period, c.figure AS y, k.proportion, k.whole, k.better,
    CASE WHEN k.recorded OR k.proportion THEN c.size ELSE CAST(1 AS DOUBLE) END AS h
FROM cells c JOIN known_metrics k ON c.metric_place = k.metric_place
WHERE c.figure IS NOT NULL AND (c.size > 0 OR NOT (k.recorded OR k.proportion))
"""


def _median(value: str, source: str) -> str:
    """One row a metric. Between the two middle ones of an even number."""
    return f"""
SELECT metric_place, AVG({value}) AS middle FROM (
    SELECT metric_place, {value}, COUNT(*) OVER (PARTITION BY metric_place) AS many,
        ROW_NUMBER() OVER (PARTITION BY metric_place ORDER BY {value}) AS turn
    FROM {source}
) AS ranked
WHERE turn BETWEEN CAST(many AS DOUBLE) / 2 AND CAST(many AS DOUBLE) / 2 + 1
GROUP BY metric_place
"""


USUAL = _median("h", "used_cells")
LOGS = """
SELECT metric_place, grp, SUM(LN(y / h)) AS total, COUNT(*) AS many
FROM used_cells WHERE NOT whole AND y > 0 GROUP BY metric_place, grp
"""
SCALED = """
SELECT metric_place, place, grp, period, weight,
    better * CASE
        WHEN proportion THEN ASIN(SQRT((y + CAST(0.375 AS DOUBLE)) / (h + CAST(0.75 AS DOUBLE))))
        WHEN whole THEN SQRT((y + CAST(0.375 AS DOUBLE)) / h)
        ELSE SIGN(z) * LN(ABS(z) + SQRT(z * z + 1))
    END AS x
FROM (
    SELECT u.metric_place, u.place, u.grp, u.period, u.y, u.h, u.proportion, u.whole, u.better,
        u.h / (u.h + m.middle) AS weight,
        CASE WHEN u.whole THEN 0
            ELSE 4 * (u.y / u.h) / EXP(COALESCE(g.total / g.many, o.mean, 0)) END AS z
    FROM used_cells u JOIN usual m ON u.metric_place = m.metric_place
    LEFT JOIN logs g ON u.metric_place = g.metric_place AND u.grp = g.grp
    LEFT JOIN (SELECT metric_place, SUM(total) / SUM(many) AS mean FROM logs GROUP BY metric_place) o
        ON u.metric_place = o.metric_place
) AS rated
"""
SUMS = """
SELECT metric_place, grp, period, SUM(weight * x) AS weighted, SUM(weight) AS weight, COUNT(*) AS present
FROM scaled GROUP BY metric_place, grp, period
"""


# Leave-one-out, cut at four robust standard deviations of the metric.
APART = """
SELECT s.metric_place, s.place, s.period, s.weight, g.weight - s.weight AS others_weight,
    CAST(g.present - 1 AS INTEGER) AS others,
    s.x - (g.weighted - s.weight * s.x) / (g.weight - s.weight) AS d,
    ABS(s.x - (g.weighted - s.weight * s.x) / (g.weight - s.weight)) AS size
FROM scaled s JOIN sums g
    ON s.metric_place = g.metric_place AND s.grp = g.grp AND s.period = g.period
WHERE g.present > {fewest_others} AND g.weight - s.weight > CAST(1e-6 AS DOUBLE)
"""
DIFFERENCES = f"""
SELECT a.metric_place, a.place, a.period, a.others,
    CASE WHEN m.middle > 0
        THEN GREATEST(-({CLIP_IN_MADS}) * m.middle, LEAST(({CLIP_IN_MADS}) * m.middle, a.d))
        ELSE a.d END AS d,
    a.weight * a.others_weight / (a.weight + a.others_weight) AS weight
FROM apart a JOIN ({_median("size", "apart")}) m ON a.metric_place = m.metric_place
"""
