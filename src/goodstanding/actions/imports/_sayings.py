"""What a row says as one entry: appraisals, targets, time not at work.

Said before in the same words: unchanged. Said otherwise: the earlier entry is retracted by a correction
and the new one added. Nothing is overwritten.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from goodstanding.actions.imports import _bulk, _world
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.domain.entries import Entry, Payload
from goodstanding.domain.entries.day_to_day import Correction
from goodstanding.domain.erased import has_gone
from goodstanding.store import log

Said = tuple[date, Payload]


@dataclass(slots=True)
class Sayings(ABC):
    """Rows of one target against what the files say already."""

    request: Request
    known: dict[str, Known]
    writable: frozenset[UUID]
    plan: Plan = field(default_factory=Plan)
    drafts: list[log.Draft] = field(default_factory=list)
    versions: dict[UUID, int] = field(default_factory=dict)

    kinds: ClassVar[tuple[str, ...]]

    @abstractmethod
    def said(self, row: Good, known: Known) -> Said | Bad:
        """The entry that this row means, or what is wrong with it."""

    @abstractmethod
    def key(self, happened: date, payload: Any) -> Hashable:
        """Two entries of one person with one key are about the same thing."""

    @abstractmethod
    def words(self, payload: Any) -> str: ...

    def same(self, old: Entry[Any], happened: date, new: Any) -> bool:
        return bool(old.payload == new and old.happened == happened)

    def also(self, row: Good, entry: UUID, known: Known, answered: set[tuple[UUID, str]]) -> bool:
        """What else the row says about an entry; True if anything was added."""
        return False

    def run(self, rows: GivenRows) -> Plan:
        by_person: dict[str, list[tuple[Good, Said]]] = {}
        for row in rows:
            if isinstance(row, Bad):
                self.plan.bad.append(row)
            elif isinstance(read := self._read(row), Bad):
                self.plan.bad.append(read)
            else:
                by_person.setdefault(row.value.number, []).append((row, read))
        for some in _world.batches(by_person.items()):
            entries = _world.entries_of(
                [self.known[number].id for number, _ in some], (*self.kinds, "correction")
            )
            for number, given in some:
                known = self.known[number]
                self._person(known, given, entries.get(known.id, []))
        self.plan.write = self._write
        return self.plan

    def _read(self, row: Good) -> Said | Bad:
        known = self.known.get(row.value.number)
        if known is None or not known.version:
            return wrong(row.row, _world.NOBODY, "number", row.value.number)
        if known.id not in self.writable:
            message = "is you, reports to you, or is not in your scope. Somebody else in HR imports this row."
            return wrong(row.row, message, "number", row.value.number)
        return self.said(row, known)

    def _person(self, known: Known, given: list[tuple[Good, Said]], entries: list[Entry[Any]]) -> None:
        retracted = {e.refers_to for e in entries if e.kind == "correction" and e.payload.retracts}
        standing = {
            self.key(e.happened, e.payload): e
            for e in entries
            if e.kind == self.kinds[0] and e.id not in retracted
        }
        answered = {
            (e.refers_to, e.payload.words) for e in entries if e.kind in self.kinds[1:] and e.refers_to
        }
        for row, (happened, payload) in given:
            before = standing.get(self.key(happened, payload))
            if before is not None and (has_gone(before.payload) or self.same(before, happened, payload)):
                more = self.also(row, before.id, known, answered)
                self.plan.count(row, "updated" if more else "unchanged", known.shown, "an answer added")
                continue
            new = self._add(known, payload, happened)
            self.also(row, new.id, known, answered)
            words = self.words(payload)
            if before is not None:
                self._retract(known, before, words)
                words = f"{self.words(before.payload)} → {words}"
            self.plan.count(row, "new" if before is None else "updated", known.shown, words)

    def _retract(self, known: Known, before: Entry[Any], now: str) -> None:
        payload = Correction(wrong=self.words(before.payload), right=now, retracts=True)
        correction = _bulk.draft(known.id, payload, self.request.today, self.request.by, refers_to=before.id)
        # Before the new entry: at no place in the chain do two of them stand side by side.
        place = next(
            n for n in range(len(self.drafts) - 1, -1, -1) if self.drafts[n].payload.kind == before.kind
        )
        self.drafts.insert(place, correction)

    def _add(
        self, known: Known, payload: Payload, happened: date, refers_to: UUID | None = None
    ) -> log.Draft:
        self.versions[known.id] = known.version
        made = _bulk.draft(known.id, payload, happened, self.request.by, refers_to=refers_to)
        self.drafts.append(made)
        return made

    def _write(self) -> None:
        _bulk.write_entries(self.drafts, self.versions, now=self.request.now)
