"""The list of imports, and one of them wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.actions import imports as actions
from goodstanding.actions.imports import kept
from goodstanding.domain.errors import NotFound
from goodstanding.ingest.targets import TARGETS
from goodstanding.queries import imports as queries
from goodstanding.web.forms.imports import StartForm
from goodstanding.web.ui import Cell, Column, Fact, Link, Table
from goodstanding.web.views.files.params import page
from goodstanding.web.views.imports.shared import frame, importer, link, unbroken

UNDER_WAY = frozenset({"checking", "running"})
COLUMNS = (
    Column("File"),
    Column("What"),
    Column("State"),
    Column("New", numeric=True),
    Column("Updated", numeric=True),
    Column("Wrong", numeric=True),
    Column("By"),
    Column("Started"),
)
STATES = {
    "uploaded": ("Not mapped yet", "file-clock", "neutral"),
    "mapped": ("Not checked yet", "file-clock", "neutral"),
    "checking": ("Being checked", "loader", "info"),
    "checked": ("Checked", "file-check", "info"),
    "running": ("Under way", "loader", "info"),
    "done": ("Imported", "circle-check", "good"),
    "failed": ("Nothing imported", "circle-alert", "attention"),
    "abandoned": ("Discarded", "circle-x", "neutral"),
}
UNCOUNTED = frozenset({"uploaded", "mapped", "checking"})
PROBLEM_COLUMNS = (
    Column("Row"),
    Column("Field"),
    Column("Column"),
    Column("Value"),
    Column("What is wrong"),
)
CHANGE_COLUMNS = (Column("Row"), Column("Who or what"), Column("Change"), Column("What"))
AFTERWARDS = {
    "people": ("people", "See the people"),
    "teams": ("teams", "See the teams"),
    "assignments": ("people", "See the people"),
    "appraisals": ("people", "See the people"),
    "observations": ("metrics", "See the metrics"),
    "targets": ("people", "See the people"),
    "absences": ("people", "See the people"),
    "work": ("people", "See the people"),
}
TEMPLATES = {"checked": "preview", "done": "done", "failed": "failed", "abandoned": "done"}


@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    viewer = importer(request)
    found = queries.runs(viewer, page(request))
    table = Table(COLUMNS, [_line(run) for run in found], empty="Nothing was imported yet")
    return render(request, "gs/imports/imports.html", {"page": found, "table": table})


def _line(run: queries.RunLine) -> list[object]:
    label, icon, tone = STATES[run.state]
    counts = (run.created_count, run.updated_count, run.rows_bad)
    return [
        Cell(run.filename, url=reverse("import_run", args=[run.id])),
        TARGETS[run.target].label,
        Cell(label, icon=icon, tone=tone),
        # Nobody has counted yet what was not checked: that is not zero.
        *((None, None, None) if run.state in UNCOUNTED else counts),
        run.by,
        run.created,
    ]


@require_safe
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    viewer = importer(request)
    found = queries.run(viewer, run)
    if found.state in UNDER_WAY:
        actions.reap()
        found = queries.run(viewer, run)
    if found.state in {"uploaded", "mapped"}:
        return redirect("import_options", run)
    if found.state in UNDER_WAY:
        context = {**frame(found, 3 if found.state == "checking" else 4), **_progress(found)}
        return render(request, "gs/imports/running.html", context)
    step = {"checked": 3, "failed": 3}.get(found.state, 5)
    context = {**frame(found, step), **_outcome(request, found)}
    return render(request, f"gs/imports/{TEMPLATES[found.state]}.html", context)


def _outcome(request: HttpRequest, found: queries.RunView) -> dict[str, Any]:
    shown = Paginator(found.problems, queries.PAGE).get_page(page(request))
    labels = {field.name: field.label for field in TARGETS[found.target].fields}
    problems = [
        [row, labels.get(field, field), column, unbroken(value), words]
        for row, field, column, value, words in shown
    ]
    changes = [
        [change["row"], change["about"], "New" if change["kind"] == "new" else "Updated", change["what"]]
        for change in found.sample
    ]
    return {
        "problems": Table(PROBLEM_COLUMNS, problems, empty="No row is wrong"),
        "page": shown,
        "changes": Table(CHANGE_COLUMNS, changes, empty="Nothing would change"),
        "facts": _facts(found),
        "form": StartForm(initial={"how": "all"}),
        "afterwards": _afterwards(found),
        "all_listed": found.problems[-1:] and _last_row(found),
    }


def _last_row(found: queries.RunView) -> bool:
    return len({line[0] for line in found.problems}) >= found.rows_bad


def _facts(found: queries.RunView) -> list[Fact]:
    return [
        Fact("What", TARGETS[found.target].label),
        Fact("By", found.by),
        Fact("Started", found.created),
        Fact("Finished", found.finished),
        Fact("Size", f"{found.size:,} bytes"),
        Fact("SHA-256", found.sha256),
    ]


def _afterwards(found: queries.RunView) -> list[Link]:
    wanted: Iterator[Link | None] = iter(
        [
            link(*AFTERWARDS[found.target]),
            link("import_new", "Import another file"),
            link("imports", "All imports"),
        ]
    )
    return [made for made in wanted if made]


@require_safe
def progress(request: HttpRequest, run: UUID) -> HttpResponse:
    """The bar, which asks for itself again; once the work is over, the page of the run."""
    found = queries.run(importer(request), run)
    if found.state in UNDER_WAY:
        actions.reap()
        return render(request, "gs/imports/progress.html", _progress(found))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = reverse("import_run", args=[run])
    return response


def _progress(found: queries.RunView) -> dict[str, Any]:
    said = kept.read_progress(found.path)
    stage, done, total = (said.stage, said.done, said.total or 0) if said else ("Finishing", 0, 0)
    detail = f"{done:,} of about {total:,} rows" if total and done else f"{done:,} rows" if done else ""
    return {
        "stage": f"{stage}: {found.filename}",
        "done": min(done, total) if total else 0,
        "total": total,
        "detail": detail,
        "poll_url": reverse("import_progress", args=[found.id]),
    }


@require_safe
def wrong_rows(request: HttpRequest, run: UUID) -> HttpResponseBase:
    found = queries.run(importer(request), run)
    path = kept.beside(found.path, "problems.csv")
    if not path.is_file():
        raise NotFound("This import has no list of wrong rows.")
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"wrong-rows-{found.id}.csv",
        content_type="text/csv; charset=utf-8",
    )
