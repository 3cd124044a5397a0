"""A person's figures period by period against the spread of comparable people. Nobody else is named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
    dot,
    drawing,
    el,
    finish,
    nothing,
    path,
    say,
)
from goodstanding.domain.intervals import Interval
from goodstanding.stats.spread import Spread

HEADERS = (
    "Period",
    "Own figure",
    "Others’ median",
    "Middle half of the others",
    "Eight tenths of the others",
    "Others",
)

EVERYBODY = ("Period", "Median", "Middle half", "Middle eight tenths", "People")


@dataclass(frozen=True, slots=True)
class SpreadPoint:
    """One period. `own` is None where nothing is recorded, `spread` where too few people are."""

    first: date
    last: date
    own: float | None
    spread: Spread | None

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2


@dataclass(frozen=True, slots=True)
class Change:
    """When figures likely changed; four times in five it was between `earliest` and `latest`."""

    earliest: date
    likely: date
    latest: date


@dataclass(frozen=True, slots=True)
class SpreadChart:
    title: str
    points: tuple[SpreadPoint, ...]
    unit: str = ""
    target: float | None = None
    plan: Interval | None = None
    away: tuple[Interval, ...] = ()
    percent: bool = False
    # False: everybody's figures, without one person's beside them.
    of_person: bool = True
    change: Change | None = None
    # Days on which work went to others.
    moved: tuple[date, ...] = ()


def draw_spread(chart: SpreadChart) -> Chart:
    table = _table(chart)
    values = list(_values(chart))
    if not values:
        return nothing(chart.title, "No figures to show for this time.", table)
    days = [day for point in chart.points for day in (point.first, point.last)]
    box = frame(days, values, percent=chart.percent)
    parts = [
        *shade(box, [chart.plan] if chart.plan else [], "chart-window"),
        *shade(box, chart.away, "chart-away"),
        *shade(box, _uncertain(chart), "chart-uncertain"),
        *value_axis(box, percent=chart.percent),
        *_bands(box, chart),
        *_upright(box, [chart.change.likely] if chart.change else [], "chart-change"),
        *_upright(box, chart.moved, "chart-moved"),
        *_lines(box, chart),
        *date_axis(box),
    ]
    svg = drawing(chart.title, _describe(chart), 480, 236, parts)
    return finish(chart.title, _describe(chart), svg, _key(box, chart), table)


def _uncertain(chart: SpreadChart) -> list[Interval]:
    return [Interval(chart.change.earliest, chart.change.latest)] if chart.change else []


def _upright(box: Frame, days: Iterable[date], class_: str) -> Iterator[Html]:
    for day in dict.fromkeys(days):
        if box.first <= day <= box.last:
            x = box.x(day)
            yield el("path", class_=class_, d=path([(x, box.top), (x, box.bottom)]))


def _values(chart: SpreadChart) -> Iterator[float]:
    for point in chart.points:
        if point.own is not None:
            yield point.own
        if point.spread is not None:
            yield from _edges(point.spread)
    if chart.target is not None and chart.points:
        yield chart.target


def _edges(spread: Spread) -> tuple[float, float]:
    low = spread.lower_quartile if spread.p10 is None else spread.p10
    high = spread.upper_quartile if spread.p90 is None else spread.p90
    return low, high


def _runs(chart: SpreadChart, wanted: Callable[[SpreadPoint], bool]) -> Iterator[list[SpreadPoint]]:
    """Neighbouring periods that have what is wanted: a gap breaks the line, it is never drawn across."""
    run: list[SpreadPoint] = []
    for point in chart.points:
        if wanted(point):
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _bands(box: Frame, chart: SpreadChart) -> Iterator[Html]:
    for run in _runs(chart, lambda point: point.spread is not None and point.spread.p10 is not None):
        edges = [(point.middle, *_edges(point.spread)) for point in run if point.spread]
        yield band(box, edges, "chart-band")
    for run in _runs(chart, lambda point: point.spread is not None):
        known = [(point.middle, point.spread) for point in run if point.spread]
        quartiles = [(day, spread.lower_quartile, spread.upper_quartile) for day, spread in known]
        yield band(box, quartiles, "chart-band-inner")
        yield line(box, [(day, spread.median) for day, spread in known], "chart-median")


def _lines(box: Frame, chart: SpreadChart) -> Iterator[Html]:
    if chart.target is not None:
        yield line(box, [(box.first, chart.target), (box.last, chart.target)], "chart-target")
    for run in _runs(chart, lambda point: point.own is not None):
        own = [(point.middle, point.own) for point in run if point.own is not None]
        yield line(box, own, "chart-line")
    shown = [point for point in chart.points if point.own is not None]
    # Many points close together: their outlines would cut the line into dashes.
    radius, look = (3.2, "chart-point") if len(shown) <= 30 else (1.8, "chart-point chart-point-small")
    for point in shown:
        if point.own is not None:
            words = f"{_period(point)}: {say(point.own, percent=chart.percent)} {chart.unit}".strip()
            yield dot(words, look, box.x(point.middle), box.y(point.own), radius)


def _describe(chart: SpreadChart) -> str:
    compared = [
        (point.own, point.spread)
        for point in chart.points
        if point.own is not None and point.spread is not None
    ]
    if not chart.of_person:
        shown = sum(point.spread is not None for point in chart.points)
        return f"How everybody’s figures lie in {shown} of {len(chart.points)} periods. Nobody is named."
    recorded = sum(point.own is not None for point in chart.points)
    words = f"{recorded} of {len(chart.points)} periods have a figure."
    if not compared:
        return f"{words} There are too few comparable people to show how theirs lie."
    below = sum(own < spread.lower_quartile for own, spread in compared)
    above = sum(own > spread.upper_quartile for own, spread in compared)
    inside = len(compared) - below - above
    return (
        f"{words} Beside the others, where that can be seen: {inside} within their middle half, "
        f"{above} above it, {below} below it.{_changed(chart)}"
    )


def _changed(chart: SpreadChart) -> str:
    if chart.change is None:
        return ""
    day, first, last = (
        long_date(d) for d in (chart.change.likely, chart.change.earliest, chart.change.latest)
    )
    return f" They likely changed in the period from {day}; it may have been from {first} to {last}."


def _key(box: Frame, chart: SpreadChart) -> list[KeyItem]:
    spreads = [point.spread for point in chart.points if point.spread is not None]
    if not chart.of_person:
        whole = ("median", "Median"), ("band-inner", "Middle half"), ("band", "Middle eight tenths")
        return [KeyItem(sign, words) for sign, words in whole] if spreads else []
    given = [
        (any(point.own is not None for point in chart.points), KeyItem("line", "Own figure")),
        (bool(spreads), KeyItem("median", "Median of the others")),
        (bool(spreads), KeyItem("band-inner", "Middle half of the others")),
        (any(spread.p10 is not None for spread in spreads), KeyItem("band", "Eight tenths of the others")),
        (chart.target is not None, KeyItem("target", f"Target {say(chart.target, percent=chart.percent)}")),
        (in_sight(box, [chart.plan] if chart.plan else []), KeyItem("window", "Time of the plan")),
        (in_sight(box, chart.away), KeyItem("away", "Not at work")),
        (in_sight(box, _uncertain(chart)), KeyItem("change", "Likely change, and how uncertain its day is")),
        (any(box.first <= day <= box.last for day in chart.moved), KeyItem("moved", "Work went to others")),
    ]
    return [item for wanted, item in given if wanted]


def _table(chart: SpreadChart) -> Table:
    def figure(value: float | None) -> str:
        return say(value, percent=chart.percent)

    rows = []
    for point in chart.points:
        row = [_period(point), figure(point.own)]
        spread = point.spread
        if spread is None:
            row += ["not enough people", "not enough people", "not enough people", ""]
        else:
            tails = "not enough people"
            if spread.p10 is not None and spread.p90 is not None:
                tails = f"{figure(spread.p10)} to {figure(spread.p90)}"
            half = f"{figure(spread.lower_quartile)} to {figure(spread.upper_quartile)}"
            row += [figure(spread.median), half, tails, str(spread.others)]
        rows.append(tuple(row if chart.of_person else [row[0], *row[2:]]))
    return Table(HEADERS if chart.of_person else EVERYBODY, tuple(rows))


def _period(point: SpreadPoint) -> str:
    if point.first == point.last:
        return long_date(point.first)
    return f"{long_date(point.first)} to {long_date(point.last)}"
