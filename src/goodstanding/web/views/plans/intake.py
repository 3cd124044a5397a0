"""HR's first screen: may this become a plan? The file stands beside the concern."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goodstanding.actions import cases
from goodstanding.domain.entries import plan
from goodstanding.domain.errors import Conflict, NotFound, NotNow, UserError
from goodstanding.domain.lifecycle import Role, State, check_role, find
from goodstanding.domain.working_days import add_working_days
from goodstanding.queries.plan_figures import own_recent
from goodstanding.queries.plans import Room, open_room
from goodstanding.web import clock, ui
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.forms.plans.base import refresh_version
from goodstanding.web.forms.plans.opening import IntakeForm
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.plans import beside_concern
from goodstanding.web.views.plans.page import frame

SAID = {
    "coach": "Coaching is directed. The person and the manager read it.",
    "refuse": "The concern is closed. The manager reads your reason.",
    "allow": "The manager may draft a plan.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def plan_intake(request: HttpRequest, case: UUID) -> HttpResponse:
    room = open_room(viewer_of(request), case, whole_file=True)
    answered = room.case.state != State.INTAKE
    # Whoever sends an answer that came too late keeps what they typed; everybody else is told.
    if answered and not (request.method == "POST" and Role.HR in room.roles):
        raise NotNow("This concern has been answered. The case shows how, and what follows.")
    check_role(find(State.INTAKE, "plan_refused"), room.roles)
    start = {
        "version": room.case.version,
        "review_on": add_working_days(room.calendar, room.today, 30),
    }
    form = IntakeForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid() and _answer(room, form):
        messages.success(request, SAID[form.cleaned_data["answer"]])
        return redirect("plan", case)
    context = {
        **frame(room, ui.Link("May this become a plan?")),
        "form": form,
        "concern": room.entry(room.case.concern),
        "raised_by": room.name(room.case.manager),
        "beside": beside_concern.gathered(room),
        "figures": _figures(room),
    }
    status = 409 if answered else 422 if form.is_bound else 200
    return render(request, "gs/plans/intake.html", context, status=status)


def _answer(room: Room, form: IntakeForm) -> bool:
    said = form.cleaned_data
    about: dict[str, Any] = {
        "person": room.head.id, "case": room.case.id, "by": room.viewer, "now": clock.now(),
        "expected_version": said.get("version"),
    }  # fmt: skip
    try:
        if said["answer"] == "coach":
            cases.direct_coaching(reason=said["reason"], review_on=said["review_on"], **about)
        elif said["answer"] == "refuse":
            cases.record(payload=plan.PlanRefused(reason=said["reason"]), **about)
        else:
            cases.allow_plan(
                reason=said["reason"], review_on=said["review_on"], checklist=form.answers(), **about
            )
    except NotFound:
        raise
    except UserError as error:
        add_user_error(form, error)
        if isinstance(error, Conflict):
            refresh_version(form, room.case.version)
        return False
    return True


def _figures(room: Room) -> ui.Table:
    rows = [
        [name, unit, ui.Cell(recent, note=f"{many} periods"), before]
        for name, unit, recent, before, many in own_recent(room)
    ]
    columns = (
        ui.Column("Metric"),
        ui.Column("Unit"),
        ui.Column("Last 13 weeks, a period", numeric=True),
        ui.Column("The 13 weeks before", numeric=True),
    )
    return ui.Table(columns, rows, "Own figures", "No figure of the last 26 weeks is recorded.")
