"""Who belonged where, from when to when: moves, also for past days."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from goodstanding.actions.imports import _bulk, _world
from goodstanding.actions.imports._world import Known
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.domain import file as files
from goodstanding.domain.entries import Entry
from goodstanding.domain.entries.person import Moved, Place
from goodstanding.store import log

KINDS = ("hired", "moved", "left", "correction")


@dataclass(slots=True)
class _Planner:
    request: Request
    known: dict[str, Known]
    plan: Plan = field(default_factory=Plan)
    drafts: list[log.Draft] = field(default_factory=list)
    versions: dict[UUID, int] = field(default_factory=dict)
    unmanaged: int = 0

    def run(self, rows: GivenRows) -> Plan:
        by_person: dict[str, list[Good]] = {}
        for row in rows:
            if problem := row if isinstance(row, Bad) else self._wrong(row):
                self.plan.bad.append(problem)
            elif isinstance(row, Good):
                by_person.setdefault(row.value.number, []).append(row)
        teams = (row.value.team for some in by_person.values() for row in some)
        self.plan.notices += _world.new_teams_notice(_world.unknown_teams(teams))
        boss_of = _world.managers(self.request.today)
        for some in _world.batches(by_person.items()):
            entries = _world.entries_of([self.known[number].id for number, _ in some], KINDS)
            for number, given in some:
                known = self.known[number]
                folded = files.fold(known.id, entries.get(known.id, []))
                self._person(known, sorted(given, key=lambda r: r.value.from_on), folded, boss_of)
        if self.unmanaged:
            self.plan.notices.append(f"{self.unmanaged} unknown managers are left empty.")
        self.plan.write = self._write
        return self.plan

    def _wrong(self, row: Good) -> Bad | None:
        said = row.value
        known = self.known.get(said.number)
        if known is None or not known.version:
            return wrong(row.row, _world.NOBODY, "number", said.number)
        if said.manager and said.manager not in self.known and not self.request.empty_unknown_managers:
            return wrong(
                row.row, "is nobody’s number here. Correct it, or leave it empty.", "manager", said.manager
            )
        return _world.bad_code(row.row, said.team, "team")

    def _person(self, known: Known, rows: list[Good], folded: files.File, boss_of: dict[UUID, UUID]) -> None:
        for row in rows:
            entry = self._entry(known, row, folded)
            after = files.apply(folded, entry)
            if after.placements() == folded.placements() or _same_move(folded, entry):
                self.plan.count(row, "unchanged", known.shown)
                continue
            if problem := self._circle(row, known.id, after, boss_of):
                self.plan.bad.append(problem)
                continue
            folded = after
            said = row.value
            self.versions[known.id] = known.version
            self.drafts.append(_bulk.draft(known.id, entry.payload, said.from_on, self.request.by))
            until = f" to {said.to_on}" if said.to_on else " on"
            self.plan.count(row, "new", known.shown, f"team {said.team} from {said.from_on}{until}")

    def _entry(self, known: Known, row: Good, folded: files.File) -> Entry[Moved]:
        said = row.value
        given = {name: getattr(said, name) for name in ("team", "job_family", "level") if getattr(said, name)}
        if said.manager:
            boss = self.known.get(said.manager)
            self.unmanaged += boss is None
            given["manager"] = boss.id if boss else None
        place = _place_at(folded, said.from_on).model_copy(update=given)
        payload = Moved(place=place, until=said.to_on)
        return Entry(
            id=uuid.uuid4(), subject=known.id, author=self.request.by, happened=said.from_on,
            recorded=self.request.now, payload=payload, visibility=payload.visibility, seq=0,
        )  # fmt: skip

    def _circle(self, row: Good, person: UUID, after: files.File, boss_of: dict[UUID, UUID]) -> Bad | None:
        boss = _place_at(after, self.request.today).manager
        if boss is None:
            boss_of.pop(person, None)
            return None
        before = boss_of.get(person)
        boss_of[person] = boss
        above: UUID | None = boss
        seen = {person}
        while above is not None and above not in seen:
            seen.add(above)
            above = boss_of.get(above)
        if above != person:
            return None
        boss_of.pop(person)
        if before:
            boss_of[person] = before
        message = "is, through others, managed by this person. Correct who reports to whom."
        return wrong(row.row, message, "manager", row.value.manager or "")

    def _write(self) -> None:
        _bulk.write_entries(self.drafts, self.versions, now=self.request.now)


def _same_move(folded: files.File, entry: Entry[Moved]) -> bool:
    """Whether the file says this already, even where a later entry prevails over it."""
    said = (entry.happened, entry.payload.until, entry.payload.place)
    return any(move[:3] == said for move in folded.moves)


def _place_at(folded: files.File, day: date) -> Place:
    """Where somebody stood on a day; before their first day, where they stood then."""
    found = Place()
    for number, stretch in enumerate(folded.placements()):
        if number == 0 or stretch.since <= day:
            found = stretch.place
    return found


def plan(rows: GivenRows, request: Request) -> Plan:
    return _Planner(request, _world.everybody()).run(rows)
