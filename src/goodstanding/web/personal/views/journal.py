"""The journal: what was written, newest first, and writing in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.queries.own import journal as queries
from goodstanding.web import clock
from goodstanding.web.personal.forms.journal import NoteForm, TakeBackForm
from goodstanding.web.personal.shown import timeline
from goodstanding.web.personal.views.keeping import pages

A_PAGE = 50


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.timeline(house().vault), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "gs/me/home.html", {"page": page, "entries": timeline(page.object_list)})


@pages
def write(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None, initial={"happened": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.record(
            vault=house().vault, payload=form.payload(), happened=form.cleaned_data["happened"],
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Written down.")
        return redirect("home")
    return render(request, "gs/me/write.html", {"form": form}, status=422 if form.errors else 200)


@pages
def take_back(request: HttpRequest, entry: UUID) -> HttpResponse:
    line = queries.line(house().vault, entry)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.take_back(
            vault=house().vault, entry=entry, reason=form.cleaned_data["reason"],
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Taken back. It stays in the file, marked, and counts nowhere.")
        return redirect("home")
    context = {"form": form, "entries": timeline([line])}
    return render(request, "gs/me/take_back.html", context, status=422 if form.errors else 200)
