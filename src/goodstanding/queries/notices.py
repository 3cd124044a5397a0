"""Notices of one person, and what became of the mails about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import F, Q

from goodstanding.domain.entries import KINDS
from goodstanding.queries.notices_due import FIELDS, cause_of
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.seen import duties_of_parts, own_duties
from goodstanding.queries.standing import Viewer, _reports, people_visible_to, second_level
from goodstanding.store import models

PAGE = 25


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """`subject_name` is empty once it is settled, or when the person is no longer this viewer’s to see. So is
    `about`: what waits in the words of the file, or the kind of the entry."""

    id: int
    kind: str
    cause: str
    due: date
    made: datetime
    read: bool
    settled: bool
    subject_name: str
    own: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class MailState:
    made: datetime
    to: str
    state: str
    sent: datetime | None
    problem: str


def listed(viewer: Viewer, page: int, *, waiting: bool) -> Page[NoticeLine]:
    """One page; `waiting`: only what has not been settled. Five statements."""
    found = models.Notice.objects.filter(person=viewer.person)
    if waiting:
        found = found.filter(settled=None)
    count = found.count()
    number = clamp(page, count, PAGE)
    ordered = found.order_by(F("settled").asc(nulls_first=True), "-id")
    rows = ordered.values_list("id", "kind", "cause", "due", "made", "read", "settled", "subject_id")
    wanted = list(rows[(number - 1) * PAGE : number * PAGE])
    names = _names(viewer, {row[7] for row in wanted if row[7] and row[6] is None})
    about = _waiting(viewer, wanted) | _written(viewer, wanted)
    lines = [
        NoticeLine(id, kind, cause, due, made, read is not None, settled is not None, names.get(subject, ""),
                   subject == viewer.person, "" if settled else about.get(cause, ""))
        for id, kind, cause, due, made, read, settled, subject in wanted
    ]  # fmt: skip
    return page_of(lines, number, count, PAGE)


def _waiting(viewer: Viewer, rows: list[Any]) -> dict[str, str]:
    """What the open ones of these ask for, while the viewer is still asked. One statement."""
    subjects = {row[7] for row in rows if row[2].startswith("duty/") and row[6] is None}
    if not subjects:
        return {}
    rule = own_duties(viewer) | duties_of_parts(viewer)
    rule |= Q(part="second_level") & second_level(viewer, "subject_id")
    found = models.Duty.objects.filter(rule, subject__in=subjects)
    return {cause_of(row): row[2] for row in found.values_list(*FIELDS)}


def _written(viewer: Viewer, rows: list[Any]) -> dict[str, str]:
    """Of which kind the entries are that the viewer was told of, as long as they read them. One statement."""
    told = {row[2].partition("/")[2] for row in rows if row[2].startswith("entry/")}
    if not told:
        return {}
    mine = Q(subject=viewer.person) | _reports(viewer, "subject_id")
    found = models.Entry.objects.filter(mine, id__in=told, visibility="shared")
    return {f"entry/{id}": KINDS[kind].title for id, kind in found.values_list("id", "kind")}


def _names(viewer: Viewer, subjects: set[UUID]) -> dict[Any, str]:
    """Of these, whom the viewer may still see. One statement."""
    if not subjects:
        return {}
    seen = models.Person.objects.filter(Q(pk__in=subjects) & people_visible_to(viewer, "pk"))
    return dict(seen.values_list("id", "name"))


def mails_to(person: UUID) -> list[MailState]:
    """The last mails to this person. One statement."""
    rows: Any = models.Mail.objects.filter(person=person).order_by("-id")
    fields = rows.values_list("made", "address", "state", "sent", "problem")[:10]
    return [MailState(*row) for row in fields]


def choices(person: UUID) -> tuple[dict[str, str], str]:
    """What this person chose about mails, and their time zone where they chose one. One statement."""
    row = models.Preference.objects.filter(person=person).values_list("mail", "time_zone").first()
    return row or ({}, "")
