"""The plan: entered, read closely, followed, and put into words."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from goodstanding.actions.own import journal as actions
from goodstanding.actions.own.house import house
from goodstanding.domain.own import Payload
from goodstanding.domain.own.questions import letter
from goodstanding.queries.own import plan as queries
from goodstanding.queries.own import texts
from goodstanding.web import clock
from goodstanding.web.personal.forms.plan import GoalFormSet, PlanForm, QuestionsForm, goals_of
from goodstanding.web.personal.plan_shown import begun, finding_views, goal_cards, question_lines, way
from goodstanding.web.personal.views.adding import page_of
from goodstanding.web.personal.views.keeping import pages


def record(payload: Payload, *, happened: date | None = None, refers_to: UUID | None = None) -> None:
    actions.record(
        vault=house().vault, payload=payload, happened=happened, refers_to=refers_to,
        now=clock.now(), today=clock.today(),
    )  # fmt: skip


@require_GET
def plan(request: HttpRequest) -> HttpResponse:
    found = queries.plan(house().vault, clock.today())
    context: dict[str, object] = {"found": found}
    if found:
        context |= {
            "goals": goal_cards(found), "questions": question_lines(found), "findings": finding_views(found),
        }  # fmt: skip
    return render(request, "gs/me/plan.html", context)


@pages
def plan_enter(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.POST or None, initial={"received_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        record(form.terms(None))
        return redirect("plan_goals")
    return page_of(request, "Enter the plan", ENTER, form, "Go on to the goals", "plan")


ENTER = "Copy what the document says. What it does not say stays empty, and becomes a question."


@pages
def plan_edit(request: HttpRequest) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    form = PlanForm(request.POST or None, initial=begun(found))
    del form.fields["goals_text"]
    if request.method == "POST" and form.is_valid():
        record(form.terms(found.terms), refers_to=found.first)
        messages.success(request, "Kept. The earlier reading stays in the journal.")
        return redirect("plan")
    return page_of(request, "The plan’s dates and promises", ENTER, form, "Keep it", "plan")


@pages
def plan_goals(request: HttpRequest) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    posted = request.POST.copy() if request.method == "POST" else None
    adding = posted is not None and "add_row" in posted
    if posted is not None and adding:
        posted["goals-TOTAL_FORMS"] = _one_more(posted.get("goals-TOTAL_FORMS", ""))
    formset = GoalFormSet(posted, prefix="goals", initial=[g.model_dump() for g in found.terms.goals])
    if posted is not None and not adding and formset.is_valid():
        goals = goals_of(formset)
        record(found.terms.model_copy(update={"goals": goals}), refers_to=found.first)
        messages.success(request, "Kept. What the plan leaves open is listed as questions.")
        return redirect("plan")
    status = 422 if posted is not None and not adding else 200
    return render(request, "gs/me/plan_goals.html", {"formset": formset, "adding": adding}, status=status)


def _one_more(sent: str) -> str:
    """How many rows there are with one added, whatever was sent as their number."""
    return str(min(int(sent) + 1, 40)) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else "1"


@pages
def plan_questions(request: HttpRequest) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    words = [q.words for q in found.open_questions]
    form = QuestionsForm(request.POST or None, questions=words, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        said = [(asked, form.cleaned_data["sent_on"]) for asked in form.asked()]
        actions.record_all(vault=house().vault, said=said, now=clock.now(), today=clock.today())
        messages.success(request, "Kept. The clock on an answer runs from that day.")
        return redirect("plan_questions")
    context = {
        "form": form,
        "letter": letter(words) if words else "",
        "asked": question_lines(found),
        "way": way("Questions"),
    }
    return render(request, "gs/me/plan_questions.html", context, status=422 if form.errors else 200)


@require_GET
def plan_week(request: HttpRequest, back: int = 0) -> HttpResponse:
    day = clock.today() - timedelta(weeks=min(back, 520))
    found = queries.need(house().vault, clock.today())
    first, last = queries.week_of(day)
    context = {
        "text": texts.weekly(house().vault, found, day), "first": first, "last": last, "earlier": back + 1,
        "later": back - 1, "way": way("Summary of a week"),
    }  # fmt: skip
    return render(request, "gs/me/plan_week.html", context)


@require_GET
def plan_closing(request: HttpRequest) -> HttpResponse:
    found = queries.need(house().vault, clock.today())
    return render(
        request, "gs/me/plan_closing.html", {"text": texts.closing(found), "way": way("Closing evidence")}
    )
