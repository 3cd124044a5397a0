from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.domain.erased import GROUNDS
from goodstanding.queries.presenters.base import Spec

SCOPES = {"fields": "words of an entry", "entry": "an entry", "case": "a case", "person": "a whole file"}


def _erased(payload: Any, words: Mapping[str, str]) -> str:
    return f"Erased: {SCOPES[payload.scope]}, because {GROUNDS[payload.ground]}"


SPECS: Mapping[str, Spec] = {
    "hold_placed": Spec(
        title="Deletion suspended: {matter}",
        words="reason",
        facts=(("Covers", "covers"),),
        also=("matter", "hold"),
        icon="lock",
        tone="info",
    ),
    "hold_released": Spec(
        title="Deletion no longer suspended", words="reason", also=("hold",), icon="lock-open"
    ),
    "erased": Spec(
        title=_erased,
        words="reason",
        facts=(
            ("On what it rests", "source"),
            ("Asked for by", "asked_by"),
            ("Nobody else was there to agree", "alone"),
            ("What went", "parts"),
        ),
        also=("scope", "ground"),
        icon="eraser",
        tone="info",
    ),
}
