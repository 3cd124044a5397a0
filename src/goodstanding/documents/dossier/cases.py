"""One case in a dossier: its dates, the terms, each goal with its figures and result, and every step."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from goodstanding.documents.dossier.ink import drawing
from goodstanding.documents.dossier.words import day
from goodstanding.documents.goals import KINDS, pace_picture, span, target_words
from goodstanding.domain.case import Case, CheckInState, Determination, SupportState
from goodstanding.domain.entries.terms import Deficiency, Goal
from goodstanding.queries.entries import kind_title
from goodstanding.queries.plan_figures import GoalFigures, goal_figures
from goodstanding.queries.plans import Room
from goodstanding.queries.presenters.values import literal
from goodstanding.queries.review import Pulled
from goodstanding.review.packs import PACKS

OUTCOMES = {"met": "Met", "not_met": "Not met", "withdrawn": "Withdrawn"}


def packs(pulled: Pulled) -> list[str]:
    return [PACKS[pack].title for pack in pulled.looked.packs]


def case(room: Room, numbers: dict[UUID, str]) -> dict[str, Any]:
    terms = room.case.terms if room.reads_terms else None
    figures = goal_figures(room) if room.case.delivered else {}
    return {
        "title": f"{'Plan' if room.case.delivered else 'Concern and coaching'} of {day(room.case.opened)}",
        "facts": _facts(room),
        "deficiencies": [[day(d.on), d.fact, d.standard] for d in _deficiencies(room)],
        "purpose": terms.purpose if terms else "",
        "goals": [
            _goal(room, n, goal, figures.get(goal.id), numbers) for n, goal in enumerate(terms.goals, 1)
        ]
        if terms
        else [],
        "support": [_support(s) for s in room.case.support] if terms else [],
        "check_ins": [_check_in(c, numbers, room.today) for c in room.case.check_ins] if terms else [],
        "consequences": terms.consequences if terms else "",
        "rights": terms.rights if terms else "",
        "steps": _steps(room, numbers),
    }


def _deficiencies(room: Room) -> tuple[Deficiency, ...]:
    """What the plan rests on, once it was handed over; before that for whoever reads the concern itself."""
    told = room.case.delivered or room.entry(room.case.concern) is not None
    return room.case.deficiencies if told else ()


def _facts(room: Room) -> list[list[str]]:
    found: Case = room.case
    rows = [
        ["State", room_state(room)],
        ["Opened", day(found.opened)],
        ["Manager", room.name(found.manager)],
        ["Delivered", day(found.delivered_on)],
        ["Runs", span(found.starts_on, found.ends_on) if found.delivered else ""],
        ["Paused", "; ".join(span(a, b) for a, b in found.pauses)],
        ["Outcome", OUTCOMES.get(found.outcome or "", "")],
        ["Closed", day(found.closed_on)],
        ["Watched until", day(found.watch.until) if found.watch else ""],
        ["Decision", found.decision],
        ["Takes effect", day(found.effective_on)],
    ]
    return [row for row in rows if row[1]]


def room_state(room: Room) -> str:
    told = next((c.state for c in room.head.cases if c.id == room.case.id), room.case.state.value)
    return literal(told).capitalize()


def _goal(
    room: Room, n: int, goal: Goal, figures: GoalFigures | None, numbers: dict[UUID, str]
) -> dict[str, Any]:
    share = figures is not None and figures.percent
    rows = [
        ["Target", target_words(goal, share=share)],
        ["Measured by", goal.measure or goal.standard],
        ["Window", span(goal.window_start, goal.window_end)],
        ["Source", goal.data_source],
        ["Measurer", room.name(room.case.measurer_of(goal))],
        ["Due", day(goal.due)],
        ["Evidence asked for", goal.evidence_required],
    ]
    chart = pace_picture(room, goal, figures) if figures else None
    made = room.case.determinations.get(goal.id)
    return {
        "no": n,
        "statement": goal.statement,
        "kind": f"{KINDS[goal.kind]}, {'required' if goal.required else 'supporting'}",
        "facts": [row for row in rows if row[1]],
        "picture": drawing(chart) if chart else None,
        "arithmetic": list(figures.evaluation.arithmetic) if figures else [],
        "result": _result(room, made, numbers) if made else None,
    }


def _result(room: Room, made: Determination, numbers: dict[UUID, str]) -> dict[str, Any]:
    computed = literal(made.computed).capitalize() if made.computed else ""
    return {
        "result": literal(made.result).capitalize(),
        "computed": computed,
        "by": room.name(made.by),
        "on": day(made.on),
        "entry": numbers.get(made.entry, ""),
        "countersigned": made.countersigned,
        "contested": numbers.get(made.contested, "") if made.contested else "",
    }


def _support(state: SupportState) -> list[str]:
    given = f"given {day(state.given_on)}" if state.given_on else "not recorded as given"
    return [state.item.what, state.item.owner, day(state.item.due), given]


def _check_in(state: CheckInState, numbers: dict[UUID, str], today: date) -> list[str]:
    if state.missed_by:
        return [day(state.on), f"missed by the {literal(state.missed_by)}", state.reason]
    voices = [("manager", state.manager), ("employee", state.employee)]
    said = ", ".join(f"{who} {numbers[id]}" for who, id in voices if id and id in numbers)
    open_yet = "planned" if state.on >= today else "nothing recorded"
    return [day(state.on), "held" if state.settled else open_yet, said]


def _steps(room: Room, numbers: dict[UUID, str]) -> list[list[str]]:
    """Every change of state that this reader may read of."""
    found = []
    for step in room.case.steps:
        entry = room.entry(step.entry)
        if entry is not None and entry.id in numbers:
            row = [numbers[entry.id], day(entry.happened), kind_title(entry.kind), room.name(entry.author)]
            found.append([*row, literal(step.state.value)])
    return found
