"""The audit of a whole record, in numbered steps. Pure: the caller streams the rows in, in log order.

 1  the leaves are numbered 0, 1, 2 … without a gap
 2  every leaf has the form of a leaf
 3  every stored leaf hash is the hash of the stored leaf
 4  every stored tile holds the hashes that the leaves give, and none is missing
 5  the head names the size, the peaks and the root that the leaves give
 6  every entry has its own leaf, and every leaf its entry
 7  every part of an entry is one that its leaf commits to, and none is gone, or there again, against what an
    entry says of an erasure
 8  every person's chain, in every visibility domain, is whole
 9  what the store says of an entry in columns of its own is what the entry's parts say
10  every checkpoint that was signed names a root that the leaves give, and its signature holds

All steps run to the end; nothing stops at the first problem.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goodstanding.domain.errors import Damage
from goodstanding.record import disclosure, key_file, merkle
from goodstanding.record import leaf as leaves_
from goodstanding.record.canonical import unchecked_bytes
from goodstanding.record.chain import ChainHead, ChainItem, check_chain
from goodstanding.record.key_file import KeyLine
from goodstanding.record.problems import Problem


@dataclass(frozen=True, slots=True)
class StoredLeaf:
    index: int
    data: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class StoredTile:
    """Hashes in a row, 32 bytes each. Level 0 repeats the leaf hashes and may be left out of the store."""

    level: int
    tile: int
    hashes: bytes


@dataclass(frozen=True, slots=True)
class StoredHead:
    """`root` is None where the store keeps the peaks alone, which determine it."""

    size: int
    peaks: tuple[bytes, ...]
    root: bytes | None = None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """`disclosures` are those that still exist, `erased` the digests of those that an entry says were erased.
    A part that is gone without such an entry was taken away; one that is there although such an entry names
    it came back, as after the restore of an older backup.

    `states` is what the store's columns say, as the part of that name would be `disclosure.written`.
    `noted`: the digests that the store itself notes in the place of erased parts, where it has such a
    note.
    """

    entry: str
    index: int
    disclosures: tuple[str, ...]
    states: Mapping[str, bytes] = field(default_factory=dict)
    erased: frozenset[str] = frozenset()
    noted: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class StoredChain:
    items: tuple[ChainItem, ...]
    head: ChainHead | None = None


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """A signed note as it is kept, and what the store says of it in columns."""

    origin: str
    size: int
    root: bytes
    text: str


@dataclass(slots=True)
class _Run:
    problems: list[Problem] = field(default_factory=list)
    head: merkle.Head = field(default_factory=merkle.Head)
    hashes: list[bytes] = field(default_factory=list)
    levels: dict[int, list[bytes]] = field(default_factory=dict)

    def note(self, step: int, where: str, what: str) -> None:
        self.problems.append(Problem(step, where, what))


def audit(
    leaves: Iterable[StoredLeaf],
    tiles: Iterable[StoredTile],
    head: StoredHead,
    entries: Iterable[StoredEntry],
    chains: Mapping[str, StoredChain],
    checkpoints: Iterable[StoredCheckpoint] = (),
    keys: Sequence[KeyLine] = (),
) -> list[Problem]:
    """Every problem of the record; an empty list means that it is whole. Leaves and entries by index."""
    run = _Run()
    _check_entries(run, _check_leaves(run, leaves), entries)
    _check_tiles(run, tiles)
    _check_head(run, head)
    _check_chains(run, chains)
    for checkpoint in checkpoints:
        _check_checkpoint(run, checkpoint, keys)
    return sorted(run.problems, key=lambda problem: problem.step)


def _check_leaves(run: _Run, leaves: Iterable[StoredLeaf]) -> Iterator[StoredLeaf]:
    hashes, sha256 = run.hashes, hashlib.sha256
    for stored in leaves:
        if stored.index != len(hashes):
            run.note(1, f"leaf {stored.index}", f"stands where leaf {len(hashes)} belongs")
        computed = sha256(b"\x00" + stored.data).digest()  # `leaf.leaf_hash`, a call less for every leaf
        if computed != stored.hash:
            run.note(3, f"leaf {stored.index}", "its stored hash is not the hash of its bytes")
        hashes.append(computed)
        yield stored
    run.head, run.levels = merkle.grow(hashes)


def _check_entries(run: _Run, leaves: Iterator[StoredLeaf], entries: Iterable[StoredEntry]) -> None:
    """Walk both in log order, side by side, so that a record of any size is read once and never held."""
    waiting = iter(entries)
    entry = next(waiting, None)
    for stored in leaves:
        while entry is not None and entry.index < stored.index:
            run.note(6, f"entry {entry.entry}", f"has no leaf of its own at {entry.index}")
            entry = next(waiting, None)
        if entry is None or entry.index != stored.index:
            run.note(6, f"leaf {stored.index}", "has no entry")
            _parse(run, stored)
            continue
        if not leaves_.is_of(stored.data, entry.disclosures):  # nearly always it is
            leaf = _parse(run, stored)
            if leaf is not None:
                _check_parts(run, entry, leaf)
        if entry.noted is not None and (entry.erased or entry.noted):
            _check_erased(run, entry, entry.noted)
        if entry.states:
            _check_states(run, entry)
        entry = next(waiting, None)
    while entry is not None:
        run.note(6, f"entry {entry.entry}", f"has no leaf of its own at {entry.index}")
        entry = next(waiting, None)


def _parse(run: _Run, stored: StoredLeaf) -> leaves_.Leaf | None:
    try:
        return leaves_.parse(stored.data)
    except Damage as damage:
        run.note(2, f"leaf {stored.index}", damage.message)
        return None


def _check_parts(run: _Run, entry: StoredEntry, leaf: leaves_.Leaf) -> None:
    found = leaves_.match(leaf, entry.disclosures)
    if found.foreign:
        run.note(7, f"entry {entry.entry}", f"{len(found.foreign)} of its parts are not those written then")
    if found.twice:
        run.note(7, f"entry {entry.entry}", f"{len(found.twice)} of its parts are stored twice")
    held = {disclosure.digest(each) for each in entry.disclosures if each.isascii()}
    # In the place of each foreign part one is gone too: that is the same fault.
    gone = len(set(leaf.digests) - entry.erased - held) - len(found.foreign)
    if gone > 0:
        run.note(7, f"entry {entry.entry}", f"{gone} of its parts are gone, and no entry tells of an erasure")


def _check_erased(run: _Run, entry: StoredEntry, noted: frozenset[str]) -> None:
    where = f"entry {entry.entry}"
    back = entry.erased & {disclosure.digest(each) for each in entry.disclosures if each.isascii()}
    if back:
        run.note(7, where, f"{len(back)} of its parts are there, and an entry tells of their erasure")
    if unsaid := noted - entry.erased:
        run.note(7, where, f"{len(unsaid)} of its parts are noted as erased, and no entry tells of it")
    if unnoted := entry.erased - noted - back:
        run.note(7, where, f"{len(unnoted)} of its parts were erased, and the store does not note it")


def _check_states(run: _Run, entry: StoredEntry) -> None:
    """Lists read columns, not parts; a column altered by hand would otherwise lie unseen."""
    if disclosure.say(entry.disclosures, entry.states.values()):
        return
    try:
        parts = {part.name: part.value for part in map(disclosure.read, entry.disclosures)}
    except Damage as damage:
        run.note(7, f"entry {entry.entry}", damage.message)
        return
    for name, stated in entry.states.items():
        if name in parts and disclosure.written(name, unchecked_bytes(parts[name])) != stated:
            run.note(9, f"entry {entry.entry}", f"its {name} in the store is not what was written then")


def _check_tiles(run: _Run, tiles: Iterable[StoredTile]) -> None:
    seen: dict[tuple[int, int], int] = {}
    for stored in tiles:
        where = f"tile {stored.level}/{stored.tile}"
        first = stored.tile * merkle.TILE_WIDTH
        expected = b"".join(run.levels.get(stored.level, [])[first : first + merkle.TILE_WIDTH])
        if (stored.level, stored.tile) in seen:
            run.note(4, where, "is stored twice")
        seen[stored.level, stored.tile] = len(stored.hashes)
        # A tile of level 0 may lag behind the leaves; the others are written with the leaf that fills them.
        partial = expected[: len(stored.hashes)] if stored.level == 0 else expected
        if not stored.hashes or stored.hashes != partial:
            run.note(4, where, "does not hold the hashes that the leaves give")
    for level, hashes in run.levels.items():
        for tile in range(-(-len(hashes) // merkle.TILE_WIDTH) if level else 0):
            if (level, tile) not in seen:
                run.note(4, f"tile {level}/{tile}", "is missing")


def _check_head(run: _Run, head: StoredHead) -> None:
    if head.size != run.head.size:
        run.note(5, "head", f"names {head.size} leaves where there are {run.head.size}")
    if tuple(head.peaks) != run.head.peaks:
        run.note(5, "head", "its peaks are not those of the leaves")
    if head.root is not None and head.root != merkle.root(run.head):
        run.note(5, "head", "its root is not the root of the leaves")


def _check_chains(run: _Run, chains: Mapping[str, StoredChain]) -> None:
    for name, chain in chains.items():
        for found in check_chain(chain.items, chain.head):
            run.note(8, f"chain {name}, entry {found.seq}", found.what)
        for item in chain.items:
            if not 0 <= item.index < len(run.hashes) or run.hashes[item.index] != item.leaf_hash:
                run.note(8, f"chain {name}, entry {item.seq}", "its leaf hash is not that of its leaf")


def _check_checkpoint(run: _Run, stored: StoredCheckpoint, keys: Sequence[KeyLine]) -> None:
    where = f"checkpoint over {stored.size}"
    try:
        head = key_file.open_checkpoint(stored.text, keys).checkpoint
    except Damage as damage:
        run.note(10, where, damage.message)
        return
    if (head.origin, head.size, head.root) != (stored.origin, stored.size, stored.root):
        run.note(10, where, "what the store says of it is not what was signed")
    if head.size > run.head.size:
        run.note(10, where, f"was signed over {head.size} leaves, and there are {run.head.size}")
    elif merkle.root_at(head.size, lambda level, at: run.levels[level][at]) != head.root:
        run.note(10, where, "its root is not that of the leaves: they were changed after it was signed")
