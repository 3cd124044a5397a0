"""A file encrypted with a passphrase, written in one stream and read from any place.

    goodstanding-sealed/1 newline, 16 bytes of salt, then chunks of 64 KiB and one last chunk that is shorter

The key is scrypt(N=2**16, r=8, p=1) of the passphrase; each chunk is AES-256-GCM with its number and
whether it is the last as nonce, so that none can be moved, repeated or cut off unseen.
"""

from __future__ import annotations

import io
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from goodstanding.domain.errors import Damage

MAGIC = b"goodstanding-sealed/1\n"
SALT, CHUNK, TAG = 16, 64 * 1024, 16
COST = 2**16
HEAD = len(MAGIC) + SALT


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode("utf-8")))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class SealingWriter(io.RawIOBase):
    """Write into it, then close: that writes the last chunk. The file below stays open."""

    def __init__(self, below: IO[bytes], passphrase: str, salt: bytes) -> None:
        self._below, self._head = below, MAGIC + salt
        self._cipher = _cipher(passphrase, salt)
        self._waiting, self._number = bytearray(), 0
        below.write(self._head)

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        given = memoryview(data)  # type: ignore[arg-type]
        self._waiting += given
        while len(self._waiting) >= CHUNK:
            self._chunk(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return given.nbytes

    def close(self) -> None:
        if not self.closed:
            self._chunk(bytes(self._waiting), last=True)
        super().close()

    def _chunk(self, data: bytes, *, last: bool) -> None:
        self._below.write(self._cipher.encrypt(_nonce(self._number, last), data, self._head))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Damage where the passphrase is another, or a bit is."""

    def __init__(self, below: IO[bytes], passphrase: str) -> None:
        self._below = below
        self._head = below.read(HEAD)
        length = below.seek(0, io.SEEK_END) - HEAD
        self._chunks, rest = divmod(length, CHUNK + TAG)
        if not self._head.startswith(MAGIC) or rest < TAG:
            raise Damage("The file is cut off.")
        self._size = self._chunks * CHUNK + rest - TAG
        self._cipher = _cipher(passphrase, self._head[len(MAGIC) :])
        self._at, self._held = 0, (-1, b"")
        self._open(self._chunks)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = max(0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: object) -> int:
        wanted = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        number, start = divmod(self._at, CHUNK)
        if self._at >= self._size:
            return 0
        some = self._open(number)[start : start + len(wanted)]
        wanted[: len(some)] = some
        self._at += len(some)
        return len(some)

    def _open(self, number: int) -> bytes:
        if self._held[0] != number:
            self._below.seek(HEAD + number * (CHUNK + TAG))
            sealed = self._below.read(CHUNK + TAG)
            try:
                data = self._cipher.decrypt(_nonce(number, number == self._chunks), sealed, self._head)
            except InvalidTag as error:
                raise Damage("The passphrase is not the right one, or the file was changed.") from error
            self._held = (number, data)
        return self._held[1]


def is_sealed(head: bytes) -> bool:
    return head.startswith(MAGIC)
