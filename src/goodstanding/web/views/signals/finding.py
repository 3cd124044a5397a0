"""One finding: the same page for the person, their manager and HR."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.domain.permissions import can_write
from goodstanding.domain.relation import Standing
from goodstanding.queries.signals import found as findings
from goodstanding.queries.signals import runs
from goodstanding.queries.signals.metrics import metric_labels
from goodstanding.web.ui import Column, Evidence, FindingView, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.shown import file_url, record_url
from goodstanding.web.views.signals import words

CHECKED = (Column("What was checked"), Column("Result"), Column("Figures"))
UNITS = (Column("Unit of work"), Column("Went on"), Column("To"))


@require_safe
def signal(request: HttpRequest, signal: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    view, standing = findings.signal(viewer, signal)
    labels = metric_labels()
    own = viewer.person == view.person
    figures_url = reverse("figures", args=[view.person]) + "?weeks=104"
    context = {
        "view": view, "own": own, "words": words.OF_KIND[view.kind],
        "finding": _finding(view, labels), "lines": _lines(view),
        "checks": _checks(view), "units": _units(view),
        "actions": _actions(view, standing), "figures_url": figures_url,
        "crumbs": _crumbs(view, own),
    }  # fmt: skip
    return render(request, "gs/signals/finding.html", context)


def _finding(view: findings.SignalView, labels: words.Labels) -> FindingView:
    kind = words.OF_KIND[view.kind]
    url = reverse("figures", args=[view.person]) + "?weeks=104"
    return FindingView(
        title=kind.title,
        severity="note",
        rule=f"signals.{view.kind}",
        means=kind.means,
        because=[Evidence(line, url) for line in words.lines_of(view, labels)],
        innocent=kind.innocent,
        settles=kind.settles,
        asks=kind.asks,
    )


def _lines(view: findings.SignalView) -> list[str]:
    if view.found is None:
        return []
    done, _ = runs.latest()
    wrong = done.set_fdr.get(view.kind) if done and view.latest else None
    return list(words.number_lines(view.found, wrong))


def _checks(view: findings.SignalView) -> Table | None:
    rows = words.check_rows(view.found) if view.found else []
    return Table(CHECKED, rows, "What could explain it, and whether the data show it") if rows else None


def _units(view: findings.SignalView) -> Table | None:
    if view.moved is None:
        return None
    names = findings.names({each.to for each in view.moved.lost if each.to})
    rows = [[each.unit, each.day, names.get(each.to, "a colleague")] for each in view.moved.lost]
    return Table(UNITS, rows, "What went to others")


def _actions(view: findings.SignalView, standing: Standing) -> list[Link]:
    found = []
    if can_write("coaching", standing):
        url = f"{record_url(view.person, 'coaching')}?signal={view.id}"
        found.append(Link("Write down the conversation", url, icon="message-square"))
    if standing.viewer == view.person:
        url = record_url(view.person, "metric_snapshot")
        found.append(Link("Put figures of your own on the record", url, icon="file-plus"))
    return found


def _crumbs(view: findings.SignalView, own: bool) -> list[Link]:
    if own:
        return [Link("My file", file_url(view.person)), Link("Finding")]
    return [Link("Early signs", reverse("signals")), Link(view.name, file_url(view.person)), Link("Finding")]


def as_card(view: findings.SignalView, labels: words.Labels) -> dict[str, Any]:
    """A finding as a card on other pages."""
    return {
        "view": view,
        "words": words.OF_KIND[view.kind],
        "summary": words.summary(view, labels),
        "url": reverse("signal", args=[view.id]),
    }
