"""Samples: findings of a review, and what the word lists mark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from goodstanding.web.gallery.people import LONG_WORD, TODAY
from goodstanding.web.ui import Evidence, FindingView, Link, MarkedPiece, Voice, WordCheck, WordRemark


def _answered(full: FindingView) -> FindingView:
    """The same with all that a finding can show: what was counted, and what somebody decided about it."""
    words = "The third reason was talked about in the meeting of 3 October; the minutes say so."
    return replace(
        full,
        severity="decisive",
        title="A reason that stands in no earlier paper",
        says="The decision names “attitude”; the plan and the proposal do not.",
        arithmetic=["2 reasons in the proposal, 3 in the decision."],
        disposition="Explained",
        answer=Voice("Lena Brandt", words, TODAY),
        actions=[Link("Answer it anew", "#", icon="message-square-reply")],
        source=Link("A published decision (unconfirmed)", "#"),
        badge="New since then",
    )


def findings() -> dict[str, Any]:
    full = FindingView(
        "The support promised for goal 1 came after a third of the plan had passed",
        "serious",
        "support.late 1.2",
        "United Kingdom 2026-04",
        "The figures before 20 October say little about the person.",
        [
            Evidence("Support promised for 1 October", "#1", date(2026, 9, 28)),
            Evidence("Given", "#2", date(2026, 10, 20)),
        ],
        ["The trainer was ill; the person was told on 29 September."],
        ["A written answer whether the plan is extended by 19 days."],
        "Was the plan extended? If not, why?",
    )
    return {
        "checks": [_check(), WordCheck(), WordCheck(problem="There is nothing written yet.")],
        "items": [
            full,
            _answered(full),
            FindingView(
                "Whether it was received", "not_recorded", "D32 1", missing=["a receipt, or a refusal noted"]
            ),
            FindingView(
                "No dated standard was found in the file", "not_recorded", "standard.communicated 1.0"
            ),
            FindingView(
                "The reason changed between the proposal and the decision", "decisive", "reason.shift 2.0"
            ),
            FindingView(
                LONG_WORD, "note", "text.long 1.0", LONG_WORD, disposition="Read by Lena Brandt; no action"
            ),
        ],
    }


def _check() -> WordCheck:
    return WordCheck(
        (MarkedPiece("She is "), MarkedPiece("always", True), MarkedPiece(" late with the list.")),
        (
            WordRemark(
                "Absolute words", "One counter-example disproves it.", "Say how often and when.", ("always",)
            ),
            WordRemark(LONG_WORD, LONG_WORD, LONG_WORD, (LONG_WORD,), "serious"),
        ),
    )
