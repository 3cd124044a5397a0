"""Signs: written down in ten seconds, looked at over months."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.queries.own import signs as queries
from goodstanding.web import clock
from goodstanding.web.personal.forms.signs import LookedIntoForm, SignForm
from goodstanding.web.personal.shown import timeline
from goodstanding.web.personal.signs_shown import answers, months_table
from goodstanding.web.personal.views.keeping import pages
from goodstanding.web.ui import Link


@require_GET
def signs(request: HttpRequest) -> HttpResponse:
    lines = queries.overview(house().vault, clock.today())
    return render(request, "gs/me/signs.html", {"lines": lines, "table": months_table(lines)})


@pages
def sign_new(request: HttpRequest) -> HttpResponse:
    start = {"happened": clock.today(), "sign": request.GET.get("of", "")}
    form = SignForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actions.record(
            vault=house().vault, payload=form.payload(), happened=form.cleaned_data["happened"],
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Written down.")
        return redirect("sign", form.cleaned_data["sign"])
    return render(request, "gs/me/sign_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def sign(request: HttpRequest, code: str) -> HttpResponse:
    line = queries.one(house().vault, code, clock.today())
    context = {
        "line": line,
        "answers": answers(line),
        "table": months_table([line]),
        "entries": timeline(queries.as_lines(line)),
        "way": [Link("Signs", reverse("signs")), Link(line.about.label)],
    }
    return render(request, "gs/me/sign.html", context)


@pages
def looked_into(request: HttpRequest, code: str) -> HttpResponse:
    line = queries.one(house().vault, code, clock.today())
    form = LookedIntoForm(request.POST or None, sign=code)
    if request.method == "POST" and form.is_valid():
        actions.record(vault=house().vault, payload=form.payload(), now=clock.now(), today=clock.today())
        messages.success(request, "Written down.")
        return redirect("sign", code)
    context = {"form": form, "line": line}
    return render(request, "gs/me/looked_into.html", context, status=422 if form.errors else 200)
