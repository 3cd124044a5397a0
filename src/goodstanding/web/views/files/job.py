"""Where somebody stood and stands: the history, a move, and leaving."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import people as actions
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.permissions import can_write, check_can_write
from goodstanding.queries.files import Head, PlaceLine, open_file
from goodstanding.web import clock
from goodstanding.web.forms.entries.job import LeaveForm, MoveForm, start_of_move
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.ui import Cell, Column, Link, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import shown
from goodstanding.web.views.files.file import frame

COLUMNS = [Column("From"), Column("Until"), Column("Team"), Column("Job"), Column("Level"), Column("Manager")]


@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, person: UUID) -> HttpResponse:
    head = open_file(viewer_of(request), person)
    if not head.standing.reads_whole_shared_file:
        raise NotFound("Where somebody stood is for whoever reads their file.")
    what = request.POST.get("what", "") if request.method == "POST" else ""
    move = MoveForm(request.POST if what == "move" else None, initial=start_of_move(head.place, head.today))
    leave = LeaveForm(request.POST if what == "leave" else None, prefix="leave")
    if what == "move" and _moved(move, head):
        messages.success(request, "The move is recorded. An open plan now waits for its handover.")
        return redirect("job", head.id)
    if what == "leave" and _left(leave, head):
        messages.success(request, f"{head.name} leaves. Open cases wait for HR to end them.")
        return redirect("job", head.id)
    context = {
        **frame(head, "job"),
        "crumbs": shown.crumbs(head, Link("Job")),
        "table": Table(
            COLUMNS, [_row(p) for p in reversed(head.places)], caption="Where they stood, the latest first",
            empty="No place is recorded.",
        ),
        "may_move": can_write("moved", head.standing),
        "move": move,
        "leave": leave,
    }  # fmt: skip
    status = 422 if move.is_bound or leave.is_bound else 200
    return render(request, "gs/files/job.html", context, status=status)


def _row(place: PlaceLine) -> list[object]:
    last = place.until.fromordinal(place.until.toordinal() - 1) if place.until else None
    return [
        Cell(place.since),
        last or "today and on",
        place.team,
        place.job_family,
        place.level,
        place.manager_name,
    ]


def _moved(form: MoveForm, head: Head) -> bool:
    check_can_write("moved", head.standing)
    if not form.is_valid():
        return False
    said = form.cleaned_data
    if said["manager"] == head.id:
        form.add_error("manager", "Nobody reports to themselves.")
        return False
    try:
        actions.move(
            person=head.id, place=form.place(), from_day=said["from_day"], until=said["until"],
            reason=said["reason"], by=head.standing.viewer, now=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True


def _left(form: LeaveForm, head: Head) -> bool:
    check_can_write("left", head.standing)
    if not form.is_valid():
        return False
    said = form.cleaned_data
    try:
        actions.leave(
            person=head.id,
            last_day=said["last_day"],
            reason=said["reason"],
            by=head.standing.viewer,
            now=clock.now(),
        )
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        return False
    return True
