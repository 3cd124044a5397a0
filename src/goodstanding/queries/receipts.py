"""What somebody may take away to prove an entry later: for exactly the entries that they may read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

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


def mine(viewer: Viewer) -> QuerySet[models.Entry]:
    """What is about the viewer, as far as they may read it, and what they wrote."""
    delivered = models.Case.objects.filter(person=viewer.person, delivered_on__isnull=False)
    own = entries_visible(standing(viewer, viewer.person), delivered.values_list("id", flat=True))
    return models.Entry.objects.filter(Q(author=viewer.person) | (Q(subject=viewer.person) & own))


def new(viewer: Viewer) -> QuerySet[models.Entry]:
    """Those of them whose receipt they did not take yet."""
    taken = models.ReceiptTaken.objects.filter(person=viewer.person, entry=OuterRef("pk"))
    return mine(viewer).exclude(Exists(taken))


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of somebody's receipts, how many there are, and how many they did not take yet."""

    page: Page[Line]
    total: int
    fresh: int


def listed(viewer: Viewer, number: int, *, only_new: bool, about_me: bool) -> Overview:
    """The latest recorded first. Six statements."""
    own = mine(viewer)
    taken = models.ReceiptTaken.objects.filter(person=viewer.person, entry=OuterRef("pk"))
    untaken, about = ~Exists(taken), Q(subject=viewer.person)
    chosen = (Q(untaken) if only_new else Q()) & (about if about_me else Q())
    counts = own.aggregate(
        total=Count("pk"), fresh=Count("pk", filter=Q(untaken)), chosen=Count("pk", filter=chosen or None)
    )
    number = clamp(number, counts["chosen"], PAGE)
    rows = list(
        own.filter(chosen).annotate(taken=Subquery(taken.values("taken")[:1])).order_by("-idx").values_list(
            "idx", "id", "subject_id", "subject__name", "kind", "author__name", "happened", "recorded",
            "taken",
        )[(number - 1) * PAGE : number * PAGE]
    )  # fmt: skip
    covered = first_covering([row[0] for row in rows])
    lines = [_line(row, covered.get(row[0])) for row in rows]
    return Overview(page_of(lines, number, counts["chosen"], PAGE), counts["total"], counts["fresh"])


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
