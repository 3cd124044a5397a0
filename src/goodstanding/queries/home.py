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
from goodstanding.domain.notices import NEVER_LATE
from goodstanding.domain.policy import Policy
from goodstanding.domain.visibility import state_told
from goodstanding.domain.working_days import Calendar, is_working_day, working_days_between
from goodstanding.queries.organisation import calendar_for
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.seen import cases_told, duties_of_parts, own_duties
from goodstanding.queries.standing import Viewer, current, held_on, in_part, second_level
from goodstanding.store import models
from goodstanding.store.prepared import filled, prepared_rows

PAGE = 25
AHEAD = timedelta(days=14)
NEXT = 10
MOST = 99
LINE = (
    "id", "event", "detail", "due", "subject_id", "subject__name", "case_id", "case__state", "entry_id",
    "part", "about",
)  # fmt: skip


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
    about: str = ""


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


@prepared_rows
def _duties(
    person: UUID, today: date, until: date, *, parts: tuple[tuple[str, str], ...]
) -> QuerySet[Any, Any]:
    """Mine, those of a part that I hold where I am no party to the matter, and my second level's."""
    viewer = Viewer(person, "", today, parts)
    rule = own_duties(viewer)
    rule |= Q(part="second_level") & second_level(viewer, "subject_id")
    rule |= duties_of_parts(viewer)
    found = models.Duty.objects.filter(rule, shown_from__lte=until)
    return found.order_by("due", "shown_from", "id").values_list("id", "due", "shown_from", "event")


@dataclass(frozen=True, slots=True)
class Agenda:
    """What waits and what comes, as ids in order; `lines` reads those of one page."""

    counts: Counts
    now: tuple[int, ...]
    ahead: tuple[int, ...]


def agenda(viewer: Viewer) -> Agenda:
    """Everything that is shown today or in the next fourteen days, the most overdue first. One statement."""
    today = viewer.today
    rows = _duties(viewer.person, today, today + AHEAD, parts=viewer.parts)
    now = [(id, due, event) for id, due, shown, event in rows if shown <= today]
    ahead = tuple(id for id, _, shown, _ in rows if shown > today)
    counts = Counts(
        now=len(now),
        overdue=sum(due < today and event not in NEVER_LATE for _, due, event in now),
        today=sum(due == today for _, due, _ in now),
        ahead=len(ahead),
    )
    return Agenda(counts, tuple(id for id, _, _ in now), ahead)


def lines(found: Agenda, viewer: Viewer, policy: Policy, page: int) -> tuple[Page[DutyLine], list[DutyLine]]:
    """One page of what waits, and the first of what comes. One statement."""
    count = len(found.now)
    number = clamp(page, count, PAGE)
    wanted = found.now[(number - 1) * PAGE : number * PAGE]
    ids = [*wanted, *found.ahead[:NEXT]]
    rows = _lines(*filled(ids)) if ids else []
    calendar = calendar_for("", "01234", policy)
    made = {id: _line(row, viewer, calendar) for id, *row in rows}
    waiting = [made[id] for id in wanted if id in made]
    return page_of(waiting, number, count, PAGE), [made[id] for id in found.ahead[:NEXT] if id in made]


@dataclass(frozen=True, slots=True)
class LateElsewhere:
    """Something that somebody else should have done by now for a person in the viewer's care."""

    line: DutyLine
    owner: str


def late_elsewhere(viewer: Viewer, policy: Policy) -> tuple[list[LateElsewhere], int]:
    """What others are late with in the viewer's HR scope: the first of them, the most overdue on top, and how
    many there are, at most `MOST`. One statement."""
    rows = _late_elsewhere(viewer.person, viewer.today, parts=viewer.parts)
    calendar = calendar_for("", "01234", policy)
    shown = [
        LateElsewhere(_line(row, viewer, calendar), owner or "The second level")
        for _, *row, owner in rows[:NEXT]
    ]
    return shown, len(rows)


@prepared_rows
def _late_elsewhere(person: UUID, today: date, *, parts: tuple[tuple[str, str], ...]) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", today, parts)
    others = Q(owner__isnull=False) & ~Q(owner=person) | Q(part="second_level")
    found = models.Duty.objects.filter(others, in_part(viewer, "hr", "subject_id"), due__lt=today)
    found = found.filter(shown_from__lte=today).exclude(event__in=sorted(NEVER_LATE))
    return found.order_by("due", "id").values_list(*LINE, "owner__name")[:MOST]


def about_me(viewer: Viewer) -> list[tuple[str, date]]:
    """When answers to my own questions are due, and check-ins with me, in order. One statement."""
    mine = models.Duty.objects.filter(subject=viewer.person, event__in=("question_answered", "check_in"))
    return list(mine.order_by("due").values_list("event", "due"))


@prepared_rows
def _lines(*ids: int) -> QuerySet[Any, Any]:
    return models.Duty.objects.filter(id__in=ids).values_list(*LINE)


def _line(row: list[Any], viewer: Viewer, calendar: Calendar) -> DutyLine:
    event, detail, due, subject, name, case, state, entry, part, about = row
    days, unit = working_days_between(calendar, viewer.today, due), "working"
    if days == 0 and due != viewer.today and not is_working_day(calendar, due):
        # Over a weekend no working day passes: then calendar days are told.
        days, unit = (due - viewer.today).days, ""
    return DutyLine(
        event=event, detail=detail, due=due, days=days, unit=unit, subject=subject, subject_name=name,
        case=case, state=state or "", entry=entry, part=part, about=about,
    )  # fmt: skip


def open_cases_by_state(viewer: Viewer) -> dict[str, int]:
    """How many open cases of the viewer's HR or counsel scope stand in which state. One statement."""
    return dict(_by_state(viewer.person, viewer.today, parts=viewer.parts))


@prepared_rows
def _by_state(person: UUID, today: date, *, parts: tuple[tuple[str, str], ...]) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", today, parts)
    if viewer.has_part("hr"):  # whoever reads drafts is told each state as it is
        found: QuerySet[Any, Any] = models.Case.objects.filter(in_part(viewer, "hr", "person_id"))
        found = found.exclude(state__in=FINAL)
        states: QuerySet[Any, Any] = found.values_list("state").annotate(many=Count("id"))
        return states.order_by("state")
    told: QuerySet[Any, Any] = cases_told(viewer).exclude(state__in=FINAL)
    counted: QuerySet[Any, Any] = told.values_list("told").annotate(many=Count("id"))
    return counted.order_by("told")


def own_cases(viewer: Viewer) -> list[OwnCase]:
    """The open cases about the viewer of which something was shared with them. One statement."""
    return [
        OwnCase(id, _told_to_me(state, delivered, coached), manager, starts, ends, opened)
        for id, state, delivered, manager, starts, ends, opened, coached in _about(viewer.person)
    ]


@prepared_rows
def _about(person: UUID) -> QuerySet[Any, Any]:
    of = models.Entry.objects.filter(case_id=OuterRef("pk"))
    found = models.Case.objects.filter(Exists(of.filter(visibility="shared")), person=person)
    found = found.exclude(state__in=FINAL).annotate(coached=Exists(of.filter(kind="coaching_directed")))
    return found.order_by("-live", "-opened").values_list(
        "id", "state", "delivered_on", "manager__name", "starts_on", "ends_on", "opened", "coached"
    )


def _told_to_me(state: str, delivered_on: date | None, coached: bool) -> str:
    told = state_told(State(state), delivered=delivered_on is not None, drafts=False, coached=coached)
    return told.value


@dataclass(frozen=True, slots=True)
class CalledIn:
    """An open case in which the viewer was given a part."""

    case: UUID
    name: str
    state: str
    role: str


def called_in(viewer: Viewer) -> list[CalledIn]:
    """Where somebody decides, proposes, witnesses or comes along. One statement."""
    return [CalledIn(*row) for row in _called_in(viewer.person, viewer.today)]


@prepared_rows
def _called_in(person: UUID, today: date) -> QuerySet[Any, Any]:
    held = models.CaseRole.objects.filter(held_on(today), person=person).exclude(role="measurer")
    told: QuerySet[Any, Any] = held.exclude(case__state__in=FINAL).values_list(
        "case_id", "case__person__name", "case__state", "role"
    )
    return told.order_by("case__person__name", "role")[:NEXT]


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
