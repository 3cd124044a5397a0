from __future__ import annotations

import pytest

from goodstanding.domain.errors import Bug
from goodstanding.record import merkle
from goodstanding.record.leaf import leaf_hash

# The eight leaves that Certificate Transparency implementations are tested with, and their roots.
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENCY = {
    (1, 1): [],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
HASHES = [leaf_hash(each) for each in LEAVES]


def hash_at(level: int, position: int) -> bytes:
    assert level == 0
    return HASHES[position]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    head = merkle.Head()
    for each in HASHES[:size]:
        head, _ = merkle.append(head, each)
    assert merkle.root(head).hex() == ROOTS[size]
    assert merkle.merkle_root(HASHES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_of_certificate_transparency(index: int, size: int) -> None:
    proof = merkle.inclusion_proof(index, size, hash_at)
    assert [each.hex() for each in proof] == INCLUSION[index, size]
    assert merkle.verify_inclusion(HASHES[index], index, size, proof, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_of_certificate_transparency(old: int, new: int) -> None:
    proof = merkle.consistency_proof(old, new, hash_at)
    assert [each.hex() for each in proof] == CONSISTENCY[old, new]
    assert merkle.verify_consistency(old, new, bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[new]), proof)


def test_there_is_no_proof_of_what_is_not_in_the_log() -> None:
    for index, size in ((-1, 8), (8, 8), (0, 0)):
        with pytest.raises(Bug):
            merkle.inclusion_proof(index, size, hash_at)
        assert not merkle.verify_inclusion(HASHES[0], index, size, [], HASHES[0])
    for old, new in ((0, 8), (9, 8), (-1, 8)):
        with pytest.raises(Bug):
            merkle.consistency_proof(old, new, hash_at)
        assert not merkle.verify_consistency(old, new, merkle.EMPTY_ROOT, HASHES[0], [])


def test_a_head_whose_peaks_do_not_fit_its_size_cannot_exist() -> None:
    with pytest.raises(Bug, match="peaks"):
        merkle.Head(3, (HASHES[0],))


def test_a_tile_hash_knows_its_tile_and_place() -> None:
    found = merkle.TileHash(1, 300, HASHES[0])
    assert (found.tile, found.offset) == (1, 44)


def test_the_256th_leaf_completes_a_hash_of_the_next_level() -> None:
    head = merkle.Head()
    completed: list[merkle.TileHash] = []
    for number in range(512):
        head, new = merkle.append(head, leaf_hash(number.to_bytes(2)))
        completed += new[1:]
    assert [(each.level, each.position) for each in completed] == [(1, 0), (1, 1)]
    first = merkle.merkle_root([leaf_hash(number.to_bytes(2)) for number in range(256)])
    assert completed[0].value == first


@pytest.mark.parametrize(
    ("tile", "width", "name"),
    [(0, 256, "tile/0/000"), (5, 17, "tile/0/005.p/17"), (1234067, 256, "tile/0/x001/x234/067")],
)
def test_tiles_are_named_as_c2sp_names_them(tile: int, width: int, name: str) -> None:
    assert merkle.tile_path(0, tile, width) == name
