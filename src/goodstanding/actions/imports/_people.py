"""People: new ones are hired, known ones renamed, moved or noted as having left."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goodstanding.actions.imports import _bulk, _world
from goodstanding.actions.imports._world import Known, Stretch
from goodstanding.actions.imports.rows import Bad, GivenRows, Good, Plan, Request, wrong
from goodstanding.actions.people import search_text
from goodstanding.domain.entries import Entry, Payload
from goodstanding.domain.entries.day_to_day import Correction
from goodstanding.domain.entries.person import Hired, Left, Moved, Place
from goodstanding.domain.errors import UserError
from goodstanding.domain.working_days import Calendar
from goodstanding.store import log, models

USUAL_WEEK = "01234"
PLACE_FIELDS = ("team", "job_family", "level")


@dataclass(slots=True)
class _Work:
    """What is to be written."""

    people: list[models.Person] = field(default_factory=list)
    changed: list[models.Person] = field(default_factory=list)
    drafts: list[log.Draft] = field(default_factory=list)
    versions: dict[UUID, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Planner:
    request: Request
    known: dict[str, Known]
    plan: Plan = field(default_factory=Plan)
    work: _Work = field(default_factory=_Work)
    ids: dict[str, UUID] = field(default_factory=dict)
    stretches: dict[UUID, list[Stretch]] = field(default_factory=dict)
    calendars: dict[str, str] = field(default_factory=dict)
    hired: dict[UUID, Entry[Hired]] = field(default_factory=dict)
    first_days_left: list[str] = field(default_factory=list)
    undated: int = 0
    unmanaged: int = 0

    def run(self, rows: GivenRows) -> Plan:
        good = {row.value.number: row for row in self._readable(rows)}
        self.ids = {number: known.id for number, known in self.known.items()}
        self.ids |= {number: uuid.uuid4() for number in good if number not in self.known}
        self._without_manager(good)
        self._in_circles(good)
        self._without_manager(good)
        self.hired = self._first_days(good)
        self.stretches = _world.places([self.known[n].id for n in good if n in self.known])
        self.plan.notices += _world.new_teams_notice(
            _world.unknown_teams(row.value.team for row in good.values())
        )
        for number, row in good.items():
            self._one(row, self.known.get(number))
        self._notices()
        self.plan.write = self._write
        return self.plan

    def _first_days(self, good: dict[str, Good]) -> dict[UUID, Entry[Hired]]:
        """The entries that say since when those are here of whom the file says so too."""
        asked = [self.known[n].id for n, row in good.items() if n in self.known and row.value.hired_on]
        found: dict[UUID, Entry[Hired]] = {}
        for person, said in _world.entries_of(asked, ("hired", "correction")).items():
            gone = {e.refers_to for e in said if e.kind == "correction" and e.payload.retracts}
            days = [e for e in said if e.kind == "hired" and e.id not in gone]
            found |= {person: days[-1]} if days else {}
        return found

    def _readable(self, rows: GivenRows) -> Iterator[Good]:
        for row in rows:
            if problem := row if isinstance(row, Bad) else self._wrong(row):
                self.plan.bad.append(problem)
            elif isinstance(row, Good):
                yield row

    def _wrong(self, row: Good) -> Bad | None:
        said = row.value
        if problem := _world.bad_code(row.row, said.team, "team"):
            return problem
        place = said.jurisdiction or ""
        if place not in self.calendars:
            self.calendars[place] = _calendar_problem(place)
        if self.calendars[place]:
            return wrong(row.row, self.calendars[place], "jurisdiction", place)
        return None

    def _without_manager(self, good: dict[str, Good]) -> None:
        """Rows whose manager is nobody go, and then those whose manager stood in such a row."""
        if self.request.empty_unknown_managers:
            return
        while gone := [
            row for row in good.values()
            if row.value.manager and row.value.manager not in good and row.value.manager not in self.known
        ]:  # fmt: skip
            for row in gone:
                message = "is neither known here nor a good row of this file. Correct it, or leave it empty."
                self.plan.bad.append(wrong(row.row, message, "manager", row.value.manager))
                del good[row.value.number]

    def _in_circles(self, good: dict[str, Good]) -> None:
        boss_of = _world.managers(self.request.from_day)
        for number, row in good.items():
            if row.value.manager and row.value.manager in self.ids:
                boss_of[self.ids[number]] = self.ids[row.value.manager]
        circle = _world.loops(boss_of)
        for number, row in list(good.items()):
            if self.ids[number] in circle and row.value.manager:
                message = "is, through others, managed by this person. Correct who reports to whom."
                self.plan.bad.append(wrong(row.row, message, "manager", row.value.manager))
                del good[number]

    def _manager(self, said: Any) -> UUID | None:
        found = self.ids.get(said.manager)
        if found is None:
            self.unmanaged += 1
        return found

    def _place(self, said: Any, before: Place) -> Place:
        """The fields that the file gives; what it does not give stays as it was."""
        given = {name: getattr(said, name) for name in PLACE_FIELDS if getattr(said, name) is not None}
        if said.manager is not None:
            given["manager"] = self._manager(said)
        return before.model_copy(update=given)

    def _one(self, row: Good, known: Known | None) -> None:
        said = row.value
        if known is None or not known.version:
            self._hire(row, known)
            return
        changes = self._changed_person(said, known)
        changes += self._changed_place(said, known)
        self.plan.count(row, "updated" if changes else "unchanged", known.shown, "; ".join(changes))

    def _hire(self, row: Good, known: Known | None) -> None:
        said = row.value
        id_ = self.ids[said.number]
        if known is None:
            self.work.people.append(_person(id_, said))
        else:
            self._changed_person(said, known)
        self.undated += said.hired_on is None
        place = self._place(said, Place())
        hired = Hired(
            number=said.number, name=said.shown_name, place=place, jurisdiction=said.jurisdiction or ""
        )
        self._say(id_, 0, hired, said.hired_on or self._first_day(said))
        if said.left_on:
            self._say(id_, 0, Left(), said.left_on)
        self.plan.count(row, "new", f"{said.shown_name} ({said.number})", _words_of(place))

    def _first_day(self, said: Any) -> date:
        day = self.request.from_day
        return min(day, said.left_on) if said.left_on else day

    def _changed_person(self, said: Any, known: Known) -> list[str]:
        values = {
            "name": said.name or known.name, "email": said.email or known.email,
            "jurisdiction": said.jurisdiction or known.jurisdiction,
            "working_days": _week(said) if said.working_days else known.working_days,
        }  # fmt: skip
        changes = [
            f"{name.replace('_', ' ')}: {getattr(known, name) or 'none'} → {value}"
            for name, value in values.items()
            if value != getattr(known, name)
        ]
        if changes:
            search = search_text(known.number, values["name"], values["email"])
            self.work.changed.append(models.Person(id=known.id, number=known.number, search=search, **values))
        return changes

    def _changed_place(self, said: Any, known: Known) -> list[str]:
        stretches = self.stretches.get(known.id, [])
        day = self.request.from_day
        holding = next((s for s in stretches if s.since <= day and (not s.until or s.until > day)), None)
        last = stretches[-1] if stretches else None
        before = (holding or last or Stretch(day, None, Place())).place
        changes: list[str] = []
        if last and last.until and said.hired_on and said.hired_on >= last.until:
            place = self._place(said, before)
            again = Hired(number=known.number, name=said.name or known.name, place=place)
            self._say(known.id, known.version, again, said.hired_on)
            changes.append(f"hired again on {said.hired_on}")
        else:
            changes += self._changed_first_day(said, known, stretches)
            place = self._place(said, before)
            if place != before and (holding or last is None):
                self._say(known.id, known.version, Moved(place=place), day)
                changes.append(f"from {day}: {_words_of(place)}")
        if said.left_on and last and last.until != said.left_on + timedelta(days=1):
            self._say(known.id, known.version, Left(), said.left_on)
            changes.append(f"left on {said.left_on}")
        return changes

    def _changed_first_day(self, said: Any, known: Known, stretches: list[Stretch]) -> list[str]:
        """Another first day takes the earlier entry back; where later days rest on it, that is said."""
        hired, day = self.hired.get(known.id), said.hired_on
        if hired is None or day is None or day == hired.happened:
            return []
        last = stretches[-1] if stretches else None
        if last is None or last.until is not None:
            self.first_days_left += [known.shown] if last and last.until and day < last.until else []
            return []
        others = [s for s in stretches if s.since != hired.happened]
        if others and day >= others[0].since:
            self.first_days_left.append(known.shown)
            return []
        before = f"First day {hired.happened}"
        wrong = Correction(wrong=before, right=f"First day {day}", retracts=True)
        self._say(known.id, known.version, wrong, self.request.today, refers_to=hired.id)
        self._say(known.id, known.version, hired.payload, day)
        return [f"first day: {hired.happened} → {day}"]

    def _say(
        self, person: UUID, version: int, payload: Payload, happened: date, refers_to: UUID | None = None
    ) -> None:
        self.work.versions[person] = version
        self.work.drafts.append(_bulk.draft(person, payload, happened, self.request.by, refers_to=refers_to))

    def _notices(self) -> None:
        if self.undated:
            self.plan.notices.append(
                f"{self.undated} new people have no hire date: they are entered from {self.request.from_day} "
                "on. Map a column or write one date for all of them to change that."
            )
        if self.first_days_left:
            shown = ", ".join(self.first_days_left[:5])
            more = f" and {len(self.first_days_left) - 5} more" if len(self.first_days_left) > 5 else ""
            self.plan.notices.append(
                f"{len(self.first_days_left)} first days differ from what is known and are left as they are, "
                f"because later days of the file rest on them: {shown}{more}. Correct the entry in the file."
            )
        if self.unmanaged:
            self.plan.notices.append(f"{self.unmanaged} unknown managers are left empty.")

    def _write(self) -> None:
        models.Person.objects.bulk_create(self.work.people, _world.BATCH)
        for some in _world.batches(self.work.changed):
            models.Person.objects.bulk_update(
                some, ["name", "email", "jurisdiction", "working_days", "search"]
            )
        _bulk.write_entries(self.work.drafts, self.work.versions, now=self.request.now)


def plan(rows: GivenRows, request: Request) -> Plan:
    return _Planner(request, _world.everybody()).run(rows)


def _calendar_problem(place: str) -> str:
    if not place:
        return ""
    try:
        Calendar(place)
    except UserError as error:
        return f"cannot be used: {error.message}"
    return "" if len(place) <= 16 else "is too long."


def _week(said: Any) -> str:
    return "".join(str(day) for day in said.working_days)


def _person(id_: UUID, said: Any) -> models.Person:
    name, email = said.shown_name, said.email or ""
    return models.Person(
        id=id_, number=said.number, name=name, email=email, search=search_text(said.number, name, email),
        jurisdiction=said.jurisdiction or "", working_days=_week(said) if said.working_days else USUAL_WEEK,
    )  # fmt: skip


def _words_of(place: Place) -> str:
    parts = [("team", place.team), ("job family", place.job_family), ("level", place.level)]
    words = [f"{label} {value}" for label, value in parts if value]
    if place.manager:
        words.append("with a manager")
    return ", ".join(words)
