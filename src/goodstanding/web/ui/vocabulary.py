"""One word, icon and tone for each state, determination and severity. Wording is neutral on purpose."""

from __future__ import annotations

from goodstanding.web.ui.values import Vocabulary, Word

STATES: Vocabulary = {
    "intake": Word("Concern raised", "inbox", "neutral", "HR decides whether this may become a plan."),
    "coaching": Word("Coaching", "sprout", "info", "Coaching comes first; most cases end here."),
    "draft": Word("Draft", "pencil-line", "neutral", "The manager is writing the plan."),
    "submitted": Word("Submitted", "send", "info", "HR is reviewing the plan."),
    "endorsed": Word("Endorsed", "stamp", "info", "The second level has read and endorsed the plan."),
    "approved": Word("Approved", "badge-check", "info", "HR approved the plan; it is not delivered yet."),
    "delivered": Word("Delivered", "mail-open", "accent", "The plan was handed over; receipt is open."),
    "active": Word("Active", "circle-play", "accent", "The plan is running."),
    "paused": Word("Paused", "circle-pause", "attention", "The clock is stopped and dates move."),
    "met": Word("Met", "circle-check", "good", "Every required goal was met."),
    "not_met": Word("Not met", "circle-minus", "attention", "At least one required goal was not met."),
    "withdrawn": Word("Withdrawn", "undo-2", "neutral", "The plan was taken back; it has no outcome."),
    "ended": Word("Ended without outcome", "log-out", "neutral", "The person left; no outcome was computed."),
    "closed": Word("Closed", "archive", "neutral", "Nothing further happens here."),
    "watch": Word("Watch period", "eye", "info", "The plan was met; the standards are checked for a while."),
    "relapsed": Word(
        "Relapse recorded", "history", "attention", "A standard slipped inside the watch period."
    ),
    "proposed": Word(
        "Proposal made", "file-pen-line", "attention", "An action is proposed; a reply is open."
    ),
    "replied": Word("Reply received", "message-square-reply", "info", "The reply is with the decider."),
    "decided": Word("Decided", "gavel", "accent", "A decision was made; an appeal may be open."),
    "effective": Word("In effect", "file-check", "neutral", "The decision has taken effect."),
    "appealed": Word("Under appeal", "scale", "attention", "Somebody not involved before is deciding."),
    "remedied": Word("Remedied", "rotate-ccw", "good", "The appeal was allowed and put right."),
}

DETERMINATIONS: Vocabulary = {
    "met": Word("Met", "circle-check", "good"),
    "not_met": Word("Not met", "circle-minus", "attention"),
    "not_assessable": Word("Not assessable", "circle-question-mark", "info"),
    "": Word("Not determined yet", "circle-dashed", "neutral"),
}

SEVERITIES: Vocabulary = {
    "decisive": Word("Decisive", "octagon-alert", "serious"),
    "serious": Word("Serious", "triangle-alert", "attention"),
    "note": Word("Note", "info", "info"),
    "not_recorded": Word("Not recorded", "circle-dashed", "neutral"),
}

CHECK_INS: Vocabulary = {
    "held": Word("Held", "circle-check", "good"),
    "planned": Word("Planned", "calendar", "neutral"),
    "missed": Word("Missed", "calendar-x", "attention"),
    "cancelled": Word("Cancelled", "calendar-off", "neutral"),
    "postponed": Word("Postponed", "calendar-clock", "info"),
}

STEPS: Vocabulary = {
    "done": Word("Done", "check"),
    "current": Word("Current step", "circle-dot"),
    "todo": Word("To do", "circle"),
    "skipped": Word("Skipped", "minus"),
}

TONE_ICONS = {
    "neutral": "circle",
    "accent": "sparkle",
    "info": "info",
    "good": "circle-check",
    "attention": "triangle-alert",
    "serious": "octagon-alert",
}


def word(vocabulary: Vocabulary, value: object) -> Word:
    """The word for a value; an unknown one is shown readably rather than hidden."""
    key = str(getattr(value, "value", value) or "").strip().lower().replace(" ", "_").replace("-", "_")
    return vocabulary.get(key) or Word(key.replace("_", " ").capitalize() or "Not recorded", "circle")
