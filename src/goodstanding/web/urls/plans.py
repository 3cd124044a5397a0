"""Concerns, coaching plans and plans."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.plans import calendar, concern, draft, event, intake, listing, page

urlpatterns: list[URLPattern | URLResolver] = [
    path("plans/", listing.plans, name="plans"),
    path("people/<uuid:person>/concern/", concern.concern, name="concern"),
    path("plans/<uuid:case>/", page.plan, name="plan"),
    path("plans/<uuid:case>/intake/", intake.plan_intake, name="plan_intake"),
    path("plans/<uuid:case>/draft/", draft.plan_draft, name="plan_draft"),
    path("plans/<uuid:case>/calendar/", calendar.plan_calendar, name="plan_calendar"),
    path("plans/<uuid:case>/do/<str:event>/", event.plan_event, name="plan_event"),
]
