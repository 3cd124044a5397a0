"""One person's figures. The same for everybody who reads the file, the person included."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from goodstanding.documents.pictures import beside_whom, spread_picture
from goodstanding.queries import figures as queries
from goodstanding.queries.signals.metrics import MetricLabel
from goodstanding.web.ui import Column, Fact, Link, Option, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.figures.metrics import chart_table
from goodstanding.web.views.files.params import number, text
from goodstanding.web.views.signals.finding import as_card

WEEKS = [
    Option(str(weeks), words)
    for weeks, words in ((13, "13 weeks"), (26, "26 weeks"), (52, "52 weeks"), (104, "104 weeks"))
]
PEERS = [
    Option("level", "Same job family and level"),
    Option("family", "Same job family"),
    Option("none", "Nobody"),
]
TARGETS = (Column("From"), Column("To"), Column("Target", numeric=True))


@require_safe
def figures(request: HttpRequest, person: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    asked = number(request, "weeks")
    weeks = asked if asked in queries.WEEKS else None
    peers = text(request, "peers") if text(request, "peers") in queries.PEERS else "level"
    found = queries.figures(viewer, person, weeks=weeks, peers=peers)
    context = {
        "person": found,
        "metrics": [_metric(found, metric, peers) for metric in found.metrics],
        "signals": [as_card(sign, _labels(found)) for sign in found.signals],
        "weeks": str(found.weeks),
        "peers": peers,
        "weeks_options": WEEKS,
        "peers_options": PEERS,
        "crumbs": _crumbs(found),
        "own": viewer.person == person,
        "past": found.until < viewer.today,
    }
    return render(request, "gs/figures/person.html", context)


def _crumbs(found: queries.FiguresView) -> list[Link]:
    try:
        return [
            Link("People", reverse("people")),
            Link(found.name, reverse("file", args=[found.person])),
            Link("Figures"),
        ]
    except NoReverseMatch:
        return [Link(found.name), Link("Figures")]


def _labels(found: queries.FiguresView) -> dict[str, MetricLabel]:
    return {
        m.code: MetricLabel(m.name, m.kind, m.direction == "up", m.unit, m.exposure) for m in found.metrics
    }


def _metric(found: queries.FiguresView, metric: queries.MetricFigures, peers: str) -> dict[str, Any]:
    chart = spread_picture(found, metric)
    return {
        "metric": metric,
        "chart": chart,
        "title": chart.title,
        "description": beside_whom(chart.description, found, metric, peers),
        "table": chart_table(chart.table.headers, chart.table.rows, metric.name),
        "too_few": peers != "none" and not metric.peers and not found.counting,
        "targets": _targets(metric),
        "facts": [Fact("Direction", "Higher is better" if metric.direction == "up" else "Lower is better")],
    }


def _targets(metric: queries.MetricFigures) -> Table | None:
    if not metric.targets:
        return None
    rows = [[target.first, target.last, target.target.normalize() + 0] for target in metric.targets]
    return Table(TARGETS, rows, "Targets that were set for this time")
