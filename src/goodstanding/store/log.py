"""Append entries to the record: entry, payload, leaf, tiles and heads in the caller's transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from goodstanding.domain.entries import Entry, Payload, Visibility
from goodstanding.domain.errors import Bug
from goodstanding.record import chain, disclosure, leaf, merkle
from goodstanding.record.entry_parts import parts_of, payload_of
from goodstanding.store import models
from goodstanding.store.prepared import prepared_rows

HASH = 32
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry that is not numbered yet.

    One that is brought back from an export carries its own time and disclosures, so that its leaf stays the
    same; whoever appends it has checked that they say what the entry says.
    """

    id: UUID
    subject: UUID
    author: UUID
    happened: date
    payload: Payload
    visibility: Visibility
    case: UUID | None = None
    refers_to: UUID | None = None
    recorded: datetime | None = None
    disclosures: tuple[str, ...] = ()


@dataclass(slots=True)
class _Appender:
    """Holds the heads in memory for one batch. The log head's row is locked until the commit."""

    now: datetime
    salt: Callable[[], bytes]
    head: merkle.Head
    chains: dict[tuple[UUID, str], chain.ChainHead]

    def add(
        self, draft: Draft
    ) -> tuple[models.Entry, models.Payload, models.Leaf, tuple[merkle.TileHash, ...]]:
        key = (draft.subject, draft.visibility.value)
        before = self.chains.get(key, chain.ChainHead())
        recorded = draft.recorded or self.now
        disclosures = list(draft.disclosures) or self._disclose(draft, before)
        data = leaf.leaf_bytes(recorded, disclosures)
        leaf_hash = leaf.leaf_hash(data)
        idx = self.head.size
        self.head, tiles = merkle.append(self.head, leaf_hash)
        self.chains[key] = chain.ChainHead(before.seq + 1, leaf_hash)
        row = models.Entry(
            idx=idx, id=draft.id, subject_id=draft.subject, case_id=draft.case, kind=draft.payload.kind,
            version=draft.payload.version, visibility=draft.visibility.value, seq=before.seq + 1,
            happened=draft.happened, recorded=recorded, author_id=draft.author, refers_to=draft.refers_to,
        )  # fmt: skip
        words = models.Payload(entry_id=idx, disclosures=json.dumps(disclosures))
        return row, words, models.Leaf(idx=idx, data=data, hash=leaf_hash), tiles

    def _disclose(self, draft: Draft, before: chain.ChainHead) -> list[str]:
        parts = parts_of(
            id=draft.id, subject=draft.subject, author=draft.author, happened=draft.happened,
            recorded=self.now, visibility=draft.visibility, payload=draft.payload, case=draft.case,
            refers_to=draft.refers_to, head=before,
        )  # fmt: skip
        return [disclosure.make(name, value, self.salt()) for name, value in parts.items()]


def append(drafts: Sequence[Draft], *, now: datetime, salt: Callable[[], bytes]) -> list[Entry[Any]]:
    """Write these entries, in this order, and return them numbered. Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise Bug("Entries are appended only inside the transaction of what they record.")
    if not drafts:
        return []
    appender = _Appender(now, salt, _locked_head(), _chains(drafts))
    written = [appender.add(draft) for draft in drafts]
    rows = [w[0] for w in written]
    models.Entry.objects.bulk_create(rows, BATCH)
    models.Payload.objects.bulk_create([w[1] for w in written], BATCH)
    models.Leaf.objects.bulk_create([w[2] for w in written], BATCH)
    models.TileHash.objects.bulk_create(
        [
            models.TileHash(level=t.level, position=t.position, hash=t.value)
            for w in written
            for t in w[3]
            if t.level > 0
        ],
        BATCH,
    )
    _store_heads(appender, drafts)
    return [_numbered(draft, row) for draft, row in zip(drafts, rows, strict=True)]


def _numbered(draft: Draft, row: models.Entry) -> Entry[Any]:
    return Entry(
        id=draft.id, subject=draft.subject, author=draft.author, happened=draft.happened,
        recorded=row.recorded, payload=draft.payload, visibility=draft.visibility, seq=row.seq,
        case=draft.case, refers_to=draft.refers_to,
    )  # fmt: skip


def _locked_head() -> merkle.Head:
    row = models.LogHead.objects.select_for_update().get(id=1)
    peaks = bytes(row.peaks)
    return merkle.Head(row.size, tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))


def _chains(drafts: Sequence[Draft]) -> dict[tuple[UUID, str], chain.ChainHead]:
    subjects = list({d.subject for d in drafts})
    found: dict[tuple[UUID, str], chain.ChainHead] = {}
    for start in range(0, len(subjects), BATCH):
        heads = models.ChainHead.objects.filter(person__in=subjects[start : start + BATCH])
        found |= {(h.person_id, h.visibility): chain.ChainHead(h.seq, bytes(h.leaf_hash)) for h in heads}
    return found


def _store_heads(appender: _Appender, drafts: Sequence[Draft]) -> None:
    models.LogHead.objects.filter(id=1).update(size=appender.head.size, peaks=b"".join(appender.head.peaks))
    touched = {(d.subject, d.visibility.value) for d in drafts}
    models.ChainHead.objects.bulk_create(
        [
            models.ChainHead(
                person_id=person, visibility=visibility,
                seq=appender.chains[person, visibility].seq,
                leaf_hash=appender.chains[person, visibility].leaf_hash or b"",
            )
            for person, visibility in sorted(touched, key=str)
        ],
        BATCH,
        update_conflicts=True,
        unique_fields=["person", "visibility"],
        update_fields=["seq", "leaf_hash"],
    )  # fmt: skip


COLUMNS = (
    "id", "subject_id", "author_id", "happened", "recorded", "kind", "payload__disclosures", "visibility",
    "seq", "case_id", "refers_to",
)  # fmt: skip
"""What an entry is read from, in the order that `entry_of` takes it."""


def entry_of(row: tuple[Any, ...]) -> Entry[Any]:
    """A row of `COLUMNS`, as the domain knows it."""
    id, subject, author, happened, recorded, kind, disclosures, visibility, seq, case, refers_to = row
    return Entry(
        id=id, subject=subject, author=author, happened=happened, recorded=recorded,
        payload=payload_of(kind, json.loads(disclosures)), visibility=Visibility(visibility), seq=seq,
        case=case, refers_to=refers_to,
    )  # fmt: skip


def to_domain(row: models.Entry) -> Entry[Any]:
    """A row with its payload loaded, as the domain knows it."""
    return entry_of(
        (
            row.id, row.subject_id, row.author_id, row.happened, row.recorded, row.kind,
            row.payload.disclosures, row.visibility, row.seq, row.case_id, row.refers_to,
        )
    )  # fmt: skip


def read(rows: QuerySet[models.Entry]) -> list[Entry[Any]]:
    """These entries in the order in which they were recorded. One statement."""
    return list(map(entry_of, rows.order_by("idx").values_list(*COLUMNS)))


def entries_of(subject: UUID, *, without: Iterable[Visibility] = ()) -> list[Entry[Any]]:
    """One person's entries in the order in which they were recorded. One statement."""
    return list(map(entry_of, _of(subject, without=tuple(v.value for v in without))))


@prepared_rows
def _of(subject: UUID, *, without: tuple[str, ...]) -> QuerySet[Any, Any]:
    rows = models.Entry.objects.filter(subject=subject)
    if without:
        rows = rows.exclude(visibility__in=without)
    return rows.order_by("idx").values_list(*COLUMNS)
