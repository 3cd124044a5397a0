from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.queries.presenters.base import Spec


def _opened(payload: Any, words: Mapping[str, str]) -> str:
    return f"Appraisal round opened: {payload.terms.title}"


SPECS: Mapping[str, Spec] = {
    "round_opened": Spec(
        title=_opened, facts=(("The round", "terms"),), also=("round",), icon="calendar-range"
    ),
    "self_appraisal": Spec(
        title="Self-appraisal",
        words="words",
        facts=(("Own rating", "rating"), ("Parts", "given"), ("Rests on", "cited")),
        also=("round",),
        icon="message-square-text",
    ),
    "appraisal_prepared": Spec(
        title="Appraisal prepared, not given yet",
        words="words",
        facts=(
            ("Rating", "rating"),
            ("Why it is lower than usual", "drop_reason"),
            ("Parts", "given"),
            ("Rests on", "cited"),
        ),
        also=("round",),
        icon="pencil-line",
    ),
    "round_left": Spec(
        title="Left out of the appraisal round", words="reason", also=("round",), icon="circle-minus"
    ),
}
