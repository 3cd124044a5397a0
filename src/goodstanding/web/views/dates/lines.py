"""Lines of a calendar in words, with where each leads."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goodstanding.domain.days import KINDS
from goodstanding.domain.lifecycle import EVENTS
from goodstanding.domain.notices import NEVER_LATE, RIGHTS
from goodstanding.queries.dates import DateLine
from goodstanding.queries.home import DutyLine
from goodstanding.web.views.files.home import address
from goodstanding.web.views.files.links import to
from goodstanding.web.views.files.shown import entry_url, file_url

ICONS = {
    "check_in": "message-square", "meeting": "users", "goal_due": "target", "support_due": "life-buoy",
    "midpoint": "flag", "plan_starts": "flag", "plan_ends": "flag", "coaching": "sprout",
    "coaching_review": "eye", "watch_check": "eye", "watch_ends": "flag", "reply_until": "clock",
    "appeal_until": "clock", "effective": "clock", "required": "scale", "follow_up": "sprout",
}  # fmt: skip
STATES = {"done": ("done", "good", "circle-check"), "missed": ("missed", "attention", "calendar-x")}


def title(line: DateLine) -> str:
    """As the page says it."""
    named = KINDS.get(line.kind)
    if named is None:
        return line.detail or EVENTS.get(line.event, line.event)
    if line.kind == "required":
        return line.detail
    return f"{named}: {line.detail}" if line.detail else named


def kind_title(line: DateLine) -> str:
    """What kind of thing it is, with no word of any file."""
    if line.kind in KINDS:
        return KINDS[line.kind]
    return EVENTS.get(line.event, "Something waits for you")


def url(line: DateLine, today: date) -> str:
    """To the form while there is something to do now; else to what it is about."""
    if line.event and line.day <= today and line.event not in RIGHTS:
        return address(_duty(line))
    return about(line.case, line.entry, line.subject)


def about(case: UUID | None, entry: UUID | None, subject: UUID) -> str:
    if case is not None:
        return to("plan", case)
    return entry_url(subject, entry) if entry is not None else file_url(subject)


def tone(line: DateLine, today: date) -> tuple[str, str]:
    """Its colour and its picture."""
    if line.state in STATES:
        return STATES[line.state][1:]
    if line.late(today) and line.event not in NEVER_LATE:
        return "serious", "clock-alert"
    icon = ICONS.get(line.kind, "square-check")
    return ("attention" if line.event else "info"), icon


def _duty(line: DateLine) -> DutyLine:
    return DutyLine(
        event=line.event, detail=line.detail, due=line.day, days=0, unit="", subject=line.subject,
        subject_name=line.subject_name, case=line.case, state="", entry=line.entry, part=line.part,
        about=line.about,
    )  # fmt: skip
