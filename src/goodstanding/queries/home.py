"""What needs somebody today, what comes next, and what each part of the organisation looks after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goodstanding.domain.lifecycle import FINAL, State
from goodstanding.domain.policy import Policy
from goodstanding.domain.visibility import state_told
from goodstanding.domain.working_days import is_working_day, working_days_between
from goodstanding.queries.organisation import calendar_for
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.seen import cases_told, own_duties
from goodstanding.queries.standing import Viewer, current, held_on, in_part, second_level
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


@dataclass(frozen=True, slots=True)
class Agenda:
    """What waits and what comes, as ids in order; `lines` reads those of one page."""

    counts: Counts
    now: tuple[int, ...]
    ahead: tuple[int, ...]


def agenda(viewer: Viewer) -> Agenda:
    """Everything that is shown today or in the next fourteen days, the most overdue first. One statement."""
    today = viewer.today
    rows = list(
        _duties(viewer)
        .filter(shown_from__lte=today + AHEAD)
        .order_by("due", "shown_from", "id")
        .values_list("id", "due", "shown_from")
    )
    now = [(id, due) for id, due, shown in rows if shown <= today]
    ahead = tuple(id for id, _, shown in rows if shown > today)
    counts = Counts(
        now=len(now),
        overdue=sum(due < today for _, due in now),
        today=sum(due == today for _, due in now),
        ahead=len(ahead),
    )
    return Agenda(counts, tuple(id for id, _ in now), ahead)


def lines(found: Agenda, viewer: Viewer, policy: Policy, page: int) -> tuple[Page[DutyLine], list[DutyLine]]:
    """One page of what waits, and the first of what comes. One statement."""
    count = len(found.now)
    number = clamp(page, count, PAGE)
    wanted = found.now[(number - 1) * PAGE : number * PAGE]
    rows = models.Duty.objects.filter(id__in=[*wanted, *found.ahead[:NEXT]])
    made = {row.id: _line(row, viewer, policy) for row in rows.select_related("subject", "case")}
    waiting = [made[id] for id in wanted if id in made]
    return page_of(waiting, number, count, PAGE), [made[id] for id in found.ahead[:NEXT] if id in made]


def about_me(viewer: Viewer) -> list[tuple[str, date]]:
    """When answers to my own questions are due, and check-ins with me, in order. One statement."""
    mine = models.Duty.objects.filter(subject=viewer.person, event__in=("question_answered", "check_in"))
    return list(mine.order_by("due").values_list("event", "due"))


def _line(row: models.Duty, viewer: Viewer, policy: Policy) -> DutyLine:
    calendar = calendar_for("", "01234", policy)
    days, unit = working_days_between(calendar, viewer.today, row.due), "working"
    if days == 0 and row.due != viewer.today and not is_working_day(calendar, row.due):
        # Over a weekend no working day passes: then calendar days are told.
        days, unit = (row.due - viewer.today).days, ""
    return DutyLine(
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


def open_cases_by_state(viewer: Viewer) -> dict[str, int]:
    """How many open cases of the viewer's HR or counsel scope stand in which state. One statement."""
    if viewer.has_part("hr"):  # whoever reads drafts is told each state as it is
        found = models.Case.objects.filter(in_part(viewer, "hr", "person_id")).exclude(state__in=FINAL)
        return dict(found.values_list("state").annotate(many=Count("id")).order_by("state"))
    told = cases_told(viewer).exclude(state__in=FINAL)
    return dict(told.values_list("told").annotate(many=Count("id")).order_by("told"))


def own_cases(viewer: Viewer) -> list[OwnCase]:
    """The open cases about the viewer of which something was shared with them. One statement."""
    of = models.Entry.objects.filter(case_id=OuterRef("pk"))
    found = (
        models.Case.objects.filter(Exists(of.filter(visibility="shared")), person=viewer.person)
        .exclude(state__in=FINAL)
        .annotate(coached=Exists(of.filter(kind="coaching_directed")))
        .select_related("manager")
        .order_by("-live", "-opened")
    )
    return [
        OwnCase(
            row.id, _told_to_me(row, row.coached), row.manager.name, row.starts_on, row.ends_on, row.opened
        )
        for row in found
    ]


def _told_to_me(row: models.Case, coached: bool) -> str:
    delivered = row.delivered_on is not None
    return state_told(State(row.state), delivered=delivered, drafts=False, coached=coached).value


@dataclass(frozen=True, slots=True)
class CalledIn:
    """An open case in which the viewer was given a part."""

    case: UUID
    name: str
    state: str
    role: str


def called_in(viewer: Viewer) -> list[CalledIn]:
    """Where somebody decides, proposes, witnesses or comes along. One statement."""
    held = models.CaseRole.objects.filter(held_on(viewer.today), person=viewer.person)
    held = held.exclude(role="measurer")
    rows = held.exclude(case__state__in=FINAL).order_by("case__person__name", "role")
    found = rows.values_list("case_id", "case__person__name", "case__state", "role")[:NEXT]
    return [CalledIn(*row) for row in found]


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
