"""A goal of a plan in words and as a picture, for pages and documents alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from goodstanding.documents.charts import Chart, FanPoint, PaceChart, PacePoint, draw_pace
from goodstanding.domain.entries.terms import Goal
from goodstanding.domain.lifecycle import State
from goodstanding.queries.plan_figures import GoalFigures
from goodstanding.queries.plans import Room
from goodstanding.queries.presenters.values import number

KINDS = {"metric": "Metric", "deliverable": "Deliverable", "behaviour": "Observed behaviour"}
SIGNS = {"at_least": "at least", "at_most": "at most"}
PER = {"sum": "in all", "mean": "on average", "rate": "per unit of work", "last": "as the last figure"}
RUNNING = frozenset({State.ACTIVE, State.PAUSED, State.DELIVERED})


def target_words(goal: Goal, *, share: bool = False) -> str:
    """What is to be reached; a share of cases reads as per cent."""
    if goal.kind != "metric":
        return goal.target_words
    if goal.target is None:
        return ""
    parts = (
        SIGNS[goal.direction],
        figure(goal.target, share),
        goal.unit,
        "" if share else PER[goal.aggregation],
    )
    return " ".join(part for part in parts if part)


def figure(value: Decimal, share: bool) -> str:
    return f"{number(value * 100)} %" if share else number(value)


def span(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{first:%-d %b %Y} to {last:%-d %b %Y}"
    return f"from {first:%-d %b %Y}" if first else f"until {last:%-d %b %Y}" if last else ""


def pace_picture(room: Room, goal: Goal, figures: GoalFigures) -> Chart | None:
    """Figures so far against the pace that is needed; with what may come while the plan runs."""
    if not figures.needed:
        return None
    return draw_pace(
        PaceChart(
            title=goal.statement,
            target=figures.target,
            needed=tuple(PacePoint(*p) for p in figures.needed),
            so_far=tuple(PacePoint(*p) for p in figures.so_far),
            fan=tuple(FanPoint(f.day, f.low, f.middle, f.high) for f in figures.fan)
            if room.case.state in RUNNING
            else (),
            today=room.today if room.case.state in RUNNING else None,
            away=figures.away,
            unit="" if figures.percent else figures.unit,
            percent=figures.percent,
        )
    )
