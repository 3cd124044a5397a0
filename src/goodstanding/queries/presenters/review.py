from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.queries.presenters.base import Spec

DISPOSED: Mapping[str, str] = {
    "cured": "put right",
    "explained": "explained",
    "disputed": "disputed",
    "accepted": "noted, and the step taken all the same",
}

OF_FIGURES: Mapping[str, str] = {**DISPOSED, "disputed": "found to be wrong", "accepted": "found to hold"}
"""The same of findings about figures, which come before no step."""


def disposed(rule: str, disposition: str) -> str:
    return (OF_FIGURES if rule.startswith("signals.") else DISPOSED)[disposition]


def _reviewed(payload: Any, words: Mapping[str, str]) -> str:
    count = len(payload.findings)
    return f"The file was reviewed: {count} finding{'' if count == 1 else 's'}"


SPECS: Mapping[str, Spec] = {
    "file_reviewed": Spec(
        title=_reviewed,
        facts=(
            ("As of", "as_of"),
            ("Before", "step"),
            ("Entries read", "entries"),
            ("Findings", "findings"),
            ("Rules", "rules"),
            ("Rule packs", "packs"),
            ("Changed by the organisation", "changed"),
        ),
        icon="file-search",
        tone="info",
    ),
    "finding_disposed": Spec(
        title=lambda p, t: f"A finding was {disposed(p.finding.rule, p.disposition)}",
        words="words",
        facts=(("Finding", "finding"),),
        also=("disposition", "readers"),
        icon="message-square-reply",
    ),
}
