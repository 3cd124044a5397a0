"""A whole log as files (C2SP tlog-tiles): write it, and compute it anew from its entries.

checkpoint                       the signed checkpoint
tile/entries/000, …              256 entries each, every one after its length in two bytes
tile/<level>/000, …              256 hashes each; those of level 0 are of the entries
tile/<level>/000.p/<width>       the last tile, while it is not full
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import key_file, leaf, merkle
from goodstanding.record.checkpoint import Checkpoint
from goodstanding.record.key_file import KeyLine
from goodstanding.record.merkle import TILE_WIDTH
from goodstanding.record.verification.growth import Kept
from goodstanding.record.verification.steps import NO_KEY, NOT_REACHED, Report, Steps, say_signed

CHECKPOINT = "checkpoint"
LONGEST_ENTRY = 2**16 - 1
MOST_ENTRIES = 50_000_000
TITLES = (
    "The folder holds the checkpoint of a log",
    "The checkpoint is signed by the log",
    "Every entry is there and has the form of a leaf",
    "Every tile holds the hashes that the entries give",
    "The root over the entries is that of the checkpoint",
    "The log holds what the other checkpoint names",
)

Read = Callable[[str], bytes | None]
"""The bytes of a file by its path in the folder; None where there is none."""


def files_of_log(leaves: Iterable[bytes], size: int, signed: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the folder. `leaves`: the bytes of the entries that the checkpoint names, in order; they
    are read once and never held all at the same time."""
    yield CHECKPOINT, signed.encode("utf-8")
    reading, hashes = iter(leaves), list[bytes]()
    for tile, width in _tiles(size):
        part = list(islice(reading, width))
        if len(part) != width or any(len(each) > LONGEST_ENTRY for each in part):
            raise Bug(f"A log in this form has all its entries, each of {LONGEST_ENTRY} bytes at most.")
        hashes += [leaf.leaf_hash(each) for each in part]
        yield entries_path(tile, width), b"".join(len(each).to_bytes(2) + each for each in part)
    yield from _tile_files(merkle.grow(hashes)[1])


def _tile_files(levels: dict[int, list[bytes]]) -> Iterator[tuple[str, bytes]]:
    for level, hashes in levels.items():
        for tile, width in _tiles(len(hashes)):
            first = tile * TILE_WIDTH
            yield merkle.tile_path(level, tile, width), b"".join(hashes[first : first + width])


def entries_path(tile: int, width: int) -> str:
    return merkle.tile_path(0, tile, width).replace("tile/0/", "tile/entries/", 1)


def _tiles(count: int) -> Iterator[tuple[int, int]]:
    for tile in range(-(-count // TILE_WIDTH)):
        yield tile, min(TILE_WIDTH, count - tile * TILE_WIDTH)


def check_log(read: Read, keys: Sequence[KeyLine] | None, other: Kept | None = None) -> Report:
    """Recompute a whole log from its entries, and hold the tiles and the checkpoint against it."""
    steps = Steps(*(TITLES if other else TITLES[:-1]))
    head = _head(steps, read, keys)
    if head is None:
        return Report("log", steps.rest(NOT_REACHED))
    hashes = _entries(steps, read, head.size)
    if hashes is None:
        return Report("log", steps.rest(NOT_REACHED))
    peaks, levels = merkle.grow(hashes)
    _check_tiles(steps, read, levels)
    if merkle.root(peaks) == head.root:
        steps.good(f"Computed anew from all {head.size} entries.")
    else:
        steps.wrong(
            "An entry was altered, removed, added or moved, or the checkpoint is of another log.", "root"
        )
    if other and keys is not None:
        _check_other(steps, head, hashes, other, keys)
    return Report("log", steps.rest(NO_KEY if keys is None else NOT_REACHED))


def _head(steps: Steps, read: Read, keys: Sequence[KeyLine] | None) -> Checkpoint | None:
    raw = read(CHECKPOINT)
    try:
        if raw is None:
            raise Damage("There is no file “checkpoint”.")
        text = raw.decode("utf-8")
        head = key_file.unproved(text)
        if head.size > MOST_ENTRIES:
            raise Damage(f"It names {head.size} entries, more than this program takes ({MOST_ENTRIES}).")
    except (Damage, UnicodeDecodeError) as error:
        steps.wrong(error.message if isinstance(error, Damage) else "It is not UTF-8 text.", CHECKPOINT)
        return None
    steps.good(f"Log “{head.origin}” with {head.size} entries.")
    if keys is None:
        steps.not_checked(NO_KEY)
        return head
    try:
        steps.good(say_signed(key_file.open_checkpoint(text, keys)))
    except Damage as damage:
        steps.wrong(damage.message, CHECKPOINT)
    return head


def _entries(steps: Steps, read: Read, size: int) -> list[bytes] | None:
    """The leaf hashes; None unless every entry is there and is a leaf."""
    hashes: list[bytes] = []
    for tile, width in _tiles(size):
        path = entries_path(tile, width)
        raw = read(path)
        found = None if raw is None else split(raw)
        if found is None or len(found) != width:
            said = "is missing" if raw is None else f"does not hold {width} entries with their lengths"
            steps.wrong(f"The file {said}.", path)
            return None
        for number, each in enumerate(found, tile * TILE_WIDTH):
            try:
                leaf.parse(each)
            except Damage as damage:
                steps.wrong(f"Entry {number + 1}: {damage.message}", f"{path}, entry {number + 1}")
                return None
            hashes.append(leaf.leaf_hash(each))
    steps.good(f"{size} entries, each of them a leaf.")
    return hashes


def split(bundle: bytes) -> list[bytes] | None:
    """The entries of a bundle; None if the lengths do not add up."""
    found, at = [], 0
    while at + 2 <= len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2])
        if end > len(bundle):
            return None
        found.append(bundle[at + 2 : end])
        at = end
    return found if at == len(bundle) else None


def _check_tiles(steps: Steps, read: Read, levels: dict[int, list[bytes]]) -> None:
    count = 0
    for path, expected in _tile_files(levels):
        raw = read(path)
        if raw != expected:
            said = "is missing" if raw is None else "does not hold the hashes that the entries give"
            steps.wrong(f"The tile {said}.", path)
            return
        count += 1
    steps.good(f"{count} tiles.")


def _check_other(
    steps: Steps, head: Checkpoint, hashes: Sequence[bytes], other: Kept, keys: Iterable[KeyLine]
) -> None:
    try:
        signed = key_file.open_checkpoint(other.checkpoint, keys).checkpoint
    except Damage as damage:
        steps.wrong(f"The other checkpoint: {damage.message}", "the other checkpoint")
        return
    if signed.origin != head.origin:
        steps.not_checked(f"The other checkpoint is of another log, “{signed.origin}”.")
    elif signed.size > head.size:
        said = f"It names {signed.size} entries, this log has {head.size}: these are fewer than there were, "
        steps.wrong(said + "or the folder is an older copy.", "the other checkpoint")
    elif merkle.root(merkle.grow(hashes[: signed.size])[0]) != signed.root:
        said = f"The first {signed.size} entries are not those that it names: the log was rewritten."
        steps.wrong(said, "the other checkpoint")
    else:
        steps.good(f"Its {signed.size} entries are the first of this log.")
