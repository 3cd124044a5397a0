"""One person in a round: both parts as far as the reader may see them, and what stands beside the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import KINDS, Payload
from goodstanding.domain.entries.rounds import RoundOpened
from goodstanding.domain.errors import NotFound
from goodstanding.domain.file import Rating
from goodstanding.queries import presenters
from goodstanding.queries.entries import ratings
from goodstanding.queries.files import Head, visible_entries
from goodstanding.queries.presenters import Labels
from goodstanding.queries.standing import Viewer
from goodstanding.store import models, parts

OF_A_ROUND = ("round_opened", "self_appraisal", "appraisal_prepared", "appraisal", "round_left", "correction")
CITABLE = ("coaching", "followed_up", "feedback", "award", "warning", "metric_snapshot", "goal_determined",
           "check_in", "standard_set")  # fmt: skip
"""What the period holds that an appraisal can rest on."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of the round."""

    entry: UUID
    payload: Any
    author: UUID
    author_name: str
    recorded: datetime


@dataclass(frozen=True, slots=True)
class Pieces:
    """None: there is none, or it is not for this reader. A later own or prepared part follows an earlier."""

    opened: Piece
    own: tuple[Piece, ...]
    prepared: tuple[Piece, ...]
    released: Piece | None
    left: Piece | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """An entry of the period that can be cited."""

    entry: UUID
    kind: str
    happened: date
    title: str
    words: str
    author_name: str
    tone: str

    @property
    def what(self) -> str:
        return f"{self.title}, {self.happened:%-d %B %Y}"[:300]


@dataclass(frozen=True, slots=True)
class Beside:
    """What an appraisal is written beside: the period’s entries, earlier ratings, and who gave them."""

    evidence: tuple[Evidence, ...]
    ratings: tuple[Rating, ...]
    names: Mapping[UUID, str]


def pieces(head: Head, round: UUID) -> Pieces:
    """NotFound unless the reader sees that this person is in the round. One statement."""
    rows = visible_entries(head).filter(kind__in=OF_A_ROUND).order_by("idx").values_list(
        "kind", "payload__disclosures", "payload__erased", "id", "author_id", "author__name", "recorded",
        "refers_to",
    )  # fmt: skip
    said = parts.payloads(row[:3] for row in rows)
    found: dict[str, list[Piece]] = {kind: [] for kind in OF_A_ROUND}
    gone: set[UUID | None] = set()
    for (kind, _, _, id, author, name, recorded, refers_to), payload in zip(rows, said, strict=True):
        if kind == "correction":
            gone |= {refers_to} if getattr(payload, "retracts", False) else set()
        elif getattr(payload, "round", None) == round:
            found[kind].append(Piece(id, payload, author, name, recorded))
    standing = {kind: [p for p in here if p.entry not in gone] for kind, here in found.items()}
    if not standing["round_opened"]:
        raise NotFound("This person is not in such a round, or it is not for you.")
    return Pieces(
        opened=standing["round_opened"][0],
        own=tuple(standing["self_appraisal"]),
        prepared=tuple(standing["appraisal_prepared"]),
        released=next(iter(standing["appraisal"][-1:]), None),
        left=next(iter(standing["round_left"][-1:]), None),
    )


def beside(head: Head, opened: RoundOpened) -> Beside:
    """Four statements at most."""
    terms = opened.terms
    rows = visible_entries(head).filter(
        kind__in=CITABLE, happened__gte=terms.period_start, happened__lte=terms.period_end
    )
    found = rows.exclude(visibility="draft").order_by("-happened", "-idx").values_list(
        "kind", "payload__disclosures", "payload__erased", "id", "happened", "author__name"
    )  # fmt: skip
    said = parts.payloads(row[:3] for row in found)
    evidence = tuple(
        _evidence(id, kind, happened, payload, name)
        for (kind, _, _, id, happened, name), payload in zip(found, said, strict=True)
    )
    earlier = tuple(r for r in ratings(head) if r.period_end < terms.period_end)
    raters = {rating.rater for rating in earlier}
    names = dict(models.Person.objects.filter(id__in=raters).values_list("id", "name")) if raters else {}
    return Beside(evidence, earlier, names)


def _evidence(id: UUID, kind: str, happened: date, payload: Payload, author: str) -> Evidence:
    shown = presenters.present(payload, Labels())
    title = KINDS[kind].title if shown.title == KINDS[kind].title else f"{KINDS[kind].title}: {shown.title}"
    return Evidence(id, kind, happened, title, shown.words, author, shown.tone)


def typed_so_far(
    viewer: Viewer, head: Head, round: UUID, part: str
) -> tuple[dict[str, Any], datetime] | None:
    """What the viewer typed and has not sent. Nobody else’s. One statement."""
    found = models.RoundText.objects.filter(round=round, person=head.id, author=viewer.person, part=part)
    return found.values_list("typed", "saved").first()
