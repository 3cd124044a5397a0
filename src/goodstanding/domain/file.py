"""A person's file, folded from its entries in the order in which they were recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from operator import is_
from types import MappingProxyType
from typing import Any
from uuid import UUID

from goodstanding.domain import case_fold
from goodstanding.domain import rounds as in_rounds
from goodstanding.domain.case import Case
from goodstanding.domain.entries import Entry, Payload, keeping, review
from goodstanding.domain.entries import day_to_day as day
from goodstanding.domain.entries import person as job
from goodstanding.domain.entries import rounds as round_kinds
from goodstanding.domain.entries.person import Place
from goodstanding.domain.erased import is_gone
from goodstanding.domain.lifecycle import EVENTS
from goodstanding.domain.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody stood from a day on, until the day before `until`."""

    since: date
    until: date | None
    place: Place
    entry: UUID


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A coaching session whose agreed actions somebody promised to look at again."""

    session: UUID
    due: date
    by: UUID


@dataclass(frozen=True, slots=True)
class Rating:
    """One appraisal as the history shows it."""

    entry: UUID
    period_start: date
    period_end: date
    rating: int
    label: str
    rater: UUID
    scale: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Awaiting:
    """An entry whose receipt the person has not yet acknowledged."""

    entry: UUID
    kind: str
    since: datetime
    author: UUID
    case: UUID | None


@dataclass(frozen=True, slots=True)
class Standard:
    text: str
    communicated_on: date
    entry: UUID


@dataclass(frozen=True, slots=True)
class TargetSet:
    """A measurable target that was set for somebody: a quota for a quarter."""

    metric: str
    target: Decimal
    period_start: date
    period_end: date
    entry: UUID


@dataclass(frozen=True, slots=True)
class Hold:
    """Deletion suspended, for a matter of this person, or of somebody comparable."""

    id: UUID
    entry: UUID
    since: date
    by: UUID
    comparator: bool


@dataclass(frozen=True, slots=True)
class File:
    """Everything that pages, rules and actions need to know of one person's entries."""

    subject: UUID
    size: int = 0
    moves: tuple[tuple[date, date | None, Place, UUID], ...] = ()
    hired_on: date | None = None
    left_on: date | None = None
    not_at_work: tuple[tuple[date, date, UUID], ...] = ()
    cases: Mapping[UUID, Case] = field(default_factory=lambda: MappingProxyType({}))
    acknowledged: Mapping[UUID, tuple[datetime, UUID]] = field(default_factory=lambda: MappingProxyType({}))
    awaiting: Mapping[UUID, Awaiting] = field(default_factory=lambda: MappingProxyType({}))
    follow_ups: Mapping[UUID, FollowUp] = field(default_factory=lambda: MappingProxyType({}))
    requests: Mapping[UUID, date] = field(default_factory=lambda: MappingProxyType({}))
    """Requests for an accommodation that nobody answered yet, with the day on which each was made."""
    coaching_on: tuple[date, ...] = ()
    ratings: tuple[Rating, ...] = ()
    standards: tuple[Standard, ...] = ()
    targets: tuple[TargetSet, ...] = ()
    retracted: frozenset[UUID] = frozenset()
    disposed: Mapping[str, UUID] = field(default_factory=lambda: MappingProxyType({}))
    """The last answer to each finding, by the finding's key; answers in a compartment are not among them."""
    rounds: Mapping[UUID, in_rounds.InRound] = field(default_factory=lambda: MappingProxyType({}))
    holds: Mapping[UUID, Hold] = field(default_factory=lambda: MappingProxyType({}))
    """What suspends every deletion in this file, by the hold's id."""

    def placements(self) -> tuple[Placement, ...]:
        """Moves in the order of their days, later-recorded ones prevailing where two name one stretch."""
        return _placements(self.moves, self.left_on)

    def live_case(self) -> Case | None:
        return next((c for c in self.cases.values() if c.live), None)

    def absences(self) -> tuple[tuple[date, date], ...]:
        return tuple((a, b) for a, b, entry in self.not_at_work if entry not in self.retracted)


def apply(file: File, entry: Entry[Any]) -> File:
    """The file after this entry."""
    changes: dict[str, Any] = {"size": file.size + 1}
    if is_gone(entry.payload):
        return replace(file, **changes)
    if entry.case is not None:
        case = case_fold.apply(file.cases.get(entry.case), entry)
        changes["cases"] = MappingProxyType({**file.cases, entry.case: case})
    file = replace(file, **changes)
    file = _receipts(file, entry)
    handler = _HANDLERS.get(type(entry.payload))
    return handler(file, entry) if handler else file


def fold(subject: UUID, entries: Iterable[Entry[Any]]) -> File:
    file = File(subject=subject)
    for entry in entries:
        file = apply(file, entry)
    return file


_folded: Remembered[tuple[UUID, str], tuple[Sequence[Entry[Any]], File]] = Remembered(3_000)


def fold_on(subject: UUID, entries: Sequence[Entry[Any]], read_as: str) -> File:
    """The same, going on from the file that was folded last where these very entries begin as that one did.

    `read_as` tells apart which of a person's entries are folded, so that one does not push out the other.
    """
    known = _folded.get((subject, read_as))
    begun, file = known or ((), File(subject=subject))
    if len(begun) > len(entries) or not all(map(is_, begun, entries)):
        begun, file = (), File(subject=subject)
    if len(begun) == len(entries):
        return file
    for entry in entries[len(begun) :]:
        file = apply(file, entry)
    _folded.put((subject, read_as), (tuple(entries), file), weight=len(entries))
    return file


def _receipts(file: File, entry: Entry[Any]) -> File:
    """What waits for a receipt. An own entry needs none: whoever wrote it knows it."""
    if isinstance(entry.payload, (day.Acknowledged, day.RefusalNoted)) and entry.refers_to:
        awaiting = {k: v for k, v in file.awaiting.items() if k != entry.refers_to}
        done = {**file.acknowledged, entry.refers_to: (entry.recorded, entry.id)}
        return replace(file, awaiting=MappingProxyType(awaiting), acknowledged=MappingProxyType(done))
    if entry.payload.asks_receipt and entry.author != entry.subject:
        waits = Awaiting(entry.id, entry.kind, entry.recorded, entry.author, entry.case)
        return replace(file, awaiting=MappingProxyType({**file.awaiting, entry.id: waits}))
    return file


def _hired(file: File, entry: Entry[job.Hired]) -> File:
    """Hired again, somebody has a gap behind them: what held when they left ends there."""
    move = (entry.happened, None, entry.payload.place, entry.id)
    moves, left = file.moves, file.left_on
    if left is not None:
        moves = tuple((m[0], min(m[1] or left, left), *m[2:]) for m in moves if m[0] <= left)
    return replace(file, hired_on=entry.happened, left_on=None, moves=(*moves, move))


def _moved(file: File, entry: Entry[job.Moved]) -> File:
    move = (entry.happened, entry.payload.until, entry.payload.place, entry.id)
    return replace(file, moves=(*file.moves, move))


def _left(file: File, entry: Entry[job.Left]) -> File:
    return replace(file, left_on=entry.happened)


def _not_at_work(file: File, entry: Entry[job.NotAtWork]) -> File:
    return replace(file, not_at_work=(*file.not_at_work, (entry.happened, entry.payload.until, entry.id)))


def _coaching(file: File, entry: Entry[day.Coaching]) -> File:
    follow_ups = dict(file.follow_ups)
    if entry.payload.follow_up_on:
        follow_ups[entry.id] = FollowUp(entry.id, entry.payload.follow_up_on, entry.author)
    return replace(
        file, follow_ups=MappingProxyType(follow_ups), coaching_on=(*file.coaching_on, entry.happened)
    )


def _followed_up(file: File, entry: Entry[day.FollowedUp]) -> File:
    follow_ups = {k: v for k, v in file.follow_ups.items() if k != entry.refers_to}
    if entry.refers_to and entry.payload.next_follow_up_on:
        follow_ups[entry.refers_to] = FollowUp(entry.refers_to, entry.payload.next_follow_up_on, entry.author)
    return replace(file, follow_ups=MappingProxyType(follow_ups))


def _requested(file: File, entry: Entry[day.AccommodationRequested]) -> File:
    return replace(file, requests=MappingProxyType({**file.requests, entry.id: entry.happened}))


def _request_answered(file: File, entry: Entry[day.AccommodationAnswered]) -> File:
    left = {k: v for k, v in file.requests.items() if k != entry.refers_to}
    return replace(file, requests=MappingProxyType(left))


def _appraisal(file: File, entry: Entry[day.Appraisal]) -> File:
    said = entry.payload
    rating = Rating(
        entry.id,
        said.period_start,
        said.period_end,
        said.rating,
        said.label(),
        said.rater or entry.author,
        tuple((level.value, level.label) for level in said.scale),
    )
    return replace(file, ratings=(*file.ratings, rating), rounds=in_rounds.released(file.rounds, entry))


def _in_round(step: Any) -> Any:
    """A step that changes nothing but how far somebody is in a round."""
    return lambda file, entry: replace(file, rounds=step(file.rounds, entry))


def _standard_communicated(file: File, entry: Entry[job.StandardCommunicated]) -> File:
    standard = Standard(entry.payload.standard, entry.happened, entry.id)
    return replace(file, standards=(*file.standards, standard))


def _standard_set(file: File, entry: Entry[job.StandardSet]) -> File:
    said = entry.payload
    if said.target is None or said.period_start is None or said.period_end is None:
        return file
    made = TargetSet(said.metric, said.target, said.period_start, said.period_end, entry.id)
    kept = [t for t in file.targets if (t.metric, t.period_start) != (made.metric, made.period_start)]
    return replace(file, targets=(*kept, made))


def _disposed(file: File, entry: Entry[review.FindingDisposed]) -> File:
    said = entry.payload
    if said.readers != "shared":
        return file
    return replace(file, disposed=MappingProxyType({**file.disposed, said.finding.key: entry.id}))


def _corrected(file: File, entry: Entry[day.Correction]) -> File:
    if not (entry.payload.retracts and entry.refers_to):
        return file
    wrong = entry.refers_to
    return replace(
        file,
        retracted=file.retracted | {wrong},
        follow_ups=MappingProxyType({k: v for k, v in file.follow_ups.items() if k != wrong}),
        awaiting=MappingProxyType({k: v for k, v in file.awaiting.items() if k != wrong}),
        requests=MappingProxyType({k: v for k, v in file.requests.items() if k != wrong}),
        ratings=tuple(r for r in file.ratings if r.entry != wrong),
        standards=tuple(s for s in file.standards if s.entry != wrong),
        targets=tuple(t for t in file.targets if t.entry != wrong),
        moves=tuple(m for m in file.moves if m[3] != wrong),
        disposed=MappingProxyType({k: v for k, v in file.disposed.items() if v != wrong}),
        rounds=in_rounds.without(file.rounds, wrong),
    )


def _held(file: File, entry: Entry[keeping.HoldPlaced]) -> File:
    said = entry.payload
    hold = Hold(said.hold, entry.id, entry.happened, entry.author, said.covers == "comparator")
    return replace(file, holds=MappingProxyType({**file.holds, said.hold: hold}))


def _released(file: File, entry: Entry[keeping.HoldReleased]) -> File:
    left = {id: hold for id, hold in file.holds.items() if id != entry.payload.hold}
    return replace(file, holds=MappingProxyType(left))


_HANDLERS: dict[type[Payload], Any] = {
    keeping.HoldPlaced: _held,
    keeping.HoldReleased: _released,
    job.Hired: _hired,
    job.Moved: _moved,
    job.Left: _left,
    job.NotAtWork: _not_at_work,
    job.StandardCommunicated: _standard_communicated,
    job.StandardSet: _standard_set,
    day.Coaching: _coaching,
    day.FollowedUp: _followed_up,
    day.AccommodationRequested: _requested,
    day.AccommodationAnswered: _request_answered,
    day.Appraisal: _appraisal,
    round_kinds.RoundOpened: _in_round(in_rounds.opened),
    round_kinds.SelfAppraisal: _in_round(in_rounds.self_given),
    round_kinds.AppraisalPrepared: _in_round(in_rounds.prepared),
    round_kinds.RoundLeft: _in_round(in_rounds.left),
    day.Correction: _corrected,
    review.FindingDisposed: _disposed,
}


def folded_kinds() -> frozenset[str]:
    """The kinds that change more of a file than its list of entries."""
    return frozenset({cls.kind for cls in _HANDLERS}) | case_fold.handled() | frozenset(EVENTS)


def _placements(
    moves: tuple[tuple[date, date | None, Place, UUID], ...], left_on: date | None
) -> tuple[Placement, ...]:
    """Non-overlapping stretches. At every day the move that started last counts; of two starting on one
    day, the one recorded later; a move with an end gives way after it to what held before."""
    if not moves:
        return ()
    edges = sorted({m[0] for m in moves} | {_next(m[1]) for m in moves if m[1]})
    out: list[Placement] = []
    for i, since in enumerate(edges):
        holding = [(m[0], n, m) for n, m in enumerate(moves) if m[0] <= since and (not m[1] or since <= m[1])]
        if not holding:
            continue
        move = max(holding)[2]
        until = edges[i + 1] if i + 1 < len(edges) else None
        end = _next(left_on) if left_on else None
        if end and since >= end:
            break
        until = min(until, end) if until and end else (until or end)
        if out and out[-1].place == move[2] and out[-1].until == since:
            out[-1] = replace(out[-1], until=until)
        else:
            out.append(Placement(since, until, move[2], move[3]))
    return tuple(out)


def _next(day_: date | None) -> date:
    assert day_ is not None
    return date.fromordinal(day_.toordinal() + 1)
