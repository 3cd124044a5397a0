"""Small forms that each add one entry to what belongs to the plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own import Payload
from goodstanding.queries.own import plan as queries
from goodstanding.web import clock
from goodstanding.web.personal.forms.base import OwnForm
from goodstanding.web.personal.forms.plan import AnswerForm, CheckInForm, OverForm, ProgressForm, SupportForm
from goodstanding.web.personal.plan_shown import way
from goodstanding.web.personal.views.keeping import pages


def page_of(
    request: HttpRequest, title: str, lead: str, form: forms.Form, submit: str, back: str
) -> HttpResponse:
    context = {"title": title, "lead": lead, "form": form, "submit": submit, "back": back, "way": way(title)}
    return render(request, "gs/me/plan_form.html", context, status=422 if form.errors else 200)


def _add(
    request: HttpRequest,
    form: OwnForm,
    title: str,
    lead: str,
    *,
    back: str = "plan",
    refers_to: UUID | None = None,
    **known: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.update(known)
        payload: Payload = form.payload()
        happened: date = form.cleaned_data["happened"]
        actions.record(
            vault=house().vault, payload=payload, happened=happened, refers_to=refers_to,
            now=clock.now(), today=clock.today(),
        )  # fmt: skip
        messages.success(request, "Written down.")
        return redirect(back)
    return page_of(request, title, lead, form, "Keep it", back)


@pages
def answer(request: HttpRequest, entry: UUID) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    line = next((line for line in found.asked if line.entry.id == entry), None)
    if line is None or line.answer is not None:
        raise NotFound("There is no such question, or it has its answer.")
    form = AnswerForm(request.POST or None, initial={"happened": clock.today()})
    lead = line.entry.payload.words
    return _add(request, form, "The answer to a question", lead, back="plan_questions", refers_to=entry)


@pages
def progress(request: HttpRequest, goal: str) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    line = next((line for line in found.goals if line.goal.id == goal), None)
    if line is None:
        raise NotFound("There is no such goal in the plan.")
    form = ProgressForm(request.POST or None, initial={"happened": clock.today()})
    return _add(request, form, "Progress on a goal", line.goal.statement, goal=goal)


@pages
def check_in(request: HttpRequest) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    due = next((day for day, entry in found.check_ins if entry is None), clock.today())
    form = CheckInForm(request.POST or None, initial={"happened": clock.today(), "scheduled_on": due})
    return _add(request, form, "A check-in", "Held or not: both are worth a line, the same day.")


@pages
def support_came(request: HttpRequest, support: str) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    item = next((item for item, _ in found.support if item.id == support), None)
    if item is None:
        raise NotFound("There is no such support in the plan.")
    form = SupportForm(request.POST or None, initial={"happened": clock.today()})
    return _add(request, form, "Support that was given", item.what, support=support)


@pages
def plan_over(request: HttpRequest) -> HttpResponse:
    queries.need(house().vault, clock.today())
    form = OverForm(request.POST or None, initial={"happened": clock.today()})
    return _add(request, form, "How the plan ended", "Ask for the outcome in writing, whatever it is.")
