"""The list of cases that a viewer may open."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.domain.notices import NEVER_LATE
from goodstanding.domain.working_days import Calendar, working_days_between
from goodstanding.queries import plans as queries
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.plans import GROUPS, Asked, CaseRow
from goodstanding.queries.standing import Viewer
from goodstanding.web import ui
from goodstanding.web.ui.tags.people import deadline
from goodstanding.web.ui.tags.words import state_pill
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.shown import file_url
from goodstanding.web.views.plans.links import plan_url, told

COLUMNS = (
    ui.Column("Person", key="name", sortable=True),
    ui.Column("State", key="state", sortable=True),
    ui.Column("What is next"),
    ui.Column("Due", key="due", sortable=True),
    ui.Column("Ends", key="ends", sortable=True),
    ui.Column("Manager"),
)


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = Asked(
        search=params.text(request, "q", 200),
        group=params.text(request, "group", 20),
        sort=params.text(request, "sort", 20) or "due",
    )
    page = queries.listed(viewer, asked, params.page(request))
    calendar = calendar_for("", "01234", organisation().policy)
    rows = [_row(row, viewer, calendar) for row in page.object_list]
    narrowed = bool(asked.search or asked.group)
    empty = "No case fits this choice." if narrowed else "No case is open that you may see."
    context = {
        "page": page,
        "asked": asked,
        "table": ui.Table(COLUMNS, rows, "Cases that you may open", empty, asked.sort),
        "pills": _pills(asked),
        "here": reverse("plans"),
    }
    return render(request, "gs/plans/list.html", context)


def _pills(asked: Asked) -> list[ui.Link]:
    choices = [("", "Open"), *((key, label) for key, (label, _) in GROUPS.items()), ("all", "All")]
    return [
        ui.Link(
            label, "?" + urlencode({"group": key, "q": asked.search, "sort": asked.sort}), asked.group == key
        )
        for key, label in choices
    ]


def _row(row: CaseRow, viewer: Viewer, calendar: Calendar) -> list[object]:
    due: object = ""
    if row.due:
        days = working_days_between(calendar, viewer.today, row.due)
        due = ui.Cell(
            html=str(
                deadline(
                    ui.Deadline(row.due, days, stopped=row.state == "paused", asked=row.event in NEVER_LATE)
                )
            )
        )
    return [
        ui.Cell(row.name, url=plan_url(row.id), note=f"no. {row.number}"),
        ui.Cell(html=str(state_pill(row.state))),
        told(row.event, row.detail),
        due,
        row.ends_on,
        ui.Cell(row.manager, url=file_url(row.person) if row.person == viewer.person else ""),
    ]
