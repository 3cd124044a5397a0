"""Findings of reviews for one viewer: the person, their manager, and HR in scope. Nobody else.

A finding names the person it is about and nobody else; to whom work went is said to manager and HR alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from json import loads
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from goodstanding.domain.entries.review import FindingDisposed
from goodstanding.domain.errors import NotFound
from goodstanding.domain.lifecycle import FINAL
from goodstanding.domain.relation import Relation, Standing
from goodstanding.queries.signals.stored import WORK_MOVED, WorkMoved, finding_of, moved_of
from goodstanding.queries.standing import Viewer, _reports, current, in_part, standing
from goodstanding.stats.signals.findings import Effect, Finding
from goodstanding.store import log, models

READERS = (Relation.SELF, Relation.MANAGER, Relation.HR)


@dataclass(frozen=True, slots=True)
class SignalView:
    """One finding: either `found` (figures) or `moved` (assignments)."""

    id: UUID
    person: UUID
    name: str
    team: str
    kind: str
    as_of: date
    latest: bool
    found: Finding | None
    moved: WorkMoved | None
    # A case of theirs is open: somebody talks with them already. Known in lists only.
    in_case: bool = False

    @property
    def key(self) -> str:
        """The same for the same kind of finding about the same job, review after review."""
        return f"signals.{self.kind}:{(self.found or self.moved).peer_group}"  # type: ignore[union-attr]


def fell(effect: Effect) -> bool:
    """Whether this metric is one of those that got worse, by more than its own uncertainty."""
    return effect.standardised is not None and effect.standardised.high < 0


def reads_signals(found: Standing) -> bool:
    return found.has(*READERS)


def signals(viewer: Viewer, run: UUID) -> list[SignalView]:
    """Everybody's of one review whom the viewer leads or whose HR they are. One statement."""
    cases = models.Case.objects.filter(person=OuterRef("person")).exclude(state__in=FINAL)
    rows = _rows(viewer).filter(_theirs(viewer), run=run).annotate(in_case=Exists(cases))
    return [replace(_view(row), in_case=row.in_case) for row in rows.order_by("person__name", "kind", "id")]


def read_signal(id: str, person: UUID, name: str, kind: str, text: str, as_of: date) -> SignalView:
    """One of the latest review out of a row that somebody read already; `text` is the stored finding."""
    data, moved = loads(text), kind == WORK_MOVED
    return SignalView(
        id=UUID(id), person=person, name=name, team="", kind=kind, as_of=as_of, latest=True,
        found=None if moved else finding_of(data), moved=moved_of(data) if moved else None,
    )  # fmt: skip


def signal(viewer: Viewer, id: UUID) -> tuple[SignalView, Standing]:
    row = _rows(viewer).filter(id=id).first()
    if row is None:
        raise NotFound("There is no such finding.")
    found = standing(viewer, row.person_id)
    if not reads_signals(found):
        raise NotFound("There is no such finding.")
    return for_reader(viewer.person, _view(row)), found


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """What somebody found out or decided about a finding, as it stands in the file."""

    entry: UUID
    disposition: str
    words: str
    by: str
    at: datetime


def answers(found: SignalView) -> tuple[SignalAnswer, ...]:
    """Those that hold, oldest first. Two statements."""
    rows = models.Entry.objects.filter(
        subject=found.person, kind__in=("finding_disposed", "correction"), visibility="shared"
    ).select_related("payload")
    entries = [log.to_domain(row) for row in rows.order_by("idx")]
    retracted = {e.refers_to for e in entries if e.kind == "correction" and e.payload.retracts}
    said = [
        e
        for e in entries
        if isinstance(e.payload, FindingDisposed)
        and e.payload.finding.key == found.key
        and e.id not in retracted
    ]
    known = names({str(e.author) for e in said})
    return tuple(
        SignalAnswer(
            e.id, e.payload.disposition, e.payload.words, known.get(str(e.author), "Somebody"), e.recorded
        )
        for e in said
    )


def names(people: Iterable[str]) -> dict[str, str]:
    """Names by id."""
    ids = [UUID(each) for each in people]
    rows = models.Person.objects.filter(id__in=ids).values_list("id", "name") if ids else ()
    return {str(id): name for id, name in rows}


def latest_run() -> Subquery:
    done = models.SignalRun.objects.filter(state=models.SignalRun.State.DONE)
    return Subquery(done.order_by("-created").values("id")[:1])


def _theirs(viewer: Viewer) -> Q:
    return _reports(viewer, "person") | in_part(viewer, "hr", "person")


def _rows(viewer: Viewer) -> QuerySet[models.Signal]:
    place = models.Assignment.objects.filter(current(viewer.today), person=OuterRef("person"))
    return (
        models.Signal.objects.filter(run__state=models.SignalRun.State.DONE)
        .select_related("person", "run")
        .defer("run__funnels", "run__result", "run__fairness")
        .annotate(team=Subquery(place.values("team__name")[:1]), newest=latest_run())
    )


def _view(row: Any) -> SignalView:
    moved = row.kind == WORK_MOVED
    return SignalView(
        id=row.id, person=row.person_id, name=row.person.name, team=row.team or "", kind=row.kind,
        as_of=row.run.as_of, latest=row.run_id == row.newest,
        found=None if moved else finding_of(row.finding), moved=moved_of(row.finding) if moved else None,
    )  # fmt: skip


def for_reader(reader: UUID, found: SignalView) -> SignalView:
    """Colleagues who received work are other people's data: not for the person themselves."""
    if found.moved is None or reader != found.person:
        return found
    hidden = tuple(replace(each, to="") for each in found.moved.lost)
    return replace(found, moved=replace(found.moved, lost=hidden))
