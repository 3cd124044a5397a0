"""One person in an appraisal round: how far it is, what waits, and what the weighed parts come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry
from goodstanding.domain.entries import rounds as kinds
from goodstanding.domain.entries.day_to_day import Appraisal, PartGiven
from goodstanding.domain.entries.rounds import FormPart, RoundTerms

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The manager's part as it stands: the last one, and the rating that was given first."""

    entry: UUID
    by: UUID
    on: date
    rating: int


@dataclass(frozen=True, slots=True)
class InRound:
    """`opened`, `self_given`, `released` and `left` are entries; None: there is none yet."""

    round: UUID
    terms: RoundTerms
    opened: UUID
    opened_on: date
    self_given: UUID | None = None
    self_on: date | None = None
    prepared: Prepared | None = None
    released: UUID | None = None
    released_on: date | None = None
    left: UUID | None = None

    @property
    def over(self) -> bool:
        return self.released is not None or self.left is not None


Rounds = Mapping[UUID, InRound]


def opened(rounds: Rounds, entry: Entry[kinds.RoundOpened]) -> Rounds:
    said = entry.payload
    if said.round in rounds:
        return rounds
    entered = InRound(said.round, said.terms, entry.id, entry.recorded.date())
    return MappingProxyType({**rounds, said.round: entered})


def self_given(rounds: Rounds, entry: Entry[kinds.SelfAppraisal]) -> Rounds:
    """The day is that of the first one; a later one takes its place."""
    here = rounds.get(entry.payload.round)
    first = here.self_on if here else None
    return _with(rounds, entry.payload.round, self_given=entry.id, self_on=first or entry.recorded.date())


def prepared(rounds: Rounds, entry: Entry[kinds.AppraisalPrepared]) -> Rounds:
    said = entry.payload
    made = Prepared(entry.id, entry.author, entry.recorded.date(), said.rating)
    return _with(rounds, said.round, prepared=made)


def released(rounds: Rounds, entry: Entry[Appraisal]) -> Rounds:
    if entry.payload.round is None:
        return rounds
    return _with(rounds, entry.payload.round, released=entry.id, released_on=entry.recorded.date())


def left(rounds: Rounds, entry: Entry[kinds.RoundLeft]) -> Rounds:
    return _with(rounds, entry.payload.round, left=entry.id)


def _with(rounds: Rounds, round: UUID, **changes: Any) -> Rounds:
    here = rounds.get(round)
    if here is None:
        return rounds
    return MappingProxyType({**rounds, round: replace(here, **changes)})


def without(rounds: Rounds, entry: UUID) -> Rounds:
    """What a retraction takes back: an own account may be written again, a released appraisal is void."""
    return MappingProxyType({key: _taken_back(here, entry) for key, here in rounds.items()})


def _taken_back(here: InRound, entry: UUID) -> InRound:
    if here.self_given == entry:
        return replace(here, self_given=None, self_on=None)
    if here.prepared and here.prepared.entry == entry:
        return replace(here, prepared=None)
    if here.released == entry:
        return replace(here, released=None, released_on=None)
    return replace(here, left=None) if here.left == entry else here


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits in a round: `whose` is "self" or "manager"."""

    event: str
    whose: str
    due: date
    shown_from: date
    detail: str
    entry: UUID


def waiting(rounds: Iterable[InRound]) -> Iterator[Waiting]:
    """The own part first; the manager's from the day on which it is given or its time has passed."""
    for here in rounds:
        if here.over:
            continue
        terms = here.terms
        if here.self_given is None:  # whatever the manager did: it would tell of a draft
            yield Waiting(
                "self_appraisal", "self", terms.self_by, here.opened_on,
                f"Your part of “{terms.title}”", here.opened,
            )  # fmt: skip
        if here.prepared is None:
            begins = here.self_on or max(terms.self_by + DAY, here.opened_on)
            yield Waiting(
                "appraisal_prepared", "manager", terms.manager_by, min(begins, terms.manager_by),
                f"Appraisal for “{terms.title}”", here.opened,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weighed:
    """`level`: the weighted median of the parts that were rated, the lower of two in the middle.

    Levels are an order and no quantities, so there is no mean. None: nothing with a weight was rated.
    """

    level: int | None
    counted: tuple[str, ...]
    left_out: tuple[str, ...]


def weighed(parts: Sequence[FormPart], given: Iterable[PartGiven]) -> Weighed | None:
    """None where the form has no weights. What was left out weighs nothing, and is named."""
    weights = {part.id: part.weight for part in parts if part.weight}
    if not weights:
        return None
    ratings = {said.part: said.rating for said in given if said.rating is not None}
    counted = [part for part in parts if part.id in weights and part.id in ratings]
    level = _median([(ratings[part.id], weights[part.id] or Decimal(0)) for part in counted])
    gone = tuple(part.title for part in parts if part.id in weights and part.id not in ratings)
    return Weighed(level, tuple(part.title for part in counted), gone)


def _median(rated: Iterable[tuple[int, Decimal]]) -> int | None:
    ordered = sorted(rated)
    whole = sum((weight for _, weight in ordered), Decimal(0))
    reached = Decimal(0)
    for rating, weight in ordered:
        reached += weight
        if reached * 2 >= whole:
            return rating
    return None
