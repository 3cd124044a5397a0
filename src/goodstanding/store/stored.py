"""A file as it is stored, read whole. An entry whose row says what it said before is not parsed anew.

Every row is read from the database each time. What is remembered is only what a row means, by all that stands
in it: an entry that was altered, erased or rolled back has another row or none, and is never shown as it was.
One of which something was erased is not remembered: it also says the name of who erased it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Subquery

from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.remembered import Remembered
from goodstanding.store import log, models
from goodstanding.store.prepared import Raw, prepared_raw

MOST = 3_000
"""Entries remembered, up to twice as many: about 9 KB each with all that is worked out from them."""


class Stored:
    """One entry by its row of `log.COLUMNS`. The same row gives the same object while it is remembered, so
    that what was worked out from it is known by it."""

    __slots__ = ("_entry", "row")

    def __init__(self, row: tuple[Any, ...]) -> None:
        self.row = row
        self._entry: Entry[Any] | None = None

    @property
    def shared(self) -> bool:
        return bool(self.row[log.VISIBILITY] == Visibility.SHARED)

    @property
    def entry(self) -> Entry[Any]:
        """As the domain knows it; Damage where its parts do not make one."""
        if self._entry is None:
            self._entry = log.entry_of(self.row)
        return self._entry


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Entries in the order in which they were recorded. `head`: the hash at which the shared chain ends."""

    rows: tuple[Stored, ...]
    head: bytes

    @property
    def entries(self) -> list[Entry[Any]]:
        return [each.entry for each in self.rows]


_known: Remembered[tuple[Any, ...], Stored] = Remembered(MOST)


def stored_of(subject: UUID, *, without: Iterable[Visibility] = ()) -> StoredFile:
    """One person's file without the entries of some domains. One statement."""
    return stored(_of(subject, without=tuple(sorted(v.value for v in without))))


@prepared_raw
def _of(subject: UUID, *, without: tuple[str, ...]) -> QuerySet[Any, Any]:
    rows = models.Entry.objects.filter(subject=subject).order_by("idx")
    if without:
        rows = rows.exclude(visibility__in=without)
    return with_head(rows, models.ChainHead.objects.filter(person=subject))


def with_head(rows: QuerySet[models.Entry], heads: QuerySet[models.ChainHead]) -> QuerySet[Any, Any]:
    """`log.COLUMNS`, and the end of the shared chain, which the database looks up once."""
    shared = heads.filter(visibility=Visibility.SHARED.value)
    return rows.values_list(*log.COLUMNS, Subquery(shared.values("leaf_hash")[:1]))


def stored(found: Raw) -> StoredFile:
    """From rows made by `with_head`."""
    keys = [row[:-1] for row in found.rows]
    known = [_known.get(key) for key in keys]
    new = [n for n, each in enumerate(known) if each is None]
    lost = []
    for n, row in zip(new, found.convert([found.rows[n] for n in new]), strict=True):
        known[n] = each = Stored(row[:-1])
        if row[log.ERASED]:
            lost.append(each)
        else:
            _known.put(keys[n], each)
    _read_together(lost)
    head = found.rows[0][-1] if found.rows else None
    return StoredFile(tuple(each for each in known if each is not None), bytes(head or b""))


def _read_together(lost: list[Stored]) -> None:
    """Entries of which something was erased, at once: who did it is looked up for all of them."""
    for each, entry in zip(lost, log.entries_from(each.row for each in lost), strict=True):
        each._entry = entry
