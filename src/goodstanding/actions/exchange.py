"""Bring a file back from its export, entry for entry, with the same leaves."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from goodstanding.actions._days import all_days
from goodstanding.actions._write import new_salt
from goodstanding.actions.people import check_may_keep_people, search_text
from goodstanding.domain import exchange
from goodstanding.domain import file as files
from goodstanding.domain.duties import duties_of
from goodstanding.domain.entries.keeping import Erased
from goodstanding.domain.erased import ErasedField, without
from goodstanding.domain.errors import Bug, Conflict, Damage, UserError
from goodstanding.domain.exchange import EntryWithErasures, ExportedEntry, FileExport
from goodstanding.queries import people
from goodstanding.queries.organisation import calendar_for, organisation
from goodstanding.record import canonical, chain, leaf
from goodstanding.record.entry_parts import PREFIX, all_parts, parts_of
from goodstanding.store import log, models, projection

MOST_PROBLEMS = 5


def import_file(*, data: Any, by: UUID, now: datetime) -> UUID:
    """Into an empty file only. Every leaf is computed again; one that differs stops the import."""
    check_may_keep_people(by, now)
    given = _read(data)
    drafts = _checked(given)
    with transaction.atomic():
        _open_person(given)
        _meet_others(given)
        try:
            written = log.append(drafts, now=now, salt=new_salt)
            file = files.fold(given.person.id, written)
        except Bug as error:
            raise UserError("These entries do not make a file: something before them is missing.") from error
        policy = organisation().policy
        calendar = calendar_for(given.person.jurisdiction, given.person.working_days, policy)
        projection.project(file, duties_of(file, policy, calendar), all_days(file, written, calendar))
        models.Person.objects.filter(id=given.person.id).update(file_version=len(written))
    return given.person.id


def import_for_command(*, text: str, email: str, now: datetime) -> int:
    """For `goodstanding import`: the number of entries brought in."""
    reader = people.reader_by_email(email, timezone.localdate(now))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"This file is not JSON: {error}.") from error
    import_file(data=data, by=reader.person, now=now)
    return len(data["entries"])


def _read(data: Any) -> FileExport:
    try:
        return exchange.read(data)
    except ValidationError as error:
        problems = [
            f"{'.'.join(str(part) for part in each['loc'])}: {each['msg']}"
            for each in error.errors(include_url=False, include_input=False)[:MOST_PROBLEMS]
        ]
        raise UserError(
            "This is not a file export of a version that is known here. " + "; ".join(problems)
        ) from error


def _checked(given: FileExport) -> list[log.Draft]:
    """The entries as drafts, each compared with its leaf and with the entry before it in its chain."""
    if not given.entries:
        raise UserError("There is no entry in this export, so there is nothing to bring in.")
    _check_erasures(given.entries)
    heads: dict[str, chain.ChainHead] = {}
    drafts = []
    numbered = all(e.record.index is not None for e in given.entries)
    for entry in sorted(given.entries, key=lambda e: e.record.index or 0) if numbered else given.entries:
        head = heads.get(entry.visibility.value, chain.ChainHead())
        heads[entry.visibility.value] = _check(entry, given.person.id, head)
        drafts.append(
            log.Draft(
                id=entry.id, subject=given.person.id, author=entry.author, happened=entry.happened,
                payload=_payload(entry), visibility=entry.visibility, case=entry.case,
                refers_to=entry.refers_to, recorded=entry.recorded, disclosures=entry.record.disclosures,
                erased=_lost(entry),
            )
        )  # fmt: skip
    return drafts


def _check(entry: ExportedEntry, subject: UUID, head: chain.ChainHead) -> chain.ChainHead:
    """The head of the chain after this entry; UserError names the entry that is not whole."""
    which = f"Entry {entry.seq} ({entry.kind}, {entry.visibility.value})"
    if entry.seq != head.seq + 1:
        raise UserError(
            f"{which} does not follow the one before it: this export is not the whole file. "
            "Export it again as an administrator, with everything in it."
        )
    lost = _lost(entry)
    said = parts_of(
        id=entry.id, subject=subject, author=entry.author, happened=entry.happened, recorded=entry.recorded,
        visibility=entry.visibility, payload=_payload(entry), case=entry.case, refers_to=entry.refers_to,
        head=head,
    )  # fmt: skip
    for each in lost:
        said.pop(f"{PREFIX}{each.field}", None)
    if lost:
        said |= {f"{PREFIX}{name}": canonical.normalise(value) for name, value in entry.payload.items()}
    try:
        same = all_parts(entry.record.disclosures) == said
        data = leaf.leaf_bytes(entry.recorded, entry.record.disclosures, [each.digest for each in lost])
    except (Damage, Bug) as error:
        raise UserError(f"{which} has parts that cannot be read: {error.message}") from error
    found = leaf.leaf_hash(data)
    if not same or found.hex() != entry.record.leaf_hash:
        raise UserError(f"{which} was changed since it was exported: it does not fit its own leaf.")
    return chain.ChainHead(entry.seq, found)


def _lost(entry: ExportedEntry) -> tuple[ErasedField, ...]:
    return entry.lost if isinstance(entry, EntryWithErasures) else ()


def _payload(entry: ExportedEntry) -> Any:
    """What the entry says, with what was erased in its place."""
    if not isinstance(entry, EntryWithErasures):
        return entry.payload
    try:
        return without(entry.kind, entry.payload, entry.lost)
    except ValueError as error:
        raise UserError(f"Entry {entry.seq} ({entry.kind}) has lost more than its erasures say.") from error


def _check_erasures(entries: Iterable[ExportedEntry]) -> None:
    """Whatever is said to be erased is named by an entry of the same file; else it was left out of it."""
    named = {
        (part.entry, part.digest)
        for e in entries
        if isinstance(e.payload, Erased)
        for part in e.payload.parts
    }
    for entry in entries:
        if any((entry.id, each.digest) not in named for each in _lost(entry)):
            raise UserError(
                f"Entry {entry.seq} ({entry.kind}, {entry.visibility.value}) lacks parts that no entry of "
                "this file says were erased: they were left out of the export."
            )


def _open_person(given: FileExport) -> None:
    who = given.person
    found = models.Person.objects.select_for_update(no_key=True).filter(id=who.id).first()
    if found is None:
        if models.Person.objects.filter(number=who.number).exists():
            raise UserError(f"The number {who.number} belongs to somebody else here. Nothing was brought in.")
        models.Person.objects.create(
            id=who.id, number=who.number, name=who.name, email=who.email, jurisdiction=who.jurisdiction,
            working_days=who.working_days, search=search_text(who.number, who.name, who.email),
        )  # fmt: skip
    elif models.Entry.objects.filter(subject=who.id).exists():
        raise Conflict(f"The file of {found.name} is not empty. A file is brought in whole or not at all.")


def _meet_others(given: FileExport) -> None:
    """Whoever the entries mention and is not known here becomes a person without a file."""
    known = set(
        models.Person.objects.filter(id__in=[p.id for p in given.people]).values_list("id", flat=True)
    )
    taken = set(
        models.Person.objects.filter(number__in=[p.number for p in given.people]).values_list(
            "number", flat=True
        )
    )
    made = []
    for person in given.people:
        if person.id in known:
            continue
        number = f"from-{person.id}" if person.number in taken else person.number
        made.append(
            models.Person(
                id=person.id, number=number, name=person.name, search=search_text(number, person.name, "")
            )
        )
    models.Person.objects.bulk_create(made)
    mentioned = {e.author for e in given.entries} - {p.id for p in given.people} - {given.person.id}
    if mentioned - set(models.Person.objects.filter(id__in=mentioned).values_list("id", flat=True)):
        raise UserError("An entry names an author whom the export does not list under “people”.")
