"""The paper trail, findings, counsel's report, and which rules apply."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.review import answer, counsel, findings, settings, trail

urlpatterns: list[URLPattern | URLResolver] = [
    path("people/<uuid:person>/review/", findings.findings, name="review"),
    path("people/<uuid:person>/review/keep/", findings.keep, name="review_keep"),
    path("people/<uuid:person>/review/counsel/", counsel.report, name="review_counsel"),
    path("people/<uuid:person>/review/<str:key>/", answer.answer, name="finding_answer"),
    path("people/<uuid:person>/trail/", trail.trail, name="trail"),
    path("settings/review/", settings.review_settings, name="review_settings"),
    path("settings/review/rules/<str:rule>/", settings.rule_setting, name="rule_setting"),
    path("settings/review/packs/<str:pack>/", settings.pack_setting, name="pack_setting"),
]
