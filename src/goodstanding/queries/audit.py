"""Read the whole record and say every way in which it does not hold. For `goodstanding check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import audit, chain, disclosure, leaf, merkle
from goodstanding.record.canonical import Json
from goodstanding.record.entry_parts import all_parts
from goodstanding.record.problems import Problem
from goodstanding.store import models

CHUNK = 2_000
HASH = 32
CHAIN_STEP = 6


@dataclass(slots=True)
class _Reading:
    """What one pass over the entries collects for the later steps."""

    chains: dict[str, list[chain.ChainItem]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> Iterator[audit.StoredEntry]:
        rows = models.Entry.objects.select_related("payload").order_by("idx")
        hashes = iter(models.Leaf.objects.order_by("idx").values_list("idx", "hash").iterator(CHUNK))
        known: dict[int, bytes] = {}
        for row in rows.iterator(CHUNK):
            while row.idx not in known and (pair := next(hashes, None)) is not None:
                known = {pair[0]: bytes(pair[1])}
            disclosures = tuple(json.loads(row.payload.disclosures))
            self._link(row, disclosures, known.get(row.idx, b""))
            yield audit.StoredEntry(str(row.id), row.idx, disclosures, _columns(row))

    def _link(self, row: models.Entry, disclosures: tuple[str, ...], leaf_hash: bytes) -> None:
        """Keep the entry's place in its chain; a part that cannot be read is named by the audit itself."""
        try:
            # Strictly, but only this one: a record has many parts, and the audit need not read the others.
            likely = (each for each in disclosures if disclosure.may_be(each, chain.PART))
            if (part := all_parts(likely).get(chain.PART)) is not None:
                seq, prev = chain.read_part(part)
                item = chain.ChainItem(seq, prev, row.idx, leaf_hash)
                self.chains.setdefault(f"{row.subject_id} {row.visibility}", []).append(item)
        except Damage as error:
            self.problems.append(Problem(CHAIN_STEP, f"entry {row.id}", error.message))


def _columns(row: models.Entry) -> dict[str, Json]:
    columns: dict[str, Json] = {
        "type": {
            "id": str(row.id),
            "kind": row.kind,
            "version": row.version,
            "visibility": row.visibility,
        },
        "who": {"subject": str(row.subject_id), "author": str(row.author_id)},
        "when": {"happened": row.happened.isoformat(), "recorded": leaf.format_time(row.recorded)},
    }
    if row.case_id or row.refers_to:
        columns["about"] = {
            "case": str(row.case_id) if row.case_id else None,
            "refers_to": str(row.refers_to) if row.refers_to else None,
        }
    return columns


def check_record() -> list[Problem]:
    """Leaves, tiles, head, every payload against its leaf, every chain, and each row against its parts."""
    row = models.LogHead.objects.get(id=1)
    peaks = bytes(row.peaks)
    try:
        head = merkle.Head(row.size, tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))
    except Bug as error:
        return [Problem(0, "log head", error.message)]
    reading = _Reading()
    found = audit.audit(
        _leaves(),
        _tiles(),
        audit.StoredHead(head.size, head.peaks, merkle.root(head)),
        reading.entries(),
        {},
    )
    return [*found, *reading.problems, *_chain_problems(reading)]


def _chain_problems(reading: _Reading) -> Iterator[Problem]:
    heads = {
        f"{h.person_id} {h.visibility}": chain.ChainHead(h.seq, bytes(h.leaf_hash))
        for h in models.ChainHead.objects.iterator(CHUNK)
    }
    for key in sorted({*heads, *reading.chains}):
        for problem in chain.check_chain(reading.chains.get(key, []), heads.get(key, chain.ChainHead())):
            yield Problem(CHAIN_STEP, f"chain {key}", f"number {problem.seq}: {problem.what}")


def _leaves() -> Iterator[audit.StoredLeaf]:
    for row in models.Leaf.objects.order_by("idx").iterator(CHUNK):
        yield audit.StoredLeaf(row.idx, bytes(row.data), bytes(row.hash))


def _tiles() -> Iterator[audit.StoredTile]:
    """Single hashes gathered into rows of 256, as the audit wants them."""
    level, tile, gathered = 0, 0, b""
    for row in models.TileHash.objects.order_by("level", "position").iterator(CHUNK):
        where = (row.level, row.position // merkle.TILE_WIDTH)
        if where != (level, tile):
            if gathered:
                yield audit.StoredTile(level, tile, gathered)
            (level, tile), gathered = where, b""
        gathered += bytes(row.hash)
    if gathered:
        yield audit.StoredTile(level, tile, gathered)


def size_and_root() -> tuple[int, str]:
    row = models.LogHead.objects.get(id=1)
    peaks = bytes(row.peaks)
    head = merkle.Head(row.size, tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))
    return head.size, merkle.root(head).hex()
