"""The start page, people, their files and day-to-day entries."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.files import export, file, home, job, letter, people, record

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("me/", file.my_file, name="my_file"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/<uuid:person>/", file.file, name="file"),
    path("people/<uuid:person>/entries/<uuid:entry>/", file.entry, name="entry"),
    path("people/<uuid:person>/entries/<uuid:entry>/letter/", letter.letter, name="letter"),
    path(
        "people/<uuid:person>/entries/<uuid:entry>/document/", letter.letter_document, name="letter_document"
    ),
    path("people/<uuid:person>/record/<str:kind>/", record.record, name="record"),
    path("people/<uuid:person>/job/", job.job, name="job"),
    path("people/<uuid:person>/export/", export.file_export, name="file_export"),
    path("teams/", people.teams, name="teams"),
]
