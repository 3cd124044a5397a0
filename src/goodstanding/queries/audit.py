"""Read the whole record and say every way in which it does not hold. For `goodstanding check`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from goodstanding.domain.errors import Bug, Damage
from goodstanding.queries import checkpoints
from goodstanding.record import audit, chain, disclosure, key_file, leaf, merkle
from goodstanding.record.entry_parts import all_parts
from goodstanding.record.problems import Problem
from goodstanding.store import models

CHUNK = 2_000
HASH = 32
CHAIN_STEP = 6


COLUMNS = (
    "idx", "id", "subject_id", "author_id", "case_id", "refers_to", "kind", "version", "visibility",
    "happened", "recorded",
)  # fmt: skip
Row = tuple[Any, ...]


@dataclass(slots=True)
class _Reading:
    """What one pass over the entries collects for the later steps."""

    chains: dict[str, list[chain.ChainItem]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def entries(self) -> Iterator[audit.StoredEntry]:
        rows = models.Entry.objects.order_by("idx").values_list(*COLUMNS, "payload__disclosures")
        hashes = iter(models.Leaf.objects.order_by("idx").values_list("idx", "hash").iterator(CHUNK))
        known: dict[int, bytes] = {}
        for *row, text in rows.iterator(CHUNK):
            idx, id = row[0], row[1]
            while idx not in known and (pair := next(hashes, None)) is not None:
                known = {pair[0]: bytes(pair[1])}
            disclosures = tuple(json.loads(text)) if text is not None else ()
            self._link(f"{row[2]} {row[8]}", idx, id, disclosures, known.get(idx, b""))
            yield audit.StoredEntry(str(id), idx, disclosures, columns_written(*row))

    def _link(self, key: str, idx: int, id: UUID, disclosures: tuple[str, ...], leaf_hash: bytes) -> None:
        """Keep the entry's place in its chain; a part that cannot be read is named by the audit itself."""
        items = self.chains.setdefault(key, [])
        seq, prev = (items[-1].seq, items[-1].leaf_hash.hex()) if items else (0, None)
        following = chain.part_bytes(seq + 1, prev)
        if disclosure.say(disclosures, [disclosure.written(chain.PART, following)]):  # nearly always
            items.append(chain.ChainItem(seq + 1, prev, idx, leaf_hash))
            return
        try:
            # Strictly, but only this one: a record has many parts, and the audit need not read the others.
            likely = (each for each in disclosures if disclosure.may_be(each, chain.PART))
            if (part := all_parts(likely).get(chain.PART)) is not None:
                items.append(chain.ChainItem(*chain.read_part(part), idx, leaf_hash))
        except Damage as error:
            self.problems.append(Problem(CHAIN_STEP, f"entry {id}", error.message))


def columns_written(
    idx: int, id: UUID, subject: UUID, author: UUID, case: UUID | None, refers_to: UUID | None, kind: str,
    version: int, visibility: str, happened: date, recorded: datetime,
) -> dict[str, bytes]:  # fmt: skip
    """What the columns say, as the parts that commit to the same are `disclosure.written`: keys in order."""
    kind, visibility = _quoted(kind), _quoted(visibility)
    columns = {
        "type": f'type",{{"id":"{id}","kind":{kind},"version":{version},"visibility":{visibility}}}]',
        "who": f'who",{{"author":"{author}","subject":"{subject}"}}]',
        "when": f'when",{{"happened":"{happened.isoformat()}","recorded":"{leaf.format_time(recorded)}"}}]',
    }
    if case or refers_to:
        columns["about"] = f'about",{{"case":{_id(case)},"refers_to":{_id(refers_to)}}}]'
    return {name: said.encode("utf-8") for name, said in columns.items()}


_quoted = json.encoder.encode_basestring


def _id(id: UUID | None) -> str:
    return f'"{id}"' if id else "null"


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
        _checkpoints(),
        key_file.read(lines) if (lines := checkpoints.key_file()) else (),
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
    rows = models.Leaf.objects.order_by("idx").values_list("idx", "data", "hash")
    for idx, data, hash in rows.iterator(CHUNK):
        yield audit.StoredLeaf(idx, bytes(data), bytes(hash))


def _checkpoints() -> Iterator[audit.StoredCheckpoint]:
    rows = models.Checkpoint.objects.order_by("id").values_list("origin", "size", "root", "text")
    for origin, size, root, text in rows.iterator(CHUNK):
        yield audit.StoredCheckpoint(origin, size, bytes(root), text)


def _tiles() -> Iterator[audit.StoredTile]:
    """Single hashes gathered into rows of 256, as the audit wants them."""
    level, tile, gathered = 0, 0, b""
    rows = models.TileHash.objects.order_by("level", "position").values_list("level", "position", "hash")
    for on, position, hash in rows.iterator(CHUNK):
        where = (on, position // merkle.TILE_WIDTH)
        if where != (level, tile):
            if gathered:
                yield audit.StoredTile(level, tile, gathered)
            (level, tile), gathered = where, b""
        gathered += bytes(hash)
    if gathered:
        yield audit.StoredTile(level, tile, gathered)


def size_and_root() -> tuple[int, str]:
    row = models.LogHead.objects.get(id=1)
    peaks = bytes(row.peaks)
    head = merkle.Head(row.size, tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))
    return head.size, merkle.root(head).hex()
