"""Check an old receipt against today's record. Open to whoever holds one, also long after they left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from goodstanding.domain.entries import KINDS
from goodstanding.queries import receipt_check
from goodstanding.queries.receipt_check import Checked
from goodstanding.record.verification import Outcome, Step
from goodstanding.web.forms.receipts import CheckForm
from goodstanding.web.ui import Fact
from goodstanding.web.viewer import load, public

TONES = {Outcome.GOOD: "good", Outcome.WRONG: "serious", Outcome.NOT_CHECKED: "attention"}
ICONS = {Outcome.GOOD: "circle-check", Outcome.WRONG: "circle-x", Outcome.NOT_CHECKED: "circle-question-mark"}
LABELS = {Outcome.GOOD: "Holds", Outcome.WRONG: "Does not hold", Outcome.NOT_CHECKED: "Not checked"}


@public
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    posted = request.method == "POST"
    form = CheckForm(request.POST, request.FILES) if posted else CheckForm()
    signed_in = load(request) is not None
    context: dict[str, Any] = {"form": form, "signed_in": signed_in, "plain_shell": not signed_in}
    if posted and form.is_valid():
        checked = receipt_check.check(form.data_to_check())
        context |= _shown(checked)
    status = 422 if posted and not form.is_valid() else 200
    return render(request, "gs/receipts/check.html", context, status=status)


def _shown(checked: Checked) -> dict[str, Any]:
    return {
        "checked": checked,
        "steps": [_step(step) for step in checked.report.steps],
        "tone": TONES[checked.outcome],
        "verdict": _verdict(checked),
        "wrong": checked.report.wrong,
        "says": _says(checked),
    }


def _step(step: Step) -> dict[str, Any]:
    kind = step.outcome
    return {
        "number": step.number, "title": step.title, "says": step.says, "where": step.where,
        "tone": TONES[kind], "icon": ICONS[kind], "label": LABELS[kind],
    }  # fmt: skip


def _verdict(checked: Checked) -> str:
    receipt = checked.report.kind == "receipt"
    match checked.outcome:
        case Outcome.GOOD if receipt:
            return "Nothing is wrong: the entry was written then, and stands unchanged in today’s record."
        case Outcome.GOOD:
            return "Nothing is wrong: today’s record begins with exactly what this checkpoint covered."
        case Outcome.WRONG:
            return "Something is wrong. What it is stands below, step by step."
        case _:
            return "What could be checked holds, but not everything could be checked."


def _says(checked: Checked) -> list[Fact]:
    """What the receipt itself tells, read off its own parts."""
    shown = checked.report.shown
    kind, when = shown.get("type"), shown.get("when")
    facts = []
    if isinstance(kind, dict) and isinstance(kind.get("kind"), str):
        known = KINDS.get(kind["kind"])
        facts.append(Fact("Kind of entry", known.title if known else kind["kind"]))
    if isinstance(when, dict):
        facts += [Fact("Happened", str(when.get("happened"))), Fact("Recorded", str(when.get("recorded")))]
    facts += [
        Fact(name.removeprefix("payload.").replace("_", " ").capitalize(), _words(value))
        for name, value in shown.items()
        if name.startswith("payload.")
    ]
    return facts


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_words(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(map(_words, value))
    return str(value)
