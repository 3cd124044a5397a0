"""The bytes on disk: a header that says how the key is made, and everything else as ciphertext.

`GSOWN1` · log2 n · r · p · 16 bytes of salt · 12 bytes of nonce · AES-256-GCM over the padded content

The header is authenticated with the content. The key is scrypt (RFC 7914) of the passphrase. The content is
padded to whole blocks, so that the size of the file does not tell how long the last note was.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from goodstanding.domain.errors import Damage, UserError

MAGIC = b"GSOWN1"
SALT, NONCE, TAG, BLOCK = 16, 12, 16, 4096
HEADER = len(MAGIC) + 3 + SALT + NONCE
COST = (17, 8, 1)  # 128 MiB and about half a second for each guess
DEAREST = (18, 8, 4)  # what somebody altered must not make us ask for all the memory there is


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a file, and how it was made."""

    cost: tuple[int, int, int]
    salt: bytes
    secret: bytes

    def __repr__(self) -> str:
        return "Key(…)"


def new_key(passphrase: str, *, cost: tuple[int, int, int] = COST) -> Key:
    salt = secrets.token_bytes(SALT)
    return Key(cost, salt, _derive(passphrase, salt, cost))


def key_of(data: bytes, passphrase: str) -> Key:
    """The key that this passphrase makes with the file's own salt. Whether it is right, `unseal` tells."""
    cost, salt, _ = _header(data)
    return Key(cost, salt, _derive(passphrase, salt, cost))


def seal(content: bytes, key: Key) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    header = MAGIC + bytes(key.cost) + key.salt + nonce
    plain = len(content).to_bytes(8, "big") + content
    plain += bytes(-len(plain) % BLOCK)
    return header + AESGCM(key.secret).encrypt(nonce, plain, header)


def unseal(data: bytes, key: Key) -> bytes:
    """The content. UserError where the passphrase is wrong or a byte was changed: one cannot tell which."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    _, _, nonce = _header(data)
    try:
        plain = AESGCM(key.secret).decrypt(nonce, data[HEADER:], data[:HEADER])
    except InvalidTag as error:
        raise UserError(
            "This passphrase does not open the file. Capital letters and spaces count. If you are sure "
            "of it, the file may have been changed or cut short: try your last backup."
        ) from error
    size = int.from_bytes(plain[:8], "big")
    if size > len(plain) - 8:
        raise Damage("The file opens, but it is shorter than it says.")
    return plain[8 : 8 + size]


def _header(data: bytes) -> tuple[tuple[int, int, int], bytes, bytes]:
    if not data.startswith(MAGIC) or len(data) < HEADER + TAG:
        raise UserError("This is not a file of the personal edition, or it was cut short.")
    at = len(MAGIC)
    log_n, r, p = data[at : at + 3]
    if not (0 < log_n <= DEAREST[0] and 0 < r <= DEAREST[1] and 0 < p <= DEAREST[2]):
        raise Damage(
            "The file asks for more memory than any file of ours does. It was changed: try a backup."
        )
    salt, nonce = data[at + 3 : at + 3 + SALT], data[at + 3 + SALT : HEADER]
    return (log_n, r, p), salt, nonce


def _derive(passphrase: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    """One way to write a letter with an accent: keyboards differ, the key must not."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    log_n, r, p = cost
    words = unicodedata.normalize("NFC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=1 << log_n, r=r, p=p).derive(words)
