"""How long files are kept: retention, holds, erasure."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.keeping import erase, holds, kept, retention

urlpatterns: list[URLPattern | URLResolver] = [
    path("retention/", retention.retention, name="retention"),
    path("people/<uuid:person>/kept/", kept.kept, name="kept"),
    path("people/<uuid:person>/erase/", erase.erase, name="erase"),
    path("people/<uuid:person>/hold/", holds.hold_place, name="hold_place"),
    path("erasure/<int:request_id>/", erase.erasure, name="erasure"),
    path("erasure/<int:request_id>/refuse/", erase.erasure_refuse, name="erasure_refuse"),
    path("holds/<uuid:hold>/release/", holds.hold_release, name="hold_release"),
]
