"""One finding, whole, and what somebody decides about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import review as actions
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import check_can_dispose
from goodstanding.queries.review import Pulled, pull
from goodstanding.queries.review.read import noted
from goodstanding.review.finding import Finding
from goodstanding.web import clock, ui
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.review import AnswerForm
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.shown import crumbs
from goodstanding.web.views.review.findings import frame
from goodstanding.web.views.review.shown import shelf_of, view

READERS = {
    "shared": "The person, their manager, the second level, HR and counsel read it. Of an open draft, the "
    "person reads it once the plan is delivered.",
    "leave": "Only the person and the leave-and-accommodation role read it.",
    "counsel": "Only counsel reads it.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, person: UUID, key: str) -> HttpResponse:
    pulled = pull(viewer_of(request), person)
    finding = pulled.finding(key)
    readers = pulled.readers(finding)
    check_can_dispose(pulled.head.standing, readers)
    said = pulled.answers.get(key)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={"disposition": said.disposition, "words": said.words} if said else None,
    )
    if form.is_bound and form.is_valid() and _write(form, pulled, finding, readers):
        messages.success(request, "Your answer is in the file.")
        return redirect("review", person)
    context = {
        **frame(pulled, "review"),
        "crumbs": crumbs(
            pulled.head, ui.Link("Findings", f"{frame(pulled, 'review')['review_url']}"), ui.Link("Answer")
        ),
        "item": view(finding, shelf_of(pulled)),
        "form": form,
        "seen": READERS[readers],
    }
    return render(request, "gs/review/answer.html", context, status=422 if form.is_bound else 200)


def _write(form: AnswerForm, pulled: Pulled, finding: Finding, readers: str) -> bool:
    said = form.cleaned_data
    case = pulled.case.id if pulled.case and pulled.case.open and readers == "shared" else None
    try:
        actions.answer_finding(
            person=pulled.head.id,
            noted=noted(finding),
            said=actions.Said(said["disposition"], said["words"]),
            readers=readers,
            case=case,
            by=pulled.head.standing.viewer,
            now=clock.now(),
        )
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True
