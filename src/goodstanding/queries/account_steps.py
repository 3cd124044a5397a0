"""Steps on accounts that need a second person: who may agree, what waits, and what was done alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from goodstanding.domain.guarded import (
    GUARDED,
    LASTS,
    MISSED,
    STEPS,
    TOLD_FOR,
    confirmers,
)
from goodstanding.queries.standing import Viewer
from goodstanding.store import models


@dataclass(frozen=True, slots=True)
class StepLine:
    id: int
    step: str
    title: str
    person: UUID
    name: str
    reason: str
    asked_by: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Guard:
    """An account that needs two. `open` is asked for; `agreed` are the steps that may be done now."""

    who: tuple[str, ...]
    open: StepLine | None
    agreed: frozenset[str]

    @property
    def alone(self) -> bool:
        return not self.who


def _keepers(today: date) -> dict[str, dict[UUID, str]]:
    """HR and administrators for the whole organisation whose accounts work, by part. One statement."""
    held = models.Grant.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today, team=None)
    found = held.filter(part__in=("hr", "it_admin"), person__user__is_active=True)
    by_part: dict[str, dict[UUID, str]] = {"hr": {}, "it_admin": {}}
    for part, person, name in found.order_by("person__name").values_list("part", "person_id", "person__name"):
        by_part[part][person] = name
    return by_part


def hr_is_there(now: datetime) -> bool:
    """Whether anybody is HR for the whole organisation. One statement."""
    return hr_held(now).exists()


def hr_held(now: datetime) -> QuerySet[models.Grant]:
    """The parts that make somebody HR for the whole organisation.

    Somebody whose account was just deactivated still counts: whoever keeps accounts could otherwise make
    HR be away, and name another.
    """
    today = timezone.localdate(now)
    held = models.Grant.objects.filter(Q(until=None) | Q(until__gte=today), part="hr", team=None)
    held = held.filter(since__lte=today)
    lately = models.AccountEvent.objects.filter(kind="deactivated", at__gt=now - MISSED)
    return held.filter(Q(person__user__is_active=True) | Q(person__in=lately.values("person")))


def may_agree(*, asker: UUID, person: UUID, today: date) -> dict[UUID, str]:
    """Who may agree, with their names. One statement."""
    return _may_agree(_keepers(today), asker, person)


def _may_agree(held: dict[str, dict[UUID, str]], asker: UUID, person: UUID) -> dict[UUID, str]:
    hr, administrators = held["hr"], held["it_admin"]
    ids = confirmers(asker=asker, person=person, hr=frozenset(hr), administrators=frozenset(administrators))
    return {id: name for id, name in (administrators | hr).items() if id in ids}


def guarded(person: UUID, today: date) -> bool:
    """Whether this account needs two. One statement."""
    held = models.Grant.objects.filter(Q(until=None) | Q(until__gte=today), person=person)
    users = models.User.objects.filter(person=person).annotate(parts=Exists(held.filter(part__in=GUARDED)))
    user = users.first()
    return user is not None and user.parts and (user.has_usable_password() or user.last_login is not None)


def guard(person: UUID, asker: UUID, *, today: date, now: datetime) -> Guard:
    """What stands between an administrator and an account that needs two. Two statements."""
    who = may_agree(asker=asker, person=person, today=today)
    rows = _known(
        models.AccountStep.objects.filter(person=person, done_at=None, asked_at__gt=now - 2 * LASTS)
    )
    asked = [_line(row) for row in rows if row.answered_at is None and row.asked_at > now - LASTS]
    agreed = {
        row.step
        for row in rows
        if row.asked_by_id == asker and row.agreed and row.answered_at and row.answered_at > now - LASTS
    }
    return Guard(tuple(who.values())[:5], asked[0] if asked else None, frozenset(agreed))


def for_start_page(viewer: Viewer, now: datetime) -> tuple[list[StepLine], list[StepLine]]:
    """What waits for this viewer’s agreement; and for HR, what was done alone in the last weeks. Two
    statements."""
    rows = _known(models.AccountStep.objects.filter(asked_at__gt=now - TOLD_FOR))
    open_ones = [row for row in rows if row.answered_at is None and row.asked_at > now - LASTS]
    keepers = _keepers(timezone.localdate(now)) if open_ones else {}
    waiting, alone = [], []
    for row in rows:
        if row.alone and viewer.has_part("hr") and row.asked_by_id != viewer.person:
            alone.append(_line(row))
        elif row in open_ones:
            who = _may_agree(keepers, row.asked_by_id, row.person_id)
            waiting += [_line(row)] if viewer.person in who else []
    return waiting, alone


def _known(rows: QuerySet[models.AccountStep]) -> list[models.AccountStep]:
    return list(rows.select_related("person", "asked_by").order_by("-id")[:20])


def _line(row: models.AccountStep) -> StepLine:
    return StepLine(
        row.pk, row.step, STEPS[row.step], row.person_id, row.person.name, row.reason, row.asked_by.name,
        row.asked_at,
    )  # fmt: skip
