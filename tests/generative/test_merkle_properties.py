"""The tree, whatever its size: one root by two ways, every proof good, every altered proof refused."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from goodstanding.record import merkle
from goodstanding.record.leaf import leaf_hash

LARGEST = 1200  # more than four full tiles, so that proofs cross levels
HASHES = [leaf_hash(number.to_bytes(4)) for number in range(LARGEST)]


def build() -> tuple[list[merkle.Head], dict[tuple[int, int], bytes]]:
    heads, nodes = [merkle.Head()], {}
    for each in HASHES:
        head, completed = merkle.append(heads[-1], each)
        heads.append(head)
        nodes.update({(new.level, new.position): new.value for new in completed})
    return heads, nodes


HEADS, NODES = build()


def hash_at(level: int, position: int) -> bytes:
    return NODES[level, position]


sizes = st.integers(1, LARGEST)


def flip(value: bytes, bit: int) -> bytes:
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)


@given(st.integers(0, LARGEST))
def test_the_peaks_give_the_root_that_the_definition_gives(size: int) -> None:
    assert merkle.root(HEADS[size]) == merkle.merkle_root(HASHES[:size])


@given(st.integers(0, LARGEST))
def test_a_log_grown_at_once_is_the_log_grown_leaf_by_leaf(size: int) -> None:
    head, levels = merkle.grow(HASHES[:size])
    assert head == HEADS[size]
    for level, hashes in levels.items():
        assert hashes == [NODES[level, position] for position in range(size >> (merkle.TILE_HEIGHT * level))]
    assert sorted(levels) == [level for level in range(2) if size >> (merkle.TILE_HEIGHT * level)]


@given(st.data())
def test_every_inclusion_proof_verifies_for_its_leaf_and_place_alone(data: st.DataObject) -> None:
    size = data.draw(sizes)
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, hash_at)
    root = merkle.root(HEADS[size])
    assert merkle.verify_inclusion(HASHES[index], index, size, proof, root)
    assert len(proof) <= (size - 1).bit_length()
    if other != index:
        assert not merkle.verify_inclusion(HASHES[index], other, size, proof, root)
        assert not merkle.verify_inclusion(HASHES[other], index, size, proof, root)
    assert not merkle.verify_inclusion(HASHES[index], index, size, (*proof, root), root)
    assert not merkle.verify_inclusion(HASHES[index], index, size, proof, merkle.root(HEADS[size - 1]))


@given(st.data())
def test_every_consistency_proof_verifies_for_its_two_sizes_alone(data: st.DataObject) -> None:
    new = data.draw(sizes)
    old = data.draw(st.integers(1, new))
    proof = merkle.consistency_proof(old, new, hash_at)
    roots = merkle.root(HEADS[old]), merkle.root(HEADS[new])
    assert merkle.verify_consistency(old, new, *roots, proof)
    assert not merkle.verify_consistency(old, new, *roots, (*proof, roots[0]))
    if old < new:
        assert not merkle.verify_consistency(old, new, merkle.root(HEADS[old - 1]), roots[1], proof)
        assert not merkle.verify_consistency(old, new, roots[0], merkle.root(HEADS[new - 1]), proof)
        assert not merkle.verify_consistency(old, new, *roots, proof[:-1])


@given(st.data())
@settings(max_examples=300)
def test_no_bit_of_an_inclusion_proof_can_be_flipped(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, LARGEST))
    index = data.draw(st.integers(0, size - 1))
    proof = list(merkle.inclusion_proof(index, size, hash_at))
    at = data.draw(st.integers(0, len(proof) - 1))
    proof[at] = flip(proof[at], data.draw(st.integers(0, 255)))
    assert not merkle.verify_inclusion(HASHES[index], index, size, proof, merkle.root(HEADS[size]))


@given(st.data())
@settings(max_examples=300)
def test_no_bit_of_a_consistency_proof_can_be_flipped(data: st.DataObject) -> None:
    new = data.draw(st.integers(2, LARGEST))
    old = data.draw(st.integers(1, new - 1))
    proof = list(merkle.consistency_proof(old, new, hash_at))
    at = data.draw(st.integers(0, len(proof) - 1))
    proof[at] = flip(proof[at], data.draw(st.integers(0, 255)))
    roots = merkle.root(HEADS[old]), merkle.root(HEADS[new])
    assert not merkle.verify_consistency(old, new, *roots, proof)


def test_all_pairs_of_small_sizes_are_proved() -> None:
    for new in range(1, 40):
        root = merkle.root(HEADS[new])
        for each in range(new):
            proof = merkle.inclusion_proof(each, new, hash_at)
            assert merkle.verify_inclusion(HASHES[each], each, new, proof, root)
            old = each + 1
            path = merkle.consistency_proof(old, new, hash_at)
            assert merkle.verify_consistency(old, new, merkle.root(HEADS[old]), root, path)
