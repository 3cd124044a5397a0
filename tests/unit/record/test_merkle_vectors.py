"""The published vectors of transparency-dev/merkle, and a second tree written from the RFC alone."""

from __future__ import annotations

import base64
import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from goodstanding.record import merkle
from tests.unit.test_standalone_verifier import ALONE, REFUSALS

VECTORS = json.loads((Path(__file__).parents[2] / "fixtures" / "record" / "merkle-vectors.json").read_text())
INCLUSION, CONSISTENCY = VECTORS["inclusion"], VECTORS["consistency"]


def raw(text: str) -> bytes:
    return base64.b64decode(text)


def path_of(vector: dict[str, Any]) -> list[bytes]:
    return [raw(each) for each in vector["proof"]]


def well_formed(*hashes: bytes) -> bool:
    """Every reader of ours refuses a hash of another length before it climbs."""
    return all(len(each) == 32 for each in hashes)


def test_there_are_196_vectors() -> None:
    assert (len(INCLUSION), len(CONSISTENCY)) == (98, 98)


@pytest.mark.parametrize("vector", INCLUSION, ids=lambda v: v["name"])
def test_inclusion_as_published(vector: dict[str, Any]) -> None:
    root, leaf, path = raw(vector["root"]), raw(vector["leafHash"]), path_of(vector)
    given = vector["leafIdx"], vector["treeSize"]
    sound = well_formed(root, leaf, *path)
    assert (sound and merkle.verify_inclusion(leaf, *given, path, root)) is not vector["wantErr"]
    assert (sound and climbs(*given, leaf, path, root)) is not vector["wantErr"]


def climbs(index: int, size: int, leaf: bytes, path: list[bytes], root: bytes) -> bool:
    try:
        return index < size and bool(ALONE.climb(index, size - 1, b"", leaf, path)[1] == root)
    except REFUSALS:
        return False


@pytest.mark.parametrize("vector", CONSISTENCY, ids=lambda v: v["name"])
def test_consistency_as_published(vector: dict[str, Any]) -> None:
    old_root, new_root, path = raw(vector["root1"]), raw(vector["root2"]), path_of(vector)
    old, new = vector["size1"], vector["size2"]
    # One published vector has roots of another length and is good all the same: equal sizes, equal roots.
    sound = well_formed(*path)
    assert (sound and merkle.verify_consistency(old, new, old_root, new_root, path)) is not vector["wantErr"]
    if old and old < new and well_formed(old_root, new_root):
        assert (sound and grew(old, new, old_root, new_root, path)) is not vector["wantErr"]


def grew(old: int, new: int, old_root: bytes, new_root: bytes, path: list[bytes]) -> bool:
    try:
        ALONE.grew(("log", old, old_root), ("log", new, new_root), path)
    except REFUSALS:
        return False
    return True


# ---- RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1, word for word and without any of the program's code


def mth(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = power_below(len(leaves))
    return hashlib.sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def power_below(n: int) -> int:
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def path(m: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = power_below(len(leaves))
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: list[bytes], whole: bool) -> list[bytes]:
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = power_below(len(leaves))
    if m <= k:
        return [*subproof(m, leaves[:k], whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], False), mth(leaves[:k])]


LEAVES = [b"leaf %d" % at for at in range(70)]
HASHES = [hashlib.sha256(b"\x00" + each).digest() for each in LEAVES]


def hash_at(level: int, position: int) -> bytes:
    assert level == 0
    return HASHES[position]


def test_all_pairs_up_to_70_entries_agree_with_the_rfc_written_down_once_more() -> None:
    for size in range(1, 71):
        some, root = LEAVES[:size], mth(LEAVES[:size])
        assert merkle.merkle_root(HASHES[:size]) == root
        for at in range(size):
            made = merkle.inclusion_proof(at, size, hash_at)
            assert list(made) == path(at, some)
            assert merkle.verify_inclusion(HASHES[at], at, size, made, root)
            assert climbs(at, size, HASHES[at], list(made), root)


def test_proofs_of_growth_agree_with_the_rfc_written_down_once_more() -> None:
    chance = random.Random(9162)
    roots = [b"", *(mth(LEAVES[:size]) for size in range(1, 71))]
    for _ in range(400):
        new = chance.randint(2, 70)
        old = chance.randint(1, new - 1)
        made = list(merkle.consistency_proof(old, new, hash_at))
        assert made == subproof(old, LEAVES[:new], True)
        assert grew(old, new, roots[old], roots[new], made)
        assert not grew(old, new, roots[old], roots[new - 1], made)
