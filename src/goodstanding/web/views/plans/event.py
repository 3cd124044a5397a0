"""One page for every event of a case: what it will do, what is computed for it, and its form."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goodstanding.domain.errors import Conflict, NotFound, NotNow, UserError
from goodstanding.domain.lifecycle import check_role, find
from goodstanding.domain.permissions import check_separation
from goodstanding.queries.plans import Room, open_room
from goodstanding.web import clock, ui
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.plans import EDITORS, FORMS, EventForm
from goodstanding.web.forms.plans.after_review import FindingFields, ShowsReview
from goodstanding.web.forms.plans.base import refresh_version
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.plans import draft, links
from goodstanding.web.views.plans.page import frame
from goodstanding.web.views.review.shown import shelf_before, view


@require_http_methods(["GET", "HEAD", "POST"])
def plan_event(request: HttpRequest, case: UUID, event: str) -> HttpResponse:
    reviewed = issubclass(FORMS.get(event, EventForm), ShowsReview)
    room = open_room(viewer_of(request), case, naming=event in EDITORS, whole_file=reviewed)
    if event in EDITORS:
        check_possible(room, event)
        return draft.editor(request, room, EDITORS[event])
    cls = FORMS.get(event)
    if cls is None:
        raise NotFound("There is no such step.")
    check_possible(room, event)
    to = params.text(request, "to")
    if request.method != "POST":
        return page(request, room, cls(room=room, to=to))
    form = cls(request.POST, room=room, to=to)
    if form.is_valid() and send(form):
        messages.success(request, f"{form.title}: recorded. Its receipt is under “My receipts”.")
        return redirect("plan", case)
    return page(request, room, form)


def check_possible(room: Room, event: str) -> None:
    """State and role, said before anybody fills in a form."""
    check_role(find(room.case.state, event), room.roles)
    check_separation(room.case, event, room.viewer)


def send(form: EventForm) -> bool:
    """Write the event; else say in the form what is wrong, with everything that was typed."""
    try:
        form.write(by=form.room.viewer, now=clock.now())
    except NotFound:
        raise
    except (Conflict, NotNow) as error:
        if not form.room.reads_terms:  # what stands against it may be a draft, of which nothing is told
            form.add_error(None, "This is not possible now. Nothing was saved.")
            return False
        form.add_error(None, error.message)
        if isinstance(error, NotNow):
            return False
        refresh_version(form, form.room.case.version)
        return False
    except UserError as error:
        add_user_error(form, error)
        return False
    return True


def page(request: HttpRequest, room: Room, form: EventForm) -> HttpResponse:
    context: dict[str, Any] = {
        **frame(room, ui.Link(form.title)),
        "form": form,
        "step": form.title,
        "asides": list(form.asides()),
        "submit": form.submit or form.title,
        "danger": bool(form.confirm),
        "cancel_url": links.plan_url(room.case.id),
        "found": found(form) if isinstance(form, ShowsReview) else None,
        "review_url": reverse("review", args=[room.head.id]),
    }
    return render(request, "gs/plans/event.html", context, status=422 if form.is_bound else 200)


def found(form: ShowsReview) -> list[tuple[ui.FindingView, FindingFields]]:
    """The findings of the step, each with the boxes in which it is answered."""
    shelf = shelf_before(form.room, form.before)
    since = f"{form.before.kept_on:%-d %b %Y}" if form.before.kept_on else ""
    return [
        (
            view(each.finding, shelf, answered=not form.asks, badge=f"New since {since}" if each.new else ""),
            each,
        )
        for each in form.findings()
    ]
