"""Texts that the person can send. Each sentence is theirs, only the order is ours."""

from __future__ import annotations

from datetime import date

from goodstanding.domain.own.entries import Note
from goodstanding.queries.own.journal import standing
from goodstanding.queries.own.plan import PlanView, week_of
from goodstanding.vault.vault import Vault

PARTS = (
    ("done", "Done"),
    ("blocker", "What stands in the way"),
    ("help", "Help I asked for"),
    ("next", "Next week"),
)


def weekly(vault: Vault, found: PlanView, day: date) -> str:
    """The summary of the week in which the day lies. Empty where nothing was written in it."""
    first, last = week_of(day)
    notes = [e for e in standing(vault) if first <= e.happened <= last and isinstance(e.payload, Note)]
    said: dict[str, list[str]] = {part: [] for part, _ in PARTS}
    for entry in notes:
        if entry.payload.about in said:
            said[entry.payload.about].append(entry.payload.words)
    for n, line in enumerate(found.goals, 1):
        for entry in reversed(line.progress):
            if first <= entry.happened <= last:
                said["done"].append(f"Goal {n}: {entry.payload.words}{_evidence(entry.payload.evidence)}")
    for asked in reversed(found.asked):
        if asked.answer is None and asked.entry.happened <= last:
            said["help"].append(f"Open since {_day(asked.entry.happened)}: {asked.entry.payload.words}")
    if not any(said.values()):
        return ""
    parts = [f"{title}\n" + "\n".join(f"- {w}" for w in said[part]) for part, title in PARTS if said[part]]
    head = f"Summary of the week from {_day(first)} to {_day(last)}"
    closing = "Please tell me, goal by goal, whether I am on track, and correct me if anything here is wrong."
    return "\n\n".join([head, *parts, closing])


def closing(found: PlanView) -> str:
    """Goal by goal: what it asks, where it stands, and what shows it."""
    parts = []
    for n, line in enumerate(found.goals, 1):
        goal = line.goal
        rows = [f"Goal {n}: {goal.statement}"]
        if asked := goal.target or (
            f"{goal.target_number:g} {goal.unit}".strip() if goal.target_number else ""
        ):
            rows.append(f"Asked: {asked}" + (f", by {_day(goal.due)}" if goal.due else ""))
        if line.so_far is not None:
            rows.append(f"Reached: {line.so_far:g} {goal.unit}".strip())
        rows += [
            f"- {_day(e.happened)}: {e.payload.words}{_evidence(e.payload.evidence)}"
            for e in reversed(line.progress)
        ]
        if not line.progress:
            rows.append("- Nothing is written for this goal yet.")
        parts.append("\n".join(rows))
    missed = [d for d, e in found.check_ins if e and e.payload.state == "by_employer"]
    if missed:
        parts.append("Check-ins that the employer’s side cancelled: " + ", ".join(map(_day, missed)))
    if unanswered := [line for line in found.asked if line.answer is None]:
        parts.append(
            "Questions without an answer:\n"
            + "\n".join(f"- asked on {_day(u.entry.happened)}: {u.entry.payload.words}" for u in unanswered)
        )
    return "\n\n".join(parts)


def _evidence(words: str) -> str:
    return f" (shown by: {words})" if words else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
