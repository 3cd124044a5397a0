"""Opening a round, in two steps: what was chosen is shown before anybody is put into it."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodstanding.actions import rounds as actions
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.queries import people
from goodstanding.queries import rounds as queries
from goodstanding.queries.organisation import organisation
from goodstanding.queries.rounds import Chosen, Who
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.rounds import FIRST_PARTS, MOST_PARTS, OpenForm, PartFormSet, PeopleForm, parts_of
from goodstanding.web.ui import Link
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.rounds.lists import frame, led

NAMED = 30


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if not viewer.has_part("hr"):
        raise NotFound("The address may be old, or what it shows is not for you.")
    posted, more = request.method == "POST", "add_row" in request.POST
    data = _with_a_row(request) if posted else None
    form = OpenForm(
        data, teams=people.team_choices(), jobs=queries.job_choices(viewer), scale=organisation().scale
    )
    parts = PartFormSet(data, prefix="parts", initial=None if posted else FIRST_PARTS)
    valid = posted and not more and form.is_valid() and parts.is_valid()
    found = _chosen(form, viewer) if valid else None
    if found and form.cleaned_data["sure"] == str(len(found)) and (done := _open(form, parts, found, viewer)):
        messages.info(request, "People are being put into the round. It goes on if you leave the page.")
        return redirect("round", done)
    context = {
        "form": form,
        "parts": parts,
        "all_forms": [] if more else [form, parts],
        "crumbs": [Link("Appraisals", reverse("rounds")), Link("Open a round")],
        **_preview(found, form),
    }
    status = 422 if posted and not (more or found) else 200
    return render(request, "gs/rounds/new.html", context, status=status)


def _with_a_row(request: HttpRequest) -> QueryDict:
    """What was sent; with one more part where the button for that was pressed."""
    data = request.POST.copy()
    rows = data.get("parts-TOTAL_FORMS", "")
    if "add_row" in data and rows.isdecimal():
        data["parts-TOTAL_FORMS"] = str(min(int(rows) + 1, MOST_PARTS))
    return data


def _chosen(form: OpenForm, viewer: Viewer) -> list[Chosen] | None:
    try:
        found = queries.choose(viewer, form.whom())
    except UserError as error:
        add_user_error(form, error)
        return None
    if not found:
        form.add_error("who", "Nobody works there today in your scope.")
    return found or None


def _open(form: OpenForm, parts: Any, found: list[Chosen], viewer: Viewer) -> UUID | None:
    try:
        ids = [one.id for one in found]
        return actions.open_round(
            terms=form.terms(parts_of(parts)), people=ids, by=viewer.person, now=clock.now()
        )
    except UserError as error:
        add_user_error(form, error)
        return None


def _preview(found: list[Chosen] | None, form: OpenForm) -> dict[str, Any]:
    """Whom it is for, and who of them has nobody above them who could write."""
    if not found or form.errors:
        return {"submit": "See whom it is for"}
    teams = Counter(one.team or "no team" for one in found)
    return {
        "found": found[:NAMED],
        "number": len(found),
        "more": max(len(found) - NAMED, 0),
        "by_team": teams.most_common(),
        "unmanaged": [one.name for one in found if not one.managed],
        "submit": f"Open it for {len(found)} {'person' if len(found) == 1 else 'people'}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, round: UUID) -> HttpResponse:
    found, viewer = led(request, round), viewer_of(request)
    form = PeopleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = queries.choose(viewer, Who(numbers=tuple(form.cleaned_data["numbers"])))
            ids = [one.id for one in chosen]
            number = actions.add_people(round=round, people=ids, by=viewer.person, now=clock.now())
        except UserError as error:
            add_user_error(form, error)
        else:
            messages.info(request, f"{number} more are being put into the round.")
            return redirect("round", round)
    context = {**frame(found), "form": form}
    return render(request, "gs/rounds/add.html", context, status=422 if form.is_bound else 200)
