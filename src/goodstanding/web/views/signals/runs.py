"""The review of everybody's figures: its few findings, how it is started, and those before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from goodstanding.actions import signals as actions
from goodstanding.domain.errors import NotFound
from goodstanding.queries.organisation import organisation
from goodstanding.queries.signals import found as findings
from goodstanding.queries.signals import runs as queries
from goodstanding.queries.signals.metrics import metric_labels
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, Link, Table
from goodstanding.web.viewer import viewer_of, viewer_with
from goodstanding.web.views.files.params import page
from goodstanding.web.views.signals import words

COLUMNS = (
    Column("Asked for"),
    Column("Figures up to"),
    Column("State"),
    Column("By"),
    Column("Findings", numeric=True),
)
STATES = {
    "waiting": ("Waiting", "clock", "info"),
    "running": ("Under way", "loader", "info"),
    "done": ("Done", "circle-check", "good"),
    "failed": ("Nothing kept", "circle-alert", "attention"),
}
KINDS = ("decline", "level", "work_may_have_changed", "work_moved")
NOT_ENOUGH = (Column("Why nothing can be said"), Column("Fell", numeric=True), Column("Below", numeric=True))


def _reader(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not (queries.may_follow(viewer) or queries.leads(viewer)):
        raise NotFound("The address may be old, or what it shows is not for you.")
    return viewer


@require_safe
def signals(request: HttpRequest) -> HttpResponse:
    viewer = _reader(request)
    done, newer = queries.latest()
    found = findings.signals(viewer, done.id) if done else []
    labels = metric_labels() if found else {}
    follows = queries.may_follow(viewer)
    context = {
        "run": done, "newer": newer if follows else None, "follows": follows,
        "starts": queries.may_start(viewer) and not (newer and newer.under_way),
        "groups": _groups([one for one in found if not one.in_case], labels),
        "in_case": _groups([one for one in found if one.in_case], labels),
        "not_enough": _not_enough(done) if done and follows else None,
        "until": done.as_of - timedelta(days=1) if done and done.as_of else None,
        "wrong": _wrong(done) if done else [], "schedule": _schedule(done) if follows else "",
        **_progress(newer),
    }  # fmt: skip
    return render(request, "gs/signals/signals.html", context)


def _schedule(done: queries.RunView | None) -> str:
    """When the next review starts by itself."""
    weeks = organisation().policy.figures_reviewed_every_weeks
    if not weeks:
        return "Reviews start only when HR for the whole organisation asks for one (Settings)."
    if done is None:
        return "The first review starts by itself once there are figures for long enough."
    due = timezone.localdate(done.created + timedelta(weeks=weeks))
    return f"The next review starts by itself on {words.day(due)} or with the first new figures after it."


def _groups(found: list[findings.SignalView], labels: words.Labels) -> list[dict[str, Any]]:
    return [group for group in (_group(kind, found, labels) for kind in KINDS) if group["cards"]]


def _group(kind: str, found: list[findings.SignalView], labels: words.Labels) -> dict[str, Any]:
    cards = [
        {"view": one, "url": reverse("signal", args=[one.id]), "summary": words.summary(one, labels)}
        for one in found
        if one.kind == kind
    ]
    return {"words": words.OF_KIND[kind], "cards": cards}


def _not_enough(run: queries.RunView) -> Table:
    rows = [
        [text, *(run.not_enough.get(kind, {}).get(reason, 0) for kind in ("decline", "level"))]
        for reason, text in words.REASONS.items()
    ]
    return Table(NOT_ENOUGH, [row for row in rows if any(row[1:])], "People about whom nothing can be said")


def _wrong(run: queries.RunView) -> list[str]:
    """What the findings promise as a set."""
    said = (("decline", "falls"), ("level", "lows"))
    return [
        f"Of the {what} shown in this review, about {run.set_fdr[kind]:.0%} are expected to be wrong."
        for kind, what in said
        if run.set_fdr.get(kind)
    ]


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    viewer = viewer_with(request, "hr")
    run = actions.request_review(by=viewer.person, now=clock.now())
    messages.info(request, "The review has started. It goes on if you leave the page.")
    return redirect("signal_run", run)


@require_safe
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    found = queries.run(viewer_of(request), run)
    crumbs = [Link("Early signs", reverse("signals")), Link("Review")]
    context = {"run": found, "crumbs": crumbs, "not_enough": _not_enough(found), **_progress(found)}
    return render(request, "gs/signals/run.html", context)


@require_safe
def progress(request: HttpRequest, run: UUID) -> HttpResponse:
    """The bar, which asks for itself again; once the review is over, the page of findings."""
    found = queries.run(viewer_of(request), run)
    if found.under_way:
        actions.reap(now=clock.now())
        return render(request, "gs/signals/progress.html", _progress(found))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("signals" if found.state == "done" else "signal_run", args=_args(found))
    return response


def _args(found: queries.RunView) -> list[UUID]:
    return [] if found.state == "done" else [found.id]


def _progress(found: queries.RunView | None) -> dict[str, Any]:
    if found is None or not found.under_way:
        return {}
    detail = f"{found.done:,} figures" if found.done else ""
    return {"stage": found.stage, "detail": detail, "poll_url": reverse("signal_progress", args=[found.id])}


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    if not queries.may_follow(viewer_of(request)):
        raise NotFound("The address may be old, or what it shows is not for you.")
    found = queries.runs(page(request))
    table = Table(COLUMNS, [_line(run) for run in found], empty="There was no review yet.")
    crumbs = [Link("Early signs", reverse("signals")), Link("Reviews")]
    return render(request, "gs/signals/history.html", {"page": found, "table": table, "crumbs": crumbs})


def _line(run: queries.RunLine) -> list[object]:
    label, icon, tone = STATES[run.state]
    return [
        Cell(run.created, url=reverse("signal_run", args=[run.id])),
        run.as_of or "",
        Cell(label, icon=icon, tone=tone),
        run.by,
        run.findings,
    ]
