"""Files brought in from outside."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.imports import mapping, runs, steps

urlpatterns: list[URLPattern | URLResolver] = [
    path("imports/", runs.imports, name="imports"),
    path("imports/new/", steps.new, name="import_new"),
    path("imports/<uuid:run>/", runs.run, name="import_run"),
    path("imports/<uuid:run>/reading/", steps.options, name="import_options"),
    path("imports/<uuid:run>/columns/", mapping.mapping, name="import_mapping"),
    path("imports/<uuid:run>/start/", steps.start, name="import_start"),
    path("imports/<uuid:run>/discard/", steps.discard, name="import_discard"),
    path("imports/<uuid:run>/progress/", runs.progress, name="import_progress"),
    path("imports/<uuid:run>/wrong-rows.csv", runs.wrong_rows, name="import_errors"),
]
