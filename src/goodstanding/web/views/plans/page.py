"""The page of a case in every state, for everybody who may open it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goodstanding.domain.duties import Duty
from goodstanding.domain.lifecycle import State
from goodstanding.domain.offers import offers
from goodstanding.domain.working_days import working_days_between
from goodstanding.queries.plan_figures import goal_figures, watch_lines
from goodstanding.queries.plans import Room, open_room
from goodstanding.queries.review import pack_deadlines
from goodstanding.web import ui
from goodstanding.web.viewer import viewer_of
from goodstanding.web.views.files.shown import record_url
from goodstanding.web.views.plans import goals, links, sections, waiting
from goodstanding.web.views.plans.own_words import MEANS

S = State
RAN = frozenset({S.DELIVERED, S.ACTIVE, S.PAUSED})


@require_safe
def plan(request: HttpRequest, case: UUID) -> HttpResponse:
    room = open_room(viewer_of(request), case)
    found = {**context(room), "printing": request.GET.get("print") == "1"}
    return render(request, "gs/plans/plan.html", found)


def context(room: Room) -> dict[str, Any]:
    """Everything the page shows. Without leave to read the terms: only that there is a case."""
    duties, offered = room.duties(), offers(room.scene, room.head.standing)
    events = frozenset(t.event for t in offered)
    found: dict[str, Any] = {
        **frame(room),
        "buttons": waiting.buttons(room, offered, duties),
        "steps": waiting.steps(room),
        "mine": waiting.mine(room, duties),
        "upcoming": waiting.upcoming(room, duties),
        "means": MEANS.get(room.case.state, ()) if room.own else (),
        "people": sections.people(room),
        "related": sections.related(room),
        "required_days": sections.required_days(days) if (days := pack_deadlines(room)) else None,
    }
    if room.reads_terms or room.of("coaching_directed"):
        found |= _before(room)
    if room.reads_terms:
        found |= _terms(room, events)
        found |= _words(room, events, duties)
    return found


def frame(room: Room, *rest: ui.Link) -> dict[str, Any]:
    """What every page of a case shows around itself."""
    name = links.name_of(room)
    title = f"Your {name.lower()}" if room.own else f"{name}: {room.head.name}"
    return {
        "room": room,
        "case": room.case,
        "state": room.case.state.value,
        "head": room.head,
        "own": room.own,
        "title": title,
        "crumbs": links.crumbs(room, *rest),
        "plan_url": links.plan_url(room.case.id),
        "today": room.today,
    }


def _before(room: Room) -> dict[str, Any]:
    case = room.case
    sessions = [e for e in room.around if e.kind == "coaching" and e.happened >= case.opened]
    follow_ups = [e for e in room.around if e.kind == "followed_up"]
    return {
        "deficiencies": case.deficiencies,
        "concern": room.entry(case.concern),
        "coaching": bool(case.coaching_aims) or room.case.state == S.COACHING,
        "coaching_directed": room.last("coaching_directed"),
        "sessions": [
            (entry, [f for f in follow_ups if f.refers_to == entry.id], room.file.follow_ups.get(entry.id))
            for entry in sessions
        ],
        "coaching_summary": f"{len(sessions)} session{'' if len(sessions) == 1 else 's'} since the concern",
        "record_session": record_url(room.head.id, "coaching")
        if room.head.standing.has("manager")  # type: ignore[arg-type]
        else "",
    }


def _terms(room: Room, events: frozenset[str]) -> dict[str, Any]:
    case, terms = room.case, room.case.terms
    figures = goal_figures(room) if case.state != S.WATCH else {}
    effort = sum(g.effort_hours or 0 for g in terms.goals)
    return {
        "terms": terms,
        "terms_facts": _terms_facts(room, effort),
        "goals": goals.goal_views(room, figures, events),
        "support": sections.support_table(room),
        "check_ins": sections.check_ins(room, events),
        "planned": () if case.delivered else terms.check_ins,
        "watch": case.watch,
        "watch_lines": watch_lines(room) if case.state == S.WATCH else (),
        "watch_checks": _watch_checks(room),
    }


def _terms_facts(room: Room, effort: object) -> list[ui.Fact]:
    case, terms = room.case, room.case.terms
    found = [
        ui.Fact("First day", case.starts_on),
        ui.Fact("Last day", terms.ends_on),
        ui.Fact("Midpoint", terms.midpoint_on),
        ui.Fact("Manager", room.name(case.manager)),
    ]
    if terms.ends_on and case.state in RAN and terms.ends_on >= room.today:
        start = max(room.today, case.starts_on or room.today)
        left = working_days_between(room.calendar, start, terms.ends_on)
        found.insert(2, ui.Fact("Working days left", left))
    elif terms.starts_on and terms.ends_on:
        days = working_days_between(room.calendar, terms.starts_on, terms.ends_on)
        found.insert(2, ui.Fact("Working days", max(0, days)))
    if effort:
        found.append(ui.Fact("Effort estimated", f"{effort} hours"))
    if case.delivered_on:
        found.append(ui.Fact("Delivered", case.delivered_on))
    return found


def _watch_checks(room: Room) -> list[ui.CheckIn]:
    watch = room.case.watch
    done = {e.payload.scheduled_on: e for e in room.of("watch_checked")}
    return [
        ui.CheckIn(
            day,
            f"The standards: {done[day].payload.holds}" if day in done else "Check",
            "held" if day in done else "planned",
            note=done[day].payload.words if day in done else "",
        )
        for day in (watch.checks if watch else ())
    ]


def _words(room: Room, events: frozenset[str], duties: Sequence[Duty]) -> dict[str, Any]:
    change = room.entry(room.case.change_open) if room.case.change_open else None
    pending = room.case.pending_terms or room.case.change_terms
    return {
        "questions": sections.questions(room, events, duties),
        "change": change,
        "change_words": room.last("change_proposed") if pending else None,
        "change_table": goals.terms_diff(room, room.case.terms, pending) if pending else None,
        "change_pending": room.case.pending_terms is not None,
        "midpoint": [sections.entry_view(room, e) for e in room.of("midpoint")],
        "afterwards": sections.entry_views(room, room.of(*sections.AFTERWARDS)),
        "meetings": sections.entry_views(room, room.of(*sections.MEETINGS)),
        "history_summary": "Every step with who took it, when, and why",
        "history": sections.entry_views(room, reversed(room.of(*sections.HISTORY))),
        "pauses": room.case.pauses,
    }
