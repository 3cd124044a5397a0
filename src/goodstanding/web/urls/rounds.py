"""Appraisal rounds: opened, followed, written, given."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from goodstanding.web.views.rounds import lists, opening, person, writing

FILE = "people/<uuid:person>/rounds/<uuid:round>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("rounds/", lists.rounds, name="rounds"),
    path("rounds/new/", opening.new, name="round_new"),
    path("rounds/<uuid:round>/", lists.round, name="round"),
    path("rounds/<uuid:round>/step/", lists.step, name="round_step"),
    path("rounds/<uuid:round>/add/", opening.add, name="round_add"),
    path("rounds/<uuid:round>/release/", lists.release, name="round_release"),
    path("rounds/<uuid:round>/remind/", lists.remind, name="round_remind"),
    path("rounds/<uuid:round>/again/", lists.again, name="round_again"),
    path(FILE, person.round_person, name="round_person"),
    path("people/<uuid:person>/rounds/entered/<uuid:entry>/", person.entered, name="round_entered"),
    path(FILE + "self/", writing.own, name="round_self"),
    path(FILE + "appraisal/", writing.manager, name="round_prepare"),
    path(FILE + "leave-out/", person.leave_out, name="round_leave_out"),
]
