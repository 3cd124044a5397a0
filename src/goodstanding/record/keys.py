"""Keys of signed notes, as their public texts: `<name>+<id in hex>+base64(kind ‖ public key)`.

Kinds: 1 Ed25519 over the text; 4 Ed25519 and 6 ML-DSA-44 over a checkpoint at a time (see `cosignature`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64std, cosignature

if TYPE_CHECKING:  # absent in older releases of the library, where ML-DSA-44 is then not to be had
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

ID = 4
ED25519, WITNESS, ML_DSA_44 = 1, 4, 6
KINDS = {
    ED25519: "Ed25519", WITNESS: "Ed25519 cosignature", ML_DSA_44: "ML-DSA-44 cosignature",
}  # fmt: skip
_PUBLIC = {ED25519: 32, WITNESS: 32, ML_DSA_44: 1312}
_SEED = 32
_PRIVATE = "PRIVATE+KEY+"


def is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(each.isspace() or each < " " for each in name)


@dataclass(frozen=True)
class VerifierKey:
    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name):
            raise Damage("The name of a key is empty, or holds a space or a plus sign.")
        if self.kind not in KINDS:
            raise Damage(f"The key of {self.name} is of kind {self.kind}, which is not known here.")
        if len(self.public) != _PUBLIC[self.kind]:
            raise Damage(f"The key of {self.name} has {len(self.public)} bytes, not {_PUBLIC[self.kind]}.")

    @cached_property
    def key_id(self) -> bytes:
        said = self.name.encode("utf-8") + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(said).digest()[:ID]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{base64std.encode(bytes([self.kind]) + self.public)}"

    def verify(self, text: str, signature: bytes) -> bool:
        try:
            if self.kind == ED25519:
                _ed25519_verify(self.public, signature, text.encode("utf-8"))
                return True
            time, rest = cosignature.read_time(signature), signature[cosignature.TIME :]
            if self.kind == WITNESS:
                _ed25519_verify(self.public, rest, cosignature.ed25519_message(text, time))
            else:
                _ml_dsa_verify(self.public, rest, cosignature.ml_dsa_message(self.name, text, time))
        except (InvalidSignature, Damage):
            return False
        return True


def read_key(text: str) -> VerifierKey:
    """Out of its public text, or Damage. The id in the text must be that of the key."""
    name, hexed, raw = _apart(text, "public key")
    key = VerifierKey(name, raw[0], raw[1:])
    if key.key_id.hex() != hexed:
        raise Damage(f"The id of the key of {name} does not fit the key: a character was altered or lost.")
    return key


@dataclass(frozen=True)
class SigningKey:
    """`seed`: the 32 bytes from which the pair of keys is made. They never appear in a repr."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _SEED:
            raise Bug(f"The seed of a signing key has {_SEED} bytes.")

    @cached_property
    def verifier(self) -> VerifierKey:
        if self.kind == ML_DSA_44:
            return VerifierKey(
                self.name, self.kind, _ml_dsa_private(self.seed).public_key().public_bytes_raw()
            )
        public = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, public)

    @property
    def secret_text(self) -> str:
        """For the signer's own file alone. The form is that of Go's note package."""
        hexed = self.verifier.key_id.hex()
        return f"{_PRIVATE}{self.name}+{hexed}+{base64std.encode(bytes([self.kind]) + self.seed)}"

    def sign(self, text: str, time: int = 0) -> bytes:
        if self.kind == ML_DSA_44:
            message = cosignature.ml_dsa_message(self.name, text, time)
            return time.to_bytes(cosignature.TIME) + _ml_dsa_private(self.seed).sign(message)
        private = Ed25519PrivateKey.from_private_bytes(self.seed)
        if self.kind == ED25519:
            return private.sign(text.encode("utf-8"))
        signed = private.sign(cosignature.ed25519_message(text, time))
        return time.to_bytes(cosignature.TIME) + signed


def read_signing_key(text: str) -> SigningKey:
    if not text.startswith(_PRIVATE):
        raise Damage("This is not a signing key.")
    name, hexed, raw = _apart(text.removeprefix(_PRIVATE), "signing key")
    if raw[0] not in KINDS or len(raw) != 1 + _SEED:
        raise Damage("This signing key is of a kind or a length that is not known here.")
    key = SigningKey(name, raw[0], raw[1:])
    if key.verifier.key_id.hex() != hexed:
        raise Damage("The id of the signing key does not fit the key: a character was altered or lost.")
    return key


def has_ml_dsa() -> bool:
    """Whether the installed cryptography (and the OpenSSL under it) can sign and check ML-DSA-44."""
    from cryptography.exceptions import UnsupportedAlgorithm

    try:
        _ml_dsa_private(bytes(_SEED))
    except (ImportError, UnsupportedAlgorithm):
        return False
    return True


def _apart(text: str, what: str) -> tuple[str, str, bytes]:
    parts = text.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):
        raise Damage(f"A {what} is a name, an id and the key itself, with a plus sign between.")
    raw = base64std.decode(parts[2], f"The {what} of {parts[0]}")
    if not raw:
        raise Damage(f"The {what} of {parts[0]} is empty.")
    return parts[0], parts[1], raw


def _ed25519_verify(public: bytes, signature: bytes, message: bytes) -> None:
    Ed25519PublicKey.from_public_bytes(public).verify(signature, message)


def _ml_dsa_verify(public: bytes, signature: bytes, message: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

    MLDSA44PublicKey.from_public_bytes(public).verify(signature, message)


def _ml_dsa_private(seed: bytes) -> MLDSA44PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

    return MLDSA44PrivateKey.from_seed_bytes(seed)
