"""Scoring the review against published decisions, whose outcome is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from goodstanding.domain import casefile
from goodstanding.review.engine import Review, review
from goodstanding.review.finding import Severity
from goodstanding.review.load import from_case
from goodstanding.review.packs import PACKS, packs_for
from goodstanding.review.rule import Pack

EMPLOYER_WON = frozenset({"upheld", "employer_won"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is known of how a decision went: never shown to the review."""

    id: str
    name: str
    employer_won: bool
    decisive: tuple[str, ...]
    rejected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    outcome: Outcome
    found: tuple[str, ...]
    missed: tuple[str, ...]
    false_alarms: tuple[str, ...]
    """Rules that were rated decisive on a file that the employer won."""
    rejected_decisive: tuple[str, ...]
    """Points that a tribunal refused and the review rated decisive."""
    not_recorded: tuple[str, ...]
    """Missed, and a rule for it said that the file does not tell."""


@dataclass(frozen=True, slots=True)
class Score:
    rows: tuple[Scored, ...]

    @property
    def asked(self) -> int:
        return sum(len(r.outcome.decisive) for r in self.rows)

    @property
    def found(self) -> int:
        return sum(len(r.found) for r in self.rows)

    @property
    def false_alarms(self) -> int:
        return sum(len(r.false_alarms) for r in self.rows)

    @property
    def rejected_decisive(self) -> int:
        return sum(len(r.rejected_decisive) for r in self.rows)


def outcome_of(decision: Mapping[str, Any]) -> Outcome:
    return Outcome(
        id=str(decision["id"]),
        name=str(decision.get("name", "")),
        employer_won=decision.get("outcome") in EMPLOYER_WON,
        decisive=_keys(decision.get("decisive_defects", ())),
        rejected=_keys(decision.get("arguments_rejected", ())),
    )


def _keys(points: Iterable[Any]) -> tuple[str, ...]:
    """A point is named by its key, with or without the reason beside it."""
    return tuple(p if isinstance(p, str) else str(p["key"]) for p in points)


def keys_by_rule(packs: Iterable[Pack]) -> dict[str, frozenset[str]]:
    """Which points of published decisions each rule states."""
    return {rule.id: frozenset(rule.decisive_key.split()) for pack in packs for rule in pack.rules}


def score(decisions: Sequence[Mapping[str, Any]]) -> Score:
    return Score(tuple(score_one(d) for d in decisions))


def score_one(decision: Mapping[str, Any]) -> Scored:
    return score_case(casefile.read_loosely(dict(decision)), outcome_of(decision))


def score_case(case: casefile.CaseFile, outcome: Outcome) -> Scored:
    """The review sees the facts alone; the outcome is looked at afterwards."""
    loaded = from_case(case)
    done = review(loaded.file, packs_for(case.jurisdiction), as_of=loaded.as_of)
    keys = keys_by_rule(PACKS.values())
    decisive = {key for f in done.decisive for key in keys.get(f.rule, frozenset())}
    silent = {key for f in done.of(Severity.NOT_RECORDED) for key in keys.get(f.rule, frozenset())}
    missed = tuple(k for k in outcome.decisive if k not in decisive)
    return Scored(
        outcome=outcome,
        found=tuple(k for k in outcome.decisive if k in decisive),
        missed=missed,
        false_alarms=_false_alarms(outcome, done),
        rejected_decisive=tuple(k for k in outcome.rejected if k in decisive),
        not_recorded=tuple(k for k in missed if k in silent),
    )


def _false_alarms(outcome: Outcome, done: Review) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.rule for f in done.decisive)) if outcome.employer_won else ()


def table(scored: Score) -> str:
    """The score as text, a line a decision."""
    head = ("case", "won by", "found", "missed (?: the file does not tell)", "false alarms")
    lines = [f"{head[0]:<6}{head[1]:<10}{head[2]:<8}{head[3]:<60}{head[4]}"]
    for row in scored.rows:
        missed = ", ".join(k + ("?" if k in row.not_recorded else "") for k in row.missed) or "-"
        wrong = ", ".join((*row.false_alarms, *(f"rejected: {k}" for k in row.rejected_decisive))) or "-"
        side = "employer" if row.outcome.employer_won else "employee"
        found = f"{len(row.found)}/{len(row.outcome.decisive)}"
        lines.append(f"{row.outcome.id:<6}{side:<10}{found:<8}{missed:<60}{wrong}")
    share = scored.found / scored.asked if scored.asked else 1.0
    lines.append(
        f"Decisive defects found: {scored.found} of {scored.asked} ({share:.0%}). "
        f"Decisive findings on files that the employer won: {scored.false_alarms}. "
        f"Refused points rated decisive: {scored.rejected_decisive}."
    )
    return "\n".join(lines)
