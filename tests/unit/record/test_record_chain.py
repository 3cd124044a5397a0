from __future__ import annotations

from dataclasses import replace

import pytest

from goodstanding.domain.errors import Damage
from goodstanding.record.chain import ChainHead, ChainItem, check_chain, next_part, read_part
from goodstanding.record.leaf import leaf_hash


def chain(count: int) -> tuple[list[ChainItem], ChainHead]:
    head, items = ChainHead(), []
    for number in range(count):
        seq, prev = read_part(next_part(head))
        item = ChainItem(seq, prev, index=10 * number, leaf_hash=leaf_hash(bytes([number])))
        items.append(item)
        head = ChainHead(item.seq, item.leaf_hash)
    return items, head


def kinds(items: list[ChainItem], head: ChainHead | None = None) -> list[tuple[int, str]]:
    return [(each.seq, each.kind) for each in check_chain(items, head)]


@pytest.mark.parametrize("count", [0, 1, 2, 20])
def test_a_chain_as_it_was_written_has_no_problem(count: int) -> None:
    items, head = chain(count)
    assert kinds(items[::-1], head) == []


def test_an_entry_left_out_of_the_middle_is_a_gap() -> None:
    items, head = chain(6)
    assert kinds([*items[:2], *items[3:]], head) == [(3, "gap")]


def test_several_gaps_are_all_told() -> None:
    items, _ = chain(9)
    found = check_chain([items[2], items[5], items[8]])
    assert [(each.kind, each.what) for each in found] == [
        ("gap", "entries 1 to 2 are missing before entry 3"),
        ("gap", "entries 4 to 5 are missing before entry 6"),
        ("gap", "entries 7 to 8 are missing before entry 9"),
    ]


def test_a_dropped_tail_shows_against_the_head_only() -> None:
    items, head = chain(4)
    assert kinds(items[:3]) == []
    assert kinds(items[:3], head) == [(4, "head")]


def test_a_tail_replaced_by_another_entry_of_the_same_number_shows_against_the_head() -> None:
    items, head = chain(4)
    items[3] = replace(items[3], leaf_hash=leaf_hash(b"other"))
    assert kinds(items, head) == [(4, "head")]


def test_two_entries_of_one_number_are_a_fork() -> None:
    items, _ = chain(3)
    items.append(replace(items[2], index=99, leaf_hash=leaf_hash(b"other")))
    assert kinds(items) == [(3, "fork")]


def test_an_altered_entry_no_longer_fits_its_successor() -> None:
    items, head = chain(4)
    items[1] = replace(items[1], leaf_hash=leaf_hash(b"altered"))
    assert kinds(items, head) == [(3, "prev")]


def test_an_entry_that_stands_before_its_predecessor_in_the_log_was_not_written_after_it() -> None:
    items, head = chain(3)
    items[2] = replace(items[2], index=5)
    assert kinds(items, head) == [(3, "order")]


def test_a_first_entry_with_a_predecessor_is_no_first_entry() -> None:
    items, _ = chain(2)
    assert kinds([replace(items[0], prev="00" * 32), items[1]]) == [(1, "start")]


def test_a_number_below_one_is_no_number() -> None:
    items, _ = chain(1)
    assert (0, "start") in kinds([replace(items[0], seq=0)])


def test_all_problems_are_told_not_the_first_only() -> None:
    items, head = chain(8)
    items[1] = replace(items[1], leaf_hash=leaf_hash(b"altered"))
    items.append(replace(items[5], index=99, leaf_hash=leaf_hash(b"fork")))
    del items[3]
    assert kinds(items, head) == [(3, "prev"), (4, "gap"), (6, "fork")]


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"seq": 1},
        {"seq": 1, "prev": None, "more": 1},
        {"seq": 0, "prev": None},
        {"seq": True, "prev": None},
        {"seq": "1", "prev": None},
        {"seq": 2, "prev": "AB" * 32},
        {"seq": 2, "prev": "ab"},
        {"seq": 2, "prev": 5},
    ],
)
def test_a_chain_part_of_another_shape_is_damage(value: object) -> None:
    with pytest.raises(Damage):
        read_part(value)
