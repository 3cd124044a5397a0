"""Check the words of a text, under a field while somebody writes or on a page of its own. Nothing is kept."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goodstanding.domain.errors import UserError
from goodstanding.review.linter import TextKind, lint
from goodstanding.web.forms.entries.fields import WordsField
from goodstanding.web.ui import WordCheck
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.marked import known_beside, shown

KINDS = [
    (TextKind.CONCERN, "What fell short"),
    (TextKind.GOAL, "A goal"),
    (TextKind.EXPECTATION, "What is asked for"),
    (TextKind.COACHING, "Coaching"),
    (TextKind.FEEDBACK, "Feedback"),
    (TextKind.WARNING, "A warning"),
    (TextKind.APPRAISAL, "An appraisal"),
    (TextKind.PLAN_REASON, "A reason"),
    (TextKind.CONSEQUENCE, "What may follow"),
    (TextKind.DETERMINATION, "A determination"),
    (TextKind.DECISION, "A proposal or a decision"),
    (TextKind.NOTE, "Something else about somebody’s work"),
]
MOST = 20_000


class WordsForm(forms.Form):
    kind = forms.ChoiceField(label="What it is for", choices=[(k.value, label) for k, label in KINDS])
    text = WordsField(label="Text", rows=10, max_length=MOST, help_text="It is read and forgotten.")


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Marks in the field that the address names, or in the text of this page’s own form."""
    viewer_of(request)
    field = request.GET.get("field", "")
    data = None
    if request.method == "POST":
        text = request.POST.get(field or "text", "")
        kind = request.GET.get("kind") or request.POST.get("kind", "")
        data = {"kind": kind, "text": text}
    form = WordsForm(data)
    check = None
    if data is not None and form.is_valid():
        check = _check(request, form, field)
    elif data is not None and field:
        check = WordCheck(problem=_problem(form))
    if getattr(request, "htmx", False) and field:
        return render(request, "gs/words/fragment.html", {"check": check})
    status = 422 if data is not None and form.errors else 200
    return render(request, "gs/words/words.html", {"form": form, "check": check}, status=status)


def _check(request: HttpRequest, form: WordsForm, field: str) -> WordCheck:
    text, kind = form.cleaned_data["text"], TextKind(form.cleaned_data["kind"])
    try:
        marks = lint(text, kind, known=known_beside(request.POST, field))
    except UserError as error:
        return WordCheck(problem=error.message)
    return shown(text, marks)


def _problem(form: WordsForm) -> str:
    """In words for the person who is writing: a wrong address is no fault of theirs."""
    if "kind" in form.errors:
        return "These words cannot be checked here."
    return "There is nothing written yet." if not form.data["text"].strip() else "This is too long to check."
