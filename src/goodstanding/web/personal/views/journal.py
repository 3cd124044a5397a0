"""The journal: what was written, newest first, and writing in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from goodstanding.actions.own import example as example_actions
from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.domain.own.entries import Started
from goodstanding.queries.own import journal as queries
from goodstanding.web import clock
from goodstanding.web.personal.forms.journal import NoteForm, TakeBackForm
from goodstanding.web.personal.forms.signs import WhyForm
from goodstanding.web.personal.help_now import FIRST, help_now
from goodstanding.web.personal.marks import without_file
from goodstanding.web.personal.shown import WHY, timeline
from goodstanding.web.personal.views.keeping import pages

A_PAGE = 50


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What may help now, by what brought the person here, and what was written last."""
    vault = house().vault
    why = queries.why(vault)
    if not why:
        return redirect("start")
    lines = queries.timeline(vault)[:3]
    context = {"why": WHY[why], "steps": help_now(why), "entries": timeline(lines)}
    return render(request, "gs/me/home.html", context)


@pages
def start(request: HttpRequest) -> HttpResponse:
    """The first question. Each answer leads straight to the first useful thing."""
    form = WhyForm(request.POST or None, initial={"why": queries.why(house().vault)})
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        actions.record(vault=house().vault, payload=Started(why=why), now=clock.now(), today=clock.today())
        return redirect(FIRST[why])
    return render(request, "gs/me/start.html", {"form": form}, status=422 if form.errors else 200)


@without_file
@require_POST
def example(request: HttpRequest) -> HttpResponse:
    if house().example:
        example_actions.close(house=house())
    else:
        example_actions.show(house=house(), now=clock.now(), today=clock.today())
    return redirect("home")


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.timeline(house().vault), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "gs/me/journal.html", {"page": page, "entries": timeline(page.object_list)})


@pages
def write(request: HttpRequest) -> HttpResponse:
    form = NoteForm(request.POST or None, initial={"happened": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.record(
            vault=house().vault, payload=form.payload(), happened=form.cleaned_data["happened"],
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Written down.")
        return redirect("journal")
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
        return redirect("journal")
    context = {"form": form, "entries": timeline([line])}
    return render(request, "gs/me/take_back.html", context, status=422 if form.errors else 200)
