"""Entries in words: each with what answers, corrects and acknowledges it, inseparable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from goodstanding.domain.entries import KINDS, Payload
from goodstanding.domain.entries.day_to_day import Appraisal, Correction
from goodstanding.domain.entries.plan import ChangeProposed, Delivered, GoalDetermined, PlanDrafted
from goodstanding.domain.errors import NotFound
from goodstanding.domain.file import Rating
from goodstanding.queries import presenters
from goodstanding.queries.files import GROUPS, Head, Meta, in_group, metas, visible_entries
from goodstanding.queries.presenters import Labels, Presented
from goodstanding.store import models, parts

FOLLOWS = frozenset(
    {"answer", "correction", "acknowledged", "refusal_noted", "followed_up", "appraisal_answer",
     "accommodation_answered", "question_answered", "goal_contested", "determination_countersigned",
     "letter_issued"}
)  # fmt: skip
"""Kinds that stand under the entry to which they refer, wherever it stands."""

TERMS = ("delivered", "change_proposed", "plan_drafted")
NEVER_LATE = frozenset({"hired", "moved", "left"})


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry as a page shows it. `late_days`: days from happening to recording, where many."""

    meta: Meta
    payload: Payload
    shown: Presented
    acknowledged: datetime | None
    refused_by: str
    refused_at: datetime | None
    asks_receipt: bool
    late_days: int
    corrected_by: Meta | None
    retracted: bool
    labels: Labels = field(default_factory=Labels)
    children: tuple[EntryView, ...] = ()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How a reader narrowed the timeline; empty fields narrow nothing."""

    group: str = ""
    year: int | None = None
    author: UUID | None = None
    open_receipts: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The entries that stand on their own, narrowed, without words yet; `views` adds those of one page."""

    head: Head
    all: tuple[Meta, ...]
    roots: tuple[Meta, ...]

    def years(self) -> list[int]:
        return sorted({m.happened.year for m in self.all}, reverse=True)

    def authors(self) -> list[tuple[UUID, str]]:
        return sorted({(m.author, m.author_name) for m in self.all}, key=lambda a: (a[1], str(a[0])))

    def groups(self) -> set[str]:
        return {g for g in GROUPS if any(in_group(m, g) for m in self.all)}

    def views(self, page: Sequence[Meta], late_after: int) -> list[EntryView]:
        return _views(self.head, self.all, page, late_after)


def timeline(head: Head, narrowed: Narrowed) -> Timeline:
    """One statement, two with open receipts asked for."""
    found = metas(head)
    ids = {m.id for m in found}
    roots = [m for m in found if not (m.kind in FOLLOWS and m.refers_to in ids)]
    if narrowed.group:
        roots = [m for m in roots if in_group(m, narrowed.group)]
    if narrowed.year is not None:
        roots = [m for m in roots if m.happened.year == narrowed.year]
    if narrowed.author is not None:
        roots = [m for m in roots if m.author == narrowed.author]
    if narrowed.open_receipts:
        waiting = models.Duty.objects.filter(subject=head.id, event="acknowledged")
        open_ids = set(waiting.values_list("entry_id", flat=True))
        roots = [m for m in roots if m.id in open_ids]
    return Timeline(head, found, tuple(roots))


def one(head: Head, entry: UUID, late_after: int) -> EntryView:
    """One entry with all that stands under it. NotFound if this viewer may not read it."""
    found = metas(head)
    meta = next((m for m in found if m.id == entry), None)
    if meta is None:
        raise NotFound("There is no such entry, or it is not for you.")
    return _views(head, found, [meta], late_after)[0]


def leaf_hash(entry: EntryView) -> str:
    """The leaf of an entry that was read through `one`: its hash in the log, as hexadecimal digits."""
    found = models.Leaf.objects.filter(idx=entry.meta.idx).values_list("hash", flat=True).first()
    return bytes(found).hex() if found else ""


def leaf_hashes(line: Timeline) -> dict[int, str]:
    """The leaf of every entry, by its place in the log, as hexadecimal digits. One statement."""
    wanted = models.Leaf.objects.filter(idx__in=visible_entries(line.head).values("idx"))
    return {idx: bytes(hash).hex() for idx, hash in wanted.values_list("idx", "hash")}


def kind_title(kind: str) -> str:
    """What an entry of this kind is called."""
    return KINDS[kind].title


def results(head: Head, case: UUID) -> dict[str, str]:
    """What was determined last of each goal of a case, by the goal's id. Two statements."""
    found = [m for m in metas(head) if m.case == case and m.kind == "goal_determined"]
    said = payloads(found)
    by_order = sorted(found, key=lambda m: m.idx)
    determined = [p for m in by_order if isinstance(p := said[m.id], GoalDetermined)]
    return {p.goal: p.result for p in determined}


def payloads(rows: Iterable[Meta]) -> dict[UUID, Payload]:
    """The words of these entries. One statement, and one more where something was erased."""
    by_idx = {m.idx: m for m in rows}
    found = models.Payload.objects.filter(entry_id__in=list(by_idx))
    listed = list(found.values_list("entry_id", "disclosures", "erased"))
    said = parts.payloads((by_idx[idx].kind, text, gone) for idx, text, gone in listed)
    return {by_idx[row[0]].id: payload for row, payload in zip(listed, said, strict=True)}


def ratings(head: Head) -> tuple[Rating, ...]:
    """The appraisals of a file that the viewer may read, the oldest first; retracted ones are left out."""
    kinds = visible_entries(head).filter(kind__in=("appraisal", "correction"))
    rows = [
        Meta(row.idx, row.id, row.kind, row.visibility, row.seq, row.happened, row.recorded, row.author_id,
             "", row.refers_to, row.case_id)
        for row in kinds.order_by("idx")
    ]  # fmt: skip
    said = payloads(rows)
    gone = {m.refers_to for m in rows if _retracts(said[m.id])}
    made = []
    for meta in rows:
        payload = said[meta.id]
        if isinstance(payload, Appraisal) and meta.id not in gone:
            made.append(_rating(meta, payload))
    return tuple(sorted(made, key=lambda r: (r.period_end, r.period_start)))


def _rating(meta: Meta, payload: Appraisal) -> Rating:
    scale = tuple((level.value, level.label) for level in payload.scale)
    rater = payload.rater or meta.author
    return Rating(
        meta.id, payload.period_start, payload.period_end, payload.rating, payload.label(), rater, scale
    )


def _retracts(payload: Payload) -> bool:
    return isinstance(payload, Correction) and payload.retracts


def _views(head: Head, found: Sequence[Meta], wanted: Sequence[Meta], late_after: int) -> list[EntryView]:
    under: dict[UUID, list[Meta]] = defaultdict(list)
    for meta in reversed(found):  # the oldest answer first
        if meta.kind in FOLLOWS and meta.refers_to:
            under[meta.refers_to].append(meta)
    tree = list(wanted)
    for meta in tree:  # grows while it is walked: answers to answers
        tree += under[meta.id]
    terms = _terms_of(found, {m.case for m in tree if m.case})
    said = payloads([*tree, *terms])
    people = _names(said[m.id] for m in tree)
    teams = head.team_names
    labels = {m.case: Labels(people, _goals(said[m.id]), teams) for m in terms}
    return [_view(meta, under, said, labels, Labels(people, teams=teams), late_after) for meta in wanted]


def _view(
    meta: Meta,
    under: Mapping[UUID, list[Meta]],
    said: Mapping[UUID, Payload],
    labels: Mapping[UUID | None, Labels],
    otherwise: Labels,
    late_after: int,
) -> EntryView:
    payload = said[meta.id]
    below = under.get(meta.id, [])
    receipt = next((m for m in below if m.kind == "acknowledged"), None)
    refusal = next((m for m in below if m.kind == "refusal_noted"), None)
    corrections = [m for m in below if m.kind == "correction"]
    late = (timezone.localdate(meta.recorded) - meta.happened).days
    children = tuple(
        _view(m, under, said, labels, otherwise, late_after)
        for m in below
        if not _only_a_receipt(m, said[m.id])
    )
    return EntryView(
        meta=meta,
        payload=payload,
        shown=presenters.present(payload, labels.get(meta.case, otherwise)),
        acknowledged=receipt.recorded if receipt else None,
        refused_by=refusal.author_name if refusal else "",
        refused_at=refusal.recorded if refusal else None,
        asks_receipt=payload.asks_receipt,
        late_days=late if late > late_after and meta.kind not in NEVER_LATE else 0,
        corrected_by=corrections[-1] if corrections else None,
        retracted=any(_retracts(said[m.id]) for m in corrections),
        labels=labels.get(meta.case, otherwise),
        children=children,
    )


def _only_a_receipt(meta: Meta, payload: Payload) -> bool:
    """A receipt without words is told by its time alone."""
    return meta.kind == "acknowledged" and not getattr(payload, "comment", "")


def _terms_of(found: Sequence[Meta], cases: set[UUID]) -> list[Meta]:
    """For each case the entry that last stated its goals, so that goals are named and not numbered."""
    latest: dict[UUID, Meta] = {}
    for meta in sorted(found, key=lambda m: m.idx):
        if meta.case in cases and meta.case and meta.kind in TERMS:
            latest[meta.case] = meta
    return list(latest.values())


def _goals(payload: Payload) -> dict[str, str]:
    """Statements by goal id, and support by its id; ids are unique in one case only."""
    if isinstance(payload, (Delivered, PlanDrafted, ChangeProposed)):
        support = {item.id: item.what for item in payload.terms.support}
        return support | {goal.id: goal.statement for goal in payload.terms.goals}
    return {}


def _names(said: Iterable[Payload]) -> dict[UUID, str]:
    """Names of the people whom these entries mention. One statement, none if nobody is."""
    ids = {id for payload in said for id in presenters.mentions(payload)}
    if not ids:
        return {}
    return dict(models.Person.objects.filter(id__in=ids).values_list("id", "name"))
