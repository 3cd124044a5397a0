"""What falls due under retention, which holds stand, which erasures wait: for those who keep the files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, Subquery

from goodstanding.domain import erasing, retention
from goodstanding.domain import file as files
from goodstanding.domain.entries import KINDS
from goodstanding.domain.erasing import KEEPERS
from goodstanding.domain.errors import NotFound
from goodstanding.domain.relation import Relation
from goodstanding.domain.retention import BY_ID, Due, Rule
from goodstanding.queries.erasures import LASTS, RequestLine
from goodstanding.queries.files import Head
from goodstanding.queries.organisation import organisation
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.review.settings import settled
from goodstanding.queries.standing import Viewer, in_part
from goodstanding.store import log, models

PAGE = 25
SOON = timedelta(days=90)
PARTS = tuple(relation.value for relation in KEEPERS)
HOLDERS = ("hr", "counsel")


@dataclass(frozen=True, slots=True)
class DueLine:
    """Something of a file that may go, or has to, from the day after `day` on."""

    person: UUID
    name: str
    number: str
    scope: str
    entry: UUID | None
    case: UUID | None
    what: str
    day: date
    ground: str
    rules: tuple[Rule, ...]
    held: bool
    asked: bool


@dataclass(frozen=True, slots=True)
class Overview:
    page: Page[DueLine]
    now: int
    soon: int
    total: int


def _theirs(viewer: Viewer) -> Q:
    """Rows that are for a part which the viewer plays for that person."""
    rule = Q(pk__in=[])
    for part in PARTS:
        if viewer.has_part(part):
            rule |= Q(part=part) & in_part(viewer, part, "person")
    return rule


def listed(viewer: Viewer, number: int, when: str) -> Overview:
    """The earliest first. Four statements."""
    today = viewer.today
    mine = models.RetentionDue.objects.filter(_theirs(viewer))
    past, ahead = Q(day__lt=today), Q(day__gte=today, day__lte=today + SOON)
    counts = mine.aggregate(now=Count("pk", filter=past), soon=Count("pk", filter=ahead), total=Count("pk"))
    chosen = {"now": past, "soon": ahead}.get(when, Q())
    count = counts.get(when, counts["total"])
    number = clamp(number, count, PAGE)
    asked = models.ErasureRequest.objects.filter(person=OuterRef("person"), refused_at=None)
    kind = models.Entry.objects.filter(id=OuterRef("entry_id")).values("kind")[:1]
    rows = (
        mine.filter(chosen)
        .annotate(
            held=Exists(models.Hold.objects.filter(person=OuterRef("person"))), asked=Exists(asked),
            kind=Subquery(kind),
        )
        .order_by("day", "id")
        .values_list(
            "person_id", "person__name", "person__number", "scope", "entry_id", "case_id", "kind", "day",
            "ground", "rules", "held", "asked",
        )[(number - 1) * PAGE : number * PAGE]
    )  # fmt: skip
    lines = [_line(*row) for row in rows]
    return Overview(page_of(lines, number, count, PAGE), counts["now"], counts["soon"], counts["total"])


def _line(
    person: UUID, name: str, number: str, scope: str, entry: UUID | None, case: UUID | None,
    kind: str | None, day: date, ground: str, rules: list[str], held: bool, asked: bool,
) -> DueLine:  # fmt: skip
    named = tuple(BY_ID[id] for id in rules if id in BY_ID)
    what = {"person": "The whole file", "case": "A case"}.get(scope) or KINDS[kind or "warning"].title
    return DueLine(person, name, number, scope, entry, case, what, day, ground, named, held, asked)


def waiting(viewer: Viewer, now: datetime) -> list[RequestLine]:
    """Erasures that wait for somebody to agree, in files that the viewer keeps. One statement."""
    mine = Q(pk__in=[])
    for part in PARTS:
        if viewer.has_part(part):
            mine |= in_part(viewer, part, "person")
    rows = models.ErasureRequest.objects.filter(mine, refused_at=None, asked_at__gt=now - LASTS)
    fields = (
        "id", "person_id", "person__name", "scope", "ground", "source", "reason", "asked_by_id",
        "asked_by__name", "asked_at",
    )  # fmt: skip
    return [RequestLine(*row) for row in rows.order_by("asked_at").values_list(*fields)[:50]]


@dataclass(frozen=True, slots=True)
class HoldLine:
    """`entry` says why; `covers`: how many files beside that of the matter."""

    hold: UUID
    person: UUID
    name: str
    entry: UUID
    since: date
    by: str
    covers: int


def holds(viewer: Viewer) -> list[HoldLine]:
    """Those whose matter is of a file that the viewer may hold. One statement."""
    mine = Q(pk__in=[])
    for part in HOLDERS:
        if viewer.has_part(part):
            mine |= in_part(viewer, part, "person")
    others = models.Hold.objects.filter(hold=OuterRef("hold"), comparator=True).order_by()
    counted = others.values("hold").annotate(n=Count("pk")).values("n")
    rows = models.Hold.objects.filter(mine, comparator=False).annotate(covers=Subquery(counted))
    found = rows.order_by("-since", "id").values_list(
        "hold", "person_id", "person__name", "entry_id", "since", "by__name", "covers"
    )
    return [HoldLine(*row[:-1], row[-1] or 0) for row in found[:200]]


def one_hold(viewer: Viewer, hold: UUID) -> HoldLine:
    found = next((each for each in holds(viewer) if each.hold == hold), None)
    if found is None:
        raise NotFound("There is no such hold, or it is not for you.")
    return found


BACK = timedelta(days=3 * 365)
MOST = 60


def comparable(viewer: Viewer, head: Head) -> list[tuple[UUID, str, str]]:
    """Who might be compared with this person, whom the viewer may hold: the same manager, or the same job,
    in the last three years. Id, name, and why. Two statements."""
    places = models.Assignment.objects.filter(person=head.id).order_by("-since")
    last = places.values_list("manager_id", "job_family").first()
    if last is None:
        return []
    manager, family = last
    mine = Q(pk__in=[])
    for part in HOLDERS:
        if viewer.has_part(part):
            mine |= in_part(viewer, part, "person")
    same = (Q(manager=manager) if manager else Q(pk__in=[])) | (
        Q(job_family=family) if family else Q(pk__in=[])
    )
    lately = Q(until=None) | Q(until__gte=viewer.today - BACK)
    rows: Any = (
        models.Assignment.objects.filter(mine, same, lately)
        .exclude(person__in=[head.id, manager] if manager else [head.id])
        .order_by("person__name")
        .values_list("person_id", "person__name", "manager_id")
    )
    found: dict[UUID, tuple[str, str]] = {}
    for id, name, theirs in rows:
        why = "same manager" if manager is not None and theirs == manager else "same job"
        if id not in found or why == "same manager":
            found[id] = (name, why)
    ordered = sorted(found.items(), key=lambda each: (each[1][1] != "same manager", each[1][0]))
    return [(id, name, why) for id, (name, why) in ordered[:MOST]]


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a file is kept, as far as its reader may know."""

    rules: tuple[Rule, ...]
    due: tuple[Due, ...]
    held_since: date | None
    left: bool
    kinds: dict[UUID, str]


def kept(head: Head) -> Kept:
    """Of the shared chain, and of the reader's own compartments. Three statements."""
    entries = log.entries_of(head.id)
    file = files.fold(head.id, entries)
    here = organisation()
    place = head.jurisdiction or here.policy.jurisdiction
    rules = retention.rules_for(place, [pack.id for pack in settled(here).packs_for(place)])
    seen = KEEPERS[Relation.HR] if head.own else erasing.domains(head.standing)
    found = retention.due(file, entries, rules, seen=seen)
    own = [hold.since for hold in file.holds.values() if not (hold.comparator and head.own)]
    return Kept(
        rules=rules,
        due=found,
        held_since=min(own, default=None),
        left=file.left_on is not None,
        kinds={e.id: e.kind for e in entries},
    )
