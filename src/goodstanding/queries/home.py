"""What needs somebody today, what comes next, and what each part of the organisation looks after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goodstanding.domain.lifecycle import FINAL
from goodstanding.domain.policy import Policy
from goodstanding.domain.working_days import is_working_day, working_days_between
from goodstanding.queries.organisation import calendar_for
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.seen import cases_told, own_duties
from goodstanding.queries.standing import Viewer, current, in_part, second_level
from goodstanding.store import models

PAGE = 25
AHEAD = timedelta(days=14)
NEXT = 10


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Something that waits, with whom it is about. `days` are working days, negative when overdue."""

    event: str
    detail: str
    due: date
    days: int
    unit: str
    subject: UUID
    subject_name: str
    case: UUID | None
    state: str
    entry: UUID | None
    part: str


@dataclass(frozen=True, slots=True)
class Counts:
    now: int
    overdue: int
    today: int
    ahead: int


@dataclass(frozen=True, slots=True)
class OwnCase:
    id: UUID
    state: str
    manager_name: str
    starts_on: date | None
    ends_on: date | None
    opened: date


def _duties(viewer: Viewer) -> QuerySet[models.Duty]:
    """Mine, HR's where I am HR and no party to the matter, and my second level's."""
    rule = own_duties(viewer)
    rule |= Q(part="second_level") & second_level(viewer, "subject_id")
    if viewer.has_part("hr"):
        rule |= Q(part="hr") & in_part(viewer, "hr", "subject_id")
    return models.Duty.objects.filter(rule)


def counts(viewer: Viewer) -> Counts:
    """One statement."""
    today = viewer.today
    now = Q(shown_from__lte=today)
    found = _duties(viewer).aggregate(
        now=Count("id", filter=now),
        overdue=Count("id", filter=now & Q(due__lt=today)),
        today=Count("id", filter=now & Q(due=today)),
        ahead=Count("id", filter=Q(shown_from__gt=today, shown_from__lte=today + AHEAD)),
    )
    return Counts(**found)


def waiting(viewer: Viewer, policy: Policy, page: int, count: int) -> Page[DutyLine]:
    """What is shown today, the most overdue first. One statement."""
    number = clamp(page, count, PAGE)
    rows = _rows(_duties(viewer).filter(shown_from__lte=viewer.today), (number - 1) * PAGE, PAGE)
    return page_of(_lines(rows, viewer, policy), number, count, PAGE)


def ahead(viewer: Viewer, policy: Policy) -> list[DutyLine]:
    """What will be shown in the next fourteen days, the earliest first. One statement."""
    soon = _duties(viewer).filter(shown_from__gt=viewer.today, shown_from__lte=viewer.today + AHEAD)
    return _lines(_rows(soon, 0, NEXT), viewer, policy)


def about_me(viewer: Viewer) -> list[tuple[str, date]]:
    """When answers to my own questions are due, and check-ins with me, in order. One statement."""
    mine = models.Duty.objects.filter(subject=viewer.person, event__in=("question_answered", "check_in"))
    return list(mine.order_by("due").values_list("event", "due"))


def _rows(found: QuerySet[models.Duty], start: int, many: int) -> list[models.Duty]:
    ordered = found.select_related("subject", "case").order_by("due", "shown_from", "id")
    return list(ordered[start : start + many])


def _lines(rows: list[models.Duty], viewer: Viewer, policy: Policy) -> list[DutyLine]:
    calendar = calendar_for("", "01234", policy)
    made = []
    for row in rows:
        days = working_days_between(calendar, viewer.today, row.due)
        unit = "working"
        if days == 0 and row.due != viewer.today and not is_working_day(calendar, row.due):
            # Over a weekend no working day passes: then calendar days are told.
            days, unit = (row.due - viewer.today).days, ""
        made.append(
            DutyLine(
                event=row.event,
                detail=row.detail,
                due=row.due,
                days=days,
                unit=unit,
                subject=row.subject_id,
                subject_name=row.subject.name,
                case=row.case_id,
                state=row.case.state if row.case else "",
                entry=row.entry_id,
                part=row.part,
            )
        )
    return made


def open_cases_by_state(viewer: Viewer) -> dict[str, int]:
    """How many open cases this viewer may open stand in which state. One statement."""
    found = cases_told(viewer).exclude(state__in=FINAL)
    return dict(found.values_list("told").annotate(many=Count("id")).order_by("told"))


def own_cases(viewer: Viewer) -> list[OwnCase]:
    """The open cases about the viewer of which something was shared with them. One statement."""
    found = cases_told(viewer).filter(person=viewer.person)
    rows = found.exclude(state__in=FINAL).select_related("manager").order_by("-live", "-opened")
    return [
        OwnCase(row.id, row.told, row.manager.name, row.starts_on, row.ends_on, row.opened) for row in rows
    ]


def cases_with_me(viewer: Viewer) -> list[tuple[UUID, str, str, str]]:
    """Open cases in which the viewer was given a role: case, person's name, state, role. One statement."""
    held = models.CaseRole.objects.filter(person=viewer.person).exclude(case__state__in=FINAL)
    rows = held.order_by("case__person__name", "role")
    return list(rows.values_list("case_id", "case__person__name", "case__state", "role")[:NEXT])


@dataclass(frozen=True, slots=True)
class Away:
    person: UUID
    name: str
    last: date


def away(viewer: Viewer, part: str = "leave") -> list[Away]:
    """Who in this part's scope is not at work today, who is back first on top. One statement."""
    now = models.Absence.objects.filter(
        in_part(viewer, part, "person_id"), first__lte=viewer.today, last__gte=viewer.today
    )
    rows = now.order_by("last", "person__name").values_list("person_id", "person__name", "last")
    return [Away(*row) for row in rows[:NEXT]]


@dataclass(frozen=True, slots=True)
class Totals:
    people: int
    entries: int
    open_cases: int


def totals(today: date) -> Totals:
    """Figures about the whole that name nobody: for audit, works council and IT. One statement."""
    employed = models.Assignment.objects.filter(current(today))
    cases = models.Case.objects.exclude(state__in=FINAL)
    row = models.LogHead.objects.filter(id=1).values_list("size", _count(employed), _count(cases)).first()
    entries, people, open_cases = row or (0, 0, 0)
    return Totals(people=people, entries=entries, open_cases=open_cases)


def _count(rows: QuerySet[Any]) -> Coalesce:
    """The number of rows as a value inside another statement."""
    return Coalesce(Subquery(rows.order_by().values(one=Value(1)).annotate(n=Count("pk")).values("n")), 0)
