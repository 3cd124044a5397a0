"""What may help now: a few steps, each a link, by what brought the person here."""

from __future__ import annotations

from django.urls import reverse

from goodstanding.web.ui import Duty

FIRST = {"feeling": "sign_new", "plan": "plan_enter", "passed": "write", "leaving": "application_new"}
"""Where the answer to the first question leads."""

SIGN = (
    "sign_new",
    "Write down one thing that you noticed",
    "A day and a sentence. Ten seconds are enough.",
    "Write",
)
SIGNS = (
    "signs",
    "Look at what you noticed over time",
    "Counts against the time before, ordinary reasons, and what would settle it.",
    "Look",
)
SAME_EVENING = (
    "write",
    "Write down what was said, the same evening",
    "Who, when, which words. What is written the same day is believed.",
    "Write",
)
NOTE = (
    "write",
    "Keep a journal for a year",
    "What went well, what was said, with days. Memory blurs; dates do not.",
    "Write",
)
MEETINGS = (
    "meetings_read",
    "Let your own calendar speak",
    "One-to-ones held against planned, and meetings that are no longer in it.",
    "Read a file",
)
PLAN = (
    "plan",
    "Take the plan apart",
    "What each goal asks, what is missing, and the questions to send.",
    "Open",
)
EVIDENCE = (
    "evidence",
    "Note where your documents lie",
    "Contract, appraisals, the plan: what exists, so that it can be asked for.",
    "Open",
)
LOOK = (
    "applications",
    "Look around, quietly",
    "Applications with what comes next. Own time, own device.",
    "Open",
)
COPY = ("keeping", "Make a backup of this file", "On a disk of your own.", "Open")

STEPS = {
    "feeling": (SIGN, SIGNS, MEETINGS, COPY),
    "plan": (PLAN, SAME_EVENING, EVIDENCE, LOOK, COPY),
    "passed": (NOTE, SIGN, COPY),
    "leaving": (LOOK, EVIDENCE, SAME_EVENING, COPY),
}  # fmt: skip


def help_now(why: str) -> list[Duty]:
    return [Duty(title, reverse(name), action, reason=reason) for name, title, reason, action in STEPS[why]]
