"""Rounds as lists, and how far each is: for HR those of their scope, for managers their own people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain.entries.rounds import RoundTerms
from goodstanding.domain.errors import NotFound
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.seen import drafts_visible_to
from goodstanding.queries.standing import Viewer, current, in_part
from goodstanding.store import models

PAGE = 50
LISTED = 25


@dataclass(frozen=True, slots=True)
class RoundLine:
    """`members`: as many as the viewer is told of. `mine`: the viewer is in it themselves."""

    id: UUID
    title: str
    period_start: date
    period_end: date
    release_on: date
    members: int
    released: int
    mine: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A round as its page begins. `leads`: the viewer may add people, release and remind."""

    id: UUID
    terms: RoundTerms
    opened: datetime
    opened_by: str
    step: str
    step_failed: bool
    done: int
    whole: int
    message: str
    leads: bool
    follows: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of people. `gone`: they left while the round ran and are not settled yet."""

    all: int = 0
    own_given: int = 0
    prepared: int = 0
    released: int = 0
    left_out: int = 0
    gone: int = 0
    unmanaged: int = 0

    @property
    def open(self) -> int:
        return self.all - self.left_out - self.released - self.gone

    @property
    def ready(self) -> int:
        return self.prepared - self.released


@dataclass(frozen=True, slots=True)
class ManagerLine:
    """One manager’s people in the round, as they stand today. `late`: not prepared though its day is over."""

    manager: UUID | None
    name: str
    people: int
    own_given: int
    prepared: int
    late: int


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person. What the manager prepared is told with its day and author, never its contents."""

    person: UUID
    name: str
    team: str
    manager: str
    self_on: date | None
    prepared_on: date | None
    prepared_by: str
    released_on: date | None
    left: bool
    here: bool
    changed: bool


def may_lead(viewer: Viewer, opened_by: UUID | None) -> bool:
    """HR for the whole organisation, and HR who opened it."""
    return "" in viewer.scopes("hr") or (viewer.has_part("hr") and viewer.person == opened_by)


def told(viewer: Viewer) -> Q:
    """Of whose place in a round the viewer is told: people of whom they read drafts."""
    return drafts_visible_to(viewer, "person_id")


def listed(viewer: Viewer, page: int) -> Page[RoundLine]:
    """Rounds of which the viewer is told anything, the latest period first. Two statements."""
    of = models.RoundMember.objects.filter(round=OuterRef("id"))
    mine = Exists(of.filter(person=viewer.person))
    found = models.Round.objects.annotate(mine=mine, seen=Exists(of.filter(told(viewer))))
    if not viewer.has_part("hr"):
        found = found.filter(Q(mine=True) | Q(seen=True))
    pages: Page[Any] = Paginator(found.order_by("-period_end", "-opened", "id"), LISTED).get_page(page)
    counted = _counted(viewer, [row.id for row in pages.object_list])
    pages.object_list = [
        RoundLine(
            row.id, row.title, row.period_start, row.period_end, row.release_on, *counted.get(row.id, (0, 0)),
            row.mine,
        )
        for row in pages.object_list
    ]  # fmt: skip
    return pages


def _counted(viewer: Viewer, rounds: list[UUID]) -> dict[UUID, tuple[int, int]]:
    rows = models.RoundMember.objects.filter(told(viewer), round__in=rounds).values("round")
    counts = rows.annotate(people=Count("id"), given=Count("id", filter=Q(released_on__isnull=False)))
    return {each["round"]: (each["people"], each["given"]) for each in counts}


def one(viewer: Viewer, round: UUID) -> RoundView:
    """NotFound for whoever is neither in it, nor HR, nor above somebody in it. Two statements at most."""
    of = models.RoundMember.objects.filter(round=OuterRef("id"))
    found = models.Round.objects.filter(id=round).select_related("opened_by").annotate(
        mine=Exists(of.filter(person=viewer.person)), seen=Exists(of.filter(told(viewer)))
    )  # fmt: skip
    row: Any = found.first()
    follows = viewer.has_part("hr")
    if row is None or not (row.mine or row.seen or follows):
        raise NotFound("There is no such round, or it is not for you.")
    return RoundView(
        id=row.id, terms=RoundTerms.model_validate(row.terms), opened=row.opened,
        opened_by=row.opened_by.name, step=row.step, step_failed=row.step_failed, done=row.done,
        whole=row.whole, message=row.message, leads=may_lead(viewer, row.opened_by_id), follows=follows,
        mine=row.mine,
    )  # fmt: skip


def _rows(viewer: Viewer, round: UUID) -> QuerySet[models.RoundMember]:
    return models.RoundMember.objects.filter(told(viewer), round=round)


def _place(viewer: Viewer) -> QuerySet[models.Assignment]:
    return models.Assignment.objects.filter(current(viewer.today), person=OuterRef("person"))


OPEN = Q(left=False, released_on=None)
PREPARED = Q(prepared_on__isnull=False)


def progress(viewer: Viewer, round: UUID) -> Progress:
    """One statement."""
    place = _place(viewer)
    rows = _rows(viewer, round).annotate(
        here=Exists(place), above=Exists(place.filter(manager__isnull=False))
    )
    found = rows.aggregate(
        all=Count("id"),
        own_given=Count("id", filter=Q(self_on__isnull=False)),
        prepared=Count("id", filter=PREPARED & Q(left=False)),
        released=Count("id", filter=Q(released_on__isnull=False)),
        left_out=Count("id", filter=Q(left=True)),
        gone=Count("id", filter=OPEN & Q(here=False)),
        unmanaged=Count("id", filter=OPEN & Q(here=True, above=False, prepared_on=None)),
    )
    return Progress(**found)


def by_manager(viewer: Viewer, round: UUID, manager_by: date) -> list[ManagerLine]:
    """Who is late first. One statement."""
    on = "person__assignments__"
    rows = _rows(viewer, round).filter(current(viewer.today, on), left=False)
    late = PREPARED if manager_by >= viewer.today else Q(pk__in=[])
    counted = rows.values(f"{on}manager_id", f"{on}manager__name").annotate(
        people=Count("id"),
        own_given=Count("id", filter=Q(self_on__isnull=False)),
        done=Count("id", filter=PREPARED),
        in_time=Count("id", filter=PREPARED | late),
    )
    overdue = manager_by < viewer.today
    lines = [
        ManagerLine(
            each[f"{on}manager_id"], each[f"{on}manager__name"] or "", each["people"], each["own_given"],
            each["done"], each["people"] - each["done"] if overdue else 0,
        )
        for each in counted
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (-line.late, line.prepared - line.people, line.name))


SHOWS = {
    "": Q(),
    "own_open": OPEN & Q(self_on=None),
    "manager_open": OPEN & Q(prepared_on=None),
    "prepared": OPEN & PREPARED,
    "released": Q(released_on__isnull=False),
    "left": Q(left=True),
}
"""How the list of a round may be narrowed."""


def members(
    viewer: Viewer, round: UUID, *, show: str, manager: UUID | None, page: int, search: str = ""
) -> Page[MemberLine]:
    """One page by name. Two statements."""
    place = _place(viewer)
    rows = _rows(viewer, round).filter(SHOWS.get(show, Q()))
    if manager is not None:
        rows = rows.filter(Exists(place.filter(manager=manager)))
    for word in search.casefold().split()[:8]:
        rows = rows.filter(person__search__contains=word)
    count = rows.count()
    number = clamp(page, count, PAGE)
    new_manager = place.filter(since__gt=OuterRef("prepared_on")).exclude(manager=OuterRef("prepared_by"))
    found = rows.annotate(
        team=Subquery(place.values("team__name")[:1]),
        manager=Subquery(place.values("manager__name")[:1]),
        here=Exists(place),
        changed=Exists(new_manager),
        by=F("prepared_by__name"),
    ).order_by("person__name", "person_id")
    values = found.values_list(
        "person_id", "person__name", "team", "manager", "self_on", "prepared_on", "by", "released_on", "left",
        "here", "changed",
    )[(number - 1) * PAGE : number * PAGE]  # fmt: skip
    lines = [
        MemberLine(id, name, team or "", above or "", own, on, by or "", given, left, here, changed)
        for id, name, team, above, own, on, by, given, left, here, changed in values
    ]
    return page_of(lines, number, count, PAGE)


def late_owners(viewer: Viewer, round: UUID) -> list[UUID]:
    """Who has an account and is late with a part of this round, for people of the viewer’s HR scope."""
    opened = models.RoundMember.objects.filter(in_part(viewer, "hr", "person_id"), OPEN, round=round)
    late = models.Duty.objects.filter(
        entry_id__in=opened.values("opened_entry"), due__lt=viewer.today,
        event__in=("self_appraisal", "appraisal_prepared"), owner__user__is_active=True,
    )  # fmt: skip
    return sorted(set(late.values_list("owner_id", flat=True)), key=str)
