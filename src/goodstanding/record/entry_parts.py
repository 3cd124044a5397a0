"""An entry as named parts to commit to, and back. The names are part of the final leaf format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from goodstanding.domain.entries import Payload, Visibility
from goodstanding.domain.erased import ErasedField, is_gone, without
from goodstanding.domain.errors import Damage
from goodstanding.record import canonical, chain, disclosure
from goodstanding.record.canonical import Json
from goodstanding.record.leaf import format_time

PREFIX = "payload."
BEFORE_CHAIN = 3
"""So many parts stand before the chain part: what the entry is, who wrote about whom, when."""


def parts_of(*, head: chain.ChainHead, **said: Any) -> dict[str, Json]:
    """All parts of an entry that follows `head` in its chain; `said` as `parts_but_chain` takes it."""
    parts = list(parts_but_chain(**said).items())
    parts.insert(BEFORE_CHAIN, (chain.PART, chain.next_part(head)))
    return dict(parts)


def parts_but_chain(
    *,
    id: UUID,
    subject: UUID,
    author: UUID,
    happened: date,
    recorded: datetime,
    visibility: Visibility,
    payload: Payload,
    case: UUID | None,
    refers_to: UUID | None,
) -> dict[str, Json]:
    """Each part is salted, hashed and, one day, erased on its own; so each field of the payload is one."""
    parts: dict[str, Json] = {
        "type": {
            "id": str(id),
            "kind": payload.kind,
            "version": payload.version,
            "visibility": visibility.value,
        },
        "who": {"subject": str(subject), "author": str(author)},
        "when": {"happened": happened.isoformat(), "recorded": format_time(recorded)},
    }
    if case or refers_to:
        parts["about"] = {
            "case": str(case) if case else None,
            "refers_to": str(refers_to) if refers_to else None,
        }
    fields = {} if is_gone(payload) else payload.model_dump(mode="json", exclude_none=True)
    parts |= {f"{PREFIX}{name}": value for name, value in fields.items()}
    return {name: canonical.normalise(value) for name, value in parts.items()}


def payload_of(kind: str, disclosures: Iterable[str], erased: Sequence[ErasedField] = ()) -> Payload:
    """The payload, for pages. Damage if the stored parts, and those that were erased, do not make one."""
    try:
        made: Any = without(kind, fields_of(disclosures), erased)
    except (KeyError, ValueError) as error:
        raise Damage(f"An entry of kind “{kind}” in the store cannot be read: {error}") from error
    return cast(Payload, made)  # or `Gone`, of which nothing is left to read but when it was and what it was


def fields_of(disclosures: Iterable[str]) -> dict[str, Any]:
    """The payload's fields that are there, as JSON values."""
    # Most parts say what the store's columns say too; a page needs to read the others only.
    read = disclosure.read_values(disclosures, PREFIX)
    return {name[len(PREFIX) :]: value for name, value in read if name.startswith(PREFIX)}


def part_of(disclosures: Iterable[str], field: str) -> Any:
    """One field of the payload as JSON has it, for counts; None where it is not there."""
    name = f"{PREFIX}{field}"
    return dict(disclosure.read_values(disclosures, name)).get(name)


def all_parts(disclosures: Iterable[str]) -> Mapping[str, Json]:
    """Every part by name, read strictly."""
    return {part.name: part.value for part in map(disclosure.read, disclosures)}
