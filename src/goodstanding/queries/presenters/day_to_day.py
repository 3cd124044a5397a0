from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goodstanding.queries.presenters.base import Spec


def _appraisal(payload: Any, words: Mapping[str, str]) -> str:
    earlier = ", from before this system" if payload.historic else ""
    return f"{payload.label()} ({payload.rating} of {len(payload.scale)}){earlier}"


SPECS: Mapping[str, Spec] = {
    "feedback": Spec(
        title=lambda p, t: "What went well" if p.tone == "positive" else "What to change",
        words="behaviour",
        facts=(("Effect", "effect"),),
        also=("tone",),
        icon="message-square",
        tone_of=lambda p: "good" if p.tone == "positive" else "neutral",
    ),
    "coaching": Spec(
        title="Coaching session",
        words="facts",
        facts=(
            ("Expectation", "expectation"),
            ("Agreed actions", "agreed_actions"),
            ("Attendees", "attendees"),
            ("Follow-up on", "follow_up_on"),
        ),
        icon="sprout",
        tone="info",
    ),
    "followed_up": Spec(
        title="What became of it",
        words="progress",
        facts=(("Next follow-up", "next_follow_up_on"),),
        icon="refresh-cw",
    ),
    "warning": Spec(
        title=lambda p, t: f"{p.stage.capitalize()} warning",
        words="deficiency",
        facts=(
            ("Improvement required", "improvement_required"),
            ("Improve by", "improve_by"),
            ("Current until", "current_until"),
            ("Consequence", "consequence"),
            ("Support", "support"),
            ("Appeal until", "appeal_until"),
        ),
        also=("stage",),
        icon="triangle-alert",
        tone="attention",
    ),
    "metric_snapshot": Spec(
        title="{metric}",
        words="comment",
        facts=(
            ("Figures", "figures"),
            ("Unit", "unit"),
            ("Source", "source"),
            ("SHA-256 of the figures", "sha256"),
        ),
        also=("metric",),
        icon="chart-line",
    ),
    "award": Spec(title="{what}", words="why", also=("what",), icon="award", tone="good"),
    "appraisal": Spec(
        title=_appraisal,
        words="words",
        facts=(
            ("Why it is lower than usual", "drop_reason"),
            ("Parts", "given"),
            ("First rating", "first_rating"),
            ("Why the rating was changed in calibration", "calibration_reason"),
            ("Rests on", "cited"),
            ("From", "period_start"),
            ("To", "period_end"),
            ("Rater", "rater"),
            ("Scale", "scale"),
        ),
        also=("rating", "historic", "round"),
        icon="clipboard-check",
        tone="info",
    ),
    "appraisal_answer": Spec(title="Answer to the appraisal", words="words", icon="message-square-reply"),
    "leave_reason": Spec(
        title="Reason for time not at work",
        words="reason",
        facts=(("Last day", "until"),),
        icon="calendar-heart",
    ),
    "accommodation_requested": Spec(title="Accommodation requested", words="request", icon="hand-helping"),
    "accommodation_answered": Spec(
        title=lambda p, t: "Accommodation granted" if p.granted else "Accommodation not granted",
        words="answer",
        also=("granted",),
        icon="hand-helping",
    ),
    "protected_activity": Spec(
        title="Protected activity",
        words="what",
        facts=(("Known on", "known_on"), ("Known to", "known_to")),
        icon="shield",
    ),
    "group_code": Spec(
        title="{scheme}: {group}",
        facts=(("Where it comes from", "source"),),
        also=("scheme", "group"),
        icon="shield",
    ),
    "advice": Spec(title="Privileged advice", words="advice", icon="scale"),
    "grievance": Spec(
        title="Grievance raised", words="about", icon="message-square-warning", tone="attention"
    ),
    "exit_artefact": Spec(
        title="{what}", words="where", also=("what",), icon="file-search", tone="attention"
    ),
    "acknowledged": Spec(title="Receipt given (not agreement)", words="comment", icon="mail-check"),
    "refusal_noted": Spec(title="Receipt was refused", words="how", icon="mail-x"),
    "answer": Spec(title="Answer", words="words", icon="message-square-reply"),
    "correction": Spec(
        title=lambda p, t: "Taken back" if p.retracts else "Corrected",
        words="right",
        facts=(("What was wrong", "wrong"),),
        also=("retracts",),
        icon="pencil-line",
        tone="info",
    ),
    "letter_issued": Spec(
        title="Letter: {letter}",
        words="reason",
        facts=(("Does not say", "lacks"), ("Wording", "text"), ("SHA-256 of the document", "sha256")),
        also=("letter",),
        icon="mail",
    ),
    "exported": Spec(title="Exported to {to}", facts=(("Format", "format"),), also=("to",), icon="download"),
}
