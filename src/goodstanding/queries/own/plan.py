"""The plan as it stands: goals with their pace, questions with their clock, what the rules find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.errors import NotFound
from goodstanding.domain.own import plan as own
from goodstanding.domain.own.questions import Question, questions
from goodstanding.queries.own.journal import standing
from goodstanding.review.engine import review
from goodstanding.review.finding import Audience, Finding, Severity
from goodstanding.review.from_own import from_own, known_beside
from goodstanding.review.linter import Mark, TextKind, lint
from goodstanding.review.packs import GOOD_PRACTICE
from goodstanding.vault.vault import Vault

ASKED_ALREADY = frozenset({"D11"})
"""Rules whose findings are the questions above, goal by goal."""


@dataclass(frozen=True, slots=True)
class AskedLine:
    entry: Entry[own.Asked]
    answer: Entry[own.Answered] | None
    waiting: int
    """Working days without an answer; 0 once there is one."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    goal: own.OwnGoal
    marks: tuple[Mark, ...]
    progress: tuple[Entry[own.Progress], ...]
    """Newest first."""
    so_far: Decimal | None
    per_week: float | None
    needed_per_week: float | None
    weekdays_left: int | None


@dataclass(frozen=True, slots=True)
class PlanView:
    first: UUID
    terms: own.PlanReceived
    goals: tuple[GoalLine, ...]
    asked: tuple[AskedLine, ...]
    open_questions: tuple[Question, ...]
    check_ins: tuple[tuple[date, Entry[own.CheckedIn] | None], ...]
    support: tuple[tuple[own.OwnSupport, Entry[own.SupportCame] | None], ...]
    findings: tuple[Finding, ...]
    over: Entry[own.PlanOver] | None


def plan(vault: Vault, today: date) -> PlanView | None:
    """The newest plan, by its last reading; None where none was entered."""
    entries = standing(vault)
    read = [e for e in entries if isinstance(e.payload, own.PlanReceived)]
    if not read:
        return None
    first = read[-1].refers_to or read[-1].id
    since = next((e.seq for e in read if e.id == first), 0)
    after = [e for e in entries if e.seq > since]
    terms: own.PlanReceived = read[-1].payload
    said = _by_kind(after)
    asked = tuple(_asked(e, said, today) for e in reversed(said.get("own_asked", [])))
    written = {line.entry.payload.words for line in asked}
    return PlanView(
        first=first, terms=terms, asked=asked,
        goals=tuple(_goal(g, terms, said.get("own_progress", []), today) for g in terms.goals),
        open_questions=tuple(q for q in questions(terms) if q.words not in written),
        check_ins=_check_ins(terms, said.get("own_check_in", [])),
        support=tuple((s, _came(s, said.get("own_support_came", []))) for s in terms.support),
        findings=_findings(entries, today), over=next(iter(said.get("own_plan_over", [])[-1:]), None),
    )  # fmt: skip


def need(vault: Vault, today: date) -> PlanView:
    found = plan(vault, today)
    if found is None:
        raise NotFound("No plan was entered yet.")
    return found


def _by_kind(entries: list[Entry[Any]]) -> dict[str, list[Entry[Any]]]:
    kinds: dict[str, list[Entry[Any]]] = {}
    for entry in sorted(entries, key=lambda e: (e.happened, e.seq)):
        kinds.setdefault(entry.kind, []).append(entry)
    return kinds


def _asked(entry: Entry[own.Asked], said: dict[str, list[Entry[Any]]], today: date) -> AskedLine:
    answer = next((e for e in said.get("own_answered", []) if e.refers_to == entry.id), None)
    return AskedLine(entry, answer, 0 if answer else own.weekdays_between(entry.happened, today))


def _came(item: own.OwnSupport, came: list[Entry[own.SupportCame]]) -> Entry[own.SupportCame] | None:
    return next((e for e in came if e.payload.support == item.id), None)


def _check_ins(
    terms: own.PlanReceived, noted: list[Entry[own.CheckedIn]]
) -> tuple[tuple[date, Entry[own.CheckedIn] | None], ...]:
    by_day = {e.payload.scheduled_on: e for e in noted}
    return tuple((day, by_day.get(day)) for day in sorted({*terms.check_ins, *by_day}))


def _goal(
    goal: own.OwnGoal, terms: own.PlanReceived, progress: list[Entry[own.Progress]], today: date
) -> GoalLine:
    mine = [e for e in progress if e.payload.goal == goal.id]
    measured = [e for e in mine if e.payload.so_far is not None]
    so_far = measured[-1].payload.so_far if measured else None
    end = goal.due or terms.ends_on
    start = max(terms.received_on, terms.starts_on or terms.received_on)
    pace = needed = None
    if goal.target_number is not None and so_far is not None and end is not None:
        as_of = measured[-1].happened
        gone, left = (as_of - start).days, (end - as_of).days
        pace = float(so_far) / gone * 7 if gone > 0 else None
        needed = max(float(goal.target_number - so_far), 0.0) / left * 7 if left > 0 else None
    return GoalLine(
        goal, lint(goal.statement, TextKind.GOAL, known=known_beside(goal)), tuple(reversed(mine)), so_far,
        pace, needed, own.weekdays_between(today, end) if end and end >= today else None,
    )  # fmt: skip


def _findings(entries: list[Entry[Any]], today: date) -> tuple[Finding, ...]:
    """As questions of the person: what cannot be told from their notes is left out."""
    found = review(from_own(entries), (GOOD_PRACTICE,), as_of=today).for_(Audience.EMPLOYEE)
    return tuple(
        f for f in found.findings
        if f.severity is not Severity.NOT_RECORDED and f.asks and f.rule not in ASKED_ALREADY
    )  # fmt: skip


def week_of(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
