"""The leaf: the only bytes of an entry that the log hashes. They carry no kind, no name, no case.

`{"_sd":[sorted digests],"_sd_alg":"sha-256","ts":"2026-03-02T09:15:00.000000Z","v":1}`

This format is final: a leaf that exists is never rewritten. A change would be a new `v`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from goodstanding.domain.errors import Bug, Damage
from goodstanding.record import disclosure as disclosures_

VERSION = 1

# 43 characters hold 258 bits; the two spare ones are zero, which leaves 16 possible last characters.
_DIGEST = rb'"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
_SHAPE = re.compile(
    rb'\{"_sd":\[(' + _DIGEST + rb"(?:," + _DIGEST + rb')*)\],"_sd_alg":"sha-256",'
    rb'"ts":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)","v":1\}'
)


class Leaf(NamedTuple):
    ts: datetime
    digests: tuple[str, ...]
    v: int = VERSION


def leaf_bytes(ts: datetime, disclosures: Iterable[str], erased: Iterable[str] = ()) -> bytes:
    """The bytes to store and hash. The digests are sorted, so their order tells nothing about the parts.
    `erased`: digests of parts that are gone, of an entry that is brought back from an export."""
    gone = [digest.encode("ascii") for digest in erased]
    return leaf_of(ts, [*disclosures_.digests(disclosures), *gone])


def leaf_of(ts: datetime, digests: Iterable[bytes]) -> bytes:
    """The same of digests that were made before."""
    ordered = sorted(digests)
    if not ordered or len(set(ordered)) != len(ordered):
        raise Bug("A leaf commits to at least one part, and to no part twice.")
    # Canonical JSON by construction: the keys stand in order and nothing in the values needs escaping.
    return _BEFORE + _BETWEEN.join(ordered) + _AFTER + format_time(ts).encode("ascii") + _END


def format_time(ts: datetime) -> str:
    if ts.tzinfo is None:
        raise Bug("A time without a zone cannot enter the record.")
    utc = ts.astimezone(UTC)
    # strftime does not pad the year on every platform; isoformat does.
    return utc.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse(data: bytes) -> Leaf:
    """Read strictly: only bytes that `leaf_bytes` could have written pass; everything else is Damage."""
    found = _SHAPE.fullmatch(data)
    if found is None:
        raise Damage("A leaf of the record does not have the form of a leaf.")
    digests = tuple(found[1].decode("ascii")[1:-1].split('","'))
    if len(digests) > 1 and sorted(set(digests)) != list(digests):
        raise Damage("The digests of a leaf are not in order, or one occurs twice.")
    try:
        ts = datetime.fromisoformat(found[2].decode("ascii"))
    except ValueError as error:
        raise Damage("A leaf of the record names a time that does not exist.") from error
    return Leaf(ts, digests)


_BEFORE, _BETWEEN, _AFTER, _END = b'{"_sd":["', b'","', b'"],"_sd_alg":"sha-256","ts":"', b'","v":1}'
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")


def is_of(data: bytes, disclosures: Sequence[str]) -> bool:
    """Whether these bytes are a leaf that commits to exactly these parts: `parse` and `match` find no fault.

    Found by writing the leaf anew, which is far quicker than reading it. False says no more than that one of
    them has to look: a part may have been erased."""
    try:
        digests = sorted(disclosures_.digests(disclosures))
    except UnicodeEncodeError:
        return False
    written = _BEFORE + _BETWEEN.join(digests) + _AFTER
    return bool(
        digests
        and data.startswith(written)
        and len(set(digests)) == len(digests)
        and data.endswith(_END)
        and _is_time(data[len(written) : -len(_END)])
    )


def _is_time(written: bytes) -> bool:
    if _TIME.fullmatch(written) is None:
        return False
    try:
        datetime.fromisoformat(written.decode("ascii"))
    except ValueError:
        return False
    return True


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Match:
    """How the parts that are held compare with what the leaf commits to."""

    foreign: tuple[str, ...]  # disclosures that the leaf does not know: forged or altered
    twice: tuple[str, ...]  # disclosures given more than once
    undisclosed: int  # digests without a disclosure: withheld or erased, which is allowed

    @property
    def ok(self) -> bool:
        return not self.foreign and not self.twice


def match(leaf: Leaf, held: Sequence[str]) -> Match:
    committed = frozenset(leaf.digests)
    digests = {disclosures_.digest(each) if each.isascii() else "" for each in held}
    if digests <= committed and len(digests) == len(held):  # nearly always
        return Match((), (), len(committed) - len(digests))
    return _mismatch(committed, held)


def _mismatch(committed: frozenset[str], held: Iterable[str]) -> Match:
    seen: set[str] = set()
    foreign: list[str] = []
    twice: list[str] = []
    for each in held:
        found = disclosures_.digest(each) if each.isascii() else ""
        if found in seen:
            twice.append(each)
        elif found not in committed:
            foreign.append(each)
        else:
            seen.add(found)
    return Match(tuple(foreign), tuple(twice), len(committed) - len(seen))
