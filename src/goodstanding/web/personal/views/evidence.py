"""Documents that matter, by where they lie."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.queries.own.evidence import pointers
from goodstanding.web import clock
from goodstanding.web.personal.forms.evidence import PointerForm
from goodstanding.web.personal.views.keeping import pages
from goodstanding.web.ui import Cell, Column, Table

WHOSE = {"mine": "Mine", "about_me": "About me", "given_to_me": "Given to me"}


@require_GET
def evidence(request: HttpRequest) -> HttpResponse:
    rows = [
        [
            Cell(e.payload.what, note=e.payload.from_whom), f"{e.happened:%-d %B %Y}", WHOSE[e.payload.whose],
            Cell(e.payload.where, note=e.payload.words),
        ]
        for e in pointers(house().vault)
    ]  # fmt: skip
    heads = [Column("What"), Column("Its day"), Column("Whose"), Column("Where it lies")]
    return render(request, "gs/me/evidence.html", {"rows": rows, "table": Table(heads, rows)})


@pages
def pointer_new(request: HttpRequest) -> HttpResponse:
    form = PointerForm(request.POST or None, initial={"happened": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.record(
            vault=house().vault, payload=form.payload(), happened=form.cleaned_data["happened"],
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Noted. The document stays where it is.")
        return redirect("evidence")
    return render(request, "gs/me/pointer_new.html", {"form": form}, status=422 if form.errors else 200)
