"""One finding: the same page for the person, their manager and HR."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions import review as actions
from goodstanding.domain.entries.review import FindingNoted
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import can_write, check_can_dispose, disposes
from goodstanding.domain.relation import Standing
from goodstanding.queries.presenters.review import OF_FIGURES
from goodstanding.queries.signals import found as findings
from goodstanding.queries.signals import runs
from goodstanding.queries.signals.metrics import metric_labels
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.signals import CameOfItForm
from goodstanding.web.ui import Column, Evidence, FindingView, Link, Table, Voice
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.shown import file_url, record_url
from goodstanding.web.views.signals import words

CHECKED = (Column("What was checked"), Column("Result"), Column("Figures"))
UNITS = (Column("Went on"), Column("To"), Column("How many", numeric=True), Column("Which"))
MOST_NAMED = 8


SEEN = "The person, their manager, the second level, HR and counsel read it: it stands in the file."


@require_safe
def signal(request: HttpRequest, signal: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    view, standing = findings.signal(viewer, signal)
    labels = metric_labels()
    own = viewer.person == view.person
    said = findings.answers(view)
    figures_url = _figures_url(view)
    context = {
        "view": view, "own": own, "words": words.OF_KIND[view.kind],
        "finding": _finding(view, labels, said[-1] if said else None), "said": said,
        "lines": _lines(view, labels),
        "checks": _checks(view), "units": _units(view),
        "actions": _actions(view, standing), "figures_url": figures_url,
        "crumbs": _crumbs(view, own),
    }  # fmt: skip
    return render(request, "gs/signals/finding.html", context)


def _figures_url(view: findings.SignalView) -> str:
    """The latest review sets how far back the page looks; an earlier finding may lie further back."""
    return reverse("figures", args=[view.person]) + ("" if view.latest else "?weeks=104")


def _finding(
    view: findings.SignalView, labels: words.Labels, answer: findings.SignalAnswer | None
) -> FindingView:
    kind = words.OF_KIND[view.kind]
    url = _figures_url(view)
    return FindingView(
        title="What was found",
        severity="note",
        rule=f"signals.{view.kind}",
        means=kind.means,
        because=[Evidence(line, url) for line in words.lines_of(view, labels)],
        innocent=kind.innocent,
        settles=kind.settles,
        asks=kind.asks,
        disposition=OF_FIGURES[answer.disposition].capitalize() if answer else "",
        answer=Voice(answer.by, answer.words, answer.at) if answer else None,
    )


def _lines(view: findings.SignalView, labels: words.Labels) -> list[str]:
    if view.found is None:
        return []
    done, _ = runs.latest()
    wrong = done.set_fdr.get(view.kind) if done and view.latest else None
    return list(words.number_lines(view.found, wrong, labels))


def _checks(view: findings.SignalView) -> Table | None:
    rows = words.check_rows(view.found) if view.found else []
    return Table(CHECKED, rows, "What could explain it, and whether the data show it") if rows else None


def _units(view: findings.SignalView) -> Table | None:
    if view.moved is None:
        return None
    names = findings.names({each.to for each in view.moved.lost if each.to})
    by_day: dict[tuple[date, str], list[str]] = defaultdict(list)
    for each in view.moved.lost:
        by_day[each.day, names.get(each.to, "a colleague")].append(each.unit)
    rows = [[day, to, len(units), _some(units)] for (day, to), units in by_day.items()]
    return Table(UNITS, rows, "What went to others")


def _some(units: list[str]) -> str:
    more = len(units) - MOST_NAMED
    return ", ".join(units[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _actions(view: findings.SignalView, standing: Standing) -> list[Link]:
    found = []
    if can_write("coaching", standing):
        url = f"{record_url(view.person, 'coaching')}?signal={view.id}"
        found.append(Link("Write down the conversation", url, icon="message-square"))
    if disposes(standing, "shared"):
        url = reverse("signal_answer", args=[view.id])
        found.append(Link("Say what came of it", url, icon="message-square-reply"))
    if standing.viewer == view.person:
        url = record_url(view.person, "metric_snapshot")
        found.append(Link("Put figures of your own on the record", url, icon="file-plus"))
    return found


def _crumbs(view: findings.SignalView, own: bool) -> list[Link]:
    if own:
        return [Link("My file", file_url(view.person)), Link("Finding")]
    return [Link("Early signs", reverse("signals")), Link(view.name, file_url(view.person)), Link("Finding")]


@require_http_methods(["GET", "HEAD", "POST"])
def signal_answer(request: HttpRequest, signal: UUID) -> HttpResponse:
    """What was found out, in words of whoever looked into it. The finding itself stays as it was."""
    viewer = viewer_of(request)
    view, standing = findings.signal(viewer, signal)
    check_can_dispose(standing, "shared")
    form = CameOfItForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _write(form, view, standing):
        messages.success(request, "Your answer is in the file.")
        return redirect("signal", view.id)
    own_url = reverse("signal", args=[view.id])
    context = {
        "view": view, "words": words.OF_KIND[view.kind], "form": form, "seen": SEEN, "cancel_url": own_url,
        "finding": _finding(view, metric_labels(), None),
        "crumbs": [*_crumbs(view, own=False)[:2], Link("Finding", own_url), Link("Answer")],
    }  # fmt: skip
    return render(request, "gs/signals/answer.html", context, status=422 if form.is_bound else 200)


def _write(form: CameOfItForm, view: findings.SignalView, standing: Standing) -> bool:
    noted = FindingNoted(
        key=view.key, rule=f"signals.{view.kind}", version="1", severity="note",
        title=words.OF_KIND[view.kind].title,
    )  # fmt: skip
    said = actions.Said(form.cleaned_data["disposition"], form.cleaned_data["words"])
    try:
        actions.answer_finding(
            person=view.person, noted=noted, said=said, readers="shared", case=None, by=standing.viewer,
            now=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True


def as_card(view: findings.SignalView, labels: words.Labels) -> dict[str, Any]:
    """A finding as a card on other pages."""
    return {
        "view": view,
        "words": words.OF_KIND[view.kind],
        "summary": words.summary(view, labels),
        "url": reverse("signal", args=[view.id]),
    }
