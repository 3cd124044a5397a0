"""Metrics: what is measured, in which unit, and how everybody's figures lie."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.actions import metrics as actions
from goodstanding.documents.charts import SpreadChart, SpreadPoint, draw_spread
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.queries import metrics as queries
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.figures import MetricForm
from goodstanding.web.ui import Cell, Column, Fact, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.params import page, text

COLUMNS = (
    Column("Metric"),
    Column("Kind"),
    Column("Unit"),
    Column("Direction"),
    Column("Latest figures"),
    Column("State"),
)


def _keeper(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not queries.may_keep(viewer):
        raise NotFound("The address may be old, or what it shows is not for you.")
    return viewer


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    search = text(request, "q")
    found = queries.metric_lines(search, page(request))
    rows = [
        [
            Cell(line.name, url=reverse("metric", args=[line.code]), note=line.code),
            line.kind,
            line.unit,
            line.direction,
            line.last,
            f"retired on {line.retired:%-d %b %Y}" if line.retired else "in use",
        ]
        for line in found
    ]
    empty = "No metric fits this search." if search else "No metric is defined yet."
    context = {
        "page": found,
        "table": Table(COLUMNS, rows, empty=empty),
        "q": search,
        "keeps": queries.may_keep(viewer),
    }
    return render(request, "gs/figures/metrics.html", context)


def new(request: HttpRequest) -> HttpResponse:
    viewer = _keeper(request)
    form = MetricForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _define(form, viewer, fresh=True):
        return redirect("metric", form.cleaned_data["code"])
    context = {"form": form, "crumbs": [Link("Metrics", reverse("metrics")), Link("New metric")]}
    return render(request, "gs/figures/metric_form.html", context, status=422 if form.is_bound else 200)


def _define(form: MetricForm, viewer: Viewer, *, fresh: bool) -> bool:
    said = form.said() if form.known else dict(form.cleaned_data)
    try:
        if fresh:
            actions.check_new_code(code=said["code"])
        actions.define_metric(**said, by=viewer.person, now=clock.now())
    except UserError as error:
        add_user_error(form, error)
        return False
    return True


@require_safe
def metric(request: HttpRequest, code: str) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.metric(code)
    context: dict[str, Any] = {
        "metric": found,
        "facts": _facts(found),
        "keeps": queries.may_keep(viewer),
        "crumbs": [Link("Metrics", reverse("metrics")), Link(found.name)],
        **_spread(found),
    }
    return render(request, "gs/figures/metric.html", context)


def _facts(found: queries.MetricView) -> list[Fact]:
    facts = [
        Fact("Code", found.code),
        Fact("Kind", found.kind_label),
        Fact("Unit", found.unit),
        Fact("Unit of work", found.exposure),
        Fact("Direction", found.direction_label),
        Fact("Retired", found.retired if found.retired else "in use"),
    ]
    if last := queries.last_figures(found):
        came = f"from {last.file}, imported by {last.by}" if last.file else "not from an import"
        facts.append(Fact("Latest figures", f"{last.first:%-d %b %Y} to {last.last:%-d %b %Y}", note=came))
    return facts


def _spread(found: queries.MetricView) -> dict[str, Any]:
    periods = queries.whole_spread(found)
    if not any(period.spread for period in periods):
        return {"chart": None, "has_periods": bool(periods)}
    chart = draw_spread(
        SpreadChart(
            found.name,
            tuple(SpreadPoint(p.first, p.last, None, p.spread) for p in periods),
            unit=found.unit,
            percent=found.kind == "proportion",
            of_person=False,
        )
    )
    return {"chart": chart, "table": chart_table(chart.table.headers, chart.table.rows, found.name)}


def chart_table(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...], title: str) -> Table:
    columns = [Column(header, numeric=number > 0) for number, header in enumerate(headers)]
    return Table(columns, rows, f"{title}, period by period")


def edit(request: HttpRequest, code: str) -> HttpResponse:
    viewer = _keeper(request)
    found = queries.metric(code)
    initial = {
        name: getattr(found, name)
        for name in ("name", "kind", "direction", "unit", "exposure", "description")
    }
    form = MetricForm(request.POST if request.method == "POST" else None, code=found.code, initial=initial)
    if request.method == "POST" and form.is_valid() and _define(form, viewer, fresh=False):
        return redirect("metric", found.code)
    here = reverse("metric", args=[found.code])
    crumbs = [Link("Metrics", reverse("metrics")), Link(found.name, here), Link("Edit")]
    context = {"form": form, "metric": found, "crumbs": crumbs}
    return render(request, "gs/figures/metric_form.html", context, status=422 if form.is_bound else 200)


def retire(request: HttpRequest, code: str) -> HttpResponse:
    viewer = _keeper(request)
    found = queries.metric(code)
    if request.method == "POST":
        actions.retire_metric(code=found.code, by=viewer.person, now=clock.now())
        return redirect("metric", found.code)
    return render(request, "gs/figures/metric_retire.html", {"metric": found})
