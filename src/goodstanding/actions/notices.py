"""Notices: computed from what waits, written once each, settled when it waits no more.

What somebody writes tells the others in its own transaction (`tell_of_entries`); everything that a day brings
is found by `collect`, which may be stopped anywhere and called again: a notice that exists is not made twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from goodstanding.domain import notices as kinds
from goodstanding.domain.entries import Visibility
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.file import File
from goodstanding.domain.policy import Policy
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.queries.seen import duties_of_parts, own_duties
from goodstanding.queries.standing import Viewer, in_part, second_level, viewer
from goodstanding.store import log, models

SOON = timedelta(days=2)
LOOKED_BACK = timedelta(days=3)
LOOKED_FOR = timedelta(days=120)
KEPT_UNSETTLED, KEPT = timedelta(days=60), timedelta(days=400)
FAILURES = 3
BATCH = 500
NOT_TOLD = frozenset({"acknowledged", "refusal_noted", "exported", "finding_disposed", "file_reviewed"})
"""Entries of which nobody needs to hear: receipts, and what was read."""
PARTS = ("hr", "leave")
OWN_ACTS = frozenset({"password_chosen", "calendar_made", "calendar_renewed"})
"""What people do to their own account, and somebody else could have done in their name."""
COMPUTED = ("duty/", "day/", "work/")


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


def tell_of_entries(drafts: Iterable[log.Draft], file: File, *, by: UUID, now: datetime) -> None:
    """Inside the transaction that writes them: the person hears of what others wrote, their manager of what
    they wrote. What waits for a receipt is told by the duty that it makes."""
    told = [_of_entry(each, file, by, timezone.localdate(now)) for each in drafts]
    _store([wanted for wanted in told if wanted], now)


def _of_entry(draft: log.Draft, file: File, by: UUID, today: date) -> Wanted | None:
    kind = draft.payload.kind
    if draft.visibility is not Visibility.SHARED or kind in NOT_TOLD or draft.id in file.awaiting:
        return None
    if by != file.subject:
        person, told = file.subject, "entry"
    else:
        places = file.placements()
        manager = places[-1].place.manager if places else None
        if manager is None:
            return None
        person, told = manager, "written"
    page = f"entry/{file.subject}/{draft.id}"
    return Wanted(person, told, f"entry/{draft.id}", today, file.subject, page)


def _store(wanted: Iterable[Wanted], now: datetime) -> int:
    """Those that are not there yet. Two writers at once make one: the database holds it."""
    rows = [
        models.Notice(
            person_id=w.person, kind=w.kind, cause=w.cause, due=w.due, subject_id=w.subject, page=w.page,
            made=now,
        )
        for w in wanted
    ]  # fmt: skip
    models.Notice.objects.bulk_create(rows, BATCH, ignore_conflicts=True)
    return len(rows)


def collect(now: datetime) -> str:
    """Make what should be known by now, and settle what waits no more."""
    today = timezone.localdate(now)
    wanted = {w.key: w for w in _wanted(today, now)}
    fields = ("person_id", "kind", "cause", "due")
    known = set(models.Notice.objects.filter(due__gte=today - KEPT).values_list(*fields))
    made = _store([w for key, w in wanted.items() if key not in known], now)
    open_ = models.Notice.objects.filter(_computed(), settled=None).values_list("id", *fields)
    gone = [id for id, *key in open_ if tuple(key) not in wanted]
    for start in range(0, len(gone), BATCH):
        models.Notice.objects.filter(id__in=gone[start : start + BATCH]).update(settled=now)
    old = models.Notice.objects.filter(settled=None, made__lt=now - KEPT_UNSETTLED)
    old.exclude(_computed()).update(settled=now)
    models.Notice.objects.filter(made__lt=now - KEPT).delete()
    return f"{made} new, {len(gone)} settled."


def _computed() -> Q:
    rule = Q()
    for prefix in COMPUTED:
        rule |= Q(cause__startswith=prefix)
    return rule


def _wanted(today: date, now: datetime) -> Iterator[Wanted]:
    """For everybody with an active account to whom something could belong."""
    named = set(models.Duty.objects.filter(owner__isnull=False).values_list("owner_id", flat=True))
    ahead = models.Day.objects.filter(owner__isnull=False, state="", day__lte=today + SOON)
    named |= set(ahead.filter(day__gt=today - LOOKED_FOR).values_list("owner_id", flat=True))
    granted = Q(until=None) | Q(until__gte=today)
    grants = models.Grant.objects.filter(granted, since__lte=today, part__in=PARTS)
    playing = set(grants.values_list("person_id", flat=True))
    if models.Duty.objects.filter(part="second_level").exists():
        managers = models.Assignment.objects.filter(since__lte=today, manager__isnull=False)
        named |= set(managers.values_list("manager_id", flat=True).distinct())
    active = models.User.objects.filter(is_active=True, person__in=named | playing)
    policy = organisation().policy
    for person in active.values_list("person_id", flat=True):
        seen = viewer(person, "", today)
        yield from _of_duties(seen)
        yield from _of_days(seen)
        yield from _of_unheld(seen, policy)
        if person in playing:
            yield from _of_parts(seen, policy)
    yield from _of_accounts(now)
    yield from _of_work(today)


Row = tuple[Any, ...]
FIELDS = ("event", "due", "detail", "subject_id", "case_id", "entry_id", "part")


def _cause(row: Row) -> str:
    event, _, detail, subject, case, entry, _ = row[:7]
    mark = sha256(str(detail).encode()).hexdigest()[:12]
    return f"duty/{case or subject}/{event}/{entry or '-'}/{mark}"


def _page(row: Row) -> str:
    _, _, _, subject, case, entry, _ = row[:7]
    if case:
        return f"case/{case}"
    return f"entry/{subject}/{entry}" if entry else f"file/{subject}"


def _make(person: UUID, kind: str, row: Row) -> Wanted:
    return Wanted(person, kind, _cause(row), row[1], row[3], _page(row))


def _of_duties(seen: Viewer) -> Iterator[Wanted]:
    """What is mine, or my second level’s, from the day on which it is shown; and again once it is late."""
    rule = own_duties(seen) | Q(part="second_level") & second_level(seen, "subject_id")
    for row in models.Duty.objects.filter(rule, shown_from__lte=seen.today).values_list(*FIELDS):
        event, due, _, subject = row[:4]
        yield _make(seen.person, kinds.of_duty(event, own=subject == seen.person), row)
        if due < seen.today and event not in kinds.RIGHTS:
            yield _make(seen.person, "late", row)


def _of_days(seen: Viewer) -> Iterator[Wanted]:
    rows = models.Day.objects.filter(
        own_duties(seen),
        kind__in=kinds.REMINDED,
        state="",
        day__gte=seen.today,
        day__lte=seen.today + SOON,
    ).values_list("key", "day", "subject_id", "case_id")
    for key, day, subject, case in rows:
        page = f"case/{case}" if case else f"file/{subject}"
        yield Wanted(seen.person, "soon", f"day/{case or subject}/{key}", day, subject, page)


def _of_unheld(seen: Viewer, policy: Policy) -> Iterator[Wanted]:
    """Either side may record a missed check-in: the person hears when the other has not."""
    rows = models.Day.objects.filter(
        owner=seen.person, subject=seen.person, kind="check_in", state="", day__lt=seen.today,
        case__state="active",
    ).values_list("key", "day", "case_id", "subject__jurisdiction", "subject__working_days")  # fmt: skip
    for key, day, case, place, week in rows:
        calendar = calendar_for(place, week, policy)
        if kinds.passed(day, today=seen.today, grace=policy.check_in_grace_working_days, calendar=calendar):
            yield Wanted(seen.person, "unheld", f"day/{case}/{key}", day, seen.person, f"case/{case}")


def _of_parts(seen: Viewer, policy: Policy) -> Iterator[Wanted]:
    """What the holders of a part share; and to HR, what managers owe people and are late with."""
    late = Q(owner__isnull=False, event__in=kinds.ESCALATES, due__lt=seen.today)
    owed = in_part(seen, "hr", "subject_id") & late
    found = models.Duty.objects.filter(duties_of_parts(seen) | owed, shown_from__lte=seen.today)
    for row in found.values_list(*FIELDS, "subject__jurisdiction", "subject__working_days"):
        event, due, part, place, week = row[0], row[1], row[6], row[7], row[8]
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
    causes = [
        f"work/{name}"
        for name in models.ScheduledWork.objects.filter(failures__gte=FAILURES).values_list("name", flat=True)
    ]
    if models.Mail.objects.filter(state=models.Mail.State.FAILED, made__date__gte=today).exists():
        causes.append("work/mail-undelivered")
    if not causes:
        return
    in_force = Q(until=None) | Q(until__gte=today)
    it = models.Grant.objects.filter(in_force, part="it_admin", team=None, since__lte=today)
    for person in it.filter(person__user__is_active=True).values_list("person_id", flat=True).distinct():
        for cause in causes:
            yield Wanted(person, "work", cause, _since(cause, person, today), None, "work")


def _since(cause: str, person: UUID, today: date) -> date:
    """A notice that is open already goes on; else it begins today."""
    open_ = models.Notice.objects.filter(person=person, kind="work", cause=cause, settled=None)
    return open_.values_list("due", flat=True).first() or today


def read(*, notice: int, person: UUID, now: datetime) -> str:
    """Mark it as read; says where it leads."""
    found = models.Notice.objects.filter(id=notice, person=person).first()
    if found is None:
        raise NotFound("There is no such notice.")
    if found.read is None:
        models.Notice.objects.filter(id=notice, read=None).update(read=now)
    return found.page


def read_all(*, person: UUID, now: datetime) -> int:
    return models.Notice.objects.filter(person=person, read=None).update(read=now)


def choose(*, person: UUID, mail: Mapping[str, str], time_zone: str) -> None:
    """How each kind comes by mail, and the person’s time zone. What cannot be switched off stays."""
    chosen = {}
    for name, how in mail.items():
        kind = kinds.KINDS.get(name)
        if kind is None or how not in kind.may:
            raise UserError(
                "This cannot be chosen for this kind of notice.", fields={name: ["Choose another."]}
            )
        if how != kind.usual:
            chosen[name] = how
    models.Preference.objects.update_or_create(
        person_id=person, defaults={"mail": chosen, "time_zone": time_zone}
    )
