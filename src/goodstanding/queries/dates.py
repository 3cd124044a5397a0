"""Everything with a day for one person: what is on, and what waits for them, as one list without repeats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goodstanding.domain.intervals import Interval
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import Calendar
from goodstanding.queries.organisation import calendar_for
from goodstanding.queries.seen import duties_of_parts, own_duties
from goodstanding.queries.standing import Viewer, second_level
from goodstanding.store import models
from goodstanding.store.prepared import filled, prepared_rows

ONLY_WHEN_LATE = frozenset({"served_again", "reply_lapsed"})
"""Duties that come about only if somebody else does nothing. No calendar announces them."""

SEVERAL = frozenset({"goal_determined", "determination_countersigned", "support_given", "role_assigned"})
"""Duties of which a case may have more than one at a time: told apart by what they are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """One line of a calendar. `key` stays the same when the day moves. `event`: there is something to do."""

    key: str
    kind: str
    day: date
    detail: str
    state: str
    event: str
    entry: UUID | None
    case: UUID | None
    part: str
    subject: UUID
    subject_name: str
    place: str
    week: str
    duty: bool
    about: str = ""

    def late(self, today: date) -> bool:
        return bool(self.event) and self.day < today


def dates(viewer: Viewer, first: date, last: date) -> list[DateLine]:
    """Those of these days, in order. Two statements whatever the size."""
    days = [_of_day(row) for row in _days(viewer.person, viewer.today, first, last, parts=viewer.parts)]
    duties = _duties(viewer.person, viewer.today, first, last, parts=viewer.parts)
    return merged(days, [_of_duty(row) for row in duties if _announced(row, viewer.today)])


def _audience(viewer: Viewer) -> Q:
    """Mine while I still stand so, and that of the parts I play where I am no party to the matter."""
    return own_duties(viewer) | duties_of_parts(viewer)


_SUBJECT = ("subject_id", "subject__name", "subject__jurisdiction", "subject__working_days")


@prepared_rows
def _days(
    person: UUID, today: date, first: date, last: date, *, parts: tuple[tuple[str, str], ...]
) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", today, parts)
    found = models.Day.objects.filter(_audience(viewer), day__gte=first, day__lte=last)
    return found.order_by("day", "id").values_list(
        "key", "kind", "day", "detail", "state", "duty", "case_id", "part", *_SUBJECT
    )


@prepared_rows
def _duties(
    person: UUID, today: date, first: date, last: date, *, parts: tuple[tuple[str, str], ...]
) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", today, parts)
    rule = _audience(viewer) | Q(part="second_level") & second_level(viewer, "subject_id")
    found = models.Duty.objects.filter(rule, due__gte=first, due__lte=last)
    return found.order_by("due", "id").values_list(
        "event", "due", "detail", "entry_id", "case_id", "part", "shown_from", "about", *_SUBJECT
    )


def _announced(row: tuple[Any, ...], today: date) -> bool:
    return row[0] not in ONLY_WHEN_LATE or row[6] <= today


def _of_day(row: tuple[Any, ...]) -> tuple[DateLine, str]:
    key, kind, day, detail, state, duty, case, part, subject, name, place, week = row
    line = DateLine(
        key=f"{case or subject}/{key}", kind=kind, day=day, detail=detail, state=state, event="", entry=None,
        case=case, part=part, subject=subject, subject_name=name, place=place, week=week, duty=False,
    )  # fmt: skip
    return line, duty


def _of_duty(row: tuple[Any, ...]) -> DateLine:
    event, due, detail, entry, case, part, _, about, subject, name, place, week = row
    key = f"{case or subject}/do/{event}"
    if entry is not None:
        key += f"/{entry}"
    if event in SEVERAL:
        key += "/" + sha256(detail.encode()).hexdigest()[:12]
    return DateLine(
        key=key, kind=event, day=due, detail=detail, state="", event=event, entry=entry, case=case, part=part,
        subject=subject, subject_name=name, place=place, week=week, duty=True, about=about,
    )  # fmt: skip


def merged(days: Iterable[tuple[DateLine, str]], duties: Iterable[DateLine]) -> list[DateLine]:
    """Where a day and a duty speak of one thing, the day’s line with the duty’s way to do it. A day that
    somebody has through two parts stands once."""
    waiting: dict[tuple[UUID | None, UUID, str, date], list[DateLine]] = {}
    for duty in duties:
        waiting.setdefault((duty.case, duty.subject, duty.event, duty.day), []).append(duty)
    found: dict[str, DateLine] = {}
    for line, event in days:
        same = waiting.get((line.case, line.subject, event, line.day))
        if event and same:
            duty = next((one for one in same if one.about and line.key.endswith(f":{one.about}")), same[-1])
            same.remove(duty)
            found[line.key] = _with_duty(line, duty)
        elif line.key not in found:
            found[line.key] = line
    rest = [duty for left in waiting.values() for duty in left]
    return sorted([*found.values(), *rest], key=lambda each: (each.day, each.kind, each.key))


def _with_duty(line: DateLine, duty: DateLine) -> DateLine:
    return DateLine(
        key=line.key, kind=line.kind, day=line.day, detail=line.detail, state=line.state, event=duty.event,
        entry=duty.entry, case=line.case, part=duty.part, subject=line.subject,
        subject_name=line.subject_name, place=line.place, week=line.week, duty=True, about=duty.about,
    )  # fmt: skip


def absences(people: Iterable[UUID], first: date, last: date) -> dict[UUID, list[Interval]]:
    """When these people are not at work in these days. One statement; none for nobody."""
    ids = sorted(set(people), key=str)
    found: dict[UUID, list[Interval]] = {}
    for person, begins, ends in _absences(first, last, *filled(ids)) if ids else []:
        found.setdefault(person, []).append(Interval(begins, ends))
    return found


@prepared_rows
def _absences(first: date, last: date, *people: UUID) -> QuerySet[Any, Any]:
    found = models.Absence.objects.filter(person__in=people, last__gte=first, first__lte=last)
    return found.order_by("first").values_list("person_id", "first", "last")


def own_calendar(viewer: Viewer, policy: Policy) -> Calendar:
    """The viewer’s own place and week. One statement."""
    rows = _place(viewer.person)
    place, week = rows[0] if rows else ("", "")
    return calendar_for(place, week, policy)


@prepared_rows
def _place(person: UUID) -> QuerySet[Any, Any]:
    return models.Person.objects.filter(id=person).values_list("jurisdiction", "working_days")


def holidays(calendar: Calendar, first: date, last: date) -> list[tuple[date, str]]:
    """Public holidays and closed days that fall on a working weekday of this calendar."""
    found = []
    day = first
    while day <= last:
        why = calendar.closed_because(day)
        if why and day.weekday() in calendar.working_weekdays:
            found.append((day, why))
        day += timedelta(days=1)
    return found
