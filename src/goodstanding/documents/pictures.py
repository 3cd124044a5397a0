"""Pictures of a file: what it holds over time, ratings, figures beside those of others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from goodstanding.documents.charts import (
    Change,
    Chart,
    Dot,
    RatingChart,
    Row,
    SpreadChart,
    SpreadPoint,
    TimelineChart,
    draw_ratings,
    draw_spread,
    draw_timeline,
)
from goodstanding.documents.charts import Rating as RatingPoint
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.day_to_day import Feedback
from goodstanding.domain.file import Rating
from goodstanding.domain.intervals import Interval
from goodstanding.domain.remembered import Remembered
from goodstanding.queries import presenters
from goodstanding.queries.figures import FiguresView, MetricFigures
from goodstanding.queries.review import Pulled
from goodstanding.queries.signals.found import SignalView, fell

ROWS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Praise and recognition", frozenset({"award", "praise"})),
    ("Feedback and coaching", frozenset({"feedback", "coaching", "followed_up"})),
    ("Warnings", frozenset({"warning"})),
    ("Appraisals", frozenset({"appraisal", "appraisal_answer"})),
    ("Standards and figures", frozenset({"standard_set", "standard_communicated", "metric_snapshot"})),
    ("Concern and plan", frozenset({"concern_raised", "coaching_directed", "delivered", "extended",
                                    "midpoint", "goal_determined", "closed", "relapse_recorded"})),
    ("Proposal and decision", frozenset({"proposal", "reply", "decision", "appeal", "appeal_decision"})),
    ("The person’s own words", frozenset({"answer", "question_asked", "grievance", "goal_contested",
                                           "self_appraisal"})),
)  # fmt: skip


def period_of(rating: Rating) -> str:
    return f"{rating.period_start:%-d %b %Y} to {rating.period_end:%-d %b %Y}"


def ratings_picture(ratings: tuple[Rating, ...]) -> Chart | None:
    """Steps over time, where one scale holds for all; ratings on several scales are only listed."""
    if len(ratings) < 2 or len({rating.scale for rating in ratings}) > 1:
        return None
    scale = ratings[0].scale
    levels = [value for value, _ in scale]
    points = tuple(
        RatingPoint(
            r.period_end, levels.index(r.rating) if r.rating in levels else None, period_of(r), r.label
        )
        for r in ratings
    )
    return draw_ratings(RatingChart("Ratings over time", tuple(label for _, label in scale), points))


def spread_picture(found: FiguresView, metric: MetricFigures) -> Chart:
    """A person's figures of one metric on the spread of comparable people."""
    points = tuple(SpreadPoint(p.first, p.last, p.own, p.spread) for p in metric.points)
    return draw_spread(
        SpreadChart(
            f"{metric.name}{_per(metric)}",
            points,
            unit=metric.unit,
            target=metric.target,
            plan=_plan(found.plans, points),
            away=tuple(Interval(a, b) for a, b in found.away),
            percent=metric.kind == "proportion",
            change=_change(metric.code, found.signals),
            moved=_moved(found.signals),
        )
    )


def _change(metric: str, signs: Sequence[SignalView]) -> Change | None:
    """When a finding says that this metric changed."""
    for sign in signs:
        onset = sign.found.onset if sign.found else None
        if sign.found and onset and any(fell(e) for e in sign.found.effects if e.metric == metric):
            return Change(onset.earliest, onset.likely, onset.latest)
    return None


def _moved(signs: Sequence[SignalView]) -> tuple[date, ...]:
    return tuple(each.day for sign in signs if sign.moved for each in sign.moved.lost)


def _per(metric: MetricFigures) -> str:
    """Figures of work that is counted are shown per unit of it; a share says so by itself."""
    counted = any(point.exposure is not None for point in metric.points)
    if metric.kind == "proportion" or not counted:
        return ""
    return f", per unit of work ({metric.exposure})" if metric.exposure else ", per unit of work"


def _plan(plans: tuple[tuple[date, date], ...], points: tuple[SpreadPoint, ...]) -> Interval | None:
    """The latest plan that the picture touches."""
    seen = [Interval(a, b) for a, b in plans if a <= points[-1].last and b >= points[0].first and a <= b]
    return seen[-1] if seen else None


def beside_whom(words: str, found: FiguresView, metric: MetricFigures, peers: str) -> str:
    if metric.peers == "level":
        level = found.level or "not recorded"
        return f"Beside others who were {found.job_family}, level {level}, at the time. {words}"
    if metric.peers == "family":
        wider = " Too few are of the same level." if peers == "level" else ""
        return f"Beside others who were {found.job_family} at the time, of any level.{wider} {words}"
    return words


def timeline_picture(pulled: Pulled) -> Chart:
    """The file on a line of time, a row for each kind of entry.

    Drawn again only where something differs of what it is drawn from.
    """
    drawn_from = (pulled.entries, pulled.file, pulled.labels, pulled.head.today)
    known = _timelines.get(pulled.head.id)
    if known is None or known[0] != drawn_from:
        drawn = (drawn_from, _timeline(pulled))
        known = _timelines.put(pulled.head.id, drawn, weight=len(pulled.entries))
    return known[1]


_timelines: Remembered[UUID, tuple[tuple[object, ...], Chart]] = Remembered(2_000)


def _timeline(pulled: Pulled) -> Chart:
    dots: dict[str, list[Dot]] = {label: [] for label, _ in ROWS}
    labels = pulled.labels
    for entry in pulled.entries:
        if (label := _row_of(entry)) and entry.id not in pulled.file.retracted:
            dots[label].append(Dot(entry.happened, presenters.title_of(entry.payload, labels)))
    rows = tuple(Row(label, tuple(found)) for label, found in dots.items())
    plans = tuple(
        Interval(c.starts_on or c.delivered_on, c.closed_on or c.ends_on or pulled.head.today)
        for c in pulled.file.cases.values()
        if c.delivered_on
        and (c.closed_on or c.ends_on or pulled.head.today) >= (c.starts_on or c.delivered_on)
    )
    away = tuple(Interval(a, b) for a, b in pulled.file.absences() if b >= a)
    return draw_timeline(TimelineChart("What the file holds, by the day it happened", rows, plans, away))


def _row_of(entry: Entry[Any]) -> str:
    praised = isinstance(entry.payload, Feedback) and entry.payload.tone == "positive"
    kind = "praise" if praised else entry.kind
    return next((label for label, kinds in ROWS if kind in kinds), "")
