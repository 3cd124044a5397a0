"""Events of a case that are exactly what somebody says: the entry holds the words, the table the step."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.actions._write import writing
from goodstanding.domain.entries import Entry, Payload, plan
from goodstanding.domain.entries.terms import ChecklistAnswer, Deficiency, PlanTerms


def record(
    *,
    person: UUID,
    case: UUID,
    payload: Payload,
    by: UUID,
    now: datetime,
    happened: date | None = None,
    refers_to: UUID | None = None,
    expected_version: int | None = None,
) -> Entry[Any]:
    """Add one event to a case; the lifecycle table and the conditions decide whether it may happen."""
    with writing(subject=person, by=by, now=now) as desk:
        desk.case(case, expected_version)
        return desk.say(payload, happened=happened, case=case, refers_to=refers_to)


def raise_concern(
    *,
    person: UUID,
    deficiencies: tuple[Deficiency, ...],
    standard_communicated_on: date,
    how_communicated: str,
    guidance_so_far: str = "",
    by: UUID,
    now: datetime,
) -> UUID:
    """Open a case. Returns its id."""
    case = uuid.uuid4()
    with writing(subject=person, by=by, now=now) as desk:
        payload = plan.ConcernRaised(
            deficiencies=deficiencies,
            standard_communicated_on=standard_communicated_on,
            how_communicated=how_communicated,
            guidance_so_far=guidance_so_far,
        )
        desk.say(payload, case=case)
    return case


def direct_coaching(
    *, person: UUID, case: UUID, reason: str, review_on: date, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> Entry[Any]:  # fmt: skip
    """HR's default answer. The entry quotes the concern, so that the person reads what HR read."""
    with writing(subject=person, by=by, now=now) as desk:
        found = desk.case(case, expected_version)
        payload = plan.CoachingDirected(reason=reason, review_on=review_on, deficiencies=found.deficiencies)
        return desk.say(payload, case=case)


def allow_plan(
    *, person: UUID, case: UUID, reason: str, review_on: date, checklist: tuple[ChecklistAnswer, ...],
    by: UUID, now: datetime, expected_version: int | None = None,
) -> None:  # fmt: skip
    with writing(subject=person, by=by, now=now) as desk:
        desk.case(case, expected_version)
        desk.say(plan.PlanAllowed(reason=reason, review_on=review_on, checklist=checklist), case=case)


def save_draft(
    *, person: UUID, case: UUID, terms: PlanTerms, by: UUID, now: datetime,
    expected_version: int | None = None,
) -> None:  # fmt: skip
    """Keep the draft as it stands. Saving it unchanged writes nothing."""
    with writing(subject=person, by=by, now=now) as desk:
        if desk.case(case, expected_version).terms != terms:
            desk.say(plan.PlanDrafted(terms=terms), case=case)
