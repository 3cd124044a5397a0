"""“My dates”: a month, and everything that comes as a list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from goodstanding.domain.intervals import Interval
from goodstanding.domain.notices import NEVER_LATE, RIGHTS
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import working_days_between
from goodstanding.queries import dates as queries
from goodstanding.queries.dates import DateLine
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.standing import Viewer
from goodstanding.web import ui
from goodstanding.web.ui.tags.people import deadline
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.dates import lines
from goodstanding.web.views.files import params
from goodstanding.web.views.files.shown import file_url

BEHIND, AHEAD = timedelta(days=400), timedelta(days=400)
PAGE = 50
COLUMNS = (ui.Column("Day"), ui.Column("What"), ui.Column("About"))


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    viewer, policy = viewer_of(request), organisation().policy
    listed = params.text(request, "view") == "list"
    shown = _list(request, viewer, policy) if listed else _month(request, viewer, policy)
    address = reverse("dates")
    tabs = [
        ui.NavItem(address, "Month", "calendar", current=not listed),
        ui.NavItem(f"{address}?view=list", "List", "list", current=listed),
    ]
    return render(request, "gs/dates/dates.html", {"tabs": tabs, "listed": listed, **shown})


def _month(request: HttpRequest, viewer: Viewer, policy: Policy) -> dict[str, Any]:
    first = month_of(params.text(request, "month", 7)) or viewer.today.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    last, before = after - timedelta(days=1), first - timedelta(days=1)
    found = queries.dates(viewer, first, last)
    items = [_item(line, viewer) for line in found]
    free = queries.holidays(queries.own_calendar(viewer, policy), first, last)
    items = [ui.DayItem(day, why, icon="calendar-off") for day, why in free] + items
    grid = ui.month_grid(
        first.year, first.month, items, viewer.today, f"?month={before:%Y-%m}", f"?month={after:%Y-%m}"
    )
    return {"month": grid, "today": viewer.today, "other_month": first != viewer.today.replace(day=1)}


def month_of(text: str) -> date | None:
    year, _, month = text.partition("-")
    if not (year.isascii() and year.isdecimal() and month.isascii() and month.isdecimal()):
        return None
    if not (1901 <= int(year) <= 2199 and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def _item(line: DateLine, viewer: Viewer) -> ui.DayItem:
    whose = "" if line.subject == viewer.person else f" · {line.subject_name}"
    done = f" ({lines.STATES[line.state][0]})" if line.state else ""
    tone, icon = lines.tone(line, viewer.today)
    return ui.DayItem(
        line.day, f"{lines.title(line)}{done}{whose}", lines.url(line, viewer.today), tone, icon
    )


def _list(request: HttpRequest, viewer: Viewer, policy: Policy) -> dict[str, Any]:
    """What is late and still waits, and everything from today on."""
    found = queries.dates(viewer, viewer.today - BEHIND, viewer.today + AHEAD)
    found = [line for line in found if line.day >= viewer.today or line.event]
    page = Paginator(found, PAGE).get_page(params.page(request))
    shown: list[DateLine] = list(page.object_list)
    span = (shown[0].day, shown[-1].day) if shown else (viewer.today, viewer.today)
    away = queries.absences([line.subject for line in shown], *span)
    rows = [_row(line, viewer, policy, away) for line in shown]
    empty = "Nothing is planned and nothing waits for you."
    return {"page": page, "table": ui.Table(COLUMNS, rows, "What is late, and what comes", empty)}


def _row(
    line: DateLine, viewer: Viewer, policy: Policy, away: dict[UUID, list[Interval]]
) -> list[ui.Cell | str]:
    own = _own(line, viewer)
    told = note(line, away, policy, own=own)
    return [
        ui.Cell(html=_when(line, viewer.today, policy), note=told),
        ui.Cell(lines.title(line), url=lines.url(line, viewer.today)),
        "you" if own else ui.Cell(line.subject_name, url=file_url(line.subject)),
    ]


def _own(line: DateLine, viewer: Viewer) -> bool:
    return line.subject == viewer.person


def _when(line: DateLine, today: date, policy: Policy) -> str:
    if line.event in RIGHTS and line.day < today:
        return str(deadline(line.day, done=False, days=None))
    calendar = calendar_for(line.place, line.week, policy)
    days, unit = working_days_between(calendar, today, line.day), "working"
    if days == 0 and line.day != today:
        days, unit = (line.day - today).days, ""
    return str(
        deadline(line.day, days=days, unit=unit, done=line.state == "done", asked=line.event in NEVER_LATE)
    )


def note(line: DateLine, away: dict[UUID, list[Interval]], policy: Policy, *, own: bool) -> str:
    """That nobody works on this day, where it was set by hand: a deadline never falls on one."""
    if any(line.day in each for each in away.get(line.subject, ())):
        return "You are not at work on this day." if own else "They are not at work on this day."
    why = calendar_for(line.place, line.week, policy).closed_because(line.day)
    if not why or line.state:
        return ""
    return "Not a working day." if why in {"closed", "not a working weekday"} else f"Public holiday: {why}."
