"""What goes when something is erased, what stays, and what forbids it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry, Payload, Visibility
from goodstanding.domain.entries.keeping import Scope
from goodstanding.domain.erased import KEPT_KINDS, ErasedText, erasable, is_gone
from goodstanding.domain.errors import NotAllowed, NotFound, NotNow, UserError
from goodstanding.domain.file import File
from goodstanding.domain.relation import Relation, Standing

NOTHING_LEFT = "There is nothing left to erase here: it was erased before, or nothing was written."
WITH_THE_PERSON = frozenset({"hired", "moved", "left"})
"""Where somebody stood decides who may read their file: it goes with the person only."""

KEEPERS: Mapping[Relation, frozenset[Visibility]] = MappingProxyType(
    {
        Relation.HR: frozenset({Visibility.SHARED, Visibility.DRAFT}),
        Relation.LEAVE: frozenset({Visibility.LEAVE}),
        Relation.COUNSEL: frozenset({Visibility.COUNSEL}),
    }
)
"""Who erases what: nobody erases what they may not read, and nobody learns of it from an erasure."""

NOT_THERE = "There is no such entry, or it is not for you to erase."

WHAT_STAYS = (
    ("Number, kind, day and author of each entry", "so that it shows that nothing else was taken out"),
    ("The digests in the log", "old receipts go on being proved; without the part they tell nothing of it"),
    ("The entry that says what was erased, by whom, on what ground and when", "it is made by this step"),
    ("Receipts and exports that people took with them", "they are out of reach of this server"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is to be erased: fields of an entry, an entry with all that answers it, a case, or a person."""

    scope: Scope
    entry: UUID | None = None
    fields: frozenset[str] = frozenset()
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class Going:
    """One entry that loses these fields. `whole`: it goes with all that it says."""

    entry: Entry[Any]
    fields: frozenset[str]
    whole: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """`letters`: entries whose kept documents go too, because they were made of what goes."""

    goes: tuple[Going, ...]
    letters: tuple[UUID, ...] = ()
    echoes: tuple[tuple[UUID, str], ...] = field(default=())
    """Other fields of this file, by entry and name, which hold the same words and are not erased."""


def domains(standing: Standing) -> frozenset[Visibility]:
    """What this person may erase in this file; NotAllowed if nothing."""
    found = [seen for relation, seen in KEEPERS.items() if standing.has(relation)]
    if not found:
        raise NotAllowed(
            "Erasing is done by HR; in their compartments, by leave and accommodation and counsel."
        )
    return frozenset().union(*found)


def plan(file: File, entries: Sequence[Entry[Any]], target: Target, seen: frozenset[Visibility]) -> Plan:
    """What goes. NotNow says what has to come first; NotFound of what is not there for this person."""
    mine = [e for e in entries if e.visibility in seen]
    # First: of what is not there for them, nobody learns why it cannot be erased now.
    if target.entry is not None and target.entry not in {e.id for e in mine}:
        raise NotFound(NOT_THERE)
    if target.case is not None and target.case not in {e.case for e in mine}:
        raise NotFound("There is no such case.")
    if file.holds:
        raise NotNow(
            "A hold suspends every deletion in this file. It has to be released first, by HR or counsel."
        )
    goes = _GOES[target.scope](file, mine, target)
    goes = tuple(each for each in goes if each.fields)
    if not goes:
        raise NotNow(NOTHING_LEFT)
    ids = {each.entry.id for each in goes}
    letters = tuple(e.id for e in mine if e.kind == "letter_issued" and ({e.id, e.refers_to} & ids))
    return Plan(goes, letters, tuple(_echoes(entries, goes)))


def _fields(file: File, mine: Sequence[Entry[Any]], target: Target) -> tuple[Going, ...]:
    found = _find(mine, target.entry)
    may = erasable_now(found)
    if is_gone(found.payload) or not target.fields:
        return ()
    if not target.fields <= may:
        wrong = ", ".join(sorted(target.fields - may)).replace("_", " ")
        raise UserError(
            f"This cannot be erased alone, because what came later rests on it: {wrong}. It goes with the "
            "whole entry, case or person.",
            fields={"fields": ["Choose among the fields that hold words."]},
        )
    return (Going(found, target.fields & held(found.payload), False),)


def erasable_now(entry: Entry[Any]) -> frozenset[str]:
    """The fields of this entry that can go alone. A name goes with the person."""
    return erasable(entry.kind) - ({"name"} if entry.kind == "hired" else set())


def _entry(file: File, mine: Sequence[Entry[Any]], target: Target) -> tuple[Going, ...]:
    found = _find(mine, target.entry)
    if found.kind == "correction":
        raise NotNow("A correction goes with what it corrects, which would else read as if it stood.")
    if found.kind in WITH_THE_PERSON:
        raise NotNow(
            "Who may read this file rests on where the person stood: this goes with the whole person."
        )
    if found.case is not None:
        raise NotNow("What came later in the case rests on this entry. Erase words of it, or the whole case.")
    chosen = {found.id}
    for each in mine:  # in the order in which they were written: what answers comes after
        if each.refers_to in chosen:
            chosen.add(each.id)
    return _whole(e for e in mine if e.id in chosen)


def _case(file: File, mine: Sequence[Entry[Any]], target: Target) -> tuple[Going, ...]:
    case = file.cases.get(target.case) if target.case else None
    if case is not None and case.open:
        raise NotNow("This case is not over. Only a case that is over can be erased.")
    return _whole(e for e in mine if e.case == target.case)


def _person(file: File, mine: Sequence[Entry[Any]], target: Target) -> tuple[Going, ...]:
    if any(case.open for case in file.cases.values()):
        raise NotNow("A case of this person is not over. It has to end first.")
    if file.hired_on is not None and file.left_on is None:
        raise NotNow("This person works here. A whole file can be erased once they have left.")
    return _whole(mine)


_GOES = {"fields": _fields, "entry": _entry, "case": _case, "person": _person}


def _find(mine: Sequence[Entry[Any]], id: UUID | None) -> Entry[Any]:
    found = next((e for e in mine if e.id == id), None)
    if found is None:
        raise NotFound(NOT_THERE)
    if found.kind in KEPT_KINDS:
        raise NotNow("What says that something was erased, or had to be kept, stays.")
    return found


def _whole(entries: Iterable[Entry[Any]]) -> tuple[Going, ...]:
    return tuple(
        Going(e, held(e.payload), True)
        for e in entries
        if e.kind not in KEPT_KINDS and not is_gone(e.payload)
    )


def held(payload: Payload) -> frozenset[str]:
    """The fields that the entry has, with or without words."""
    fields = type(payload).model_fields if isinstance(payload, Payload) else ()
    values = {name: getattr(payload, name) for name in fields}
    return frozenset(n for n, v in values.items() if v is not None and not isinstance(v, ErasedText))


SHORTEST_ECHO = 12


def _echoes(entries: Sequence[Entry[Any]], goes: Sequence[Going]) -> Iterable[tuple[UUID, str]]:
    """Where the same words stand elsewhere in the file: quoted, drafted before, answered with a copy."""
    going = {each.entry.id: each.fields for each in goes}
    lost = {
        text
        for each in goes
        for name in each.fields
        for text in _texts(getattr(each.entry.payload, name))
        if len(text) >= SHORTEST_ECHO
    }
    if not lost or len(going) == len(entries):
        return
    for entry in entries:
        if not isinstance(entry.payload, Payload) or entry.kind in KEPT_KINDS:
            continue
        for name in type(entry.payload).model_fields:
            if name in going.get(entry.id, ()):
                continue
            if any(words in text for text in _texts(getattr(entry.payload, name)) for words in lost):
                yield entry.id, name


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif hasattr(type(value), "model_fields"):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
