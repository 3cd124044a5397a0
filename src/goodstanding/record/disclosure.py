"""One salted part of an entry, as an RFC 9901 disclosure: base64url(JSON [salt, name, value]).

The leaf commits to the digest of this ASCII string. Whoever holds the string can show the part; once it
is erased, its digest says nothing, because the salt went with it.
"""

from __future__ import annotations

import binascii
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import base64url
from goodstanding.record.canonical import DEEPEST, Json, canonical_bytes, unchecked_bytes

SALT_BYTES = 32
# RFC 9901 section 4.2.1: these two are the format's own.
RESERVED_NAMES = frozenset({"_sd", "..."})


class Part(NamedTuple):
    salt: bytes
    name: str
    value: Json


def make(name: str, value: Json, salt: bytes) -> str:
    """The disclosure of one part. `value` is normal form; `salt` is 32 fresh random bytes, never reused."""
    _check(name, salt)
    return base64url.encode(canonical_bytes([base64url.encode(salt), name, value]))


def make_normalised(name: str, value: Json, salt: bytes) -> str:
    """The same of a value that `normalise` has just made, which need not be looked through once more."""
    _check(name, salt)
    return base64url.encode(unchecked_bytes([base64url.encode(salt), name, value]))


def _check(name: str, salt: bytes) -> None:
    if len(salt) != SALT_BYTES:
        raise Bug(f"A salt has {SALT_BYTES} bytes, this one {len(salt)}.")
    if not name or not name.isascii() or name in RESERVED_NAMES:
        raise Bug(f"{name!r} cannot name a part of an entry.")


def digest(disclosure: str) -> str:
    """What the leaf holds for this disclosure: base64url of SHA-256 over the ASCII string."""
    return base64url.encode(hashlib.sha256(disclosure.encode("ascii")).digest())


def digests(disclosures: Iterable[str]) -> list[bytes]:
    """The same of several, as bytes. `base64url.encode` written out: the audit of a record makes millions."""
    sha256, written = hashlib.sha256, binascii.b2a_base64
    return [
        written(sha256(each.encode("ascii")).digest(), newline=False).translate(base64url.URL_SAFE, b"=")
        for each in disclosures
    ]


# `["`, the 43 characters of a salt and `","` are 48 bytes, which base64url writes as 64 characters: what
# follows, the name and the value, is spelled alike whatever the salt.
_AFTER_SALT = 64
_PLAIN = bytes.maketrans(b"-_", b"+/")


def written(name: str, value: bytes) -> bytes:
    """What stands after the salt in every disclosure of this part: its name, its value's canonical bytes."""
    return b'%s",%s]' % (name.encode("ascii"), value)


def say(disclosures: Sequence[str], parts: Collection[bytes]) -> bool:
    """Whether these parts, each as `written`, are among the disclosures. They are found by how the
    disclosures end, which is far quicker than reading them."""
    waiting, first, spelled = iter(disclosures), 0, _spelled(parts)
    for part in parts:
        length = len(part)
        ending = spelled[first : first + -(-length * 4 // 3)]
        first += -(-length // 3) * 4
        for each in waiting:  # nearly always they stand in the same order
            if each[_AFTER_SALT:] == ending:
                break
        else:
            if not any(each[_AFTER_SALT:] == ending for each in disclosures):
                return False
            waiting = iter(disclosures)
    return True


def _spelled(parts: Collection[bytes]) -> str:
    """Each in base64url, one after the other. Zero bytes up to a multiple of three leave what stands before
    them as it would be alone."""
    return base64url.encode(b"".join([part + _ZEROS[len(part) % 3] for part in parts]))


_ZEROS = (b"", b"\0\0", b"\0")


def may_be(disclosure: str, name: str) -> bool:
    """False of a disclosure that surely is another part. True is for `read` to confirm."""
    return disclosure.startswith(_beginning(name + '"'), _AFTER_SALT)


@lru_cache(maxsize=64)
def _beginning(written: str) -> str:
    known = written.encode("ascii")
    return base64url.encode(known)[: len(known) * 8 // 6]  # the last character may hold bits of the next byte


def read(disclosure: str) -> Part:
    """The part, or Damage when the string is anything that `make` could not have written."""
    raw = base64url.decode(disclosure)
    try:
        loaded = json.loads(raw, object_pairs_hook=_no_twins, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise Damage("A part of the record is not JSON text.") from error
    if not (isinstance(loaded, list) and len(loaded) == 3):
        raise Damage("A part of the record is not a list of salt, name and value.")
    salt_text, name, value = loaded
    if not (isinstance(salt_text, str) and isinstance(name, str) and name and name not in RESERVED_NAMES):
        raise Damage("A part of the record has no valid salt or name.")
    salt = base64url.decode(salt_text)
    if len(salt) != SALT_BYTES:
        raise Damage(f"A part of the record has a salt of {len(salt)} bytes in place of {SALT_BYTES}.")
    if too_deep(value):
        raise Damage(
            f"A part of the record is nested more than {DEEPEST} levels deep, which is never written."
        )
    return Part(salt, name, value)


def too_deep(value: object) -> bool:
    """Whether JSON is nested deeper than anything that is written. Found without recursion."""
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            each
            for holder in level
            if isinstance(holder, dict | list)
            for each in (holder.values() if isinstance(holder, dict) else holder)
        ]
    return bool(level)


def read_values(disclosures: Iterable[str], beginning: str) -> list[tuple[str, Any]]:
    """Name and value of each part whose name begins so, for pages: no check beyond what JSON itself refuses.
    `goodstanding check` is strict. All of them are read as one JSON text: a page reads thousands."""
    known, decode = _beginning(beginning), binascii.a2b_base64
    held = [
        decode(each[_AFTER_SALT:].encode().translate(_PLAIN) + b"=="[: -len(each) % 4])
        for each in disclosures
        if each.startswith(known, _AFTER_SALT)
    ]
    if not held:
        return []
    read_all = json.loads(b'[["' + b',["'.join(held) + b"]")
    if len(read_all) != len(held):
        raise Damage("A part of the record is not one list of salt, name and value.")
    return [(name, value) for name, value in read_all]


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read_pairs = dict(pairs)
    if len(read_pairs) != len(pairs):
        raise Damage("A part of the record names the same field twice.")
    return read_pairs


def _no_float(text: str) -> NoReturn:
    raise Damage(f"A part of the record holds the floating number {text}, which is never written.")
