"""What the organisation settled for itself."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodstanding.actions import organisation as actions
from goodstanding.domain.entries.day_to_day import ScaleLevel
from goodstanding.domain.errors import UserError
from goodstanding.queries.organisation import OrganisationView
from goodstanding.queries.organisation import organisation as settled
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.forms.account import OrganisationForm, ScaleForms, ScaleFormSet
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.viewer import viewer_with


def organisation(request: HttpRequest) -> HttpResponse:
    viewer = viewer_with(request, "hr")
    now = settled()
    if request.method == "POST" and "add_row" in request.POST:
        return _one_level_more(request)
    form, scale = _forms(request, now)
    if request.method == "POST" and form.is_valid() and scale.is_valid() and _save(form, scale, viewer):
        messages.success(request, "Saved. Deadlines are counted anew with the next entry of each file.")
        return redirect("organisation")
    return _page(request, form, scale)


def _forms(request: HttpRequest, now: OrganisationView) -> tuple[OrganisationForm, ScaleForms]:
    if request.method == "POST":
        return OrganisationForm(request.POST), ScaleFormSet(request.POST, prefix="scale")
    levels = [level.model_dump() for level in now.scale]
    form = OrganisationForm(initial={"name": now.name, **asdict(now.policy)})
    return form, ScaleFormSet(initial=levels, prefix="scale")


def _one_level_more(request: HttpRequest) -> HttpResponse:
    data = request.POST.copy()
    count = data.get("scale-TOTAL_FORMS", "")
    data["scale-TOTAL_FORMS"] = str(min(int(count) + 1, 12)) if count.isdecimal() and len(count) < 5 else "5"
    form, scale = OrganisationForm(data), ScaleFormSet(data, prefix="scale")
    return _page(request, form, scale, status=200)


def _page(request: HttpRequest, form: OrganisationForm, scale: ScaleForms, status: int = 0) -> HttpResponse:
    context = {"form": form, "scale": scale, "both": [form, scale]}
    usual = 422 if form.is_bound else 200
    return render(request, "gs/settings/organisation.html", context, status=status or usual)


def _save(form: OrganisationForm, scale: ScaleForms, viewer: Viewer) -> bool:
    rows = [row for row in scale.cleaned_data if row and not row.get("DELETE")]
    levels = [ScaleLevel(value=row["value"], label=row["label"]) for row in rows]
    try:
        actions.change_policy(
            name=form.cleaned_data["name"], policy=form.policy(), scale=levels, by=viewer.person,
            now=clock.now(),
        )  # fmt: skip
    except UserError as error:
        add_user_error(form, error)
        return False
    return True
