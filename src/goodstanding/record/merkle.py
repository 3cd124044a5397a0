"""The Merkle tree of RFC 6962/9162: append by peaks, roots, inclusion and consistency proofs.

A log of `size` leaves is kept as its peaks: the roots of the complete subtrees that the bits of `size`
name, largest first. Appending needs only these, two hashes on average. Hashes at every eighth height fill
tiles of 256 (C2SP tlog-tiles), from which any proof is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from goodstanding.domain.errors import Bug
from goodstanding.record.leaf import node_hash

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
EMPTY_ROOT = hashlib.sha256(b"").digest()

# hash_at(level, position): the hash over the leaves [position * 256**level, (position + 1) * 256**level).
HashAt = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Head:
    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise Bug(f"A log of {self.size} leaves cannot have {len(self.peaks)} peaks.")


@dataclass(frozen=True, slots=True)
class TileHash:
    """A hash that became complete: number `offset` of tile `tile` at `level`. Level 0 is the leaf itself."""

    level: int
    position: int
    value: bytes

    @property
    def tile(self) -> int:
        return self.position // TILE_WIDTH

    @property
    def offset(self) -> int:
        return self.position % TILE_WIDTH


def append(head: Head, leaf: bytes) -> tuple[Head, tuple[TileHash, ...]]:
    """The head after one more leaf hash, and the tile hashes that this completed (level 0 always)."""
    peaks = list(head.peaks)
    completed = [TileHash(0, head.size, leaf)]
    value, height, ones = leaf, 0, head.size
    while ones & 1:
        value = node_hash(peaks.pop(), value)
        height += 1
        ones >>= 1
        if height % TILE_HEIGHT == 0:
            completed.append(TileHash(height // TILE_HEIGHT, ones, value))
    peaks.append(value)
    return Head(head.size + 1, tuple(peaks)), tuple(completed)


def grow(leaves: Sequence[bytes]) -> tuple[Head, dict[int, list[bytes]]]:
    """The head of a whole log at once, and its tile hashes by level: `append` repeated, level by level."""
    levels: dict[int, list[bytes]] = {}
    peaks: list[bytes] = []
    hashes, height = list(leaves), 0
    sha256 = hashlib.sha256
    while hashes:
        if height % TILE_HEIGHT == 0:
            levels[height // TILE_HEIGHT] = hashes
        if len(hashes) & 1:
            peaks.append(hashes[-1])
        # node_hash written out: a call for every node would cost as much again as the hashing.
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        height += 1
    return Head(len(leaves), tuple(reversed(peaks))), levels


def root(head: Head) -> bytes:
    if not head.peaks:
        return EMPTY_ROOT
    value = head.peaks[-1]
    for peak in reversed(head.peaks[:-1]):
        value = node_hash(peak, value)
    return value


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The definition of RFC 9162 section 2.1.1, word for word: the reference that the rest is held to."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return node_hash(merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def root_at(size: int, hash_at: HashAt) -> bytes:
    """The root that the log had when it had `size` leaves."""
    return _range_hash(0, size, hash_at) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> tuple[bytes, ...]:
    """The path from leaf `index` to the root of the first `size` leaves, lowest first."""
    if not 0 <= index < size:
        raise Bug(f"Leaf {index} is not in a log of {size}.")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_range_hash(middle, end, hash_at))
            end = middle
        else:
            path.append(_range_hash(start, middle, hash_at))
            start = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, hash_at: HashAt) -> tuple[bytes, ...]:
    """What shows that the first `old` leaves of a log of `new` are those that were there before."""
    if not 0 < old <= new:
        raise Bug(f"There is no consistency proof from {old} to {new} leaves.")
    path: list[bytes] = []
    start, end, whole = 0, new, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(_range_hash(middle, end, hash_at))
            end = middle
        else:
            path.append(_range_hash(start, middle, hash_at))
            start, whole = middle, False
    if not whole:
        path.append(_range_hash(start, end, hash_at))
    return tuple(reversed(path))


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected: bytes) -> bool:
    """RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size:
        return False
    position, last, value = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            value = node_hash(step, value)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            value = node_hash(value, step)
        position >>= 1
        last >>= 1
    return last == 0 and value == expected


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162 section 2.1.4.2. From an empty log there is nothing to show, and nothing is accepted."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    steps = list(proof)
    if old & (old - 1) == 0:
        steps.insert(0, old_root)
    if not steps:
        return False
    position, last = old - 1, new - 1
    while position & 1:
        position >>= 1
        last >>= 1
    return _climb(steps, position, last, old_root, new_root)


def _climb(steps: list[bytes], position: int, last: int, old_root: bytes, new_root: bytes) -> bool:
    value_old = value_new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            value_old = node_hash(step, value_old)
            value_new = node_hash(step, value_new)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            value_new = node_hash(value_new, step)
        position >>= 1
        last >>= 1
    return last == 0 and value_old == old_root and value_new == new_root


def tile_path(level: int, tile: int, width: int = TILE_WIDTH) -> str:
    """The name of a tile in a full export, as C2SP tlog-tiles has it: tile/0/x001/234, tile/1/000.p/17."""
    digits = f"{tile:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    name = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    partial = "" if width == TILE_WIDTH else f".p/{width}"
    return f"tile/{level}/{name}{partial}"


def _split(count: int) -> int:
    """The largest power of two smaller than `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def _range_hash(start: int, end: int, hash_at: HashAt) -> bytes:
    """The hash of the leaves [start, end), which begins where a subtree of at least its size begins."""
    count = end - start
    if count & (count - 1):
        middle = start + _split(count)
        return node_hash(_range_hash(start, middle, hash_at), _range_hash(middle, end, hash_at))
    level, rest = divmod(count.bit_length() - 1, TILE_HEIGHT)
    first = start >> (level * TILE_HEIGHT)
    hashes = [hash_at(level, first + each) for each in range(1 << rest)]
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in list(pairwise(hashes))[::2]]
    return hashes[0]
