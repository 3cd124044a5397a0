"""Every address of the program, a file for each part of it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

from goodstanding.web.urls import (
    account,
    dates,
    design,
    figures,
    files,
    imports,
    keeping,
    plans,
    receipts,
    review,
    rounds,
    signals,
    words,
    work,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *account.urlpatterns,
    *files.urlpatterns,
    *dates.urlpatterns,
    *plans.urlpatterns,
    *receipts.urlpatterns,
    *figures.urlpatterns,
    *signals.urlpatterns,
    *imports.urlpatterns,
    *keeping.urlpatterns,
    *words.urlpatterns,
    *work.urlpatterns,
    *review.urlpatterns,
    *rounds.urlpatterns,
    *design.urlpatterns,
]

handler400 = "goodstanding.web.views.errors.bad_request"
handler403 = "goodstanding.web.views.errors.forbidden"
handler404 = "goodstanding.web.views.errors.not_found"
handler429 = "goodstanding.web.views.errors.too_many"  # read by the sign-in library
handler500 = "goodstanding.web.views.errors.our_fault"
