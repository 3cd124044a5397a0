"""What a cosignature signs (C2SP tlog-cosignature): a checkpoint at a time, by Ed25519 or ML-DSA-44.

Every such signature begins with the time in eight bytes, seconds since 1970.
"""

from __future__ import annotations

from goodstanding.domain.errors import Damage
from goodstanding.record import checkpoint

TIME = 8
LATEST = 2**63 - 1


def read_time(signature: bytes) -> int:
    time = int.from_bytes(signature[:TIME])
    if len(signature) <= TIME or time > LATEST:
        raise Damage("A cosignature does not begin with a time.")
    return time


def ed25519_message(text: str, time: int) -> bytes:
    checkpoint.read(text)  # a cosignature is only ever over a checkpoint
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def ml_dsa_message(name: str, text: str, time: int) -> bytes:
    """`cosigned_message` over the whole tree: start 0, end its size. Extension lines are not part of it."""
    head = checkpoint.read(text)
    parts = (
        b"subtree/v1\n\0", _short(name), time.to_bytes(8), _short(head.origin), (0).to_bytes(8),
        head.size.to_bytes(8), head.root,
    )  # fmt: skip
    return b"".join(parts)


def _short(text: str) -> bytes:
    raw = text.encode("utf-8")
    if not 1 <= len(raw) <= 255:
        raise Damage("The name of a cosigner or a log has more than 255 bytes, so it cannot be cosigned.")
    return bytes([len(raw)]) + raw
