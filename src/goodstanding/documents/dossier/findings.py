"""Findings in a dossier: with what was answered for HR and counsel, as questions for the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goodstanding.documents.dossier.words import day, moment
from goodstanding.documents.review.words import EXPLAINED, HEADINGS, LIMITS, in_words
from goodstanding.queries.presenters.review import DISPOSED
from goodstanding.queries.review import Answered, Pulled
from goodstanding.review.finding import COUNSEL_ONLY, Finding, Ground, Severity

WEIGHTS = (Severity.DECISIVE, Severity.SERIOUS, Severity.NOTE)


def of(pulled: Pulled, numbers: dict[UUID, str]) -> dict[str, Any]:
    found = pulled.looked.review.findings
    by_id = {str(id): number for id, number in numbers.items()}
    silent: dict[str, str] = {}
    for each in found:
        if each.severity is Severity.NOT_RECORDED:
            silent.setdefault(each.rule, each.asks if pulled.head.own and each.asks else each.title)
    return {
        "title": "Questions to raise" if pulled.head.own else "Findings",
        "limits": LIMITS,
        "own": pulled.head.own,
        "groups": [
            {
                "title": HEADINGS[weight],
                "lead": EXPLAINED[weight],
                "items": [_finding(f, pulled, by_id) for f in found if f.severity is weight],
            }
            for weight in WEIGHTS
        ],
        "silent": [[rule, text] for rule, text in silent.items()],
        "silent_lead": EXPLAINED[Severity.NOT_RECORDED],
    }


def _finding(found: Finding, pulled: Pulled, numbers: dict[str, str]) -> dict[str, Any]:
    own, said = pulled.head.own, pulled.answers.get(found.key)
    asked = own and found.asks
    confirmed = "" if found.source.confirmed else " (unconfirmed)"
    return {
        "title": found.asks if asked else found.title,
        "under": found.title if asked else "",
        "rule": f"{found.rule}, version {found.version}",
        "counsel": found.audience == COUNSEL_ONLY,
        "says": in_words(found.says),
        "means": found.means,
        "because": [_ground(g, numbers) for g in found.because],
        "arithmetic": [in_words(each) for each in found.arithmetic],
        "innocent": list(found.innocent),
        "settles": list(found.settles),
        "asks": "" if asked else found.asks,
        "source": f"{found.source.text}{confirmed}" if found.source.text else "",
        "answer": _answer(said) if said else None,
    }


def _ground(ground: Ground, numbers: dict[str, str]) -> str:
    number = numbers.get(ground.id, "")
    role = ground.role or ground.event.kind.replace("_", " ")
    exact = ground.event.when.exact
    when = day(exact) if exact else str(ground.event.when)
    return " ".join(x for x in (number, role, f"({when})") if x)


def _answer(said: Answered) -> dict[str, str]:
    decided = DISPOSED[said.disposition]
    return {
        "decided": decided[:1].upper() + decided[1:],
        "words": said.words,
        "by": said.by_name,
        "at": moment(said.at),
    }
