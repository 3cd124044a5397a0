"""Read the whole record and say every way in which it does not hold. For `goodstanding check`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection

from goodstanding.domain.entries.keeping import Erased
from goodstanding.domain.errors import Bug, Damage
from goodstanding.queries import checkpoints
from goodstanding.record import audit, chain, disclosure, key_file, leaf, merkle
from goodstanding.record.entry_parts import PREFIX, all_parts, payload_of
from goodstanding.record.problems import Problem
from goodstanding.store import models
from goodstanding.store.parts import erased_of

CHUNK = 2_000
HASH = 32
CHAIN_STEP, PARTS_STEP, LETTER_STEP = 6, 7, 12


COLUMNS = (
    "idx", "id", "subject_id", "author_id", "case_id", "refers_to", "kind", "version", "visibility",
    "happened", "recorded",
)  # fmt: skip
Row = tuple[Any, ...]
T = TypeVar("T")
OF_OTHERS = ((UUID, UUID), (UUID, type(None)), (type(None), UUID), (type(None), type(None)))
KINDS = frozenset(
    (int, UUID, UUID, UUID, *others, str, int, str, date, datetime, int, str) for others in OF_OTHERS
)
"""What a whole row holds: its columns, its number in its chain, and the text of its parts."""
UNREADABLE = (ValueError, TypeError, OverflowError, AttributeError)
"""What Django and the driver raise where a column holds something of another kind."""


@dataclass(slots=True)
class _Reading:
    """What one pass over the entries collects for the later steps."""

    chains: dict[str, list[chain.ChainItem]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    erased: dict[str, set[str]] = field(default_factory=dict)

    def erasures(self) -> None:
        """What was erased of which entry, by the word of the entries that say so."""
        rows = models.Entry.objects.filter(kind=Erased.kind).order_by("idx")
        told = rows.values_list("id", "payload__disclosures")
        for id, text in _readable(told.iterator(CHUNK), "entries"):
            try:
                said = payload_of(Erased.kind, _disclosures(text, id))
            except Damage as error:
                self.problems.append(Problem(PARTS_STEP, f"entry {id}", error.message))
                continue
            assert isinstance(said, Erased)
            for part in said.parts:
                self.erased.setdefault(str(part.entry), set()).add(part.digest)

    def entries(self) -> Iterator[audit.StoredEntry]:
        stored = models.Entry.objects.order_by("idx").values_list(
            *COLUMNS, "seq", "payload__disclosures", "payload__erased"
        )
        leaves = models.Leaf.objects.order_by("idx").values_list("idx", "hash")
        hashes = iter(_readable(leaves.iterator(CHUNK), "leaves"))
        known: dict[int, bytes] = {}
        for *row, seq, text, gone in _readable(stored.iterator(CHUNK), "entries"):
            idx, id = row[0], row[1]
            if tuple(map(type, (*row, seq, text))) not in KINDS:
                raise Damage(f"A column of entry {id} at place {idx} holds what cannot stand there.")
            while idx not in known and (pair := next(hashes, None)) is not None:
                known = {pair[0]: _bytes(pair[1], "leaves")}
            disclosures = _disclosures(text, id)
            key = f"{row[2]} {row[8]}"
            self._link(key, idx, id, disclosures, known.get(idx, b""))
            if (items := self.chains[key]) and items[-1].index == idx and items[-1].seq != seq:
                said = f"its column says number {seq} of its chain, its parts say {items[-1].seq}"
                self.problems.append(Problem(CHAIN_STEP, f"entry {id}", said))
            lost, noted = frozenset(self.erased.get(str(id), ())), self._noted(id, gone)
            yield audit.StoredEntry(str(id), idx, disclosures, columns_written(*row), lost, noted)

    def _noted(self, id: UUID, text: Any) -> frozenset[str]:
        try:
            return frozenset(each.digest for each in erased_of(text)) if text is not None else frozenset()
        except Damage as error:
            self.problems.append(Problem(PARTS_STEP, f"entry {id}", error.message))
            return frozenset()

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


def _readable(rows: Iterable[T], what: str) -> Iterator[T]:
    """The rows; Damage where one of them holds what cannot be read at all."""
    found = iter(rows)
    while True:
        try:
            row = next(found)
        except StopIteration:
            return
        except UNREADABLE as error:
            raise Damage(f"A row of the {what} holds what cannot stand there: {error}") from error
        yield row


def _bytes(value: object, what: str) -> bytes:
    if not isinstance(value, bytes | memoryview):
        raise Damage(f"A row of the {what} holds {type(value).__name__} where bytes belong.")
    return bytes(value)


def _disclosures(text: str, id: UUID) -> tuple[str, ...]:
    try:
        found = json.loads(text)
    except (ValueError, TypeError, RecursionError) as error:
        raise Damage(f"The parts of entry {id} are no list: {error}") from error
    if type(found) is not list or not set(map(type, found)) <= {str}:
        raise Damage(f"The parts of entry {id} are no list of texts.")
    return tuple(found)


def check_record() -> list[Problem]:
    """Leaves, tiles, head, every payload against its leaf, every chain, and each row against its parts. What
    cannot be read is a problem like any other."""
    try:
        return _of_the_file() or _of_the_record()
    except Damage as error:
        return [Problem(0, "the database", error.message)]
    except (DatabaseError, UnicodeDecodeError) as error:  # SQLite's own words may hold the damaged bytes
        return [Problem(0, "the database", f"it cannot be read: {error}")]


def _of_the_file() -> list[Problem]:
    """What SQLite itself finds wrong with its file: rows that an index does not know would be missing from
    pages, however whole the tables are."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(20)")
        said = [str(line) for (line,) in cursor.fetchall()]
    return [] if said == ["ok"] else [Problem(0, "the database", line) for line in said]


def _head() -> merkle.Head | str:
    """The head of the log, or what is wrong with it."""
    rows = models.LogHead.objects.filter(id=1).values_list("size", "peaks")
    found = next(_readable(rows, "heads"), None)
    if found is None or not isinstance(found[0], int):
        return "there is no head" if found is None else "its size is no number"
    peaks = _bytes(found[1], "heads")
    try:
        return merkle.Head(found[0], tuple(peaks[i : i + HASH] for i in range(0, len(peaks), HASH)))
    except Bug as error:
        return error.message


def _of_the_record() -> list[Problem]:
    head = _head()
    if isinstance(head, str):
        return [Problem(0, "log head", head)]
    reading = _Reading()
    reading.erasures()
    found = audit.audit(
        _leaves(),
        _tiles(),
        audit.StoredHead(head.size, head.peaks, merkle.root(head)),
        reading.entries(),
        {},
        _checkpoints(),
        key_file.read(lines) if (lines := checkpoints.key_file()) else (),
    )
    return [*found, *reading.problems, *_chain_problems(reading), *_letter_problems()]


def _letter_problems() -> Iterator[Problem]:
    """The kept bytes of each letter against the hash in its entry. A hash that was erased says nothing."""
    rows = models.Letter.objects.order_by("entry_id").values_list(
        "entry__id", "entry__payload__disclosures", "document"
    )
    for id, text, document in _readable(rows.iterator(50), "letters"):
        parts = [each for each in _disclosures(text, id) if disclosure.may_be(each, f"{PREFIX}sha256")]
        found = hashlib.sha256(_bytes(document, "letters")).hexdigest()
        if parts and all_parts(parts).get(f"{PREFIX}sha256") != found:
            said = "its kept bytes are not those whose hash the entry names"
            yield Problem(LETTER_STEP, f"letter of entry {id}", said)


def _chain_problems(reading: _Reading) -> Iterator[Problem]:
    heads = {
        f"{person} {visibility}": chain.ChainHead(seq, _bytes(leaf_hash, "chain heads"))
        for person, visibility, seq, leaf_hash in _readable(
            models.ChainHead.objects.values_list("person_id", "visibility", "seq", "leaf_hash").iterator(
                CHUNK
            ),
            "chain heads",
        )
    }
    for key in sorted({*heads, *reading.chains}):
        for problem in chain.check_chain(reading.chains.get(key, []), heads.get(key, chain.ChainHead())):
            yield Problem(CHAIN_STEP, f"chain {key}", f"number {problem.seq}: {problem.what}")


def _leaves() -> Iterator[audit.StoredLeaf]:
    rows = models.Leaf.objects.order_by("idx").values_list("idx", "data", "hash")
    for idx, data, hash in _readable(rows.iterator(CHUNK), "leaves"):
        yield audit.StoredLeaf(idx, _bytes(data, "leaves"), _bytes(hash, "leaves"))


def _checkpoints() -> Iterator[audit.StoredCheckpoint]:
    rows = models.Checkpoint.objects.order_by("id").values_list("origin", "size", "root", "text")
    for origin, size, root, text in _readable(rows.iterator(CHUNK), "checkpoints"):
        yield audit.StoredCheckpoint(origin, size, _bytes(root, "checkpoints"), text)


def _tiles() -> Iterator[audit.StoredTile]:
    """Single hashes gathered into rows of 256, as the audit wants them."""
    level, tile, gathered = 0, 0, b""
    rows = models.TileHash.objects.order_by("level", "position").values_list("level", "position", "hash")
    for on, position, hash in _readable(rows.iterator(CHUNK), "tiles"):
        where = (on, position // merkle.TILE_WIDTH)
        if where != (level, tile):
            if gathered:
                yield audit.StoredTile(level, tile, gathered)
            (level, tile), gathered = where, b""
        gathered += _bytes(hash, "tiles")
    if gathered:
        yield audit.StoredTile(level, tile, gathered)


def size_and_root() -> tuple[int, str]:
    head = _head()
    if isinstance(head, str):
        raise Damage(f"The head of the log: {head}.")
    return head.size, merkle.root(head).hex()
