"""Funnel plots: how everybody's half year lies beside what chance does. For HR, without names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.documents.charts import FunnelChart, FunnelPoint, draw_funnel, funnel_of
from goodstanding.domain.errors import NotFound
from goodstanding.queries.signals import runs as queries
from goodstanding.queries.signals.metrics import MetricLabel, metric_labels
from goodstanding.web.ui import Column, Link, Table
from goodstanding.web.viewer import viewer_of


@require_safe
def funnels(request: HttpRequest) -> HttpResponse:
    if not queries.may_follow(viewer_of(request)):
        raise NotFound("The address may be old, or what it shows is not for you.")
    done, _ = queries.latest()
    labels = metric_labels()
    drawn = [
        _drawn(one, labels) for one in (queries.funnels(done.id) if done else []) if one["metric"] in labels
    ]
    crumbs = [Link("Early signs", reverse("signals")), Link("Funnel plots")]
    return render(request, "gs/signals/funnels.html", {"run": done, "drawn": drawn, "crumbs": crumbs})


def _drawn(stored: Mapping[str, Any], labels: Mapping[str, MetricLabel]) -> dict[str, Any]:
    label = labels[stored["metric"]]
    limits = funnel_of(stored["scale"], stored["theta"], stored["phi"], stored["added"], stored["spread"])
    title = f"{label.name}, {stored['role']}"
    chart = draw_funnel(
        FunnelChart(
            title,
            limits,
            tuple(FunnelPoint(work, figure, people) for work, figure, people in stored["points"]),
            work=label.exposure,
            unit=label.unit,
            percent=label.kind == "proportion",
        )
    )
    across = f"Across: {label.exposure or 'work'} in half a year. Up: " + (
        "the share of them." if label.kind == "proportion" else f"{label.unit} per unit of it."
    )
    columns = [Column(chart.table.headers[0]), Column(chart.table.headers[1], numeric=True)]
    table = Table(columns, chart.table.rows, f"{title}: how many lie where")
    return {"title": title, "chart": chart, "description": f"{across} {chart.description}", "table": table}
