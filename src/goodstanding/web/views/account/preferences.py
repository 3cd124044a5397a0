"""One's own preferences: time zone, which notices come by mail, and whether they arrived."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodstanding.actions import notices as actions
from goodstanding.domain.notices import KINDS
from goodstanding.queries import notices as queries
from goodstanding.web.forms.preferences import PreferencesForm
from goodstanding.web.ui import Cell, Column, Table
from goodstanding.web.viewer import viewer_of

STATES = {
    "waiting": "waits to be sent", "sending": "is being sent", "sent": "taken by the mail server",
    "failed": "not delivered", "dropped": "no longer needed",
}  # fmt: skip


def preferences(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = _form(request, viewer.person)
    if request.method == "POST" and form.is_valid():
        actions.choose(person=viewer.person, mail=form.mail(), time_zone=form.cleaned_data["time_zone"])
        messages.success(request, "Saved. It holds from the next mail on.")
        return redirect("preferences")
    context = {
        "form": form,
        "fixed": [kind for kind in KINDS.values() if len(kind.may) == 1],
        "mails": _mails(viewer.person),
        "sends": settings.SENDS_MAIL,
        "address": getattr(request.user, "email", ""),
    }
    return render(request, "gs/account/preferences.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, person: UUID) -> PreferencesForm:
    zone = str(settings.TIME_ZONE)
    if request.method == "POST":
        return PreferencesForm(request.POST, organisation_zone=zone)
    chosen, own_zone = queries.choices(person)
    mail = {name: kind.chosen(chosen) for name, kind in KINDS.items()}
    return PreferencesForm(initial={"time_zone": own_zone, **mail}, organisation_zone=zone)


def _mails(person: UUID) -> Table:
    columns = (Column("Made"), Column("To"), Column("What became of it"))
    rows = [
        [mail.made, mail.to, Cell(STATES.get(mail.state, mail.state), note=mail.problem)]
        for mail in queries.mails_to(person)
    ]
    return Table(columns, rows, "The last mails to you", "None yet.")
