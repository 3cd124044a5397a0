"""What somebody may take away to prove an entry later: for exactly the entries that they may read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from goodstanding.domain.entries import KINDS
from goodstanding.domain.errors import NotFound
from goodstanding.queries.checkpoints import Signed, first_covering
from goodstanding.queries.files import open_file, visible_entries
from goodstanding.queries.paging import clamp, page_of
from goodstanding.queries.standing import Viewer, entries_visible, standing
from goodstanding.record import merkle, receipt
from goodstanding.record.proof import Proof
from goodstanding.record.receipt import Receipt
from goodstanding.store import models, proofs

PAGE = 25
MOST = 1000
"""Receipts in one ZIP file."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of which somebody may have the receipt. `covered`: the first checkpoint with it, or None."""

    index: int
    entry: UUID
    subject: UUID
    subject_name: str
    title: str
    author_name: str
    happened: date
    recorded: datetime
    covered: int | None
    taken: datetime | None


@dataclass(frozen=True, slots=True)
class Document:
    """A receipt as two files: for people's tools and for other programs of the same standard."""

    index: int
    entry: UUID
    size: int
    json: str
    proof: str

    @property
    def name(self) -> str:
        return receipt.file_name(self.index + 1)

    @property
    def proof_name(self) -> str:
        return self.name.removesuffix("json") + "tlog-proof"


@dataclass(frozen=True, slots=True)
class _Own:
    """What the viewer wrote, what is about them as far as they may read it, and what they took."""

    written: QuerySet[models.Entry]
    about: QuerySet[models.Entry]
    taken: QuerySet[models.ReceiptTaken]

    @property
    def all(self) -> QuerySet[models.Entry]:
        return self.written | self.about

    def untaken(self) -> Q:
        return Q(~Exists(self.taken.filter(entry=OuterRef("pk"))))


def _own(viewer: Viewer) -> _Own:
    delivered = models.Case.objects.filter(person=viewer.person, delivered_on__isnull=False)
    readable = entries_visible(standing(viewer, viewer.person), delivered.values("id"))
    return _Own(
        models.Entry.objects.filter(author=viewer.person),
        models.Entry.objects.filter(readable, subject=viewer.person),
        models.ReceiptTaken.objects.filter(person=viewer.person),
    )


def mine(viewer: Viewer) -> QuerySet[models.Entry]:
    """What is about the viewer, as far as they may read it, and what they wrote."""
    return _own(viewer).all


def new(viewer: Viewer) -> QuerySet[models.Entry]:
    """Those of them whose receipt they did not take yet."""
    own = _own(viewer)
    return own.all.filter(own.untaken())


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of somebody's receipts, how many there are, and how many they did not take yet."""

    page: Page[Line]
    total: int
    fresh: int


def listed(viewer: Viewer, number: int, *, only_new: bool, about_me: bool) -> Overview:
    """The latest recorded first. Seven statements."""
    own = _own(viewer)
    total, about, taken, taken_about = _counts(viewer, own)
    chosen = about if about_me else total
    if only_new:
        chosen -= taken_about if about_me else taken
    number = clamp(number, chosen, PAGE)
    latest = _latest(own, number * PAGE, only_new=only_new, about_me=about_me)
    rows = _rows(own, latest[(number - 1) * PAGE :])
    covered = first_covering([row[0] for row in rows])
    lines = [_line(row, covered.get(row[0])) for row in rows]
    return Overview(page_of(lines, number, chosen, PAGE), total, total - taken)


def _counts(viewer: Viewer, own: _Own) -> tuple[int, int, int, int]:
    """How many entries there are receipts of, how many of those are about the viewer, and how many of each
    were taken. One statement.

    What was written and what is about somebody are counted one by one, each from its index: joined by “or”
    they are read entry by entry, and somebody in HR wrote very many. What was taken is counted from what was
    taken.
    """
    counted = (
        _many(own.written), _many(own.about), _many(own.written.filter(subject=viewer.person)),
        _many(own.taken.filter(Exists(own.all.filter(pk=OuterRef("entry"))))),
        _many(own.taken.filter(Exists(own.about.filter(pk=OuterRef("entry"))))),
    )  # fmt: skip
    found = models.Person.objects.filter(pk=viewer.person).values_list(*counted)
    written, about, both, taken, taken_about = found[0]
    return written + about - both, about, taken, taken_about


def _many(rows: QuerySet[Any, Any]) -> Coalesce:
    counted = rows.order_by().values(one=Value(1)).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def _latest(own: _Own, upto: int, *, only_new: bool, about_me: bool) -> list[int]:
    """Where the latest so many stand in the log. Two statements at most: the latest of each kind are found in
    its index, and the latest of both are among them."""
    fresh = own.untaken() if only_new else Q()
    kinds = [own.about] if about_me else [own.about, own.written]
    found = {idx for k in kinds for (idx,) in k.filter(fresh).order_by("-idx").values_list("idx")[:upto]}
    return sorted(found, reverse=True)[:upto]


def _rows(own: _Own, at: Sequence[int]) -> list[tuple[Any, ...]]:
    taken = Subquery(own.taken.filter(entry=OuterRef("pk")).values("taken")[:1])
    return list(
        models.Entry.objects.filter(idx__in=at).annotate(taken=taken).order_by("-idx").values_list(
            "idx", "id", "subject_id", "subject__name", "kind", "author__name", "happened", "recorded",
            "taken",
        )
    )  # fmt: skip


def _line(row: tuple[Any, ...], covered: int | None) -> Line:
    idx, id, subject, subject_name, kind, author, happened, recorded, taken = row
    title = KINDS[kind].title if kind in KINDS else kind
    return Line(idx, id, subject, subject_name, title, author, happened, recorded, covered, taken)


def of_entry(viewer: Viewer, person: UUID, entry: UUID) -> int:
    """The place in the log of an entry that this viewer may read; else NotFound."""
    head = open_file(viewer, person)
    found = visible_entries(head).filter(id=entry).values_list("idx", flat=True).first()
    if found is None:
        raise NotFound("There is no such entry, or it is not for you.")
    return found


def documents(indexes: Sequence[int], signed: Signed) -> list[Document]:
    """The receipts of these entries under one checkpoint that covers them all. The caller has checked that
    their reader may read them: whoever reads an entry reads all its parts."""
    wanted = sorted(set(indexes))
    rows = models.Entry.objects.filter(idx__in=wanted).order_by("idx")
    said = {idx: (id, text) for idx, id, text in rows.values_list("idx", "id", "payload__disclosures")}
    data = dict(models.Leaf.objects.filter(idx__in=wanted).values_list("idx", "data"))
    paths = proofs.with_hashes(
        lambda hash_at: {at: merkle.inclusion_proof(at, signed.size, hash_at) for at in wanted}
    )
    made = []
    for at in wanted:
        id, disclosures = said[at]
        proven = Proof(at, paths[at], signed.text).text
        held = Receipt(bytes(data[at]), tuple(json.loads(disclosures)), proven)
        made.append(Document(at, id, signed.size, held.text, proven))
    return made
