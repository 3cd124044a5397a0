"""For each day-to-day kind: what is typed into its form, and the payload that it must make."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from goodstanding.domain.entries import Payload, day_to_day, person
from goodstanding.queries.organisation import DEFAULT_SCALE

WORDS = "First line.\nSecond line with “quotes” & <tags>."

CASES: dict[str, tuple[dict[str, Any], Payload]] = {
    "coaching": (
        {
            "attendees": "Mara\n\nEve",
            "facts": WORDS,
            "expectation": "Two days.",
            "agreed_actions": "Daily list.",
            "follow_up_on": "2026-03-16",
        },
        day_to_day.Coaching(
            attendees=("Mara", "Eve"),
            facts=WORDS,
            expectation="Two days.",
            agreed_actions="Daily list.",
            follow_up_on=date(2026, 3, 16),
        ),
    ),
    "followed_up": (
        {"progress": WORDS, "next_follow_up_on": "2026-04-01"},
        day_to_day.FollowedUp(progress=WORDS, next_follow_up_on=date(2026, 4, 1)),
    ),
    "feedback": (
        {"tone": "critical", "behaviour": WORDS, "effect": ""},
        day_to_day.Feedback(tone="critical", behaviour=WORDS),
    ),
    "award": ({"what": "Bonus", "why": WORDS}, day_to_day.Award(what="Bonus", why=WORDS)),
    "warning": (
        {
            "stage": "final written",
            "deficiency": WORDS,
            "improvement_required": "Two days.",
            "improve_by": "2026-04-30",
            "current_until": "2026-12-31",
            "consequence": "A proposal.",
            "support": "",
            "appeal_until": "2026-03-20",
        },
        day_to_day.Warned(
            stage="final written",
            deficiency=WORDS,
            improvement_required="Two days.",
            improve_by=date(2026, 4, 30),
            current_until=date(2026, 12, 31),
            consequence="A proposal.",
            appeal_until=date(2026, 3, 20),
        ),
    ),
    "appraisal": (
        {"period_start": "2025-01-01", "period_end": "2025-12-31", "rating": "4", "words": WORDS},
        day_to_day.Appraisal(
            period_start=date(2025, 1, 1),
            period_end=date(2025, 12, 31),
            rating=4,
            scale=DEFAULT_SCALE,
            words=WORDS,
        ),
    ),
    "appraisal_answer": ({"words": WORDS}, day_to_day.AppraisalAnswer(words=WORDS)),
    "answer": ({"words": WORDS}, day_to_day.Answer(words=WORDS)),
    "acknowledged": ({"comment": ""}, day_to_day.Acknowledged()),
    "refusal_noted": ({"how": WORDS}, day_to_day.RefusalNoted(how=WORDS)),
    "correction": (
        {"wrong": "The day.", "right": "It was Tuesday.", "retracts": "on"},
        day_to_day.Correction(wrong="The day.", right="It was Tuesday.", retracts=True),
    ),
    "grievance": ({"about": WORDS}, day_to_day.Grievance(about=WORDS)),
    "job_terms": (
        {"duties": WORDS, "pay_grade": "E4", "eligibility": ""},
        person.JobTerms(duties=WORDS, pay_grade="E4"),
    ),
    "standard_set": (
        {
            "standard": WORDS,
            "metric": "cases",
            "target": "12.5",
            "period_start": "2026-01-01",
            "period_end": "2026-03-31",
        },
        person.StandardSet(
            standard=WORDS,
            metric="cases",
            target=Decimal("12.5"),
            period_start=date(2026, 1, 1),
            period_end=date(2026, 3, 31),
        ),
    ),
    "standard_communicated": (
        {"standard": WORDS, "how": "In a talk"},
        person.StandardCommunicated(standard=WORDS, how="In a talk"),
    ),
    "not_at_work": ({"until": "2026-03-06"}, person.NotAtWork(until=date(2026, 3, 6))),
    "leave_reason": (
        {"until": "2026-03-06", "reason": WORDS},
        day_to_day.LeaveReason(reason=WORDS, until=date(2026, 3, 6)),
    ),
    "accommodation_requested": ({"request": WORDS}, day_to_day.AccommodationRequested(request=WORDS)),
    "accommodation_answered": (
        {"answer": WORDS, "granted": "no"},
        day_to_day.AccommodationAnswered(answer=WORDS, granted=False),
    ),
    "protected_activity": ({"what": WORDS}, day_to_day.ProtectedActivity(what=WORDS)),
    "group_code": (
        {"scheme": WORDS, "group": WORDS, "source": WORDS},
        day_to_day.GroupCode(scheme=WORDS, group=WORDS, source=WORDS),
    ),
    "advice": ({"advice": WORDS}, day_to_day.Advice(advice=WORDS)),
    "exit_artefact": (
        {"what": "Requisition 7", "where": WORDS},
        day_to_day.ExitArtefact(what="Requisition 7", where=WORDS),
    ),
}
