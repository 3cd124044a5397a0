"""Where dates and figures stand in a drawing, and the few lines and labels that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor, log10

from goodstanding.documents.charts.picture import Html, el, path, say
from goodstanding.domain.intervals import Interval

WIDTH = 480.0
# Room for one figure at the size that it has on a phone, where the drawing shrinks and its text does not.
CHARACTER = 10.0
LABEL = 92.0  # and for the longest date


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot inside its margins, with what its edges mean."""

    first: date
    last: date
    low: float
    high: float
    left: float
    top: float = 12.0
    right: float = WIDTH - 14.0
    bottom: float = 206.0
    ticks: tuple[float, ...] = ()

    def x(self, day: date) -> float:
        span = (self.last - self.first).days or 1
        return self.left + (self.right - self.left) * (day - self.first).days / span

    def y(self, value: float) -> float:
        span = (self.high - self.low) or 1.0
        return self.bottom - (self.bottom - self.top) * (value - self.low) / span

    def clip(self, span: Interval) -> Interval | None:
        return span.overlap(Interval(self.first, self.last))


def frame(days: Iterable[date], values: Iterable[float], *, percent: bool = False) -> Frame:
    """A frame that holds these days and values with round figures at its edges, and the ticks' labels."""
    all_days, all_values = list(days), list(values)
    first, last = min(all_days), max(all_days)
    if first == last:
        # A day more may lie beyond the last date there is; a day less beyond the first.
        last = last + timedelta(days=1) if last < date.max else last
        first = first - timedelta(days=1) if first > date.min else first
    ticks = round_ticks(min(all_values), max(all_values))
    widest = max(len(say(tick, percent=percent)) for tick in ticks)
    return Frame(first, last, ticks[0], ticks[-1], left=12 + CHARACTER * widest, ticks=tuple(ticks))


def round_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round figures from at or below `low` to at or above `high`. Zero is kept where it is near."""
    if low > 0 and low < 0.6 * high:
        low = 0.0
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0)
        high = high if low != high else 1.0
    step = _round_step((high - low) / most)
    start, end = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [number * step for number in range(start, end + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    # Dividing keeps 0.2 as 0.2 where multiplying 2 × 0.1 would carry an error into the labels.
    scale = next(factor for factor in (1, 2, 5, 10) if rough <= factor * power * (1 + 1e-9))
    return scale * power


def value_axis(box: Frame, *, percent: bool = False) -> list[Html]:
    parts = []
    for tick in box.ticks:
        y = box.y(tick)
        parts.append(el("path", class_="chart-grid", d=path([(box.left, y), (box.right, y)])))
        label = say(tick, percent=percent)
        parts.append(el("text", label, class_="chart-text chart-value", x=box.left - 8, y=y))
    return parts


def date_axis(box: Frame) -> list[Html]:
    parts = [el("path", class_="chart-axis", d=path([(box.left, box.bottom), (box.right, box.bottom)]))]
    for day in _apart(box, date_ticks(box.first, box.last)):
        x = box.x(day)
        parts.append(el("path", class_="chart-axis", d=path([(x, box.bottom), (x, box.bottom + 4)])))
        parts.append(
            el(
                "text",
                _date_label(day, box),
                class_="chart-text",
                x=x,
                y=box.bottom + 22,
                text_anchor=_anchor(x),
            )
        )
    return parts


def _apart(box: Frame, days: list[date]) -> list[date]:
    """Without the last label where it would run into the one before it at the size of a phone."""
    crowded = len(days) > 1 and box.x(days[-1]) - box.x(days[-2]) < LABEL
    turned = len(days) > 1 and box.x(days[-1]) > box.right - LABEL / 3
    return days[:-1] if crowded or turned else days


def _anchor(x: float) -> str:
    """Labels at the edges are turned inwards, so that none is cut off."""
    if x > WIDTH - 34:
        return "end"
    return "start" if x < 34 else "middle"


def date_ticks(first: date, last: date, most: int = 4) -> list[date]:
    """The first days of months where the span is long, evenly spaced days where it is short."""
    days = (last - first).days
    months = (last.year - first.year) * 12 + last.month - first.month
    if months < 4:
        step = max(1, ceil(days / most))
        return [first + timedelta(days=number) for number in range(0, days + 1, step)]
    step = next((each for each in (1, 2, 3, 6, 12) if months <= each * most), 12 * ceil(months / 12 / most))
    starts = [_month(first, number) for number in range(1, months + 1)]
    return [day for day in starts if ((day.year * 12 + day.month - 1) % step) == 0]


def _month(first: date, after: int) -> date:
    years, month = divmod(first.month - 1 + after, 12)
    return date(first.year + years, month + 1, 1)


def _date_label(day: date, box: Frame) -> str:
    short = (box.last.year - box.first.year) * 12 + box.last.month - box.first.month < 4
    return f"{day.day} {day:%b}" if short else f"{day:%b} {day.year}"


@lru_cache(maxsize=4096)  # a page says the days of one time many times over
def long_date(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


def shade(box: Frame, spans: Iterable[Interval], class_: str) -> list[Html]:
    """Upright bands over whole days."""
    parts = []
    for span in spans:
        inside = box.clip(span)
        if inside is not None:
            x = box.x(inside.first)
            # The last day belongs to the span, so the band reaches to its end.
            end = min(
                box.right,
                box.x(inside.last) + (box.x(box.last) - box.left) / ((box.last - box.first).days or 1),
            )
            parts.append(
                el(
                    "rect",
                    class_=class_,
                    x=x,
                    y=box.top,
                    width=max(end - x, 1.0),
                    height=box.bottom - box.top,
                )
            )
    return parts


def in_sight(box: Frame, spans: Iterable[Interval]) -> bool:
    return any(box.clip(span) is not None for span in spans)


def line(box: Frame, points: Sequence[tuple[date, float]], class_: str) -> Html:
    return el("path", class_=class_, d=path([(box.x(day), box.y(value)) for day, value in points]))


def band(box: Frame, points: Sequence[tuple[date, float, float]], class_: str) -> Html:
    """The area between two lines."""
    over = [(box.x(day), box.y(high)) for day, _, high in points]
    under = [(box.x(day), box.y(low)) for day, low, _ in points]
    if len(points) == 1:  # a single period would have no width
        over = [(over[0][0] - 4, over[0][1]), (over[0][0] + 4, over[0][1])]
        under = [(under[0][0] - 4, under[0][1]), (under[0][0] + 4, under[0][1])]
    return el("path", class_=class_, d=path([*over, *reversed(under)], closed=True))
