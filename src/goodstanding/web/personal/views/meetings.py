"""Meetings from a calendar file: read, chosen, shown."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.domain.errors import UserError
from goodstanding.domain.own.meetings import MeetingsRead
from goodstanding.ingest import own_calendar
from goodstanding.queries.own import meetings as queries
from goodstanding.web import clock
from goodstanding.web.personal.forms.meetings import CalendarForm, ChosenForm
from goodstanding.web.personal.meetings_shown import ended_table, months_table
from goodstanding.web.personal.views.keeping import pages


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    found = queries.meetings(house().vault)
    context: dict[str, object] = {"found": found}
    if found:
        context |= {
            "one_to_ones": months_table(found.one_to_ones, found.months, "One-to-ones: held of planned"),
            "others": months_table(found.others, found.months, "Other recurring meetings: held of planned"),
            "ended": ended_table(found.ended),
        }  # fmt: skip
    return render(request, "gs/me/meetings.html", context)


@pages
def meetings_read(request: HttpRequest) -> HttpResponse:
    form = CalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            house().waiting["meetings"] = own_calendar.read(
                given["file"].read(),
                today=clock.today(),
                zone=timezone.get_current_timezone(),
                mine=given["mine"],
            )
            return redirect("meetings_choose")
        except UserError as error:
            form.add_error("file", error.message)
    return render(request, "gs/me/meetings_read.html", {"form": form}, status=422 if form.errors else 200)


@pages
def meetings_choose(request: HttpRequest) -> HttpResponse:
    read = house().waiting.get("meetings")
    if not isinstance(read, MeetingsRead):
        return redirect("meetings_read")
    form = ChosenForm(request.POST or None, read=read)
    if request.method == "POST" and form.is_valid():
        actions.record(vault=house().vault, payload=form.chosen(), now=clock.now(), today=clock.today())
        house().waiting.clear()
        messages.success(request, "Kept: names and counts. The file itself is not kept.")
        return redirect("meetings")
    context = {"form": form, "read": read}
    return render(request, "gs/me/meetings_choose.html", context, status=422 if form.errors else 200)
