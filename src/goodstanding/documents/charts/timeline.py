"""A file at a glance: one row a kind of entry, one dot an entry, by the day on which it happened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.documents.charts.axes import Frame, date_axis, frame, in_sight, long_date, shade
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
)
from goodstanding.domain.intervals import Interval

ROW = 40.0  # the name of the row stands above its line, so that long names fit on a phone


@dataclass(frozen=True, slots=True)
class Dot:
    day: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    title: str
    rows: tuple[Row, ...]
    plans: tuple[Interval, ...] = ()
    away: tuple[Interval, ...] = ()


def draw_timeline(chart: TimelineChart) -> Chart:
    rows = [row for row in chart.rows if row.dots]
    table = Table(
        ("Date", "Kind", "Words"),
        tuple(
            (long_date(dot.day), row.label, dot.words)
            for dot, row in sorted(
                ((dot, row) for row in rows for dot in row.dots), key=lambda pair: pair[0].day
            )
        ),
    )
    if not rows:
        return nothing(chart.title, "Nothing is recorded for this time.", table)
    box = _frame(chart, rows)
    parts = [
        *shade(box, chart.plans, "chart-window"),
        *shade(box, chart.away, "chart-away"),
        *(part for number, row in enumerate(rows) for part in _row(box, number, row)),
        *date_axis(box),
    ]
    svg = drawing(chart.title, _describe(rows), 480, box.bottom + 30, parts)
    key = [KeyItem("window", "Time of a plan")] if chart.plans else []
    key += [KeyItem("away", "Not at work")] if in_sight(box, chart.away) else []
    return finish(chart.title, _describe(rows), svg, key, table)


def _frame(chart: TimelineChart, rows: list[Row]) -> Frame:
    days = [dot.day for row in rows for dot in row.dots]
    days += [day for span in chart.plans for day in (span.first, span.last)]
    plain = frame(days, [0.0, 1.0])
    return Frame(plain.first, plain.last, 0, 1, left=10, top=4, bottom=12 + ROW * len(rows))


def _row(box: Frame, number: int, row: Row) -> Iterator[Html]:
    y = box.top + ROW * number + 31
    count = len(row.dots)
    yield el("text", f"{row.label} · {count}", class_="chart-text chart-level", x=2, y=y - 11)
    yield el("path", class_="chart-grid", d=path([(2, y), (box.right + 8, y)]))
    of_day: dict[date, list[str]] = defaultdict(list)
    for dot in row.dots:
        of_day[dot.day].append(dot.words)
    for day, said_then in sorted(of_day.items()):
        same, words = len(said_then), "; ".join(filter(None, said_then))
        said = f"{long_date(day)}: {words or f'{same} × {row.label}'}"
        # Several on one day are one larger dot: ten stacked dots would look like one.
        radius = 4.0 if same == 1 else 5.5
        yield el("circle", el("title", said), class_="chart-dot", cx=box.x(day), cy=y, r=radius)


def _describe(rows: list[Row]) -> str:
    days = [dot.day for row in rows for dot in row.dots]
    counts = ", ".join(f"{row.label} {len(row.dots)}" for row in rows)
    return f"From {long_date(min(days))} to {long_date(max(days))}: {counts}."
