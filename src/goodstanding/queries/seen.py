"""What lists may say of a case beyond that it is there, and whose duties still are theirs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from goodstanding.domain.lifecycle import FINAL, PRE_DELIVERY, State
from goodstanding.domain.relation import CASE_ROLES
from goodstanding.queries.standing import (
    PARTS,
    Viewer,
    _in_case,
    _reports,
    cases_visible_to,
    formerly,
    in_part,
    second_level,
)
from goodstanding.store import models
from goodstanding.store.prepared import filled, prepared_rows


def drafts_visible_to(viewer: Viewer, ref: str) -> Q:
    """Of whom the viewer reads drafts: `domain.visibility.reads_drafts`, as a filter."""
    rule = _reports(viewer, ref) | second_level(viewer, ref)
    return rule | in_part(viewer, "hr", ref) if viewer.has_part("hr") else rule


def cases_told(viewer: Viewer) -> QuerySet[Any, Any]:
    """The cases that this viewer may open, with `told`: the state as they may know it."""
    known = Q(delivered_on__isnull=False) | drafts_visible_to(viewer, "person_id")
    drafting = Q(state__in=[s.value for s in PRE_DELIVERY])
    coached = Exists(models.Entry.objects.filter(case_id=OuterRef("pk"), kind="coaching_directed"))
    told = Case(
        When(known, then=F("state")),
        When(state=State.WITHDRAWN.value, then=Value(State.CLOSED.value)),
        When(drafting & coached, then=Value(State.COACHING.value)),
        When(drafting, then=Value(State.INTAKE.value)),
        default=F("state"),
    )
    return models.Case.objects.filter(cases_visible_to(viewer)).annotate(told=told)


def places_untold(viewer: Viewer, people: Sequence[UUID]) -> list[UUID]:
    """Of these, whom the viewer sees only for what they wrote once: where they stand now came after."""
    found = _untold(viewer.person, viewer.today, *filled(people), parts=viewer.parts) if people else []
    return [row[0] for row in found]


@prepared_rows
def _untold(person: UUID, day: date, *people: UUID, parts: tuple[tuple[str, str], ...]) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", day, parts)
    found = models.Person.objects.filter(formerly(viewer, "pk"), pk__in=people)
    today = Q(pk=person) | _reports(viewer, "pk") | second_level(viewer, "pk")
    today |= _in_case(viewer, "pk", CASE_ROLES)
    for part in PARTS:
        today |= in_part(viewer, part)
    return found.exclude(today).values_list("pk")


def states_told(viewer: Viewer, people: Sequence[UUID]) -> dict[UUID, tuple[UUID, str]]:
    """The open case of each of these and its state, as far as the viewer may know of them. One statement."""
    found = _told(viewer.person, viewer.today, *filled(people), parts=viewer.parts) if people else []
    return {subject: (case, state) for subject, case, state in found}


@prepared_rows
def _told(person: UUID, day: date, *people: UUID, parts: tuple[tuple[str, str], ...]) -> QuerySet[Any, Any]:
    cases = cases_told(Viewer(person, "", day, parts)).filter(person__in=people).exclude(state__in=FINAL)
    return cases.order_by("live", "opened").values_list("person_id", "id", "told")


def duties_of_parts(viewer: Viewer) -> Q:
    """What waits for the holders of a part that the viewer holds, themselves and their reports left out."""
    rule = Q(pk__in=[])
    for part in ("hr", "leave"):
        if viewer.has_part(part):
            rule |= Q(part=part) & in_part(viewer, part, "subject_id")
    return rule


def own_duties(viewer: Viewer) -> Q:
    """Duties of the viewer’s own, while they still stand so towards the person that they can do them.

    A manager may change on a day on which nothing is written: the file’s duties still name the one before.
    """
    stands = Q(subject=viewer.person) | _reports(viewer, "subject_id")
    return Q(owner=viewer.person) & (stands | _in_case(viewer, "subject_id", CASE_ROLES))
