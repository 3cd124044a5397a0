"""A person's file as an export: what this viewer may read of it, with what proves each entry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from goodstanding.domain import exchange
from goodstanding.domain.entries import Payload
from goodstanding.domain.errors import NotFound
from goodstanding.domain.exchange import ExportedEntry, FileExport, Named, Provenance, RecordPart, Subject
from goodstanding.queries import presenters
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.standing import Viewer
from goodstanding.record.entry_parts import payload_of
from goodstanding.store import models


def exported(person: UUID, viewer: Viewer | None, now: datetime) -> FileExport:
    """For a viewer as much as they may read; without one, for an administrator at the machine, all of it."""
    whole = models.Entry.objects.filter(subject=person)
    found = visible_entries(open_file(viewer, person)) if viewer else whole
    subject = models.Person.objects.filter(id=person).first()
    if subject is None:
        raise NotFound("There is no such person.")
    rows = list(found.select_related("payload").order_by("idx"))
    hashes = dict(models.Leaf.objects.filter(idx__in=found.values("idx")).values_list("idx", "hash"))
    complete = viewer is None
    entries = [
        _entry(row, RecordPart(
            index=row.idx if complete else None,
            leaf_hash=bytes(hashes[row.idx]).hex(),
            disclosures=tuple(json.loads(row.payload.disclosures)),
        ))
        for row in rows
    ]  # fmt: skip
    return FileExport(
        exported=Provenance(at=now, by=viewer.person if viewer else None, complete=complete),
        person=Subject(
            id=subject.id, number=subject.number, name=subject.name, email=subject.email,
            jurisdiction=subject.jurisdiction, working_days=subject.working_days,
        ),
        people=_people(entries, without=person),
        entries=tuple(entries),
    )  # fmt: skip


def _entry(row: models.Entry, record: RecordPart) -> ExportedEntry:
    fields: dict[str, Any] = {
        "id": row.id, "kind": row.kind, "version": row.version, "visibility": row.visibility, "seq": row.seq,
        "happened": row.happened, "recorded": row.recorded, "author": row.author_id, "case": row.case_id,
        "refers_to": row.refers_to, "payload": payload_of(row.kind, record.disclosures),
        "record": record,
    }  # fmt: skip
    return exchange.entry_of(row.kind).model_validate(fields)


def _people(entries: Iterable[ExportedEntry], *, without: UUID) -> tuple[Named, ...]:
    ids = {e.author for e in entries} | {id for e in entries for id in _mentioned(e.payload)}
    rows = models.Person.objects.filter(id__in=ids - {without}).order_by("number")
    return tuple(
        Named(id=id, number=number, name=name)
        for id, number, name in rows.values_list("id", "number", "name")
    )


def _mentioned(payload: Payload) -> Iterable[UUID]:
    return presenters.mentions(payload)
