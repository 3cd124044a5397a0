from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from goodstanding.record import audit as audit_
from goodstanding.record import disclosure, merkle
from goodstanding.record.audit import StoredChain, StoredEntry, StoredHead, StoredLeaf, StoredTile
from goodstanding.record.canonical import canonical_bytes
from goodstanding.record.chain import ChainHead, ChainItem, next_part, read_part
from goodstanding.record.leaf import leaf_bytes, leaf_hash

START = datetime(2026, 1, 1, tzinfo=UTC)


def stated(**parts: str) -> dict[str, bytes]:
    """What the store's columns say, as the parts would be written."""
    return {name: disclosure.written(name, canonical_bytes(value)) for name, value in parts.items()}


@dataclass
class Record:
    """A record as a store would keep it, small enough to be altered by hand."""

    leaves: list[StoredLeaf]
    tiles: list[StoredTile]
    head: StoredHead
    entries: list[StoredEntry]
    chains: dict[str, StoredChain]

    def problems(self) -> list[tuple[int, str]]:
        found = audit_.audit(self.leaves, self.tiles, self.head, self.entries, self.chains)
        return [(each.step, each.where) for each in found]


def write(count: int) -> Record:
    log, chain_head = merkle.Head(), ChainHead()
    leaves, entries, items = [], [], []
    levels: dict[int, bytes] = {0: b"", 1: b""}
    for number in range(count):
        part = next_part(chain_head)
        salts = [number.to_bytes(31) + bytes([which]) for which in range(2)]
        parts = (
            disclosure.make("payload", f"entry {number}", salts[0]),
            disclosure.make("chain", part, salts[1]),
        )
        data = leaf_bytes(START + timedelta(hours=number), parts)
        log, completed = merkle.append(log, leaf_hash(data))
        for each in completed:
            levels[each.level] += each.value
        leaves.append(StoredLeaf(number, data, leaf_hash(data)))
        entries.append(StoredEntry(f"e{number}", number, parts))
        items.append(ChainItem(*read_part(part), number, leaf_hash(data)))
        chain_head = ChainHead(items[-1].seq, items[-1].leaf_hash)
    tiles = [
        StoredTile(level, at // 8192, hashes[at : at + 8192])
        for level, hashes in levels.items()
        for at in range(0, len(hashes), 8192)
    ]
    head = StoredHead(log.size, log.peaks, merkle.root(log))
    return Record(leaves, tiles, head, entries, {"a/shared": StoredChain(tuple(items), chain_head)})


def test_a_record_as_it_was_written_has_no_problem() -> None:
    for count in (0, 1, 3, 256, 600):
        assert write(count).problems() == []


def test_an_empty_record_with_a_lost_tail_does_not_pass() -> None:
    full = write(3)
    assert Record([], [], full.head, [], full.chains).problems()[:3] == [(5, "head")] * 3


def test_an_altered_leaf_shows_in_its_hash_the_root_and_the_chain() -> None:
    record = write(3)
    record.leaves[1] = replace(record.leaves[1], data=record.leaves[1].data.replace(b"T01", b"T02"))
    assert {step for step, _ in record.problems()} == {3, 4, 5, 8}


def test_a_leaf_rewritten_with_its_hash_still_shows_in_the_root() -> None:
    record = write(3)
    data = record.leaves[1].data.replace(b"T01", b"T02")
    record.leaves[1] = StoredLeaf(1, data, leaf_hash(data))
    assert {step for step, _ in record.problems()} == {4, 5, 8}


def test_bytes_that_are_no_leaf_are_told_as_such() -> None:
    record = write(2)
    record.leaves[0] = StoredLeaf(0, b"{}", leaf_hash(b"{}"))
    assert (2, "leaf 0") in record.problems()


def test_a_leaf_taken_out_is_a_gap_and_its_entry_stands_alone() -> None:
    record = write(3)
    del record.leaves[1]
    found = record.problems()
    assert (1, "leaf 2") in found
    assert (6, "entry e1") in found


def test_an_entry_taken_out_leaves_its_leaf_behind() -> None:
    record = write(3)
    del record.entries[2]
    assert record.problems() == [(6, "leaf 2")]


def test_an_entry_put_in_without_a_leaf_shows() -> None:
    record = write(3)
    record.entries.append(replace(record.entries[0], entry="extra", index=7))
    record.entries.insert(1, replace(record.entries[0], entry="twin"))
    assert record.problems() == [(6, "entry twin"), (6, "entry extra")]


def test_a_part_that_was_altered_shows() -> None:
    record = write(3)
    forged = disclosure.make("payload", "never said", bytes(32))
    record.entries[1] = replace(record.entries[1], disclosures=(forged, record.entries[1].disclosures[1]))
    assert record.problems() == [(7, "entry e1")]


def test_parts_exchanged_between_two_entries_show() -> None:
    record = write(2)
    one, two = record.entries
    record.entries = [replace(one, disclosures=two.disclosures), replace(two, disclosures=one.disclosures)]
    assert record.problems() == [(7, "entry e0"), (7, "entry e1")]


def test_a_part_stored_twice_shows() -> None:
    record = write(1)
    record.entries[0] = replace(record.entries[0], disclosures=record.entries[0].disclosures * 2)
    assert record.problems() == [(7, "entry e0")]


def test_a_part_that_an_entry_says_was_erased_is_no_problem() -> None:
    record = write(2)
    gone, *left = record.entries[0].disclosures
    erased = frozenset({disclosure.digest(gone)})
    record.entries[0] = replace(record.entries[0], disclosures=tuple(left), erased=erased)
    assert record.problems() == []


@pytest.mark.parametrize("left", [0, 1])
def test_a_part_that_is_gone_without_such_an_entry_shows(left: int) -> None:
    record = write(2)
    other = frozenset({disclosure.digest(record.entries[1].disclosures[0])})
    record.entries[0] = replace(
        record.entries[0], disclosures=record.entries[0].disclosures[:left], erased=other
    )
    assert record.problems() == [(7, "entry e0")]


def test_a_tile_altered_missing_or_twice_shows() -> None:
    record = write(600)
    tile = next(each for each in record.tiles if each.level == 1)
    others = [each for each in record.tiles if each is not tile]
    record.tiles = [*others, replace(tile, hashes=bytes(len(tile.hashes)))]
    assert record.problems() == [(4, "tile 1/0")]
    record.tiles = others
    assert record.problems() == [(4, "tile 1/0")]
    record.tiles = [*others, tile, tile]
    assert record.problems() == [(4, "tile 1/0")]


def test_tiles_of_leaf_hashes_may_be_left_out_or_lag_behind_but_not_lie() -> None:
    record = write(300)
    level_1 = [each for each in record.tiles if each.level == 1]
    full = next(each for each in record.tiles if each.level == 0 and each.tile == 0)
    record.tiles = level_1
    assert record.problems() == []
    record.tiles = [*level_1, replace(full, hashes=full.hashes[:64])]
    assert record.problems() == []
    record.tiles = [*level_1, replace(full, hashes=full.hashes[32:])]
    assert record.problems() == [(4, "tile 0/0")]


def test_a_head_that_lies_shows_in_each_of_its_three_words() -> None:
    record = write(5)
    record.head = StoredHead(4, record.head.peaks[::-1], bytes(32))
    assert record.problems() == [(5, "head")] * 3


def test_a_chain_that_names_another_leaf_shows() -> None:
    record = write(3)
    chain = record.chains["a/shared"]
    moved = replace(chain.items[2], index=50)
    record.chains["a/shared"] = replace(chain, items=(*chain.items[:2], moved))
    assert record.problems() == [(8, "chain a/shared, entry 3")]


def test_a_problem_reads_as_a_sentence() -> None:
    record = write(1)
    record.entries = []
    [problem] = audit_.audit(record.leaves, record.tiles, record.head, record.entries, record.chains)
    assert str(problem) == "step 6, leaf 0: has no entry"


def test_a_column_that_says_something_else_than_its_part_shows() -> None:
    record = write(2)
    record.entries[0] = replace(record.entries[0], states=stated(payload="entry 0", erased="anything"))
    assert record.problems() == []
    record.entries[0] = replace(record.entries[0], states=stated(payload="entry 7"))
    assert record.problems() == [(9, "entry e0")]


def test_parts_that_cannot_be_read_are_told_where_their_columns_are_compared() -> None:
    record = write(1)
    rest = record.entries[0].disclosures[1:]
    record.entries[0] = replace(record.entries[0], disclosures=("%", *rest), states=stated(payload="entry 0"))
    assert record.problems() == [(7, "entry e0"), (7, "entry e0")]


def test_a_head_kept_as_peaks_alone_is_checked_by_them() -> None:
    record = write(5)
    record.head = replace(record.head, root=None)
    assert record.problems() == []
    record.head = replace(record.head, peaks=record.head.peaks[::-1])
    assert record.problems() == [(5, "head")]
