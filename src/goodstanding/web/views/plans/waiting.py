"""What waits in a case, for whom and until when; the steps behind it; the buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from goodstanding.domain.duties import Duty
from goodstanding.domain.lifecycle import FINAL, State, Transition
from goodstanding.domain.notices import NEVER_LATE
from goodstanding.domain.offers import ready_to_close
from goodstanding.domain.relation import Relation
from goodstanding.domain.working_days import is_working_day, working_days_between
from goodstanding.queries.plans import Room
from goodstanding.web import ui
from goodstanding.web.ui import vocabulary
from goodstanding.web.views.plans import links

S = State
FIRST = (
    "acknowledged", "reply", "decision", "appeal_decision", "proposal", "relapse_confirmed",
    "goal_determined", "determination_countersigned", "extension_refused", "change_accepted",
    "check_in", "question_answered", "midpoint", "goal_contested", "submitted",
    "plan_drafted", "approved", "endorsed",
    "delivered", "coaching_plan_set", "coaching_closed", "another_chance", "taken_effect",
    "appeal_window_ended", "watch_checked", "watch_closed", "resumed", "new_plan_after_relapse",
    "appeal", "not_proposed", "question_asked", "reply_lapsed",
)  # fmt: skip
"""Which of the offered events stand in front, the most wanted first."""
IN_FRONT = 3
AHEAD = 8


def deadline(room: Room, due: date | None, *, done: bool = False, asked: bool = False) -> ui.Deadline | None:
    """A day with how far it is in working days; over a weekend in calendar days."""
    if due is None:
        return None
    days = working_days_between(room.calendar, room.today, due)
    unit = "working"
    if days == 0 and due != room.today and not is_working_day(room.calendar, due):
        days, unit = (due - room.today).days, ""
    return ui.Deadline(due, days, unit, stopped=room.case.state == S.PAUSED, done=done, asked=asked)


def whose(room: Room, duty: Duty) -> str:
    if duty.owner:
        return "You" if duty.owner == room.viewer else room.name(duty.owner)
    return {"hr": "HR", "second_level": "Second level"}.get(duty.part, duty.part)


def is_mine(room: Room, duty: Duty) -> bool:
    if duty.owner:
        return duty.owner == room.viewer
    part = {"hr": Relation.HR, "second_level": Relation.SECOND_LEVEL}.get(duty.part)
    return part is not None and room.head.standing.has(part)


def mine(room: Room, duties: Iterable[Duty]) -> list[ui.Duty]:
    """What the viewer can settle now."""
    return [
        ui.Duty(
            title=links.told(duty.event, duty.detail),
            url=links.duty_url(room, duty),
            action="Confirm receipt" if duty.event == "acknowledged" else _action(duty),
            deadline=deadline(room, duty.due, asked=duty.event in NEVER_LATE),
        )
        for duty in duties
        if is_mine(room, duty) and duty.shown <= room.today and duty.event != "appeal"
    ]


def _action(duty: Duty) -> str:
    label = links.event_label(duty.event)
    return label if len(label) <= 26 else "Open"


def upcoming(room: Room, duties: Sequence[Duty]) -> list[tuple[str, str, ui.Deadline | None]]:
    """What is next in this case, whoever has to act: what, who, by when."""
    return [
        (
            links.told(duty.event, duty.detail),
            whose(room, duty),
            deadline(room, duty.due, asked=duty.event in NEVER_LATE),
        )
        for duty in duties[:AHEAD]
    ]


@dataclass(frozen=True, slots=True)
class Buttons:
    """The steps a viewer may take: a few in front, the rest behind one button."""

    front: tuple[ui.Link, ...]
    more: tuple[ui.Link, ...]


ON_THEIR_DAY = ("goal_determined", "midpoint", "watch_closed")
"""Possible before, and in front only from the day on which they wait."""


def buttons(room: Room, found: Sequence[Transition], duties: Sequence[Duty]) -> Buttons:
    offered = [t for t in found if not _instead(room, t)]
    order = {event: n for n, event in enumerate(FIRST)}
    if ready_to_close(room.scene):
        order["closed"] = -1
    if room.case.extension_open:
        order["extended"] = -1
    waits = {duty.event for duty in duties if duty.shown <= room.today}
    for event in ON_THEIR_DAY:
        if event not in waits:
            order.pop(event)
    wanted = sorted((t for t in offered if t.event in order), key=lambda t: order[t.event])
    front = [_button(room, t) for t in wanted[:IN_FRONT]]
    if room.case.state == S.INTAKE and any(t.event == "plan_allowed" for t in offered):
        intake = reverse("plan_intake", args=[room.case.id])
        front = [ui.Link("May this become a plan?", intake)]
    chosen = {link.url for link in front}
    more = [link for t in offered if (link := _button(room, t)).url not in chosen]
    return Buttons(tuple(front), tuple(more))


def _instead(room: Room, transition: Transition) -> bool:
    """The intake has one page for its three answers."""
    return (
        room.case.state == S.INTAKE
        and transition.event
        in {
            "coaching_directed",
            "plan_refused",
            "plan_allowed",
        }
        and not room.head.standing.has(Relation.HR)
    )


def _button(room: Room, transition: Transition) -> ui.Link:
    if transition.event == "plan_drafted":
        return ui.Link(transition.label, reverse("plan_draft", args=[room.case.id]))
    return ui.Link(transition.label, links.event_url(room.case.id, transition.event))


_START = (
    ("Concern", {S.INTAKE}),
    ("Coaching", {S.COACHING}),
    ("Draft", {S.DRAFT}),
    ("Review", {S.SUBMITTED, S.ENDORSED, S.APPROVED}),
    ("Delivered", {S.DELIVERED}),
    ("Running", {S.ACTIVE, S.PAUSED}),
)
_PASSED = (("On watch", {S.WATCH, S.RELAPSED}),)
_NOT_MET = (
    ("Not met", {S.NOT_MET}),
    ("Proposal", {S.PROPOSED}),
    ("Reply", {S.REPLIED}),
    ("Decision", {S.DECIDED, S.EFFECTIVE}),
    ("Appeal", {S.APPEALED}),
)


def steps(room: Room) -> list[ui.Step]:
    """The way of this case: where it was, where it is, what may come."""
    case, told = room.case, room.case.state
    seen = {step.state for step in case.steps}
    path = list(_START)
    if seen & {S.NOT_MET, S.PROPOSED}:
        path += [*(_PASSED if S.RELAPSED in seen else ()), *_NOT_MET]
    elif S.WATCH in seen:
        path += _PASSED
    elif told in {S.INTAKE, S.COACHING} or (told in FINAL and S.DRAFT not in seen):
        path = path[:2]
    made = [_step(room, label, states, seen) for label, states in path]
    here = next((n for n, s in enumerate(made) if s.state == "current"), None)
    cut = here if here is not None else len(made)
    shown = [s for n, s in enumerate(made) if s.state != "todo" or n > cut]
    if told in FINAL:
        shown = [s for s in shown if s.state != "todo"]
        label = vocabulary.word(vocabulary.STATES, told).label
        shown.append(ui.Step(label, "current", note=_when(case.steps[-1].recorded.date())))
    elif S.ACTIVE in seen or S.DRAFT in seen:
        shown += [ui.Step("Outcome")] if not seen & {S.WATCH, S.NOT_MET} else []
    return shown


def _step(room: Room, label: str, states: set[State], seen: set[State]) -> ui.Step:
    case = room.case
    entered = [s.recorded.date() for s in case.steps if s.state in states]
    note = _when(entered[0]) if entered else ""
    if room.case.state in states:
        word = vocabulary.word(vocabulary.STATES, room.case.state).label
        since = f"since {_when(entered[-1])}" if entered else ""
        return ui.Step(label, "current", note=since if word in label else f"{word} {since}".strip())
    return ui.Step(label, "done" if states & seen else "todo", note=note)


def _when(day: date) -> str:
    return f"{day:%-d %b %Y}"
