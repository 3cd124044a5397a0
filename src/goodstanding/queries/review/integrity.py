"""Whether the shared chain of one file still says what was written: part by part, link by link, to its head.

`goodstanding check` reads the whole record; a review asks about one file. The leaf of each entry is made
anew from the parts that are kept, and must be the one that the next entry names and in which the chain ends.
Only the chain that both sides read is looked at, so that nothing is told of a compartment.
"""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from goodstanding.domain.entries import KINDS, Visibility
from goodstanding.domain.errors import Damage
from goodstanding.domain.remembered import Remembered
from goodstanding.queries.audit import COLUMNS, columns_written
from goodstanding.record import chain, disclosure, leaf
from goodstanding.store import models
from goodstanding.store.parts import erased_of
from goodstanding.store.prepared import prepared_rows
from goodstanding.store.stored import Stored, StoredFile, stored_of

SHARED = Visibility.SHARED.value


def chain_holds(person: UUID, file: StoredFile | None = None) -> bool | None:
    """None where the file has no shared entry yet.

    `file`: as it is stored, where it is at hand. Then no statement is needed, unless a part is gone: whether
    it was erased or altered only the leaves tell. Else two at most.
    """
    kept = file or stored_of(person)
    shared = [each for each in kept.rows if each.shared]
    if not shared:
        return None
    return _linked(shared, kept.head) or _committed(person)


def _linked(rows: list[Stored], head: bytes) -> bool:
    """Whether the parts that are kept make exactly the leaves of an unbroken chain."""
    before = b""
    for n, each in enumerate(rows, start=1):
        key = (id(each), n, before)
        known = _leaves.get(key) or _leaves.put(key, (each, _leaf(each.row, n, before)))
        before = known[1]
        if not before:
            return False
    return before == head


_leaves: Remembered[tuple[int, int, bytes], tuple[Stored, bytes]] = Remembered(6_000)
"""By the object that an unaltered row is remembered as (held here, so that no other takes its id), its place
and the leaf before it."""


def _leaf(row: tuple[Any, ...], n: int, before: bytes) -> bytes:
    """The hash of the leaf that these parts make in this place, or nothing where they do not belong there."""
    id, subject, author, happened, recorded, kind, said, gone, visibility, _, case, refers_to = row
    parts = tuple(json.loads(said)) if said else ()
    link = chain.part_bytes(n, before.hex() or None)
    if kind not in KINDS:
        return b""
    columns = columns_written(
        0, id, subject, author, case, refers_to, kind, KINDS[kind].version, visibility, happened, recorded
    )
    commits = [disclosure.written(chain.PART, link), *columns.values()]
    if not parts or not disclosure.say(parts, commits):
        return b""
    return leaf.leaf_hash(leaf.leaf_bytes(recorded, parts, [each.digest for each in erased_of(gone)]))


def _committed(person: UUID) -> bool:
    """The same read from the leaves: a part that was erased is no fault, one that was altered is."""
    items: list[chain.ChainItem] = []
    rows = list(_with_leaves(person))
    for *columns, said, data, hashed, _, _ in rows:
        parts = tuple(json.loads(said)) if said else ()
        prev = items[-1].leaf_hash.hex() if items else None
        link = chain.part_bytes(len(items) + 1, prev)
        commits = [disclosure.written(chain.PART, link), *columns_written(*columns).values()]
        if not _written(bytes(data or b""), bytes(hashed or b""), parts, commits):
            return False
        items.append(chain.ChainItem(len(items) + 1, prev, columns[0], bytes(hashed)))
    last, held = rows[-1][-2], rows[-1][-1]
    return not chain.check_chain(items, chain.ChainHead(last or 0, bytes(held or b"")))


def _written(data: bytes, hashed: bytes, parts: tuple[str, ...], commits: list[bytes]) -> bool:
    """Whether the leaf is the one that was hashed, commits to every part that is kept, and the parts say what
    the row says."""
    try:
        kept = leaf.is_of(data, parts) or leaf.match(leaf.parse(data), parts).ok
    except Damage:
        return False
    return kept and leaf.leaf_hash(data) == hashed and disclosure.say(parts, commits)


@prepared_rows
def _with_leaves(person: UUID) -> QuerySet[Any, Any]:
    leaves = models.Leaf.objects.filter(idx=OuterRef("idx"))
    heads = models.ChainHead.objects.filter(person=OuterRef("subject"), visibility=SHARED)
    return (
        models.Entry.objects.filter(subject=person, visibility=SHARED)
        .order_by("idx")
        .values_list(
            *COLUMNS, "payload__disclosures", Subquery(leaves.values("data")),
            Subquery(leaves.values("hash")), Subquery(heads.values("seq")[:1]),
            Subquery(heads.values("leaf_hash")[:1]),
        )
    )  # fmt: skip
