"""Whatever is recorded: the picture is well-formed, inside its frame, and made of real numbers."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from goodstanding.documents.charts import (
    Chart,
    FanPoint,
    PaceChart,
    PacePoint,
    SpreadChart,
    SpreadPoint,
    draw_pace,
    draw_spread,
)
from goodstanding.domain.intervals import Interval
from goodstanding.stats.spread import peer_spread

values = st.floats(-1e12, 1e12)
days = st.dates(date(1990, 1, 1), date(2090, 1, 1))
text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
spans = st.tuples(days, days).map(lambda pair: Interval(min(pair), max(pair)))


def inside(chart: Chart) -> None:
    root = ElementTree.fromstring(chart.html)
    width, height = (float(each) for each in root[0].attrib["viewBox"].split()[2:])
    for element in root.iter():
        for name in ("d", "x", "y", "cx", "cy", "r", "width", "height"):
            assert not re.search("nan|inf", element.get(name, ""))
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
            assert -5 <= float(x) <= width + 5
            assert -0.1 <= float(y) <= height + 0.1


@st.composite
def spread_points(draw: st.DrawFn) -> SpreadPoint:
    span = draw(spans)
    own = draw(st.none() | values)
    return SpreadPoint(span.first, span.last, own, peer_spread(own, draw(st.lists(values, max_size=12))))


@given(
    st.lists(spread_points(), max_size=8),
    text,
    st.none() | values,
    st.none() | spans,
    st.lists(spans, max_size=2),
)
def test_any_spread_is_drawn_inside_its_frame(
    points: list[SpreadPoint], title: str, target: float | None, plan: Interval | None, away: list[Interval]
) -> None:
    ordered = tuple(sorted(points, key=lambda point: point.first))
    inside(draw_spread(SpreadChart(title, ordered, title, target, plan, tuple(away))))


@given(st.lists(st.tuples(days, values, values, values), max_size=8), values, text, st.integers(0, 8))
def test_any_pace_is_drawn_inside_its_frame(
    rows: list[tuple[date, float, float, float]], target: float, title: str, known: int
) -> None:
    rows.sort()
    needed = tuple(PacePoint(day, value) for day, value, _, _ in rows)
    so_far = tuple(PacePoint(day, value) for day, _, value, _ in rows[:known])
    fan = tuple(FanPoint(day, *sorted(each)) for day, *each in rows[known:])
    inside(draw_pace(PaceChart(title, target, needed, so_far, fan, unit=title)))
