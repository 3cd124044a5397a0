"""The one canonical form: RFC 8785 JSON without floats, with ASCII keys and NFC text.

Text is brought into shape once, when an entry is written (`normalise`); `canonical_bytes` then refuses
anything that is not in shape already, so that two writers can never disagree about the bytes of one value.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import rfc8785

from goodstanding.domain.errors import Bug, UserError

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

# RFC 8785 numbers are IEEE doubles: beyond this an integer would not survive a reader in another language.
LARGEST_INTEGER = 2**53 - 1
# Payloads are shallow records. The limit keeps a hostile import from exhausting the stack.
DEEPEST = 32


def normalise(value: object) -> Json:
    """The same value with every text in NFC, tuples as lists, and nothing in it that JSON could blur."""
    return _normalise(value, 0)


def canonical_bytes(value: Any) -> bytes:
    """RFC 8785 bytes of a value that is already normal; anything else is refused, never repaired."""
    if not _is_normal(value, 0):
        _normalise(value, 0)  # says what is wrong where nothing could put it right
        raise Bug("The value is not in normal form: pass it through normalise() before it is written.")
    return unchecked_bytes(value)


def unchecked_bytes(value: Any) -> bytes:
    """To compare with what is written (a value out of shape is then merely unequal), and to write what
    `normalise` made a moment before."""
    return _encode(value).encode("utf-8")


def reference_bytes(value: Any) -> bytes:
    """The same bytes from a library that follows the RFC step by step, which tests hold the above to."""
    return rfc8785.dumps(normalise(value))


# In a normal value nothing is left of what makes RFC 8785 hard: there are no floats, and ASCII keys sort
# alike by UTF-16 units and by characters. Python's own encoder, written in C, then gives the same bytes.
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def _is_normal(value: Any, depth: int) -> bool:
    """Whether normalise() would give the same value back, found without making it."""
    kind = type(value)
    if kind is str:
        return bool(_text(value) == value)
    if value is None or kind is bool:
        return True
    if kind is int:
        return bool(-LARGEST_INTEGER <= value <= LARGEST_INTEGER)
    depth += 1
    if depth > DEEPEST:
        return False
    if kind is dict:
        return all(_is_key(k) and _is_normal(v, depth) for k, v in value.items())
    return kind is list and all(_is_normal(item, depth) for item in value)


def _is_key(key: object) -> bool:
    return type(key) is str and key.isascii() and "\x00" not in key


def _normalise(value: object, depth: int) -> Json:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(value)
    if depth >= DEEPEST:
        raise UserError(f"The data is nested more than {DEEPEST} levels deep. Flatten it and try again.")
    if isinstance(value, Mapping):
        return {_key(key): _normalise(item, depth + 1) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [_normalise(item, depth + 1) for item in value]
    raise Bug(
        f"A {type(value).__name__} cannot enter the record: write decimals, dates and identifiers as text, "
        "and never a float, whose digits differ from reader to reader."
    )


def _text(value: str) -> str:
    if value.isascii():
        text = str(value)  # a StrEnum member becomes plain text
    else:
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise UserError(
                "The text holds half of a character (a lone surrogate), as happens when text is cut in the "
                "middle of an emoji. Remove the broken character and try again."
            ) from error
        text = unicodedata.normalize("NFC", value)
    if "\x00" in text:
        raise UserError("The text holds an invisible zero character. Remove it and try again.")
    return text


def _integer(value: int) -> int:
    if abs(value) > LARGEST_INTEGER:
        raise UserError(
            f"The number {value:.3e} is too large to be recorded exactly; the limit is {LARGEST_INTEGER}."
            if abs(value) < 10**300
            else "The number is too large to be recorded exactly."
        )
    return int(value)


def _key(key: object) -> str:
    if not isinstance(key, str) or not key.isascii() or "\x00" in key:
        raise Bug(f"The key {key!r} is not ASCII text; keys are part of the format and stay ASCII.")
    return str(key)
