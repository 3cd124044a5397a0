"""The rounds there are, and how far one is: counts, managers who are late, and everybody in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goodstanding.actions import rounds as actions
from goodstanding.domain.errors import NotFound
from goodstanding.domain.file import Rating
from goodstanding.queries import rounds as queries
from goodstanding.queries.rounds import ManagerLine, MemberLine, RoundView
from goodstanding.queries.standing import Viewer
from goodstanding.web import clock
from goodstanding.web.ui import Cell, Column, Fact, Link, Option, Table
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.files.links import to

COLUMNS = (Column("Round"), Column("Period"), Column("Given on"), Column("People"), Column("Given to"))
PEOPLE = (Column("Name"), Column("Manager"), Column("Own part"), Column("Manager’s part"), Column("Given"))
MANAGERS = (
    Column("Manager"), Column("People", numeric=True), Column("Own parts", numeric=True),
    Column("Written", numeric=True), Column("Late", numeric=True),
)  # fmt: skip
SHOWN = [
    Option("", "Everybody"), Option("own_open", "Own part open"),
    Option("manager_open", "Manager’s part open"),
    Option("prepared", "Written, not given"), Option("released", "Given"), Option("left", "Left out"),
]  # fmt: skip
STEPS = {"opening": "People are put into the round", "releasing": "Appraisals are given to people"}


def span(first: Any, last: Any) -> str:
    return f"{first:%-d %b %Y} to {last:%-d %b %Y}"


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.listed(viewer, params.page(request))
    rows = [
        [
            Cell(line.title, url=to("round", line.id), note="you are in it" if line.mine else ""),
            span(line.period_start, line.period_end),
            line.release_on,
            line.members or "",
            f"{line.released} of {line.members}" if line.members else "",
        ]
        for line in found.object_list
    ]
    table = Table(COLUMNS, rows, caption="The latest period first", empty="There is no round yet.")
    context = {"page": found, "table": table, "opens": viewer.has_part("hr")}
    return render(request, "gs/rounds/rounds.html", context)


@require_safe
def round(request: HttpRequest, round: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = queries.one(viewer, round)
    counts = queries.progress(viewer, round)
    late = found.terms.manager_by < viewer.today
    context: dict[str, Any] = {
        **frame(found),
        "counts": counts,
        "dates": _dates(found),
        "mine_url": to("round_person", viewer.person, round) if found.mine else "",
        "may_release": found.leads and not found.step and found.terms.release_on <= viewer.today,
        "today": viewer.today,
        "late": late,
        **step_of(found),
    }
    if counts.all:
        context |= _people(request, viewer, found)
    if found.follows and counts.all:
        lines = queries.by_manager(viewer, round, found.terms.manager_by)
        rows = [_manager(line, round) for line in lines]
        context["managers"] = Table(MANAGERS, rows, "Who is late comes first")
    return render(request, "gs/rounds/round.html", context)


def _people(request: HttpRequest, viewer: Viewer, found: RoundView) -> dict[str, Any]:
    """One page of those in it, narrowed as the reader asked."""
    show, manager, search = (
        params.text(request, "show"), params.uuid(request, "manager"), params.text(request, "q")
    )  # fmt: skip
    page = queries.members(
        viewer, found.id, show=show, manager=manager, page=params.page(request), search=search
    )
    rows = [_member(line, found.id) for line in page.object_list]
    return {
        "page": page,
        "people": Table(PEOPLE, rows, "By name", "Nobody in the round is like this."),
        "shows": SHOWN, "show": show, "managed_by": manager, "q": search,
    }  # fmt: skip


def frame(found: RoundView) -> dict[str, Any]:
    return {
        "round": found,
        "terms": found.terms,
        "crumbs": [Link("Appraisals", reverse("rounds")), Link(found.terms.title)],
        "lead": f"For {span(found.terms.period_start, found.terms.period_end)}",
    }


def step_of(found: RoundView) -> dict[str, Any]:
    if not found.step or found.step_failed:
        return {}
    return {"stage": STEPS[found.step], "poll_url": to("round_step", found.id)}


def _dates(found: RoundView) -> list[Fact]:
    terms = found.terms
    said = [
        Fact("Own part by", terms.self_by), Fact("Manager’s part by", terms.manager_by),
        Fact("Calibration by", terms.calibration_by or ""), Fact("Given to people on", terms.release_on),
        Fact("Opened by", found.opened_by),
    ]  # fmt: skip
    return [fact for fact in said if fact.value != ""]


def _member(line: MemberLine, round: UUID) -> list[Any]:
    prepared: Any = "not yet"
    if line.prepared_on:
        note = f"by {line.prepared_by}" + (", who was manager then" if line.changed else "")
        prepared = Cell(line.prepared_on, note=note)
    given: Any = line.released_on or (
        "left out" if line.left else "" if line.here else "left, not settled yet"
    )
    return [
        Cell(line.name, url=to("round_person", line.person, round), note=line.team),
        line.manager or "nobody",
        line.self_on or "not given",
        prepared,
        given,
    ]


def _manager(line: ManagerLine, round: UUID) -> list[Any]:
    here = f"{to('round', round)}?show=manager_open&manager={line.manager}#people" if line.manager else ""
    name = Cell(line.name, url=here) if line.manager else Cell("Nobody", note="nobody can write for them")
    late = Cell(line.late, tone="attention", icon="clock-alert") if line.late else 0
    return [name, line.people, line.own_given, line.prepared, late]


@require_safe
def step(request: HttpRequest, round: UUID) -> HttpResponse:
    """The bar, which asks for itself again; once the step is over, the round’s page."""
    found = queries.one(viewer_of(request), round)
    if found.step and not found.step_failed:
        actions.reap(now=clock.now())
        return render(request, "gs/rounds/step.html", {"round": found, **step_of(found)})
    response = HttpResponse(status=204)
    response["HX-Redirect"] = to("round", round)
    return response


def led(request: HttpRequest, round: UUID) -> RoundView:
    """The round, for whoever leads it; for everybody else this page does not exist."""
    found = queries.one(viewer_of(request), round)
    if not found.leads:
        raise NotFound("There is no such page, or it is not for you.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, round: UUID) -> HttpResponse:
    found, viewer = led(request, round), viewer_of(request)
    if request.method == "POST":
        number = actions.release(round=round, by=viewer.person, now=clock.now())
        messages.info(request, f"{number} are being settled. It goes on if you leave the page.")
        return redirect("round", round)
    counts = queries.progress(viewer, round)
    context = {**frame(found), "counts": counts, "back": to("round", round),
               "early": found.terms.release_on > viewer.today}  # fmt: skip
    return render(request, "gs/rounds/release.html", context)


@require_POST
def remind(request: HttpRequest, round: UUID) -> HttpResponse:
    found = queries.one(viewer_of(request), round)
    if not found.follows:
        raise NotFound("There is no such page, or it is not for you.")
    number = actions.remind(round=round, by=viewer_of(request).person, now=clock.now())
    said = f"{number} people who are late have a notice now." if number else "Nobody is late."
    messages.success(request, said)
    return redirect("round", round)


@require_POST
def again(request: HttpRequest, round: UUID) -> HttpResponse:
    led(request, round)
    actions.try_again(round=round, by=viewer_of(request).person, now=clock.now())
    return redirect("round", round)


def ratings_table(ratings: tuple[Rating, ...], names: Any, person: UUID) -> Table:
    """Earlier ratings with who gave them, the latest first."""
    columns = (Column("Period"), Column("Rating"), Column("By"))
    rows = [
        [Cell(span(r.period_start, r.period_end), url=to("entry", person, r.entry)),
         f"{r.rating} of {len(r.scale)}, {r.label}", names.get(r.rater, "not recorded")]
        for r in reversed(ratings)
    ]  # fmt: skip
    return Table(columns, rows, "The latest first", "No earlier appraisal is recorded.")
