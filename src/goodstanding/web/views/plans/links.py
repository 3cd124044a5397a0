"""Addresses around a case, and the words that lead there."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.urls import reverse

from goodstanding.domain.duties import Duty
from goodstanding.domain.lifecycle import EVENTS, State, lookup
from goodstanding.queries.home import DutyLine
from goodstanding.queries.plans import Room
from goodstanding.web.ui import Link
from goodstanding.web.views.files.shown import file_url, record_url

PAGES = {"coaching_directed": "plan_intake", "plan_drafted": "plan_draft"}
"""Events that are reached by a page of their own in these states."""


def plan_url(case: UUID) -> str:
    return reverse("plan", args=[case])


def event_url(case: UUID, event: str, to: object = "") -> str:
    return reverse("plan_event", args=[case, event]) + (f"?to={to}" if to else "")


def duty_url(room: Room, duty: Duty) -> str:
    """Where somebody settles what waits. Day-to-day entries are written on the file."""
    case, person = room.case, room.head.id
    if duty.event in ("coaching", "followed_up"):
        return record_url(person, duty.event, duty.entry)
    if duty.event == "coaching_directed" and case.state == State.INTAKE:
        return reverse("plan_intake", args=[case.id])
    if duty.event == "submitted":
        return reverse("plan_draft", args=[case.id])
    if lookup(case.state, duty.event) is None:
        return record_url(person, duty.event, duty.entry)
    return event_url(case.id, duty.event, about(duty))


ON_ITS_DAY = frozenset({"check_in", "watch_checked"})


def about(duty: Duty | DutyLine) -> str:
    """What of a case the form of an event begins with: a goal, a promise, an entry, or the check planned for
    a day."""
    if duty.event in ON_ITS_DAY:
        return duty.due.isoformat()
    return quote(duty.about) or str(duty.entry or "")


def crumbs(room: Room, *rest: Link) -> list[Link]:
    """Where a page of a case stands."""
    head = room.head
    case = Link(name_of(room), plan_url(room.case.id))
    if head.own:
        return [Link("My file", file_url(head.id)), case, *rest]
    return [Link("Plans", reverse("plans")), Link(head.name, file_url(head.id)), case, *rest]


def name_of(room: Room) -> str:
    """What a case is called: a plan only once there is one."""
    if room.reads_terms and (room.case.terms.goals or room.case.delivered):
        return "Plan"
    return "Coaching" if room.case.state == State.COACHING else "Concern"


def event_label(event: str) -> str:
    return EVENTS.get(event, event.replace("_", " ").capitalize())


def told(event: str, detail: str) -> str:
    """What waits, in words that stand without their button."""
    if event == "acknowledged" and detail:  # its detail names what was received
        return f"Receipt: {detail}"
    return detail or (event_label(event) if event else "")
