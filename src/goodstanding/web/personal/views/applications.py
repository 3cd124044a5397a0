"""Applications: a list that says what comes next."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.ingest.cells import csv_lines
from goodstanding.queries.own import applications as queries
from goodstanding.queries.own.applications import ApplicationLine
from goodstanding.web import clock
from goodstanding.web.personal.forms.applications import STATUS, ApplicationForm, StepForm
from goodstanding.web.personal.views.keeping import pages
from goodstanding.web.ui import Cell, Column, Deadline, Fact, Link, Table

WORDS = dict(STATUS)
HEADS = (
    "Company",
    "Role",
    "Status",
    "Applied on",
    "Next action",
    "Next on",
    "Contact",
    "Source",
    "Address",
    "Notes",
)


@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    lines = queries.applications(house().vault)
    heads = [Column("Company"), Column("Where it stands"), Column("Next"), Column("On")]
    rows = [
        [
            Cell(line.entry.payload.company, url=reverse("application", args=[line.entry.id]), note=line.entry.payload.role),
            WORDS[line.status], line.next_action or "–", f"{line.next_on:%-d %B %Y}" if line.next_on else "–",
        ]
        for line in lines
    ]  # fmt: skip
    due = [
        _due(line)
        for line in lines
        if line.next_on and line.next_on <= clock.today() and line.status not in queries.OVER
    ]
    context = {"rows": rows, "table": Table(heads, rows, caption="Applications"), "due": due}
    return render(request, "gs/me/applications.html", context)


def _due(line: ApplicationLine) -> dict[str, object]:
    return {
        "title": f"{line.entry.payload.company}: {line.next_action or 'look again'}",
        "url": reverse("application", args=[line.entry.id]), "action": "Open", "deadline": Deadline(line.next_on or clock.today()),
    }  # fmt: skip


@pages
def application_new(request: HttpRequest) -> HttpResponse:
    form = ApplicationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = actions.record(
            vault=house().vault, payload=form.payload(), now=clock.now(), today=clock.today()
        )
        messages.success(request, "Kept.")
        return redirect("application", entry.id)
    return render(request, "gs/me/application_new.html", {"form": form}, status=422 if form.errors else 200)


@pages
def application(request: HttpRequest, entry: UUID) -> HttpResponse:
    line = queries.one(house().vault, entry)
    form = StepForm(request.POST or None, initial={"status": line.status, "happened": clock.today()})
    if request.method == "POST" and form.is_valid():
        actions.record(
            vault=house().vault, payload=form.payload(), happened=form.cleaned_data["happened"],
            refers_to=entry, now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Written down.")
        return redirect("application", entry)
    said = line.entry.payload
    facts = [
        Fact("Where it stands", WORDS[line.status]), Fact("Next", line.next_action), Fact("On", line.next_on),
        Fact("Applied on", said.applied_on), Fact("Contact", said.contact), Fact("Found through", said.source),
        Fact("Address", said.address), Fact("Notes", said.words),
    ]  # fmt: skip
    steps = [(s.happened, WORDS[s.payload.status], s.payload.words) for s in reversed(line.steps)]
    way = [Link("Applications", reverse("applications")), Link(said.company)]
    context = {"line": line, "form": form, "facts": facts, "steps": steps, "way": way}
    return render(request, "gs/me/application.html", context, status=422 if form.errors else 200)


@require_POST
def applications_csv(request: HttpRequest) -> HttpResponse:
    """For another tracker. What leaves this program is plain text, and the page says so."""
    rows = [
        (
            said.company, said.role, WORDS[line.status], _iso(said.applied_on), line.next_action, _iso(line.next_on),
            said.contact, said.source, said.address, said.words,
        )
        for line in queries.applications(house().vault)
        for said in [line.entry.payload]
    ]  # fmt: skip
    response = HttpResponse("".join(csv_lines([HEADS, *rows])), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="applications.csv"'
    return response


def _iso(day: object) -> str:
    return str(day) if day else ""
