"""What is inside: the entries in the form in which the record commits to them, chained.

Each entry is kept as its disclosures, as an organisation's record keeps it, so that a part of the journal
can be shown to somebody and proved without the rest.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.errors import Bug, Damage
from goodstanding.domain.own import KINDS, Payload
from goodstanding.record import disclosure, leaf
from goodstanding.record.chain import PART, ChainHead, next_part
from goodstanding.record.entry_parts import PREFIX, all_parts, parts_of

FORMAT, VERSION = "goodstanding.own", 1


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry with the parts that prove it."""

    entry: Entry[Any]
    disclosures: tuple[str, ...]
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in the file."""

    person: UUID
    kept: tuple[Kept, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    """How the program behaves for this person; not part of the record."""

    @property
    def entries(self) -> tuple[Entry[Any], ...]:
        return tuple(k.entry for k in self.kept)

    @property
    def head(self) -> ChainHead:
        return ChainHead(len(self.kept), self.kept[-1].leaf_hash) if self.kept else ChainHead()


def next_entry(
    content: Content,
    payload: Payload,
    *,
    id: UUID,
    happened: date,
    recorded: datetime,
    refers_to: UUID | None = None,
) -> Content:
    """The content with this entry at its end."""
    head = content.head
    entry: Entry[Any] = Entry(
        id=id, subject=content.person, author=content.person, happened=happened, recorded=recorded,
        payload=payload, visibility=Visibility.OWN, seq=head.seq + 1, refers_to=refers_to,
    )  # fmt: skip
    parts = parts_of(
        id=id, subject=content.person, author=content.person, happened=happened, recorded=recorded,
        visibility=Visibility.OWN, payload=payload, case=None, refers_to=refers_to, head=head,
    )  # fmt: skip
    disclosures = tuple(
        disclosure.make(name, value, secrets.token_bytes(disclosure.SALT_BYTES))
        for name, value in parts.items()
    )
    hashed = leaf.leaf_hash(leaf.leaf_bytes(recorded, disclosures))
    return Content(content.person, (*content.kept, Kept(entry, disclosures, hashed)), content.settings)


def to_bytes(content: Content) -> bytes:
    return json.dumps(
        {
            "format": FORMAT, "version": VERSION, "person": str(content.person),
            "settings": content.settings, "entries": [list(kept.disclosures) for kept in content.kept],
        }
    ).encode()  # fmt: skip


def from_bytes(data: bytes) -> Content:
    """Read strictly: Damage where an entry does not follow the one before it."""
    try:
        read = json.loads(data)
        if (read["format"], read["version"]) != (FORMAT, VERSION):
            raise Damage("This file was made by a newer version of the program. Use that one to open it.")
        content = Content(UUID(read["person"]), (), dict(read["settings"]))
        entries = read["entries"]
    except (KeyError, TypeError, ValueError) as error:
        raise Damage("The file opens, but its content cannot be read. Try your last backup.") from error
    kept: list[Kept] = []
    head = ChainHead()
    for disclosures in entries:
        kept.append(_read(content.person, disclosures, head))
        head = ChainHead(len(kept), kept[-1].leaf_hash)
    return Content(content.person, tuple(kept), content.settings)


def _read(person: UUID, disclosures: Sequence[str], head: ChainHead) -> Kept:
    number = head.seq + 1
    try:
        parts: Any = all_parts(disclosures)
        if parts[PART] != next_part(head):
            raise Damage(f"Entry {number} does not follow the one before it. Try your last backup.")
        fields = {name[len(PREFIX) :]: value for name, value in parts.items() if name.startswith(PREFIX)}
        about = parts.get("about") or {}
        recorded = datetime.fromisoformat(parts["when"]["recorded"])
        entry: Entry[Any] = Entry(
            id=UUID(parts["type"]["id"]), subject=person, author=person,
            happened=date.fromisoformat(parts["when"]["happened"]), recorded=recorded,
            payload=KINDS[parts["type"]["kind"]].model_validate(fields), visibility=Visibility.OWN,
            seq=number, refers_to=UUID(about["refers_to"]) if about.get("refers_to") else None,
        )  # fmt: skip
        hashed = leaf.leaf_hash(leaf.leaf_bytes(recorded, disclosures))
    except (KeyError, TypeError, ValueError, Bug) as error:
        raise Damage(f"Entry {number} of the file cannot be read. Try your last backup.") from error
    return Kept(entry, tuple(disclosures), hashed)
