"""A manager raises a concern: dated facts against a standard that was made known before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import cases
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.lifecycle import check_role, find
from goodstanding.domain.permissions import roles_in_case
from goodstanding.queries.plans import FileRoom, open_file_room
from goodstanding.web import clock, ui
from goodstanding.web.forms.plans.opening import ConcernForm, DeficiencyRows, add_concern_error
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.shown import crumbs, file_url

LOOK_BACK = timedelta(days=366)


@require_http_methods(["GET", "HEAD", "POST"])
def concern(request: HttpRequest, person: UUID) -> HttpResponse:
    room = open_file_room(viewer_of(request), person)
    check_role(find(None, "concern_raised"), roles_in_case(None, room.head.standing))
    data = request.POST if request.method == "POST" else None
    adding = data is not None and data.get("add_row") == "facts"
    given = _one_more(data) if data is not None and adding else data
    form = ConcernForm(given, initial=_start(request, room))
    rows = DeficiencyRows(given, prefix="facts", initial=_first_fact(request, room))
    sent = data is not None and not adding
    if sent and all([form.is_valid(), rows.is_valid()]) and (case := _raise(room, form, rows)):
        messages.success(request, "The concern is raised. HR answers: coaching, refusal, or leave to draft.")
        return redirect("plan", case)
    return render(request, "gs/plans/concern.html", _context(room, form, rows), status=422 if sent else 200)


def _one_more(data: QueryDict) -> QueryDict:
    changed = data.copy()
    text = changed.get("facts-TOTAL_FORMS", "")
    count = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    changed["facts-TOTAL_FORMS"] = str(min(count + 1, 25))
    return changed


def _raise(room: FileRoom, form: ConcernForm, rows: Any) -> UUID | None:
    facts = tuple(f.deficiency() for f in rows.forms if not f.cleaned_data.get("DELETE"))
    try:
        return cases.raise_concern(
            person=room.head.id, deficiencies=facts, by=room.head.standing.viewer, now=clock.now(),
            **form.cleaned_data,
        )  # fmt: skip
    except NotFound:
        raise
    except UserError as error:
        add_concern_error(form, rows, error)
        return None


def _chosen(request: HttpRequest, room: FileRoom) -> Any:
    wanted = params.uuid(request, "standard")
    return next((s for s in room.file.standards if s.entry == wanted), None)


def _start(request: HttpRequest, room: FileRoom) -> dict[str, Any]:
    """The chosen standard of the file, and the coaching that the file knows of."""
    sessions = [
        f"{e.happened:%-d %b %Y}: {e.payload.expectation}"
        for e in room.around
        if e.kind == "coaching" and e.happened >= room.head.today - LOOK_BACK
    ]
    found: dict[str, Any] = {"guidance_so_far": "\n".join(sessions[-8:])}
    if standard := _chosen(request, room):
        entry = next((e for e in room.around if e.id == standard.entry), None)
        found["standard_communicated_on"] = standard.communicated_on
        found["how_communicated"] = entry.payload.how if entry else ""
    return found


def _first_fact(request: HttpRequest, room: FileRoom) -> list[dict[str, Any]]:
    standard = _chosen(request, room)
    return [{"standard": standard.text}] if standard else []


def _context(room: FileRoom, form: ConcernForm, rows: Any) -> dict[str, Any]:
    return {
        "head": room.head,
        "crumbs": crumbs(room.head, ui.Link("Raise a concern")),
        "form": form,
        "rows": rows,
        "all_forms": [form, rows],
        "standards": list(reversed(room.file.standards))[:8],
        "sessions": [e for e in reversed(room.around) if e.kind == "coaching"][:8],
        "cancel_url": file_url(room.head.id),
    }
