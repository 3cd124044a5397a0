"""What the frame of every page needs: two statements whatever the size."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Q, Value

from goodstanding.queries.seen import own_duties
from goodstanding.queries.standing import Viewer, current, in_part
from goodstanding.store import models

MOST = 99


@dataclass(frozen=True, slots=True)
class ShellFacts:
    organisation: str
    employed: bool
    manages: bool
    called_in: bool
    overdue: int


def shell_facts(viewer: Viewer) -> ShellFacts:
    """Whose instance this is, how the viewer stands in it, and how much of theirs is overdue."""
    who: UUID = viewer.person
    placed = models.Assignment.objects.filter(current(viewer.today))
    row = (
        models.Organisation.objects.filter(id=1)
        .annotate(
            employed=Exists(models.Assignment.objects.filter(person=Value(who))),
            manages=Exists(placed.filter(manager=Value(who))),
            called_in=Exists(models.CaseRole.objects.filter(person=Value(who))),
        )
        .values_list("name", "employed", "manages", "called_in")
        .first()
    )
    name, employed, manages, called_in = row or ("", False, False, False)
    return ShellFacts(name, employed, manages, called_in, _overdue(viewer))


def _overdue(viewer: Viewer) -> int:
    mine = own_duties(viewer)
    if viewer.has_part("hr"):
        mine |= Q(part="hr") & in_part(viewer, "hr", "subject_id")
    late = models.Duty.objects.filter(mine, due__lt=viewer.today, shown_from__lte=viewer.today)
    return late[:MOST].count()
