"""Ratings over the years as steps on an ordinal scale: an order without distances, so no average."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from goodstanding.documents.charts.axes import Frame, date_axis, frame, line, long_date
from goodstanding.documents.charts.picture import Chart, Html, Table, drawing, el, finish, nothing, path

STEP = 42.0  # height of one level, with room for its name above the line
LONGEST_LABEL = 36


@dataclass(frozen=True, slots=True)
class Rating:
    """`level` counts from 0, the lowest; None where the period was appraised without a rating."""

    day: date
    level: int | None
    period: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RatingChart:
    """`scale` names the levels from the lowest up."""

    title: str
    scale: tuple[str, ...]
    ratings: tuple[Rating, ...]


def draw_ratings(chart: RatingChart) -> Chart:
    table = _table(chart)
    rated = [rating for rating in chart.ratings if rating.level is not None]
    if not rated or not chart.scale:
        return nothing(chart.title, "No rating is recorded.", table)
    box = _frame(chart)
    lines, names = _levels(box, chart)
    # The names come after the steps: their outline keeps them readable where a step crosses them.
    parts = [*lines, *_steps(box, rated), *names, *_dots(box, chart, rated), *date_axis(box)]
    svg = drawing(chart.title, _describe(chart, rated), 480, box.bottom + 30, parts)
    return finish(chart.title, _describe(chart, rated), svg, (), table)


def _frame(chart: RatingChart) -> Frame:
    plain = frame([rating.day for rating in chart.ratings], [0.0, 1.0])
    top = 30.0
    bottom = top + STEP * len(chart.scale) - 14
    return Frame(plain.first, plain.last, -0.35, len(chart.scale) - 1, left=16, top=top, bottom=bottom)


def _levels(box: Frame, chart: RatingChart) -> tuple[list[Html], list[Html]]:
    lines, names = [], []
    for level, name in enumerate(chart.scale):
        y = box.y(level)
        label = name if len(name) <= LONGEST_LABEL else f"{name[: LONGEST_LABEL - 1]}…"
        lines.append(el("path", class_="chart-grid", d=path([(2, y), (box.right + 8, y)])))
        names.append(el("text", label, class_="chart-text chart-level", x=2, y=y - 9))
    return lines, names


def _steps(box: Frame, rated: list[Rating]) -> Iterator[Html]:
    """Each rating stands until the next: a step, because nothing is known to lie between two levels."""
    points: list[tuple[date, float]] = []
    for rating in rated:
        if points:
            points.append((rating.day, points[-1][1]))
        points.append((rating.day, float(rating.level or 0)))
    if len(points) > 1:
        yield line(box, points, "chart-line chart-step")


def _dots(box: Frame, chart: RatingChart, rated: list[Rating]) -> Iterator[Html]:
    for rating in rated:
        level = rating.level or 0
        words = f"{rating.period or long_date(rating.day)}: {chart.scale[level]}"
        yield el(
            "circle", el("title", words), class_="chart-point", cx=box.x(rating.day), cy=box.y(level), r=5
        )


def _describe(chart: RatingChart, rated: list[Rating]) -> str:
    steps = [f"{rating.period or long_date(rating.day)} {chart.scale[rating.level or 0]}" for rating in rated]
    return f"On a scale from {chart.scale[0]} to {chart.scale[-1]}: {'; '.join(steps)}."


def _table(chart: RatingChart) -> Table:
    rows = tuple(
        (
            long_date(rating.day),
            rating.period,
            "not rated" if rating.level is None or not chart.scale else chart.scale[rating.level],
            rating.words,
        )
        for rating in chart.ratings
    )
    return Table(("Date", "Period", "Rating", "Words"), rows)
