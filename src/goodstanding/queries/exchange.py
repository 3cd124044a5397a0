"""A person's file as an export: what this viewer may read of it, with what proves each entry."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from goodstanding.domain import exchange
from goodstanding.domain.entries import Payload
from goodstanding.domain.errors import NotFound
from goodstanding.domain.exchange import (
    EntryWithErasures,
    ErasedHere,
    ExportedEntry,
    FileExport,
    Named,
    Provenance,
    RecordPart,
    Subject,
)
from goodstanding.queries import checkpoints, presenters, receipt_check
from goodstanding.queries.checkpoints import Signed
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.standing import Viewer
from goodstanding.record import base64std, merkle
from goodstanding.record.entry_parts import fields_of
from goodstanding.store import models, parts, proofs


def exported(person: UUID, viewer: Viewer | None, now: datetime, *, since: int = 0) -> FileExport:
    """For a viewer as much as they may read; without one, for an administrator at the machine, all of it.

    `since`: the size of a checkpoint that somebody kept, which the newest is shown to continue.
    """
    whole = models.Entry.objects.filter(subject=person)
    found = visible_entries(open_file(viewer, person)) if viewer else whole
    subject = models.Person.objects.filter(id=person).first()
    if subject is None:
        raise NotFound("There is no such person.")
    rows = list(found.select_related("payload").order_by("idx"))
    newest = checkpoints.latest()
    complete = viewer is None
    records = _records([row.idx for row in rows], newest, complete)
    said = parts.payloads((row.kind, row.payload.disclosures, row.payload.erased) for row in rows)
    entries = [
        _entry(row, payload, records[row.idx](json.loads(row.payload.disclosures)))
        for row, payload in zip(rows, said, strict=True)
    ]
    return FileExport(
        exported=Provenance(at=now, by=viewer.person if viewer else None, complete=complete),
        person=Subject(
            id=subject.id, number=subject.number, name=subject.name, email=subject.email,
            jurisdiction=subject.jurisdiction, working_days=subject.working_days,
        ),
        people=_people(entries, without=person),
        entries=tuple(entries),
        checkpoint=newest.text if newest else None,
        growth=receipt_check.growth_from(since) if since else None,
    )  # fmt: skip


def _records(
    indexes: Sequence[int], newest: Signed | None, complete: bool
) -> dict[int, Callable[[Sequence[str]], RecordPart]]:
    """What proves each entry, its parts left open. What a checkpoint covers has its place and its path."""
    covered = [at for at in indexes if newest and at < newest.size]
    size = newest.size if newest else 0
    paths = proofs.with_hashes(
        lambda hash_at: {at: merkle.inclusion_proof(at, size, hash_at) for at in covered}
    )
    leaves = models.Leaf.objects.filter(idx__in=indexes).values_list("idx", "data", "hash")
    return {
        at: partial(
            _record, at if complete or at in paths else None, bytes(data), bytes(value), paths.get(at)
        )
        for at, data, value in leaves
    }


def _record(
    index: int | None, data: bytes, value: bytes, path: tuple[bytes, ...] | None, parts: Sequence[str]
) -> RecordPart:
    return RecordPart(
        index=index,
        leaf_hash=value.hex(),
        disclosures=tuple(parts),
        leaf=data.decode("ascii"),
        proof=None if path is None else tuple(map(base64std.encode, path)),
    )


def _entry(row: models.Entry, payload: Payload, record: RecordPart) -> ExportedEntry:
    fields: dict[str, Any] = {
        "id": row.id, "kind": row.kind, "version": row.version, "visibility": row.visibility, "seq": row.seq,
        "happened": row.happened, "recorded": row.recorded, "author": row.author_id, "case": row.case_id,
        "refers_to": row.refers_to, "payload": payload, "record": record,
    }  # fmt: skip
    if gone := parts.erased_of(row.payload.erased):
        fields["payload"] = fields_of(record.disclosures)
        fields["erased"] = tuple(
            ErasedHere(
                field=e.field, digest=e.digest, erasure=e.erasure, at=e.on, by=e.by, ground=e.ground,
                whole=e.whole,
            ) for e in gone
        )  # fmt: skip
        return EntryWithErasures.model_validate(fields)
    return exchange.entry_of(row.kind).model_validate(fields)


def _people(entries: Iterable[ExportedEntry], *, without: UUID) -> tuple[Named, ...]:
    ids = {e.author for e in entries} | {id for e in entries for id in _mentioned(e.payload)}
    ids |= {each.by for e in entries if isinstance(e, EntryWithErasures) for each in e.erased}
    rows = models.Person.objects.filter(id__in=ids - {without}).order_by("number")
    return tuple(
        Named(id=id, number=number, name=name)
        for id, number, name in rows.values_list("id", "number", "name")
    )


def _mentioned(payload: Payload) -> Iterable[UUID]:
    return presenters.mentions(payload)
