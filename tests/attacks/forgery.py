"""An administrator who rewrites the record and leaves it whole: rows, parts, leaves, tiles, heads, chains.

Nothing here is sloppy on purpose: what such a forger overlooks would be found too easily. `Forged` rows are
edited as a list; `write` makes a record of them that passes the program's own check.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection

from goodstanding.record import chain, disclosure, leaf, merkle, note
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.keys import SigningKey
from goodstanding.signing import disk
from goodstanding.signing import keys as signer_keys
from goodstanding.store import models

TABLES = (
    "store_entry",
    "store_payload",
    "store_leaf",
    "store_checkpoint",
    "store_logname",
    "store_keystatement",
)
COLUMNS = (
    "id", "subject_id", "case_id", "kind", "version", "visibility", "happened", "recorded", "author_id",
    "refers_to",
)  # fmt: skip


@dataclass(frozen=True)
class Forged:
    """An entry in the forger's hands: its columns, and its parts with their salts."""

    columns: dict[str, Any]
    parts: dict[str, tuple[bytes, Any]] = field(default_factory=dict)

    def said(self, **values: Any) -> Forged:
        """With other words in its payload; the salts stay."""
        changed = {
            f"payload.{name}": (self.parts[f"payload.{name}"][0], value) for name, value in values.items()
        }
        return replace(self, parts={**self.parts, **changed})

    def with_columns(self, **values: Any) -> Forged:
        """With other columns, and parts that say the same."""
        made = {**self.columns, **values}
        parts = dict(self.parts)
        told = {
            "type": {
                key: str(made[key]) if key == "id" else made[key]
                for key in ("id", "kind", "version", "visibility")
            },
            "who": {"author": str(made["author_id"]), "subject": str(made["subject_id"])},
            "when": {
                "happened": made["happened"].isoformat(),
                "recorded": leaf.format_time(made["recorded"]),
            },
        }
        for name, value in told.items():
            parts[name] = (parts[name][0], value)
        return Forged(made, parts)


def lift_triggers() -> None:
    """A database administrator drops what protects against accidents."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in TABLES:
            for event in ("update", "delete"):
                on = f" ON {table}" if postgresql else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")


def read() -> list[Forged]:
    found = []
    rows = models.Entry.objects.order_by("idx").values_list(*COLUMNS, "payload__disclosures")
    for *values, text in rows:
        parts = {part.name: (part.salt, part.value) for part in map(disclosure.read, json.loads(text))}
        found.append(Forged(dict(zip(COLUMNS, values, strict=True)), parts))
    return found


def write(rows: Sequence[Forged]) -> None:
    """The record as if it had always been so."""
    _empty()
    head, chains, tiles = merkle.Head(), {}, []
    entries, payloads, leaves = [], [], []
    for index, row in enumerate(rows):
        key = (row.columns["subject_id"], row.columns["visibility"])
        before = chains.get(key, chain.ChainHead())
        parts = {**row.parts, chain.PART: (row.parts[chain.PART][0], chain.next_part(before))}
        held = [disclosure.make(name, value, salt) for name, (salt, value) in parts.items()]
        data = leaf.leaf_bytes(row.columns["recorded"], held)
        hashed = leaf.leaf_hash(data)
        head, made = merkle.append(head, hashed)
        tiles += [models.TileHash(level=t.level, position=t.position, hash=t.value) for t in made if t.level]
        chains[key] = chain.ChainHead(before.seq + 1, hashed)
        entries.append(models.Entry(idx=index, seq=before.seq + 1, **row.columns))
        payloads.append(models.Payload(entry_id=index, disclosures=json.dumps(held)))
        leaves.append(models.Leaf(idx=index, data=data, hash=hashed))
    models.Entry.objects.bulk_create(entries)
    models.Payload.objects.bulk_create(payloads)
    models.Leaf.objects.bulk_create(leaves)
    models.TileHash.objects.bulk_create(tiles)
    models.LogHead.objects.update(size=head.size, peaks=b"".join(head.peaks))
    models.ChainHead.objects.bulk_create(
        models.ChainHead(person_id=person, visibility=visibility, seq=at.seq, leaf_hash=at.leaf_hash)
        for (person, visibility), at in chains.items()
    )


def _empty() -> None:
    for model in (models.ChainHead, models.TileHash, models.Leaf, models.Payload, models.Entry):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def copied(row: Forged, *, recorded: datetime, words: str) -> Forged:
    """A new entry in the image of another, with salts of its own."""
    parts = {name: (secrets.token_bytes(32), value) for name, (_, value) in row.parts.items()}
    made = Forged(row.columns, parts).said(behaviour=words)
    return made.with_columns(id=uuid4(), recorded=recorded, happened=recorded.date())


def sign_anew(folder: Path, *, now: datetime, key: SigningKey | None = None) -> None:
    """With the real key (or one of the forger's own): today's checkpoint, and none that contradicts it.

    The signer's memory is rewritten as well, since whoever holds its key holds its folder."""
    held = signer_keys.load(folder)[0].secret
    origin = held.name
    row = models.LogHead.objects.get(id=1)
    peaks = bytes(row.peaks)
    head = merkle.Head(row.size, tuple(peaks[at : at + 32] for at in range(0, len(peaks), 32)))
    text = note.sign(Checkpoint(origin, head.size, merkle.root(head)).text, [key or held])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM store_checkpoint")
    models.Checkpoint.objects.create(
        origin=origin, size=head.size, root=merkle.root(head), text=text, made=now
    )
    state = {origin: {"size": head.size, "root": merkle.root(head).hex()}}
    disk.write_json(folder / "state.json", state)


def drop_contradicting_checkpoints() -> None:
    """Without a key the forger can at least remove the checkpoints that do not fit any more."""
    from goodstanding.store import proofs

    size = models.LogHead.objects.get(id=1).size
    for row in list(models.Checkpoint.objects.all()):
        if row.size > size or proofs.root_at(row.size) != bytes(row.root):
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM store_checkpoint WHERE id = %s", [row.id])


def earlier(row: Forged, days: int) -> datetime:
    recorded: datetime = row.columns["recorded"]
    return recorded - timedelta(days=days)


__all__ = ["Forged", "copied", "earlier", "lift_triggers", "read", "sign_anew", "write"]
