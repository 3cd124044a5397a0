"""Metrics and people's figures."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.figures import metrics, person

urlpatterns: list[URLPattern | URLResolver] = [
    path("metrics/", metrics.metrics, name="metrics"),
    path("metrics/new/", metrics.new, name="metric_new"),
    path("metrics/<str:code>/", metrics.metric, name="metric"),
    path("metrics/<str:code>/edit/", metrics.edit, name="metric_edit"),
    path("metrics/<str:code>/retire/", metrics.retire, name="metric_retire"),
    path("people/<uuid:person>/figures/", person.figures, name="figures"),
]
