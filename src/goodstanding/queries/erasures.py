"""What was erased, what an erasure would take, and who has to agree to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from goodstanding.domain import erasing
from goodstanding.domain import file as files
from goodstanding.domain.entries import KINDS, Entry
from goodstanding.domain.erased import is_gone
from goodstanding.domain.erasing import KEEPERS, Going, Plan, Target
from goodstanding.domain.erasure_journal import Line, line_of
from goodstanding.domain.errors import NotFound, NotNow
from goodstanding.queries import presenters
from goodstanding.queries.files import Head, open_file
from goodstanding.queries.presenters import Labels
from goodstanding.queries.standing import Viewer
from goodstanding.store import log, models

LASTS = timedelta(days=30)


def erasures_since(size: int) -> list[Line]:
    """Every erasure that the log holds from this place on, as lines of the journal, in their order. Of a log
    that is whole, all of them: `erasures_since(0)`; of one that a backup replaces, those after its size."""
    rows = models.Entry.objects.filter(kind="erased", idx__gte=size).order_by("idx")
    indexes = dict(rows.values_list("id", "idx"))
    return [line_of(entry, indexes[entry.id]) for entry in log.read(rows)]


@dataclass(frozen=True, slots=True)
class GoingLine:
    """One entry of a preview: what it is, which of its fields go, and their words now."""

    entry: UUID
    title: str
    kind: str
    happened: date
    author: str
    whole: bool
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """`blocked`: why it cannot be erased now; nothing goes then. `version`: of the file as it is shown."""

    head: Head
    target: Target
    version: int
    goes: tuple[GoingLine, ...]
    letters: int
    echoes: tuple[tuple[UUID, str, str], ...]
    blocked: str
    choices: tuple[tuple[str, str, str], ...]


def target_of(row: models.ErasureRequest) -> Target:
    return Target(
        scope=row.scope,  # type: ignore[arg-type]
        entry=row.entry_id,
        fields=frozenset(row.fields),
        case=row.case_id,
    )


def previewed(viewer: Viewer, person: UUID, target: Target, *, quiet: bool = False) -> Preview:
    """What would go. NotAllowed for whoever erases nothing here; NotFound of what is not there for them; and
    NotNow where something has to come first, unless `quiet`, which says it in the preview."""
    head = open_file(viewer, person)
    seen = erasing.domains(head.standing)
    entries = log.entries_of(person)
    file = files.fold(person, entries)
    plan, blocked = Plan(()), ""
    by_id = {e.id: e for e in entries}
    if target.scope == "fields" and not target.fields and target.entry in by_id:
        target = replace(target, fields=erasing.erasable_now(by_id[target.entry]))
    try:
        plan = erasing.plan(file, entries, target, seen)
    except NotNow as error:
        if not quiet:
            raise
        blocked = error.message
    echoes = [(id, name) for id, name in plan.echoes if by_id[id].visibility in seen]
    wanted = {each.entry.author for each in plan.goes}
    wanted |= {id for each in plan.goes for id in presenters.mentions(each.entry.payload)}
    labels = Labels(people=_names(wanted), teams=head.team_names)
    chosen = by_id.get(target.entry) if target.entry else None
    return Preview(
        head=head,
        target=target,
        version=models.Person.objects.values_list("file_version", flat=True).get(id=person),
        goes=tuple(_line(each, labels) for each in plan.goes),
        letters=len(plan.letters),
        echoes=tuple((id, KINDS[by_id[id].kind].title, _words_of(name)) for id, name in echoes),
        blocked=blocked,
        choices=_choices(chosen, labels) if chosen is not None and chosen.visibility in seen else (),
    )


def _names(people: set[UUID]) -> Mapping[UUID, str]:
    return dict(models.Person.objects.filter(id__in=people).values_list("id", "name")) if people else {}


def _line(going: Going, labels: Labels) -> GoingLine:
    entry = going.entry
    payload = entry.payload
    shown = presenters.present(payload, labels)
    fields = [] if is_gone(payload) else [(n, getattr(payload, n)) for n in type(payload).model_fields]
    said = tuple(
        (_words_of(name), presenters.in_words(value, labels))
        for name, value in fields
        if name in going.fields and value not in (None, "", ())
    )
    return GoingLine(
        entry.id, shown.title, shown.kind_label, entry.happened, labels.person(entry.author), going.whole,
        said,
    )  # fmt: skip


def _choices(entry: Entry[Any], labels: Labels) -> tuple[tuple[str, str, str], ...]:
    """The fields of an entry that can be erased alone: name, label, words."""
    may = erasing.erasable_now(entry)
    return tuple(
        (name, _words_of(name), presenters.in_words(getattr(entry.payload, name), labels))
        for name in (() if is_gone(entry.payload) else type(entry.payload).model_fields)
        if name in may and getattr(entry.payload, name) not in ("", ())
    )


def _words_of(field: str) -> str:
    return field.replace("_", " ").capitalize()


def may_agree(asker: Viewer, person: UUID) -> dict[UUID, str]:
    """Everybody else who keeps what the asker keeps in this file, with their names. Two statements."""
    head = open_file(asker, person)
    parts = [relation.value for relation in KEEPERS if head.standing.has(relation)]
    path = (
        models.Assignment.objects.filter(person=person, since__lte=asker.today)
        .filter(Q(until=None) | Q(until__gt=asker.today))
        .values_list("team__path", flat=True)
        .first()
    ) or ""
    held = models.Grant.objects.filter(
        Q(until=None) | Q(until__gte=asker.today), since__lte=asker.today, part__in=parts,
        person__user__is_active=True,
    ).exclude(person__in=(asker.person, person))  # fmt: skip
    manager = head.place.manager if head.place else None
    rows = held.order_by("person__name").values_list("person_id", "person__name", "team__path")
    return {id: name for id, name, scope in rows if path.startswith(scope or "") and id != manager}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """An erasure that waits for somebody to agree."""

    id: int
    person: UUID
    name: str
    scope: str
    ground: str
    source: str
    reason: str
    asked_by: UUID
    asked_by_name: str
    asked_at: datetime


def request(id: int, now: datetime) -> models.ErasureRequest:
    rows = models.ErasureRequest.objects.select_related("asked_by")
    row = rows.filter(id=id, refused_at=None, asked_at__gt=now - LASTS).first()
    if row is None:
        raise NotFound("There is no such request, or it is not for you.")
    return row
