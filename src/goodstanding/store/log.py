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
from goodstanding.domain.erased import ErasedField
from goodstanding.domain.errors import Bug
from goodstanding.record import chain, disclosure, leaf, merkle
from goodstanding.record.entry_parts import BEFORE_CHAIN, parts_but_chain
from goodstanding.store import models, parts
from goodstanding.store.inserts import Rows, insert
from goodstanding.store.prepared import filled, prepared_rows

HASH = 32
MOST = 500
"""Whose chains are looked up at once."""


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
    erased: tuple[ErasedField, ...] = ()


ENTRY = (
    "idx", "id", "subject_id", "case_id", "kind", "version", "visibility", "seq", "happened", "recorded",
    "author_id", "refers_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with all of its parts salted and hashed but the chain part, which needs the entry before it."""

    draft: Draft
    recorded: datetime
    disclosures: tuple[str, ...]
    """The chain part is missing, unless the entry brought all of its own."""
    digests: tuple[bytes, ...]
    chain_salt: bytes


@dataclass(frozen=True, slots=True)
class _Written:
    """What is stored of one entry, rows in the order of their columns, and the entry itself."""

    entry: tuple[Any, ...]
    payload: tuple[int, str, str | None]
    leaf: tuple[int, bytes, bytes]
    tiles: tuple[merkle.TileHash, ...]
    said: Entry[Any]


@dataclass(slots=True)
class _Appender:
    """Holds the heads in memory for one batch. The log head's row is locked until the commit."""

    head: merkle.Head
    chains: dict[tuple[UUID, str], chain.ChainHead]

    def add(self, made: Prepared) -> _Written:
        draft, recorded = made.draft, made.recorded
        key = (draft.subject, draft.visibility.value)
        before = self.chains.get(key, chain.ChainHead())
        disclosures, digests = _chained(made, before)
        lost = [each.digest.encode("ascii") for each in draft.erased]
        data = leaf.leaf_of(recorded, [*digests, *lost])
        leaf_hash = leaf.leaf_hash(data)
        idx = self.head.size
        self.head, tiles = merkle.append(self.head, leaf_hash)
        self.chains[key] = chain.ChainHead(before.seq + 1, leaf_hash)
        row = (
            idx, draft.id, draft.subject, draft.case, draft.payload.kind, draft.payload.version,
            draft.visibility.value, before.seq + 1, draft.happened, recorded, draft.author, draft.refers_to,
        )  # fmt: skip
        entry = Entry(
            id=draft.id, subject=draft.subject, author=draft.author, happened=draft.happened,
            recorded=recorded, payload=draft.payload, visibility=draft.visibility, seq=before.seq + 1,
            case=draft.case, refers_to=draft.refers_to,
        )  # fmt: skip
        gone = parts.stored(draft.erased) if draft.erased else None
        return _Written(row, (idx, json.dumps(disclosures), gone), (idx, data, leaf_hash), tiles, entry)


def prepare(drafts: Sequence[Draft], *, now: datetime, salt: Callable[[], bytes]) -> list[Prepared]:
    """Everything that can be worked out before it is the writer's turn: nothing here asks the database."""
    return [_prepared(draft, now, salt) for draft in drafts]


def _prepared(draft: Draft, now: datetime, salt: Callable[[], bytes]) -> Prepared:
    if draft.disclosures:
        made = draft.disclosures
    else:
        said = parts_but_chain(
            id=draft.id, subject=draft.subject, author=draft.author, happened=draft.happened, recorded=now,
            visibility=draft.visibility, payload=draft.payload, case=draft.case, refers_to=draft.refers_to,
        )  # fmt: skip
        made = tuple(disclosure.make_normalised(name, value, salt()) for name, value in said.items())
    return Prepared(draft, draft.recorded or now, made, tuple(disclosure.digests(made)), salt())


def _chained(made: Prepared, before: chain.ChainHead) -> tuple[list[str], list[bytes]]:
    """All disclosures and their digests, the chain part in its place among them."""
    disclosures, digests = list(made.disclosures), list(made.digests)
    if not made.draft.disclosures:
        link = disclosure.make(chain.PART, chain.next_part(before), made.chain_salt)
        disclosures.insert(BEFORE_CHAIN, link)
        digests.insert(BEFORE_CHAIN, *disclosure.digests([link]))
    return disclosures, digests


def append(drafts: Sequence[Draft], *, now: datetime, salt: Callable[[], bytes]) -> list[Entry[Any]]:
    """Write these entries, in this order, and return them numbered. Must run inside a transaction."""
    return append_prepared(prepare(drafts, now=now, salt=salt))


def append_prepared(made: Sequence[Prepared]) -> list[Entry[Any]]:
    """The same of what was prepared. From here to the commit nobody else can append: call it last."""
    if not connection.in_atomic_block:
        raise Bug("Entries are appended only inside the transaction of what they record.")
    if not made:
        return []
    keys = {(each.draft.subject, each.draft.visibility.value) for each in made}
    # Chains before the head: nobody else adds to them, because who writes in a file has locked its person.
    # If somebody did all the same, two entries of one number would be refused by the database.
    chains = _chains(keys)
    appender = _Appender(_locked_head(), chains)
    written = [appender.add(each) for each in made]
    tiles = [(t.level, t.position, t.value) for w in written for t in w.tiles if t.level > 0]
    insert(
        Rows(models.Entry, ENTRY, [w.entry for w in written]),
        Rows(models.Payload, ("entry_id", "disclosures", "erased"), [w.payload for w in written]),
        Rows(models.Leaf, ("idx", "data", "hash"), [w.leaf for w in written]),
        Rows(models.TileHash, ("level", "position", "hash"), tiles),
        *_heads(appender, keys),
    )
    return [w.said for w in written]


def _locked_head() -> merkle.Head:
    size, held = _head(1)[0]
    peaks = bytes(held)
    return merkle.Head(size, tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))


@prepared_rows
def _head(id: int) -> QuerySet[Any, Any]:
    return models.LogHead.objects.select_for_update().filter(id=id).values_list("size", "peaks")


def _chains(keys: Iterable[tuple[UUID, str]]) -> dict[tuple[UUID, str], chain.ChainHead]:
    subjects = list({subject for subject, _ in keys})
    found: dict[tuple[UUID, str], chain.ChainHead] = {}
    for start in range(0, len(subjects), MOST):
        for person, visibility, seq, leaf_hash in _heads_of(*filled(subjects[start : start + MOST])):
            found[person, visibility] = chain.ChainHead(seq, bytes(leaf_hash))
    return found


@prepared_rows
def _heads_of(*people: UUID) -> QuerySet[Any, Any]:
    heads = models.ChainHead.objects.filter(person__in=people)
    return heads.values_list("person_id", "visibility", "seq", "leaf_hash")


def _heads(appender: _Appender, keys: Iterable[tuple[UUID, str]]) -> tuple[Rows, Rows]:
    head = (1, appender.head.size, b"".join(appender.head.peaks))
    chains = [(key, appender.chains[key]) for key in sorted(keys, key=str)]
    return (
        Rows(models.LogHead, ("id", "size", "peaks"), [head], unless=("id",)),
        Rows(
            models.ChainHead, ("person_id", "visibility", "seq", "leaf_hash"),
            [(*key, each.seq, each.leaf_hash or b"") for key, each in chains],
            unless=("person_id", "visibility"),
        ),
    )  # fmt: skip


COLUMNS = (
    "id", "subject_id", "author_id", "happened", "recorded", "kind", "payload__disclosures",
    "payload__erased", "visibility", "seq", "case_id", "refers_to",
)  # fmt: skip
"""What an entry is read from, in the order that `entries_from` takes it."""
SAID = slice(5, 8)
"""Of them, what its payload is made of."""
ERASED, VISIBILITY = 7, 8


def entries_from(rows: Iterable[tuple[Any, ...]]) -> list[Entry[Any]]:
    """Rows of `COLUMNS`, as the domain knows them."""
    listed = list(rows)
    said = parts.payloads(row[SAID] for row in listed)
    return [_entry_of(row, payload) for row, payload in zip(listed, said, strict=True)]


def entry_of(row: tuple[Any, ...]) -> Entry[Any]:
    """One row of `COLUMNS`. Of several take `entries_from`: who erased is looked up once for all of them."""
    return entries_from([row])[0]


def _entry_of(row: tuple[Any, ...], payload: Payload) -> Entry[Any]:
    id, subject, author, happened, recorded, _, _, _, visibility, seq, case, refers_to = row
    return Entry(
        id=id, subject=subject, author=author, happened=happened, recorded=recorded, payload=payload,
        visibility=Visibility(visibility), seq=seq, case=case, refers_to=refers_to,
    )  # fmt: skip


def to_domain(row: models.Entry) -> Entry[Any]:
    """A row with its payload loaded, as the domain knows it."""
    columns = (
        row.id, row.subject_id, row.author_id, row.happened, row.recorded, row.kind,
        row.payload.disclosures, row.payload.erased, row.visibility, row.seq, row.case_id, row.refers_to,
    )  # fmt: skip
    return entries_from([columns])[0]


def read(rows: QuerySet[models.Entry]) -> list[Entry[Any]]:
    """These entries in the order in which they were recorded. One statement."""
    return entries_from(rows.order_by("idx").values_list(*COLUMNS))


def entries_of(subject: UUID, *, without: Iterable[Visibility] = ()) -> list[Entry[Any]]:
    """One person's entries in the order in which they were recorded. One statement."""
    rows = _of(subject, without=tuple(v.value for v in without))
    return entries_from(row[:-1] for row in rows)


def read_ahead(subject: UUID) -> tuple[list[Entry[Any]], int]:
    """All of them, and the place of the last: what comes later is `entries_after`. None yet: place -1."""
    rows = _of(subject, without=())
    return entries_from(row[:-1] for row in rows), rows[-1][-1] if rows else -1


def entries_after(subject: UUID, place: int) -> list[Entry[Any]]:
    """What was recorded of this person after this place in the log. One statement."""
    return read(models.Entry.objects.filter(subject=subject, idx__gt=place))


@prepared_rows
def _of(subject: UUID, *, without: tuple[str, ...]) -> QuerySet[Any, Any]:
    rows = models.Entry.objects.filter(subject=subject).order_by("idx")
    if without:
        rows = rows.exclude(visibility__in=without)
    return rows.values_list(*COLUMNS, "idx")
