"""Goals as cards: terms, pace, determination; and their charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from goodstanding.documents.charts import Chart
from goodstanding.documents.goals import KINDS, RUNNING, SIGNS, figure, pace_picture, span, target_words
from goodstanding.domain.case import Determination
from goodstanding.domain.entries.terms import Goal, PlanTerms
from goodstanding.domain.offers import goals_to_contest, goals_to_countersign, goals_to_determine
from goodstanding.queries.plan_figures import GoalFigures
from goodstanding.queries.plans import Room
from goodstanding.queries.presenters.values import in_words, number
from goodstanding.web import ui
from goodstanding.web.forms.plans.pace_words import number as short
from goodstanding.web.forms.plans.pace_words import pace_words
from goodstanding.web.views.plans import links
from goodstanding.web.views.plans.waiting import deadline


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal with everything a card shows; `pace` only where figures are expected."""

    card: ui.Goal
    number: int
    id: str
    measured: bool
    chart: Chart | None
    determined: DeterminedView | None
    actions: tuple[ui.Link, ...]


@dataclass(frozen=True, slots=True)
class DeterminedView:
    result: str
    computed: str
    by: str
    words: str
    evidence: str
    arithmetic: tuple[str, ...]
    countersigned: bool
    contest: ui.Voice | None


def goal_views(room: Room, figures: Mapping[str, GoalFigures], events: frozenset[str]) -> list[GoalView]:
    return [
        _view(room, n, goal, figures.get(goal.id), events) for n, goal in enumerate(room.case.terms.goals, 1)
    ]


def _view(room: Room, n: int, goal: Goal, figures: GoalFigures | None, events: frozenset[str]) -> GoalView:
    made = room.case.determinations.get(goal.id)
    running = room.case.state in RUNNING and goal.kind == "metric"
    return GoalView(
        card=_card(room, goal, figures if room.case.delivered else None, made),
        number=n,
        id=goal.id,
        measured=running,
        chart=pace_picture(room, goal, figures) if figures and room.case.delivered else None,
        determined=_determined(room, made) if made else None,
        actions=tuple(_actions(room, goal, events)),
    )


def _card(room: Room, goal: Goal, figures: GoalFigures | None, made: Determination | None) -> ui.Goal:
    support = {s.id: s.what for s in room.case.terms.support} | {
        s.item.id: s.item.what for s in room.case.support
    }
    share = figures is not None and figures.percent
    return ui.Goal(
        statement=goal.statement or "A goal without words yet",
        kind=KINDS[goal.kind],
        required=goal.required,
        measure=goal.measure or goal.standard,
        unit=goal.unit,
        baseline=figure(goal.baseline, share) if goal.baseline is not None else "",
        target=target_words(goal, share=share),
        window=span(goal.window_start, goal.window_end),
        source=goal.data_source,
        measurer=room.name(room.case.measurer_of(goal)),
        due=_due(room, goal, made),
        support=[support[s] for s in goal.support if s in support],
        evidence=goal.evidence_required,
        pace=_pace(room, goal, figures) if figures else None,
        determination=made.result if made else "",
    )


def _due(room: Room, goal: Goal, made: Determination | None) -> ui.Deadline | None:
    """The day on which it is judged. Once that is past nothing of it is the person’s to make good, so that
    no “overdue” stands there; who has to determine it is among what waits."""
    over = made is not None or room.case.state not in RUNNING
    if goal.due and not over and goal.due < room.today:
        return ui.Deadline(goal.due)
    return deadline(room, goal.due, done=over)


def _pace(room: Room, goal: Goal, figures: GoalFigures) -> ui.Pace | None:
    pace, scale = figures.pace, figures.scale
    if not figures.so_far:
        return None
    if room.case.state not in RUNNING or pace.so_far is None or pace.needed is None:
        return _as_it_ended(goal, figures)
    low, high = figures.rest or (None, None)
    needed = max(0.0, pace.needed * scale)
    return ui.Pace(
        so_far=float(short(pace.so_far * scale).replace(",", "")),
        needed=float(short(needed).replace(",", "")),
        unit=figures.unit if figures.percent else f"{figures.unit} {figures.per}".strip(),
        low=max(0.0, low * scale) if low is not None else None,
        high=high * scale if high is not None else None,
        text=pace_words(figures),
        as_of=figures.so_far[-1][0],
    )


def _as_it_ended(goal: Goal, figures: GoalFigures) -> ui.Pace:
    """Where nothing is left to do in the window: the figure beside the target, and no forecast."""
    day, value = figures.so_far[-1]
    factor = 100.0 if figures.percent else 1.0
    said = short(value * factor) + (" %" if figures.percent else f" {figures.unit}".rstrip())
    target = short(figures.target * factor) + (" %" if figures.percent else "")
    return ui.Pace(
        so_far=value * factor,
        needed=figures.target * factor,
        text=f"{said} in the window up to {day:%-d %b %Y}; the goal is {SIGNS[goal.direction]} {target}.",
        as_of=day,
    )


def _determined(room: Room, made: Determination) -> DeterminedView:
    entry = room.entry(made.entry)
    contest = room.entry(made.contested)
    said = entry.payload if entry else None
    return DeterminedView(
        result=made.result,
        computed=(made.computed or "").replace("_", " "),
        by=room.name(made.by),
        words=said.words if said else "",
        evidence=said.evidence if said else "",
        arithmetic=tuple(said.arithmetic) if said else (),
        countersigned=made.countersigned,
        contest=ui.Voice(room.name(contest.author), contest.payload.words, contest.recorded)
        if contest
        else None,
    )


def _actions(room: Room, goal: Goal, events: frozenset[str]) -> list[ui.Link]:
    scene = room.scene
    mine = (
        ("goal_determined", goals_to_determine),
        ("determination_countersigned", goals_to_countersign),
        ("goal_contested", goals_to_contest),
    )
    return [
        ui.Link(links.event_label(event), links.event_url(room.case.id, event, goal.id))
        for event, ids in mine
        if event in events and goal.id in ids(scene)
    ]


def terms_diff(room: Room, old: PlanTerms, new: PlanTerms) -> ui.Table:
    """What would change, old beside new; unchanged terms are left out."""
    rows: list[list[str]] = []

    def add(what: str, before: object, after: object) -> None:
        a, b = _words(room, before), _words(room, after)
        if a != b:
            rows.append([what, a or "–", b or "–"])

    for name, label in (("purpose", "Purpose"), ("starts_on", "First day"), ("ends_on", "Last day"),
                        ("midpoint_on", "Midpoint"), ("check_ins", "Check-ins"),
                        ("consequences", "Consequences"), ("rights", "Rights")):  # fmt: skip
        add(label, getattr(old, name), getattr(new, name))
    goals = {g.id: g for g in old.goals}
    for n, goal in enumerate(new.goals, 1):
        before = goals.pop(goal.id, None)
        for name in type(goal).model_fields:
            if name != "id":
                add(f"Goal {n}: {_label(name)}", getattr(before, name) if before else "", getattr(goal, name))
    for gone in goals.values():
        add("Goal taken out", gone.statement, "")
    add("Support", tuple(s.what for s in old.support), tuple(s.what for s in new.support))
    columns = (ui.Column("What"), ui.Column("As it holds now"), ui.Column("As proposed"))
    return ui.Table(columns, rows, "What would change", "Nothing would change.")


def _label(name: str) -> str:
    return name.replace("_", " ")


def _words(room: Room, value: object) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return in_words(value, room.labels) if value not in ("", None) else ""
