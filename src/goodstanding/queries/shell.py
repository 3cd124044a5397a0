"""What the frame of every page needs: two statements whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goodstanding.domain.notices import NEVER_LATE
from goodstanding.queries.seen import duties_of_parts, own_duties
from goodstanding.queries.standing import Viewer, current, held_on
from goodstanding.store import models
from goodstanding.store.prepared import prepared_rows

MOST = 99
NOTHING = ("", False, False, False, False, True, True, False, False, False, 0)


@dataclass(frozen=True, slots=True)
class ShellFacts:
    organisation: str
    employed: bool
    manages: bool
    called_in: bool
    formerly: bool
    anybody: bool
    other_hr: bool
    account_steps: bool
    own_case: bool
    failing: bool
    notices: int
    overdue: int


def shell_facts(viewer: Viewer) -> ShellFacts:
    """Whose instance this is, how the viewer stands in it, and how much of theirs is overdue.

    `formerly`: they may still read what they wrote about somebody. `anybody`: somebody was ever employed
    here. `other_hr`: somebody else was ever HR.
    `account_steps`: a step on an account was ever asked for. `own_case`: there is a case about the viewer,
    which they need not know of. `failing`: a service outside of this program does not answer.
    `notices`: how many are new.
    """
    rows = _facts(viewer.person, viewer.today)
    row: tuple[Any, ...] = rows[0] if rows else NOTHING
    late = _late(viewer.person, viewer.today, parts=viewer.parts)
    return ShellFacts(*(*row, len(late)))


@prepared_rows
def _facts(person: UUID, today: date) -> QuerySet[Any, Any]:
    placed = models.Assignment.objects.filter(current(today))
    mine = models.Notice.objects.filter(person=Value(person), read=None, settled=None).order_by()
    unread = mine.values(one=Value(1)).annotate(many=Count("pk")).values("many")
    return (
        models.Organisation.objects.filter(id=1)
        .annotate(
            employed=Exists(models.Assignment.objects.filter(person=Value(person))),
            manages=Exists(placed.filter(manager=Value(person))),
            called_in=Exists(models.CaseRole.objects.filter(held_on(today), person=Value(person))),
            formerly=Exists(models.Assignment.objects.filter(manager=Value(person), until__lte=today))
            | Exists(models.CaseRole.objects.filter(person=Value(person), until__lte=today)),
            anybody=Exists(models.Assignment.objects.all()),
            other_hr=Exists(models.Grant.objects.filter(part="hr").exclude(person=Value(person))),
            account_steps=Exists(models.AccountStep.objects.all()),
            own_case=Exists(models.Case.objects.filter(person=Value(person))),
            failing=Exists(models.ServiceState.objects.exclude(failed_since=None)),
            notices=Coalesce(Subquery(unread), 0),
        )
        .values_list(
            "name",
            "employed",
            "manages",
            "called_in",
            "formerly",
            "anybody",
            "other_hr",
            "account_steps",
            "own_case",
            "failing",
            "notices",
        )
    )


@prepared_rows
def _late(person: UUID, today: date, *, parts: tuple[tuple[str, str], ...]) -> QuerySet[Any, Any]:
    viewer = Viewer(person, "", today, parts)
    mine = own_duties(viewer) | duties_of_parts(viewer)
    late = models.Duty.objects.filter(mine, due__lt=today, shown_from__lte=today)
    late = late.exclude(event__in=sorted(NEVER_LATE))
    return late.values_list("id")[:MOST]
