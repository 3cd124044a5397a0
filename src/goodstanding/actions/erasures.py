"""Erase: what goes is destroyed for good, and an entry says what, by whom, on what ground and when.

The log keeps its leaves. Receipts that people hold go on being proved.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from goodstanding.actions import _scrub
from goodstanding.actions._forget import forget_person, forget_uploads
from goodstanding.actions._write import writing
from goodstanding.actions.rebuild import rebuild_file
from goodstanding.domain import erasing
from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.entries.keeping import Erased, ErasedPart, Ground
from goodstanding.domain.erased import ErasedField
from goodstanding.domain.erasing import Plan, Target
from goodstanding.domain.erasure_journal import Line, line_of
from goodstanding.domain.errors import Conflict, NotNow
from goodstanding.store import log, models, parts
from goodstanding.store.turn import turn

MOST_PARTS = 400
"""In one entry; what is more gets another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """On what ground, by which rule or order, and in whose words. `alone`: nobody was there to agree."""

    ground: Ground
    source: str
    reason: str
    asked_by: UUID | None = None
    alone: bool = False


def carry_out(
    *, person: UUID, target: Target, why: Why, by: UUID, now: datetime, expected: int | None = None
) -> tuple[UUID, ...]:
    """The ids of the entries that say so. `expected`: the version of the file whose preview was agreed to;
    Conflict if something was written since. Inside, everything or nothing; the files are overwritten after
    the commit."""
    with turn(), transaction.atomic():
        with writing(subject=person, by=by, now=now) as desk:
            if expected is not None and desk.person.file_version != expected:
                raise Conflict(
                    "Something was written in this file since you saw what goes. Look at it again."
                )
            plan = erasing.plan(desk.file, desk.entries, target, erasing.domains(desk.standing))
            said = [
                desk.say(_erased(target, why, chunk), visibility=visibility)
                for visibility, chunk in _chunks(plan)
            ]
            if not said:
                raise NotNow(erasing.NOTHING_LEFT)
        _take_out(person, said, now)
    return tuple(entry.id for entry in said)


def _erased(target: Target, why: Why, chunk: Sequence[ErasedPart]) -> Erased:
    return Erased(
        scope=target.scope, ground=why.ground, source=why.source, reason=why.reason, asked_by=why.asked_by,
        alone=why.alone, parts=tuple(chunk),
    )  # fmt: skip


def _chunks(plan: Plan) -> Iterator[tuple[Visibility, tuple[ErasedPart, ...]]]:
    """An erased part is spoken of in its own chain only, so that no other tells of it."""
    held = parts.held([each.entry.id for each in plan.goes])
    by_chain: dict[Visibility, list[ErasedPart]] = defaultdict(list)
    for each in plan.goes:
        by_chain[each.entry.visibility] += [
            ErasedPart(entry=each.entry.id, field=name, digest=digest)
            for name, digest in sorted(held[each.entry.id].items())
            if each.whole or name in each.fields
        ]
    for visibility, found in by_chain.items():
        for start in range(0, len(found), MOST_PARTS):
            yield visibility, tuple(found[start : start + MOST_PARTS])


def _take_out(person: UUID, said: Sequence[Entry[Any]], now: datetime) -> None:
    """Destroy what these entries, which are written, say is erased, and whatever was made of it."""
    ids = [entry.id for entry in said]
    indexes = dict(models.Entry.objects.filter(id__in=ids).values_list("id", "idx"))
    touched: set[UUID] = set()
    for entry in said:
        gone = _gone(entry, now)
        parts.take_out(indexes[entry.id], gone)
        touched |= gone.keys()
    letters = models.Entry.objects.filter(subject=person, kind="letter_issued")
    made_of = letters.filter(id__in=touched) | letters.filter(refers_to__in=touched)
    models.Letter.objects.filter(entry__in=made_of).delete()
    if any(e.payload.scope == "person" and e.visibility is Visibility.SHARED for e in said):
        forget_person(person=person, now=now)
    forget_uploads()
    rebuild_file(person=person)
    _scrub.after_commit([line_of(entry, indexes[entry.id]) for entry in said])


def _gone(entry: Entry[Any], now: datetime) -> Mapping[UUID, list[ErasedField]]:
    said: Erased = entry.payload
    gone: dict[UUID, list[ErasedField]] = defaultdict(list)
    for part in said.parts:
        gone[part.entry].append(
            ErasedField(
                part.field, part.digest, now, entry.author, said.ground, entry.id,
                whole=said.scope != "fields",
            )
        )  # fmt: skip
    return gone


def replay(*, lines: Iterable[Line], now: datetime) -> int:
    """Erase again what a restored backup brought back; says how many parts. To be called after every restore
    and before anything is served, with the newest journal (`domain.erasure_journal`): what is gone already,
    or is not in this backup at all, is passed over, so that it may be called again at any time."""
    count = 0
    for line in lines:
        held = parts.held({part.entry for part in line.parts})
        back = [part for part in line.parts if held.get(part.entry, {}).get(part.field) == part.digest]
        if back:
            _again(replace(line, parts=tuple(back)), now)
            count += len(back)
    return count


def _again(line: Line, now: datetime) -> None:
    """In the name of whoever erased it first: their part may have ended since."""
    day = timezone.localdate(line.at)
    payload = Erased(
        scope=line.scope, ground="restored", source=f"Erased first on {day.day} {day:%B %Y}",
        reason="A backup from before the erasure was restored.", parts=line.parts,
    )  # fmt: skip
    draft = log.Draft(
        id=uuid.uuid4(), subject=line.subject, author=line.by, happened=timezone.localdate(now),
        payload=payload, visibility=Visibility(line.visibility),
    )  # fmt: skip
    with turn(), transaction.atomic():
        with writing(subject=line.subject, by=line.by, now=now) as desk:
            said = desk.add_unchecked(draft)
        _take_out(line.subject, [said], now)
