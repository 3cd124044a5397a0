"""Notices: computed from what waits, written once each, settled when it waits no more.

What somebody writes tells the others in its own transaction (`tell_of_entries`); everything that a day brings
is found by `collect`, which may be stopped anywhere and called again: a notice that exists is not made twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from goodstanding.domain import notices as kinds
from goodstanding.domain.entries import Visibility
from goodstanding.domain.errors import NotFound, UserError
from goodstanding.domain.file import File
from goodstanding.queries.notices_due import Wanted, wanted
from goodstanding.store import log, models

KEPT_UNSETTLED, KEPT = timedelta(days=60), timedelta(days=400)
BATCH = 500
NOT_TOLD = frozenset({"acknowledged", "refusal_noted", "exported", "finding_disposed", "file_reviewed"})
"""Entries of which nobody needs to hear: receipts, and what was read."""
COMPUTED = ("duty/", "day/", "work/")
"""How the causes begin of what `collect` finds, and settles when it finds it no more."""


def tell_of_entries(drafts: Iterable[log.Draft], file: File, *, by: UUID, now: datetime) -> None:
    """Inside the transaction that writes them: the person hears of what others wrote, their manager of what
    they wrote. What waits for a receipt is told by the duty that it makes."""
    told = [_of_entry(each, file, by, timezone.localdate(now)) for each in drafts]
    found = [each for each in told if each]
    if not found:
        return
    active = models.User.objects.filter(is_active=True, person__in={each.person for each in found})
    people = set(active.values_list("person_id", flat=True))
    _store([each for each in found if each.person in people], now)


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


def tell(found: Sequence[Wanted], *, now: datetime) -> None:
    """Inside the transaction of what they are about: notices that are not of an entry."""
    _store(found, now)


def _store(found: Sequence[Wanted], now: datetime) -> None:
    """Two writers at once make one: the database holds it."""
    rows = [
        models.Notice(
            person_id=w.person, kind=w.kind, cause=w.cause, due=w.due, subject_id=w.subject, page=w.page,
            made=now,
        )
        for w in found
    ]  # fmt: skip
    models.Notice.objects.bulk_create(rows, BATCH, ignore_conflicts=True)


def collect(now: datetime) -> str:
    """Make what should be known by now, and settle what waits no more. What waits again that was told
    before is open again, and not told again."""
    should = {each.key: each for each in wanted(now)}
    fields = ("person_id", "kind", "cause", "due")
    computed = _computed() | Q(cause__startswith="account/")
    rows: Any = models.Notice.objects.filter(computed, settled=None).values_list("id", *fields)
    open_ = {tuple(key): id for id, *key in rows}
    missing = [each for key, each in should.items() if key not in open_]
    told = _told_before(missing)
    again = [told[each.key] for each in missing if each.key in told]
    new = [each for each in missing if each.key not in told and not _overtaken(each, should)]
    _update(again, settled=None)
    _store(new, now)
    gone = [id for key, id in open_.items() if key not in should and key[2].startswith(COMPUTED)]
    _update(gone, settled=now)
    old = models.Notice.objects.filter(settled=None, made__lt=now - KEPT_UNSETTLED)
    old.exclude(_computed()).update(settled=now)
    models.Notice.objects.filter(made__lt=now - KEPT).exclude(settled=None).delete()
    return f"{len(new)} new, {len(gone)} settled."


def _overtaken(one: Wanted, should: Mapping[tuple[UUID, str, str, date], Wanted]) -> bool:
    """That it waits was not told yet, and it is overdue by now: then that alone is told."""
    return one.kind == "duty" and (one.person, "late", one.cause, one.due) in should


def _computed() -> Q:
    rule = Q()
    for prefix in COMPUTED:
        rule |= Q(cause__startswith=prefix)
    return rule


def _told_before(missing: Sequence[Wanted]) -> dict[tuple[object, ...], int]:
    """Of these, those of which there is a notice already, that was settled."""
    found: dict[tuple[object, ...], int] = {}
    for start in range(0, len(missing), BATCH):
        some = missing[start : start + BATCH]
        people, causes = {each.person for each in some}, {each.cause for each in some}
        rows = models.Notice.objects.filter(person__in=people, cause__in=causes).exclude(settled=None)
        found |= {tuple(key): id for id, *key in rows.values_list("id", "person_id", "kind", "cause", "due")}
    return found


def _update(ids: Sequence[int], *, settled: datetime | None) -> None:
    for start in range(0, len(ids), BATCH):
        models.Notice.objects.filter(id__in=ids[start : start + BATCH]).update(settled=settled)


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
