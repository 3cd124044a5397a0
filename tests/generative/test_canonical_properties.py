from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.domain.errors import Bug, UserError
from goodstanding.record.canonical import LARGEST_INTEGER, canonical_bytes, normalise, reference_bytes

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"))
keys = st.text(st.characters(max_codepoint=127, exclude_characters="\x00"))
scalars = st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)
oddities = st.floats() | st.binary() | texts | st.integers() | st.text(st.characters())
anything = st.recursive(
    scalars | oddities,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3) | st.tuples(inner),
    max_leaves=8,
)


@given(values)
def test_the_fast_bytes_are_those_of_the_library_that_follows_the_rfc(value: Any) -> None:
    normal = normalise(value)
    assert canonical_bytes(normal) == reference_bytes(normal)


@given(anything)
def test_exactly_what_normalise_leaves_as_it_is_can_be_written(value: Any) -> None:
    try:
        normal = normalise(value) == value
    except (Bug, UserError):
        normal = False
    if normal:
        assert canonical_bytes(value) == reference_bytes(value)
    else:
        with pytest.raises((Bug, UserError)):
            canonical_bytes(value)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00")))
def test_only_one_spelling_of_a_text_can_be_written(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert canonical_bytes(composed) == reference_bytes(text)
    if text != composed:
        with pytest.raises(Bug, match="normal form"):
            canonical_bytes(text)
