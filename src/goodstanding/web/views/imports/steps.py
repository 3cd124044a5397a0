"""Choosing a file, seeing how it is read, starting and discarding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodstanding.actions import imports as actions
from goodstanding.actions.imports import kept
from goodstanding.domain.errors import NotNow, UserError
from goodstanding.ingest import jobs
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.read import Preview, preview
from goodstanding.ingest.suggest import suggest
from goodstanding.ingest.targets import TARGETS
from goodstanding.queries import imports as queries
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.imports import OptionsForm, StartForm, UploadForm
from goodstanding.web.views.imports.shared import first_rows, frame, importer, read_options

UNDECIDED = frozenset({"uploaded", "mapped", "checked", "failed"})


def new(request: HttpRequest) -> HttpResponse:
    viewer = importer(request)
    form = UploadForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        targets=queries.importable(viewer),
        initial={"target": request.GET.get("target", "")[:30]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.receive(
                target=form.cleaned_data["target"],
                filename=form.cleaned_data["file"].name,
                chunks=form.cleaned_data["file"].chunks(),
                by=viewer.person,
                now=clock.now(),
            )
            return redirect("import_options", run)
        except UserError as error:
            add_user_error(form, error)
    if request.method == "POST":
        _say_too_large(request, form)
    context = {"form": form, "largest": settings.IMPORT_MAX_BYTES // kept.MEGABYTE, **frame(None, 0)}
    return render(request, "gs/imports/new.html", context, status=422 if request.method == "POST" else 200)


def _say_too_large(request: HttpRequest, form: UploadForm) -> None:
    """What was too large never arrived: say that, and not that nothing was chosen."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not request.FILES and length.isdecimal():
        try:
            kept.check_size(int(length))
        except UserError as error:
            form.errors.pop("file", None)
            add_user_error(form, error)


def options(request: HttpRequest, run: UUID) -> HttpResponse:
    viewer = importer(request)
    found = queries.run(viewer, run)
    if found.state not in UNDECIDED:
        return redirect("import_run", run)
    chosen = _chosen(request) if request.method == "POST" else dict(found.options)
    seen, guess, problem = _look(found, chosen)
    form = OptionsForm(
        request.POST if request.method == "POST" else None, initial=chosen, preview=seen, guess=guess
    )
    if request.method == "POST" and form.is_valid() and seen is not None and "look" not in request.POST:
        actions.set_options(run=run, options=form.cleaned_data, by=viewer.person, now=clock.now())
        return redirect("import_mapping", run)
    context = {
        "form": form,
        "preview": seen,
        "problem": problem,
        "table": first_rows(seen) if seen else None,
        **frame(found, 1),
    }
    wrong = bool(problem) or (form.is_bound and not form.is_valid())
    return render(request, "gs/imports/options.html", context, status=422 if wrong else 200)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """Only what the form could have offered; the rest is left to be found."""
    free = OptionsForm(request.POST, preview=None, guess=None)
    free.fields.pop("sheet")
    free.is_valid()
    return {**free.cleaned_data, "sheet": request.POST.get("sheet", "")[:200]}


def _look(found: queries.RunView, chosen: dict[str, Any]) -> tuple[Preview | None, Mapping | None, str]:
    try:
        path = kept.located(found.path)
        seen = preview(path, read_options(chosen))
        return seen, suggest(seen.columns, seen.sample, TARGETS[found.target]).mapping, ""
    except UserError as error:
        return None, None, error.message


@require_POST
def start(request: HttpRequest, run: UUID) -> HttpResponse:
    viewer = importer(request)
    form = StartForm(request.POST)
    good_only = form.is_valid() and form.cleaned_data["how"] == "good"
    try:
        jobs.request_import(run=run, good_rows_only=good_only, by=viewer.person, now=clock.now())
    except NotNow as error:
        messages.error(request, error.message)
    return redirect("import_run", run)


def discard(request: HttpRequest, run: UUID) -> HttpResponse:
    viewer = importer(request)
    found = queries.run(viewer, run)
    if request.method == "POST":
        actions.discard(run=run, by=viewer.person, now=clock.now())
        return redirect("imports")
    return render(request, "gs/imports/discard.html", frame(found, 0))
