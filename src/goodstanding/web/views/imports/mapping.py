"""Which column feeds which field."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as MappingType
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from pydantic import ValidationError

from goodstanding.actions.imports import kept
from goodstanding.domain.errors import UserError
from goodstanding.ingest import jobs
from goodstanding.ingest.cells import is_blank, shorten
from goodstanding.ingest.mapping import Mapping
from goodstanding.ingest.read import Preview, preview
from goodstanding.ingest.suggest import suggest
from goodstanding.ingest.targets import TARGETS
from goodstanding.queries import imports as queries
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.imports import MappingForm, initial_of
from goodstanding.web.ui import Column
from goodstanding.web.views.imports.shared import first_rows, frame, importer, read_options
from goodstanding.web.views.imports.steps import UNDECIDED

COLUMNS = (Column("Field"), Column("From the column"), Column("First values"), Column("or in every row"))
SAMPLES = 3


def mapping(request: HttpRequest, run: UUID) -> HttpResponse:
    viewer = importer(request)
    found = queries.run(viewer, run)
    if found.state not in UNDECIDED:
        return redirect("import_run", run)
    try:
        seen = preview(kept.located(found.path), read_options(found.options))
    except UserError:
        return redirect("import_options", run)
    begin, options, notes = _to_begin_with(found, seen)
    form = MappingForm(
        request.POST if request.method == "POST" else None,
        target=TARGETS[found.target],
        columns=seen.columns,
        metrics=queries.metric_codes(),
        initial=initial_of(begin, seen.columns, options),
    )
    if request.method == "POST" and form.is_valid() and _send(request, form, found, seen, viewer.person):
        return redirect("import_run", run)
    context = {
        "form": form,
        "rows": _rows(form, seen),
        "columns": COLUMNS,
        "notes": notes,
        "table": first_rows(seen),
        **frame(found, 2),
    }
    return render(request, "gs/imports/mapping.html", context, status=422 if form.is_bound else 200)


def _send(request: HttpRequest, form: MappingForm, found: queries.RunView, seen: Preview, by: UUID) -> bool:
    guess = suggest(seen.columns, seen.sample, TARGETS[found.target]).mapping
    made = form.mapping(
        found.options.get("dates") or guess.dates.value, found.options.get("decimal") or guess.decimal.value
    )
    if made is None:
        return False
    try:
        jobs.request_check(
            run=found.id,
            mapping=made,
            options=form.options(),
            signature=_signature(seen),
            by=by,
            now=clock.now(),
        )
    except UserError as error:
        add_user_error(form, error)
        return False
    return True


def _signature(seen: Preview) -> str:
    return hashlib.sha256("\x1f".join(seen.columns).encode()).hexdigest()


def _to_begin_with(
    found: queries.RunView, seen: Preview
) -> tuple[Mapping, MappingType[str, Any], tuple[str, ...]]:
    """What was chosen for this file, or for the last one of this layout, or a suggestion."""
    if made := _valid(found.mapping):
        return made, found.options, ()
    last = queries.template(found.target, _signature(seen))
    if last and (made := _valid(last[0])):
        return made, last[1], ("Filled in as for the last file with these columns. Check each one.",)
    suggestion = suggest(seen.columns, seen.sample, TARGETS[found.target])
    return suggestion.mapping, found.options, suggestion.notes


def _valid(kept_mapping: MappingType[str, Any]) -> Mapping | None:
    try:
        return Mapping.model_validate(kept_mapping) if kept_mapping else None
    except ValidationError:
        return None


def _rows(form: MappingForm, seen: Preview) -> list[dict[str, Any]]:
    rows = form.rows()
    for row in rows:
        chosen = str(row["column"].value() or "")
        row["samples"] = _samples(seen, int(chosen)) if chosen.isdecimal() and len(chosen) < 5 else ""
    return rows


def _samples(seen: Preview, column: int) -> str:
    cells = (row[1][column] for row in seen.sample if column < len(row[1]))
    return " · ".join([shorten(cell, 30) for cell in cells if not is_blank(cell)][:SAMPLES])
