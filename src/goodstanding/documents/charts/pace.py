"""The pace that a goal needs against the pace so far, with what the rest would come to as a fan."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from goodstanding.documents.charts.axes import (
    Frame,
    band,
    date_axis,
    frame,
    in_sight,
    line,
    long_date,
    shade,
    value_axis,
)
from goodstanding.documents.charts.picture import (
    Chart,
    Html,
    KeyItem,
    Table,
    drawing,
    el,
    finish,
    nothing,
    say,
)
from goodstanding.domain.intervals import Interval


@dataclass(frozen=True, slots=True)
class PacePoint:
    """Where the work stood at the end of `day`: a running total, or a rate over all so far."""

    day: date
    value: float


@dataclass(frozen=True, slots=True)
class FanPoint:
    """What it would come to by the end of `day` if the work went on as so far."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class PaceChart:
    """`needed` is the pace that leads to the target: a straight line, or bent where days off lie."""

    title: str
    target: float
    needed: tuple[PacePoint, ...]
    so_far: tuple[PacePoint, ...]
    fan: tuple[FanPoint, ...] = ()
    today: date | None = None
    away: tuple[Interval, ...] = ()
    unit: str = ""
    percent: bool = False


def draw_pace(chart: PaceChart) -> Chart:
    table = _table(chart)
    if not chart.needed:
        return nothing(chart.title, "The goal has no window to show.", table)
    days = [point.day for point in (*chart.needed, *chart.so_far)] + [point.day for point in chart.fan]
    values = [point.value for point in (*chart.needed, *chart.so_far)]
    values += [value for point in chart.fan for value in (point.low, point.high)]
    box = frame(days, [*values, chart.target], percent=chart.percent)
    parts = [
        *shade(box, chart.away, "chart-away"),
        *value_axis(box, percent=chart.percent),
        *_fan(box, chart),
        line(box, [(box.first, chart.target), (box.last, chart.target)], "chart-target"),
        line(box, [(point.day, point.value) for point in chart.needed], "chart-needed"),
        *_so_far(box, chart),
        *_today(box, chart),
        *date_axis(box),
    ]
    svg = drawing(chart.title, _describe(chart), 480, 236, parts)
    return finish(chart.title, _describe(chart), svg, _key(box, chart), table)


def _fan(box: Frame, chart: PaceChart) -> Iterator[Html]:
    if not chart.fan:
        return
    edges = [(point.day, point.low, point.high) for point in chart.fan]
    middle = [(point.day, point.middle) for point in chart.fan]
    if chart.so_far:
        last = chart.so_far[-1]
        edges.insert(0, (last.day, last.value, last.value))
        middle.insert(0, (last.day, last.value))
    yield band(box, edges, "chart-fan")
    yield line(box, middle, "chart-fan-middle")


def _so_far(box: Frame, chart: PaceChart) -> Iterator[Html]:
    if not chart.so_far:
        return
    yield line(box, [(point.day, point.value) for point in chart.so_far], "chart-line")
    last = chart.so_far[-1]
    words = f"{long_date(last.day)}: {_figure(chart, last.value)}"
    yield el(
        "circle", el("title", words), class_="chart-point", cx=box.x(last.day), cy=box.y(last.value), r=4
    )


def _today(box: Frame, chart: PaceChart) -> Iterator[Html]:
    if chart.today is not None and box.first <= chart.today <= box.last:
        x = box.x(chart.today)
        yield el("path", class_="chart-today", d=f"M{x:.1f} {box.top:.1f} V{box.bottom:.1f}")


def _figure(chart: PaceChart, value: float | None) -> str:
    said = say(value, percent=chart.percent)
    return f"{said} {chart.unit}" if chart.unit and value is not None else said


def _needed_on(needed: Sequence[PacePoint], day: date) -> float:
    """Between two points of the needed line, by proportion."""
    at = bisect_right([point.day for point in needed], day)
    if at == 0:
        return needed[0].value
    if at == len(needed):
        return needed[-1].value
    before, after = needed[at - 1], needed[at]
    share = (day - before.day) / (after.day - before.day)
    return before.value + (after.value - before.value) * share


def _describe(chart: PaceChart) -> str:
    if not chart.so_far:
        return f"Nothing is recorded yet; the target is {_figure(chart, chart.target)}."
    last = chart.so_far[-1]
    needed = _figure(chart, _needed_on(chart.needed, last.day))
    if last.day >= chart.needed[-1].day:
        target = _figure(chart, chart.target)
        return f"At the end, on {long_date(last.day)}: {_figure(chart, last.value)}; the target is {target}."
    words = f"By {long_date(last.day)}: {_figure(chart, last.value)}, where the even pace would be {needed}."
    if not chart.fan:
        return f"{words} There is not enough data to say what it would come to."
    end = chart.fan[-1]
    return (
        f"{words} If the work went on as so far, it would come to between {_figure(chart, end.low)} and "
        f"{_figure(chart, end.high)} by {long_date(end.day)}; the target is {_figure(chart, chart.target)}."
    )


def _key(box: Frame, chart: PaceChart) -> list[KeyItem]:
    given = [
        (bool(chart.so_far), KeyItem("line", "So far")),
        (True, KeyItem("needed", "Pace needed")),
        (bool(chart.fan), KeyItem("fan", "If it went on as so far (eight times in ten)")),
        (True, KeyItem("target", f"Target {_figure(chart, chart.target)}")),
        (in_sight(box, chart.away), KeyItem("away", "Not at work")),
        (chart.today is not None, KeyItem("today", "Today")),
    ]
    return [item for wanted, item in given if wanted]


def _table(chart: PaceChart) -> Table:
    rows = []
    for point in chart.so_far:
        needed = say(_needed_on(chart.needed, point.day), percent=chart.percent) if chart.needed else ""
        rows.append((long_date(point.day), say(point.value, percent=chart.percent), needed, ""))
    for ahead in chart.fan:
        needed = say(_needed_on(chart.needed, ahead.day), percent=chart.percent) if chart.needed else ""
        span = f"{say(ahead.low, percent=chart.percent)} to {say(ahead.high, percent=chart.percent)}"
        rows.append((long_date(ahead.day), "", needed, span))
    return Table(("By the end of", "So far", "Even pace", "If it went on as so far"), tuple(rows))
