"""An encrypted backup opens with its passphrase alone, from any place, and shows every change."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from goodstanding.domain.errors import Damage
from goodstanding.record import sealed as module
from goodstanding.record.sealed import CHUNK, HEAD, TAG, SealedReader, SealingWriter

WORDS = "correct horse battery"
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)


def seal(data: bytes) -> bytes:
    below = io.BytesIO()
    with SealingWriter(below, WORDS, bytes(16)) as writer:
        for start in range(0, len(data), 50_000):
            writer.write(data[start : start + 50_000])
    return below.getvalue()


def unseal(sealed: bytes, words: str = WORDS) -> bytes:
    return io.BufferedReader(SealedReader(io.BytesIO(sealed), words)).read()


def some(size: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(size))


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """What makes a passphrase slow to guess would make these slow, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "COST", 4)
        yield


@pytest.fixture(scope="module")
def sealed(quick: None) -> bytes:
    return seal(some(2 * CHUNK + 5))


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_in_comes_out(size: int) -> None:
    assert unseal(seal(some(size))) == some(size)


def test_any_place_can_be_read(sealed: bytes) -> None:
    reader = io.BufferedReader(SealedReader(io.BytesIO(sealed), WORDS))
    for at in (2 * CHUNK, 0, CHUNK - 2, 2 * CHUNK + 4):
        reader.seek(at)
        assert reader.read(4) == some(2 * CHUNK + 5)[at : at + 4]
    assert reader.seek(-2, io.SEEK_END) == 2 * CHUNK + 3


def test_another_passphrase_opens_nothing(sealed: bytes) -> None:
    with pytest.raises(Damage, match="passphrase"):
        unseal(sealed, "another passphrase")


FIRST, SECOND = HEAD + CHUNK + TAG, HEAD + 2 * (CHUNK + TAG)
CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "two chunks cut off": lambda s: s[:FIRST],
    "the last chunk cut off": lambda s: s[:SECOND],
    "a byte cut off": lambda s: s[:-1],
    "nothing left but the head": lambda s: s[: HEAD + 3],
    "a chunk taken out": lambda s: s[:FIRST] + s[SECOND:],
    "two chunks swapped": lambda s: s[:HEAD] + s[FIRST:SECOND] + s[HEAD:FIRST] + s[SECOND:],
    "a byte added": lambda s: s + b"\0",
    "another salt": lambda s: s[: HEAD - 1] + b"\1" + s[HEAD:],
    "a bit flipped": lambda s: s[:FIRST] + bytes([s[FIRST] ^ 1]) + s[FIRST + 1 :],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_is_found(sealed: bytes, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(Damage):
        unseal(change(sealed))
