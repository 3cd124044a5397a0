"""The days of a plan: check-ins, goals due, midpoint, watch checks. A month, and all of them as a list."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.domain.offers import offers
from goodstanding.queries.plans import Room, open_room
from goodstanding.queries.review import pack_deadlines
from goodstanding.web import ui
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files import params
from goodstanding.web.views.plans import sections
from goodstanding.web.views.plans.page import frame

TONES = {
    "held": ("good", "circle-check"),
    "missed": ("attention", "calendar-x"),
    "cancelled": ("neutral", "calendar-x"),
}


@require_safe
def plan_calendar(request: HttpRequest, case: UUID) -> HttpResponse:
    room = open_room(viewer_of(request), case)
    items = days(room)
    month = _month(params.text(request, "month", 7)) or _start(room, items)
    before, after = month - timedelta(days=1), month.replace(day=28) + timedelta(days=4)
    grid = ui.month_grid(
        month.year, month.month, items, room.today, f"?month={before:%Y-%m}", f"?month={after:%Y-%m}"
    )
    columns = (ui.Column("Day"), ui.Column("What"))
    rows = [[item.date, ui.Cell(item.label, url=item.url, icon=item.icon)] for item in items]
    context = {
        **frame(room, ui.Link("Calendar")),
        "month": grid,
        "table": ui.Table(columns, rows, "Every day of this plan", "No day is planned yet."),
    }
    return render(request, "gs/plans/calendar.html", context)


def _month(text: str) -> date | None:
    year, _, month = text.partition("-")
    if not (year.isascii() and year.isdecimal() and month.isascii() and month.isdecimal()):
        return None
    if not (1901 <= int(year) <= 2199 and 1 <= int(month) <= 12):
        return None
    return date(int(year), int(month), 1)


def _start(room: Room, items: list[ui.DayItem]) -> date:
    """This month while the plan lasts; else the nearest month with anything in it."""
    if not items:
        return room.today.replace(day=1)
    return min(max(room.today, items[0].date), items[-1].date).replace(day=1)


def days(room: Room) -> list[ui.DayItem]:
    """Everything with a day, the earliest first. Only what this viewer may know of."""
    case = room.case
    found = [ui.DayItem(day, "Coaching session", icon="sprout") for day in case.coaching_sessions]
    if case.review_on and room.reads_terms:
        found.append(ui.DayItem(case.review_on, "HR’s review day", icon="eye"))
    if case.meeting_on:
        found.append(ui.DayItem(case.meeting_on, "Meeting", tone="accent", icon="users"))
    found += _required(room)
    if not room.reads_terms:
        return sorted(found, key=lambda i: (i.date, i.label))
    found += _plan_days(room)
    found += [
        ui.DayItem(day, label, tone="attention", icon="clock")
        for day, label in (
            (case.reply_until, "Last day to reply"),
            (case.effective_on, "The decision takes effect"),
            (case.appeal_until, "Last day to appeal"),
        )
        if day
    ]
    return sorted(found, key=lambda i: (i.date, i.label))


def _required(room: Room) -> list[ui.DayItem]:
    """What the rule packs of the place require and nobody has done yet."""
    return [
        ui.DayItem(
            each.due,
            f"{each.title}{' (not before)' if each.bound == 'earliest' else ''}",
            tone="info" if each.bound == "earliest" else "attention",
            icon="scale",
        )
        for each in pack_deadlines(room)
        if each.open
    ]


def _plan_days(room: Room) -> list[ui.DayItem]:
    case, terms = room.case, room.case.terms
    ends = ((case.starts_on, "First day"), (terms.ends_on, "Last day"), (terms.midpoint_on, "Midpoint"))
    found = [ui.DayItem(day, label, icon="flag") for day, label in ends if day]
    offered = frozenset(t.event for t in offers(room.scene, room.head.standing))
    for one in sections.check_ins(room, offered):
        tone, icon = TONES.get(one.state, ("info", "calendar"))
        found.append(ui.DayItem(one.on, f"Check-in ({one.state})", one.speak_url, tone, icon))
    if not case.check_ins:
        found += [ui.DayItem(day, "Check-in (planned)", icon="calendar") for day in terms.check_ins]
    found += [
        ui.DayItem(g.due, f"Goal due: {g.statement}", tone="accent", icon="target")
        for g in terms.goals
        if g.due
    ]
    return found + _support_days(room) + _watch_days(room)


def _support_days(room: Room) -> list[ui.DayItem]:
    return [
        ui.DayItem(
            s.item.due,
            f"Support: {s.item.what}",
            tone="good" if s.given_on else "neutral",
            icon="life-buoy",
        )
        for s in room.case.support
        if s.item.due
    ]


def _watch_days(room: Room) -> list[ui.DayItem]:
    watch = room.case.watch
    if watch is None:
        return []
    done = set(room.case.watch_checked)
    checks = [
        ui.DayItem(day, "Watch check", tone="good" if day in done else "info", icon="eye")
        for day in watch.checks
    ]
    return [*checks, ui.DayItem(watch.until, "Watch ends", icon="flag")]
