"""Work that runs by itself."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.work import schedule

urlpatterns: list[URLPattern | URLResolver] = [
    path("work/", schedule.work, name="work"),
    path("work/mails/<int:mail>/again/", schedule.mail_again, name="mail_again"),
    path("work/<slug:name>/", schedule.work_runs, name="work_runs"),
    path("work/<slug:name>/run/", schedule.work_run, name="work_run"),
]
