"""Reviews of the figures and their findings."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.signals import fairness, finding, funnels, runs

urlpatterns: list[URLPattern | URLResolver] = [
    path("signals/", runs.signals, name="signals"),
    path("signals/start/", runs.start, name="signal_start"),
    path("signals/funnels/", funnels.funnels, name="signal_funnels"),
    path("fairness/", fairness.fairness, name="fairness"),
    path("signals/reviews/", runs.history, name="signal_runs"),
    path("signals/reviews/<uuid:run>/", runs.run, name="signal_run"),
    path("signals/reviews/<uuid:run>/progress/", runs.progress, name="signal_progress"),
    path("signals/<uuid:signal>/", finding.signal, name="signal"),
    path("signals/<uuid:signal>/answer/", finding.signal_answer, name="signal_answer"),
]
