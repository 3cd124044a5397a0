"""What is written comes back; what was altered by one bit does not pass."""

from __future__ import annotations

import contextlib
import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from goodstanding.domain.errors import Damage
from goodstanding.record import base64url, disclosure
from goodstanding.record.canonical import LARGEST_INTEGER, canonical_bytes, normalise
from goodstanding.record.leaf import leaf_bytes, match, parse

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
keys = st.text(st.characters(min_codepoint=1, max_codepoint=127), max_size=8)
integers = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
values = st.recursive(
    st.none() | st.booleans() | integers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
salts = st.binary(min_size=32, max_size=32)
names = st.text("abcdefghij_", min_size=1, max_size=12).filter(lambda name: name != "_sd")


@given(values)
def test_canonical_bytes_are_json_of_the_same_value_and_normalising_twice_changes_nothing(
    value: object,
) -> None:
    normal = normalise(value)
    assert json.loads(canonical_bytes(normal)) == normal
    assert normalise(normal) == normal


@given(st.text(st.characters(max_codepoint=127), max_size=300))
def test_the_digest_is_the_base64url_of_sha_256(ascii_text: str) -> None:
    assert base64url.decode(disclosure.digest(ascii_text)) == hashlib.sha256(ascii_text.encode()).digest()


@given(names, values, salts)
def test_a_disclosure_comes_back_whole(name: str, value: object, salt: bytes) -> None:
    normal = normalise(value)
    made = disclosure.make(name, normal, salt)
    assert disclosure.read(made) == (salt, name, normal)
    assert disclosure.read_values([made], "") == [(name, normal)]


@given(values, salts, st.data())
def test_a_disclosure_with_one_bit_flipped_never_matches_its_leaf(
    value: object, salt: bytes, data: st.DataObject
) -> None:
    made = disclosure.make("payload", normalise(value), salt)
    leaf = parse(leaf_bytes(datetime(2026, 1, 1, tzinfo=UTC), [made]))
    at = data.draw(st.integers(0, len(made) - 1))
    altered = made[:at] + chr(ord(made[at]) ^ (1 << data.draw(st.integers(0, 6)))) + made[at + 1 :]
    assert match(leaf, [made]).ok
    assert not match(leaf, [altered]).ok


@given(st.datetimes(timezones=st.timezones()), st.lists(salts, min_size=1, max_size=6, unique=True))
def test_a_leaf_is_canonical_json_and_reads_back(ts: datetime, given_salts: list[bytes]) -> None:
    assume(1 < ts.year < 9999)  # at the ends of the calendar there may be no such moment in UTC
    parts = [disclosure.make("part", 1, salt) for salt in given_salts]
    written = leaf_bytes(ts, parts)
    assert canonical_bytes(json.loads(written)) == written
    assert parse(written).ts == ts.astimezone(UTC)


@given(st.data())
def test_a_leaf_with_one_bit_flipped_is_damage_or_another_leaf(data: st.DataObject) -> None:
    written = leaf_bytes(datetime(2026, 1, 1, tzinfo=UTC), [disclosure.make("a", 1, bytes(32))])
    bit = data.draw(st.integers(0, 8 * len(written) - 1))
    altered = bytearray(written)
    altered[bit // 8] ^= 1 << (bit % 8)
    with contextlib.suppress(Damage):
        assert parse(bytes(altered)) != parse(written)


@given(names, values.map(normalise), salts, salts)
def test_every_disclosure_of_a_part_ends_alike_whatever_its_salt(
    name: str, value: Any, one: bytes, other: bytes
) -> None:
    first, second = disclosure.make(name, value, one), disclosure.make(name, value, other)
    foreign = disclosure.make("...x", 1, one)
    for held in ([first], [second, foreign], [foreign, first]):
        assert disclosure.say(held, [disclosure.written(name, canonical_bytes(value))])
    assert disclosure.may_be(first, name)


@given(names, values.map(normalise), names, values.map(normalise), salts)
def test_only_a_disclosure_of_that_very_part_ends_so(
    name: str, value: Any, other_name: str, other_value: Any, salt: bytes
) -> None:
    held = disclosure.make(name, value, salt)
    same = disclosure.say([held], [disclosure.written(other_name, canonical_bytes(other_value))])
    assert same == (canonical_bytes([name, value]) == canonical_bytes([other_name, other_value]))
    if not disclosure.may_be(held, other_name):
        assert name != other_name
