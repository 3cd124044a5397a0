"""A funnel plot: how much work against what came of it, with the limits of chance. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from goodstanding.documents.charts.axes import WIDTH, round_ticks
from goodstanding.documents.charts.picture import (
    Chart,
    Html,
    KeyItem,
    Table,
    drawing,
    el,
    finish,
    nothing,
    path,
    say,
)
from goodstanding.stats.funnel import LIMIT_95, LIMIT_998, Dispersion, Funnel, Scale, Widening

TOP, BOTTOM, RIGHT, CHARACTER = 12.0, 206.0, WIDTH - 14.0, 10.0
STEPS = 60
WIDE = 150  # more points than this are drawn lighter, so that crowds show


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """`people` stand at this much work and this figure per unit of it."""

    work: float
    figure: float
    people: int = 1


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """`funnel` gives the middle and the limits; its own points are not drawn."""

    title: str
    funnel: Funnel
    points: tuple[FunnelPoint, ...]
    work: str  # what the work is counted in
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    most: float
    low: float
    high: float
    left: float
    work_ticks: tuple[float, ...]
    ticks: tuple[float, ...]

    def x(self, work: float) -> float:
        return self.left + (RIGHT - self.left) * work / self.most

    def y(self, value: float) -> float:
        inside = min(max(value, self.low), self.high)
        return BOTTOM - (BOTTOM - TOP) * (inside - self.low) / ((self.high - self.low) or 1.0)


def draw_funnel(chart: FunnelChart) -> Chart:
    table = _table(chart)
    if not chart.points:
        return nothing(chart.title, "Too few people for a picture without names.", table)
    box = _box(chart)
    parts = [*_axes(box, chart), *_limits(box, chart), *_points(box, chart)]
    words = _describe(chart)
    key = [
        KeyItem("cloud", "A person’s half year; darker where several stand"),
        KeyItem("median", "Everybody together"),
        KeyItem("target", "998 of 1,000 lie inside by chance"),
        KeyItem("needed", "95 of 100 lie inside by chance"),
    ]
    return finish(chart.title, words, drawing(chart.title, words, WIDTH, 250, parts), key, table)


def _box(chart: FunnelChart) -> _Box:
    most = max(point.work for point in chart.points)
    figures = [point.figure for point in chart.points]
    usual = sorted(point.work for point in chart.points)[len(chart.points) // 2]
    low, high = chart.funnel.limits(usual)
    ticks = round_ticks(min(*figures, low), max(*figures, high))
    work_ticks = round_ticks(0, most, most=4)
    widest = max(len(say(tick, percent=chart.percent)) for tick in ticks)
    return _Box(work_ticks[-1], ticks[0], ticks[-1], 12 + CHARACTER * widest, tuple(work_ticks), tuple(ticks))


def _axes(box: _Box, chart: FunnelChart) -> Iterator[Html]:
    for tick in box.ticks:
        y = box.y(tick)
        yield el("path", class_="chart-grid", d=path([(box.left, y), (RIGHT, y)]))
        label = say(tick, percent=chart.percent)
        yield el("text", label, class_="chart-text chart-value", x=box.left - 8, y=y)
    yield el("path", class_="chart-axis", d=path([(box.left, BOTTOM), (RIGHT, BOTTOM)]))
    for tick in box.work_ticks:
        x = box.x(tick)
        end = "end" if x > RIGHT - 20 else "middle"
        yield el("path", class_="chart-axis", d=path([(x, BOTTOM), (x, BOTTOM + 4)]))
        yield el("text", say(tick), class_="chart-text", x=x, y=BOTTOM + 22, text_anchor=end)


def _limits(box: _Box, chart: FunnelChart) -> Iterator[Html]:
    middle = box.y(chart.funnel.theta)
    yield el("path", class_="chart-median", d=path([(box.left, middle), (RIGHT, middle)]))
    for limit, look in ((LIMIT_998, "chart-target"), (LIMIT_95, "chart-needed")):
        works = [box.most * (step / STEPS) ** 2 for step in range(1, STEPS + 1)]
        edges = [(work, *chart.funnel.limits(work, limit)) for work in works]
        for side in (1, 2):
            inside = [(box.x(e[0]), box.y(e[side])) for e in edges if box.low <= e[side] <= box.high]
            if len(inside) > 1:
                yield el("path", class_=look, d=path(inside))


def _points(box: _Box, chart: FunnelChart) -> Iterator[Html]:
    radius = 2.2 if len(chart.points) > WIDE else 3.2
    for point in chart.points:
        size = radius * min(3.0, sqrt(point.people))
        yield el("circle", class_="chart-cloud", cx=box.x(point.work), cy=box.y(point.figure), r=size)


def _outside(chart: FunnelChart, limit: float) -> tuple[int, int]:
    below = above = 0
    for point in chart.points:
        low, high = chart.funnel.limits(point.work, limit)
        below += point.people * (point.figure < low)
        above += point.people * (point.figure > high)
    return below, above


def _describe(chart: FunnelChart) -> str:
    people = sum(point.people for point in chart.points)
    below, above = _outside(chart, LIMIT_998)
    phi = chart.funnel.dispersion.phi
    more = (
        "People differ by no more than chance would make them."
        if phi <= 1
        else "People differ by more than chance alone; the limits are widened by that much."
    )
    common = say(chart.funnel.theta, percent=chart.percent)
    return (
        f"{people} people around {common} in all. {below} lie below and {above} above what 998 of 1,000 "
        f"keep to by chance. {more} The less work, the wider chance reaches."
    )


def _table(chart: FunnelChart) -> Table:
    """How many lie where, and no single point: a table of points would be a list of people."""
    far, near = _outside(chart, LIMIT_998), _outside(chart, LIMIT_95)
    people = sum(point.people for point in chart.points)
    counts = (
        ("Above what 998 of 1,000 keep to by chance", far[1]),
        ("Above what 95 of 100 keep to, not further", near[1] - far[1]),
        ("Inside", people - sum(near)),
        ("Below what 95 of 100 keep to, not further", near[0] - far[0]),
        ("Below what 998 of 1,000 keep to by chance", far[0]),
    )
    return Table(("Where", "People"), tuple((words, str(count)) for words, count in counts))


def funnel_of(scale: str, theta: float, phi: float, added: float, spread: float | None) -> Funnel:
    """The limits of a stored plot, without its people."""
    return Funnel(Scale(scale), theta, (), (), (), Dispersion(0, phi, added), Widening.ADDED, spread)
