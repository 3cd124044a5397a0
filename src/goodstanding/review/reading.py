"""How rules read a file: what counts as criticism, praise, a step against the person, the end of the job."""

from __future__ import annotations

from collections.abc import Iterable

from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.when import Tri

SAID_OF_WORK = frozenset(
    {
        "feedback", "coaching", "warning", "appraisal", "concern", "metrics", "check_in", "meeting",
        "midpoint",
        "watch_checked", "relapse", "award", "other", "coaching_directed",
    }
)  # fmt: skip
GUIDANCE = ("coaching", "feedback", "warning", "appraisal")
"""What tells the person how the work stands, before any plan."""
ADVERSE_DECISIONS = frozenset({"dismissal", "demotion", "transfer", "other", ""})
OWN_WORDS = frozenset({"reply", "answer", "grievance", "goal_contested", "question"})


def established(event: Event) -> bool:
    """Neither disputed nor one side's account, nor a point that a tribunal refused."""
    one_sided = event.disputed or in_own_words(event) or "allegation" in event.states
    return not (one_sided or "point_rejected" in event.states)


def in_own_words(event: Event) -> bool:
    """The person wrote it: it is their account, asked about rather than taken as shown."""
    return event.kind in OWN_WORDS or event.author_role == "employee"


def was_told(event: Event) -> bool:
    """Not known to have been kept from the person."""
    return not event.communicated.no


def is_criticism(event: Event) -> bool:
    """It says that the work falls short, at the time: not the step that it is used for later."""
    if event.kind in {"warning", "concern"}:
        return True
    if event.kind not in SAID_OF_WORK or event.tone == "positive":
        return False
    return event.tone == "critical" or event.kind == "coaching" or "criticism" in event.states


def is_praise(event: Event) -> bool:
    return event.kind in SAID_OF_WORK and event.tone == "positive"


def is_ending(event: Event) -> bool:
    """The job or the post ends, or it is decided that it will."""
    return event.kind == "termination" or (
        event.kind == "decision" and event.action in {"dismissal", "demotion"}
    )


def is_adverse(event: Event) -> bool:
    """A step against the person: proposed, decided or done."""
    if event.kind in {"termination", "proposed_action"}:
        return True
    return event.kind == "decision" and event.action in ADVERSE_DECISIONS


def ending_of(file: ReviewFile) -> Event | None:
    return next((e for e in reversed(file.of("termination", "decision")) if is_ending(e)), None)


def first_adverse(file: ReviewFile) -> Event | None:
    """The first proposal, decision or ending that the plan or the performance led to."""
    steps = file.of("proposed_action", "decision", "termination")
    return next((e for e in steps if is_adverse(e)), None)


def is_for_performance(file: ReviewFile, ending: Event) -> bool:
    """The text says so, or it follows a plan that was not met."""
    if "performance_reason" in ending.states or "criticism" in ending.states:
        return True
    return any(
        p.opened is not None and p.closed is not None and p.closed.result in {"not_met", ""}
        for p in file.plans
        if p.opened is not None and file.before(p.opened, ending).yes
    )


def before(file: ReviewFile, event: Event, candidates: Iterable[Event]) -> tuple[Event, ...]:
    """Those that certainly came before it."""
    return tuple(e for e in candidates if e.id != event.id and file.before(e, event).yes)


def between(file: ReviewFile, start: Event, end: Event, candidates: Iterable[Event]) -> tuple[Event, ...]:
    """Those that lie after `start` and before `end` in the sequence, both excluded."""
    return tuple(e for e in candidates if start.order < e.order < end.order and not file.before(e, start).yes)


def criticisms_told(file: ReviewFile) -> tuple[Event, ...]:
    return tuple(e for e in file.events if is_criticism(e) and was_told(e))


def earlier_concern(file: ReviewFile, event: Event) -> Event | None:
    """A dated record from before the event that already shows the concern, a plan or the step being
    considered."""
    for e in file.events:
        shows = (
            (is_criticism(e) and was_told(e))
            or (e.kind == "plan_opened" and was_told(e))
            or "considered_before" in e.states
        )
        if shows and e.id != event.id and e.order < event.order and not file.before(event, e).yes:
            return e
    return None


def follows(file: ReviewFile, later: Event, earlier: Event) -> Tri:
    return file.before(earlier, later)
