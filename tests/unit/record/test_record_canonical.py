from __future__ import annotations

import unicodedata
from enum import StrEnum

import pytest

from goodstanding.domain.errors import Bug, UserError
from goodstanding.record.canonical import DEEPEST, LARGEST_INTEGER, canonical_bytes, normalise


class Colour(StrEnum):
    RED = "red"


def test_keys_are_sorted_and_nothing_is_spaced() -> None:
    assert canonical_bytes({"b": [1, True, None], "a": "x"}) == b'{"a":"x","b":[1,true,null]}'


def test_text_is_brought_into_nfc_when_it_is_written() -> None:
    decomposed = "Zoe\u0308"
    assert normalise({"name": decomposed}) == {"name": unicodedata.normalize("NFC", decomposed)}


def test_text_that_is_not_nfc_is_refused_by_the_canonical_form_and_not_repaired() -> None:
    with pytest.raises(Bug, match="normal form"):
        canonical_bytes({"name": "Zoe\u0308"})


@pytest.mark.parametrize("value", [1.5, float("nan"), {"a": [0.0]}, b"bytes", {1, 2}, object()])
def test_floats_and_foreign_types_are_refused(value: object) -> None:
    with pytest.raises(Bug, match="cannot enter the record"):
        canonical_bytes(value)


@pytest.mark.parametrize("key", ["größe", 1, None, "a\x00b"])
def test_keys_that_are_not_ascii_text_are_refused(key: object) -> None:
    with pytest.raises(Bug, match="ASCII"):
        canonical_bytes({key: "x"})


@pytest.mark.parametrize("text", ["\ud800", "abc\udfffdef"])
def test_half_a_character_is_the_users_to_remove(text: str) -> None:
    with pytest.raises(UserError, match="lone surrogate"):
        normalise([text])


def test_a_zero_character_is_refused_because_databases_cannot_hold_it() -> None:
    with pytest.raises(UserError, match="zero character"):
        normalise("a\x00b")


@pytest.mark.parametrize("number", [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1, 10**400])
def test_an_integer_that_a_reader_in_another_language_would_round_is_refused(number: int) -> None:
    with pytest.raises(UserError, match="too large"):
        normalise(number)


def test_the_largest_exact_integers_pass() -> None:
    assert canonical_bytes([LARGEST_INTEGER, -LARGEST_INTEGER]) == b"[9007199254740991,-9007199254740991]"


def test_bottomless_nesting_is_refused_before_the_stack_ends() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(UserError, match=f"more than {DEEPEST} levels"):
        normalise(deep)


def test_tuples_and_named_texts_become_plain_json() -> None:
    normal = normalise({"colours": (Colour.RED,)})
    assert normal == {"colours": ["red"]}
    assert type(normal["colours"][0]) is str  # type: ignore[index,call-overload]
