"""What everybody should know of by now: read in sets, a few statements however many people there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from goodstanding.domain import notices as kinds
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import CASE_ROLES
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.seen import duties_of_parts
from goodstanding.queries.standing import Viewer, current, held_on, in_part, viewer
from goodstanding.store import models

SOON = timedelta(days=2)
LOOKED_BACK = timedelta(days=3)
FAILURES = 3
PARTS = ("hr", "leave")
OWN_ACTS = frozenset({"password_chosen", "calendar_made", "calendar_renewed"})
"""What people do to their own account, and somebody else could have done in their name."""
FIELDS = ("event", "due", "detail", "subject_id", "case_id", "entry_id", "part", "owner_id")
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One notice as it should be. `page` says where it leads, in terms of what it is about."""

    person: UUID
    kind: str
    cause: str
    due: date
    subject: UUID | None
    page: str

    @property
    def key(self) -> tuple[UUID, str, str, date]:
        return self.person, self.kind, self.cause, self.due


@dataclass(frozen=True, slots=True)
class Stands:
    """Who can do today what they owe towards whom: `queries.seen.own_duties`, for everybody at once."""

    active: frozenset[UUID]
    over: frozenset[tuple[UUID, UUID]]
    second: frozenset[tuple[UUID, UUID]]

    def own(self, person: UUID, subject: UUID) -> bool:
        return person in self.active and (person == subject or (person, subject) in self.over)


def stands(today: date) -> Stands:
    """Three statements."""
    active = models.User.objects.filter(is_active=True).values_list("person_id", flat=True)
    lines = models.Assignment.objects.filter(current(today), manager__isnull=False)
    reports = set(lines.values_list("manager_id", "person_id"))
    above: dict[UUID, set[UUID]] = {}
    for manager, person in reports:
        above.setdefault(person, set()).add(manager)
    second = {(boss, person) for manager, person in reports for boss in above.get(manager, ())}
    held = models.CaseRole.objects.filter(held_on(today), role__in=sorted(CASE_ROLES))
    called = set(held.values_list("person_id", "case__person_id"))
    return Stands(frozenset(active), frozenset(reports | called), frozenset(second - reports))


def wanted(now: datetime) -> Iterator[Wanted]:
    """For everybody with an active account."""
    today = timezone.localdate(now)
    policy, found = organisation().policy, stands(today)
    yield from _of_duties(today, found)
    yield from _of_days(today, found)
    yield from _of_unheld(today, found, policy)
    granted = models.Grant.objects.filter(_in_force(today), part__in=PARTS, person__in=found.active)
    for person in granted.values_list("person_id", flat=True).distinct():
        yield from _of_parts(viewer(person, "", today), policy)
    yield from _of_accounts(now)
    yield from _of_work(today)


def _in_force(today: date) -> Q:
    return (Q(until=None) | Q(until__gte=today)) & Q(since__lte=today)


def cause_of(row: Row) -> str:
    """Of a row of `FIELDS`."""
    event, _, detail, subject, case, entry = row[:6]
    mark = sha256(str(detail).encode()).hexdigest()[:12]
    return f"duty/{case or subject}/{event}/{entry or '-'}/{mark}"


def _page(row: Row) -> str:
    subject, case, entry = row[3:6]
    if case:
        return f"case/{case}"
    return f"entry/{subject}/{entry}" if entry else f"file/{subject}"


def _make(person: UUID, kind: str, row: Row) -> Wanted:
    return Wanted(person, kind, cause_of(row), row[1], row[3], _page(row))


def _of_duties(today: date, found: Stands) -> Iterator[Wanted]:
    """What is somebody’s own, or of the second level, from the day on which it is shown; again once late."""
    second: dict[UUID, list[UUID]] = {}
    for person, subject in found.second:
        second.setdefault(subject, []).append(person)
    waiting = Q(owner__isnull=False) | Q(part="second_level")
    for row in models.Duty.objects.filter(waiting, shown_from__lte=today).values_list(*FIELDS):
        event, due, _, subject, _, _, part, owner = row
        people = [p for p in second.get(subject, ()) if p in found.active] if part else [owner]
        for person in people:
            if not part and not found.own(person, subject):
                continue
            yield _make(person, kinds.of_duty(event, own=subject == person), row)
            if due < today and event not in kinds.NEVER_LATE:
                yield _make(person, "late", row)


def _of_days(today: date, found: Stands) -> Iterator[Wanted]:
    rows = models.Day.objects.filter(
        owner__isnull=False, kind__in=kinds.REMINDED, state="", day__gte=today, day__lte=today + SOON
    ).values_list("owner_id", "key", "day", "subject_id", "case_id")
    for person, key, day, subject, case in rows:
        if found.own(person, subject):
            page = f"case/{case}" if case else f"file/{subject}"
            yield Wanted(person, "soon", f"day/{case or subject}/{key}", day, subject, page)


def _of_unheld(today: date, found: Stands, policy: Policy) -> Iterator[Wanted]:
    """Either side may record a missed check-in: the person hears when the other has not."""
    rows = models.Day.objects.filter(
        owner=F("subject"), kind="check_in", state="", day__lt=today, case__state="active"
    ).values_list("owner_id", "key", "day", "case_id", "subject__jurisdiction", "subject__working_days")
    for person, key, day, case, place, week in rows:
        calendar = calendar_for(place, week, policy)
        grace = policy.check_in_grace_working_days
        if person in found.active and kinds.passed(day, today=today, grace=grace, calendar=calendar):
            yield Wanted(person, "unheld", f"day/{case}/{key}", day, person, f"case/{case}")


def _of_parts(seen: Viewer, policy: Policy) -> Iterator[Wanted]:
    """What the holders of a part share; and to HR, what managers owe people and are late with."""
    late = Q(owner__isnull=False, event__in=kinds.ESCALATES, due__lt=seen.today)
    owed = in_part(seen, "hr", "subject_id") & late
    rows = models.Duty.objects.filter(duties_of_parts(seen) | owed, shown_from__lte=seen.today)
    for row in rows.values_list(*FIELDS, "subject__jurisdiction", "subject__working_days"):
        event, due, part, place, week = row[0], row[1], row[6], row[8], row[9]
        if part:
            yield _make(seen.person, "part", row)
        elif kinds.escalates(
            event, due, today=seen.today, grace=policy.check_in_grace_working_days,
            calendar=calendar_for(place, week, policy),
        ):  # fmt: skip
            yield _make(seen.person, "escalated", row)


def _of_accounts(now: datetime) -> Iterator[Wanted]:
    recent = models.AccountEvent.objects.filter(at__gt=now - LOOKED_BACK, person__user__is_active=True)
    for id, person, by, kind, at in recent.values_list("id", "person_id", "by_id", "kind", "at"):
        if by != person or kind in OWN_ACTS:
            yield Wanted(person, "account", f"account/{id}", timezone.localdate(at), None, "account")


def _of_work(today: date) -> Iterator[Wanted]:
    """One notice while a piece of work goes on failing; one a day while mails do not arrive."""
    failing = models.ScheduledWork.objects.filter(failures__gte=FAILURES)
    causes = [f"work/{name}" for name in failing.values_list("name", flat=True)]
    if models.Mail.objects.filter(state=models.Mail.State.FAILED, made__date__gte=today).exists():
        causes.append("work/mail-undelivered")
    if not causes:
        return
    it = models.Grant.objects.filter(_in_force(today), part="it_admin", team=None)
    for person in it.filter(person__user__is_active=True).values_list("person_id", flat=True).distinct():
        for cause in causes:
            yield Wanted(person, "work", cause, _since(cause, person, today), None, "work")


def _since(cause: str, person: UUID, today: date) -> date:
    """A notice that is open already goes on; else it begins today."""
    open_ = models.Notice.objects.filter(person=person, kind="work", cause=cause, settled=None)
    return open_.values_list("due", flat=True).first() or today
