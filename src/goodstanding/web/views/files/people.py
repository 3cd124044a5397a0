"""Lists of people and teams, and opening a file for somebody new."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from goodstanding.actions import people as actions
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.lifecycle import LABELS, OPEN, State
from goodstanding.queries import people as queries
from goodstanding.queries.narrowing import PHASES
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.people import PeopleFilter, PersonRow, TeamLine
from goodstanding.web import clock
from goodstanding.web.forms.entries.job import HireForm
from goodstanding.web.forms.errors import add_user_error
from goodstanding.web.ui import Cell, Column, Link, Option, Table
from goodstanding.web.ui.tags.words import state_pill
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import file_url

KEEPERS = ("hr", "it_admin")
TEAMS = 100
COLUMNS = (
    Column("Name", key="name", sortable=True),
    Column("Number", key="number", sortable=True),
    Column("Job"),
    Column("Team", key="team", sortable=True),
    Column("Manager"),
    Column("Open case"),
)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    asked = PeopleFilter(
        search=params.text(request, "q", 200),
        team=params.text(request, "team", 64),
        state=params.text(request, "state", 20),
        sort=params.text(request, "sort", 20) or "name",
    )
    page = queries.listed(viewer, asked, params.page(request))
    table = Table(
        COLUMNS,
        [_row(line) for line in page.object_list],
        caption="People whose files you may read",
        empty="Nobody fits this search."
        if asked != PeopleFilter()
        else "There is no file that you may read yet.",
        sort=asked.sort,
    )
    context = {
        "page": page,
        "table": table,
        "asked": asked,
        "teams": [("", "Any team"), *queries.team_choices(queries.MOST_CHOICES, asked.team)],
        "states": [Option("", "Any"), *_states()],
        "may_hire": viewer.has_part(*KEEPERS),
    }
    return render(request, "gs/files/people.html", context)


def _states() -> list[Option]:
    phases = [Option(key, label) for key, (label, _) in PHASES.items()]
    return [*phases, *(Option(state.value, LABELS[state]) for state in State if state in OPEN)]


def _note(line: PersonRow) -> str:
    if line.untold:
        return "you read what you wrote"
    return "" if line.employed else "not employed here today"


def _row(line: PersonRow) -> list[Cell | str]:
    case = Cell(html=str(state_pill(line.state)), url=to("plan", line.case)) if line.case else ""
    return [
        Cell(line.name, url=file_url(line.id), note=_note(line)),
        line.number,
        line.job,
        line.team,
        Cell(line.manager_name),
        case,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Open a file for somebody new. For HR and IT administration; to others the page does not exist."""
    viewer = viewer_of(request)
    if not viewer.has_part(*KEEPERS):
        raise NotFound("The address may be old, or what it shows is not for you.")
    form = HireForm(request.POST if request.method == "POST" else None, initial={"hired_on": viewer.today})
    if request.method == "POST" and form.is_valid():
        person = _hire(form, viewer.person)
        if person is not None:
            messages.success(request, f"{form.cleaned_data['name']} has a file now.")
            visible = viewer.has_part("hr")
            return redirect("file", person) if visible else redirect("people")
    status = 422 if form.is_bound else 200
    crumbs = [Link("People", to("people")), Link("Open a file")]
    return render(request, "gs/files/person_new.html", {"form": form, "crumbs": crumbs}, status=status)


def _hire(form: HireForm, by: UUID) -> UUID | None:
    said = form.cleaned_data
    try:
        return actions.hire(
            number=said["number"], name=said["name"], email=said["email"], place=form.place(),
            hired_on=said["hired_on"], jurisdiction=said["jurisdiction"], by=by, now=clock.now(),
        )  # fmt: skip
    except UserError as error:
        add_user_error(form, error)
        return None


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The tree of teams. It names no person and is for everybody who is signed in."""
    viewer = viewer_of(request)
    lines = queries.teams(viewer.today)
    number = clamp(params.page(request), len(lines), TEAMS)
    shown = lines[(number - 1) * TEAMS : number * TEAMS]
    columns = [
        Column("Team"),
        Column("Code"),
        Column("People", numeric=True),
        Column("With teams below", numeric=True),
    ]
    table = Table(
        columns,
        [_team(line) for line in shown],
        caption="Teams and how many people each has today",
        empty="There is no team yet. Teams come with the people who are placed in them.",
    )
    return render(
        request, "gs/files/teams.html", {"table": table, "page": page_of(shown, number, len(lines), TEAMS)}
    )


def _indented(line: TeamLine) -> str:
    link = format_html('<a href="{}?team={}">{}</a>', to("people"), line.code, line.name)
    return format_html("{}{}", "\u2003" * line.depth, link)


def _team(line: TeamLine) -> list[object]:
    return [
        Cell(html=_indented(line)),
        line.code,
        line.members,
        line.below,
    ]
