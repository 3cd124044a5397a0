"""The parts of entries as they are stored: read, with what was erased in its place, and taken out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from goodstanding.domain.entries import Payload
from goodstanding.domain.entries.keeping import Erased
from goodstanding.domain.erased import ErasedField, named
from goodstanding.domain.errors import Damage
from goodstanding.record import base64url, disclosure
from goodstanding.record.entry_parts import PREFIX, payload_of
from goodstanding.record.leaf import format_time
from goodstanding.store import models

Row = tuple[str, str, str | None]
"""Kind, disclosures and what was erased, as they are stored."""


def erased_of(text: str | None) -> tuple[ErasedField, ...]:
    """What is stored in the place of erased parts."""
    if not text:
        return ()
    try:
        return tuple(_erased(each) for each in json.loads(text))
    except (ValueError, KeyError, TypeError) as error:
        raise Damage("What the store says of an erased part cannot be read.") from error


def _erased(each: Mapping[str, Any]) -> ErasedField:
    return ErasedField(
        field=each["field"], digest=base64url.encode(bytes.fromhex(each["sha256"])),
        on=datetime.fromisoformat(each["on"]), by=UUID(each["by"]), ground=each["ground"],
        erasure=UUID(each["erasure"]), whole=each["whole"],
    )  # fmt: skip


def stored(erased: Iterable[ErasedField], index: int = -1) -> str:
    """The same as it is stored. `index`: where the `erased` entry stands in the log, which the trigger asks
    for; -1 of parts that never came here, because they had been erased before a file was brought in."""
    return json.dumps([{**_plain(each), "idx": index} for each in erased])


def _plain(each: ErasedField) -> dict[str, Any]:
    return {
        "field": each.field, "sha256": base64url.decode(each.digest).hex(), "on": format_time(each.on),
        "by": str(each.by), "ground": each.ground, "erasure": str(each.erasure), "whole": each.whole,
    }  # fmt: skip


def payloads(rows: Iterable[Row]) -> list[Payload]:
    """What entries say. Where something was erased, one more statement says by whom."""
    listed = list(rows)
    gone = {at: erased_of(text) for at, (_, _, text) in enumerate(listed) if text}
    names = names_of({each.by for lost in gone.values() for each in lost})
    return [
        payload_of(kind, json.loads(said), named(gone[at], names) if at in gone else ())
        for at, (kind, said, _) in enumerate(listed)
    ]


def told(index: int, noted: str | None) -> dict[str, ErasedField]:
    """By digest, what is noted as erased of the entry at this place in the log and what an entry of kind
    `erased` also tells: the note alone is a column that anybody with the database could have written."""
    found = {each.digest: each for each in erased_of(noted)}
    if not found:
        return {}
    own = models.Entry.objects.values_list("id", flat=True).get(idx=index)
    rows = models.Entry.objects.filter(kind=Erased.kind, id__in={each.erasure for each in found.values()})
    said = [
        payload_of(Erased.kind, json.loads(text))
        for text in rows.values_list("payload__disclosures", flat=True)
    ]
    digests = {p.digest for e in said if isinstance(e, Erased) for p in e.parts if p.entry == own}
    names = names_of({each.by for each in found.values()})
    return {each.digest: each for each in named(found.values(), names) if each.digest in digests}


def names_of(people: Collection[UUID]) -> Mapping[UUID, str]:
    if not people:
        return {}
    return dict(models.Person.objects.filter(id__in=people).values_list("id", "name"))


def held(entries: Collection[UUID]) -> dict[UUID, dict[str, str]]:
    """Of each entry the payload's fields that are still there, and their digests. One statement."""
    rows = models.Payload.objects.filter(entry__id__in=entries).values_list("entry__id", "disclosures")
    return {id: _fields(json.loads(text)) for id, text in rows}


def _fields(disclosures: Iterable[str]) -> dict[str, str]:
    read = ((disclosure.read(each).name, each) for each in disclosures)
    return {name[len(PREFIX) :]: disclosure.digest(each) for name, each in read if name.startswith(PREFIX)}


def take_out(index: int, gone: Mapping[UUID, Sequence[ErasedField]]) -> None:
    """Destroy these parts. The `erased` entry at this place in the log names each of them."""
    rows = models.Payload.objects.select_for_update().filter(entry__id__in=list(gone))
    for entry, at, said, before in rows.values_list("entry__id", "entry_id", "disclosures", "erased"):
        digests = {each.digest for each in gone[entry]}
        kept = [each for each in json.loads(said) if disclosure.digest(each) not in digests]
        now = [*json.loads(before or "[]"), *json.loads(stored(gone[entry], index))]
        models.Payload.objects.filter(entry_id=at).update(
            disclosures=json.dumps(kept), erased=json.dumps(now)
        )
