"""The keys of the signer, with the sizes of the log for which each is valid, and what is said of them.

A key's life: *in use* → *retired* (valid up to the size at which it came to rest) or *revoked* (valid up
to the size up to which it is still trusted). Others need the key file only: a public line for each key.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from goodstanding.domain.errors import Damage, UserError
from goodstanding.record import key_file, keys, note
from goodstanding.record.keys import ED25519, ML_DSA_44, SigningKey
from goodstanding.signing import disk

SEED = 32
IN_USE, RETIRED, REVOKED = "in use", "retired", "revoked"


@dataclass(frozen=True, slots=True)
class Key:
    """Valid for checkpoints of `since` to `until` leaves, both included. `state` as above."""

    secret: SigningKey
    since: int = 0
    until: int | None = None
    state: str = IN_USE

    @property
    def origin(self) -> str:
        return self.secret.name

    @property
    def id(self) -> str:
        """Eight hexadecimal digits by which a signature names its key."""
        return self.secret.verifier.key_id.hex()

    @property
    def signs(self) -> bool:
        return self.state == IN_USE

    @property
    def is_log_key(self) -> bool:
        """Ed25519: what every reader of the format checks. The other kind is beside it."""
        return self.secret.kind == ED25519

    @property
    def line(self) -> key_file.KeyLine:
        return key_file.KeyLine(self.secret.verifier, self.since, self.until, self.state)


def new_key(origin: str, since: int, *, quantum: bool = False) -> Key:
    if not keys.is_name(origin):
        raise UserError("The name of a log has no spaces and no plus sign, as in pips.example.org/record.")
    if quantum and not keys.has_ml_dsa():
        raise UserError("The cryptography package installed here cannot make ML-DSA-44 keys.")
    return Key(SigningKey(origin, ML_DSA_44 if quantum else ED25519, secrets.token_bytes(SEED)), since)


def load(folder: Path) -> list[Key]:
    said = disk.read(folder / "keys.json", private=True)
    try:
        return [
            Key(keys.read_signing_key(each["key"]), each["since"], each["until"], each["state"])
            for each in said
        ]
    except (TypeError, KeyError) as error:
        raise Damage("keys.json of the signer is not what it wrote.") from error


def store(folder: Path, held: Sequence[Key]) -> None:
    rows = [
        {"key": key.secret.secret_text, "since": key.since, "until": key.until, "state": key.state}
        for key in held
    ]
    disk.write_json(folder / "keys.json", rows)


def of(held: Sequence[Key], origin: str) -> list[Key]:
    return [key for key in held if key.origin == origin]


def public(held: Sequence[Key]) -> str:
    """The key file that others verify with."""
    return key_file.write(key.line for key in held)


def statements(folder: Path, origin: str) -> list[str]:
    """What was said of the keys of this log, the first first."""
    found = [path.read_text("utf-8") for path in sorted((folder / "statements").glob("[0-9]*.txt"))]
    return [text for text in found if text.startswith(f"{origin}/keys\n")]


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why something is said of the keys, when, and where the log stood (size and root)."""

    reason: str
    when: str
    size: int
    root: bytes


def state_keys(
    folder: Path, held: Sequence[Key], origin: str, why: Occasion, signed_by: Sequence[Key]
) -> str:
    """Write down what holds of the keys from now on, signed. It names the hash of the statement before."""
    before = statements(folder, origin)
    previous = hashlib.sha256(before[-1].encode("utf-8")).hexdigest() if before else "none"
    signing = [key.secret for key in signed_by if key.is_log_key]
    if not signing:
        raise UserError("There is no key left that could sign this.")
    body = (
        f"{origin}/keys\n{len(before) + 1}\nlog {why.size} {why.root.hex()}\nbefore {previous}\n"
        f"time {why.when}\nreason {why.reason}\n{public(of(held, origin))}"
    )
    text = note.sign(body, signing)
    number = len(list((folder / "statements").glob("[0-9]*.txt"))) + 1
    disk.write(folder / "statements" / f"{number:04d}.txt", text)
    return text
