"""The one canonical form: RFC 8785 JSON without floats, with ASCII keys and NFC text.

Text is brought into shape once, when an entry is written (`normalise`); `canonical_bytes` then refuses
anything that is not in shape already, so that two writers can never disagree about the bytes of one value.
"""

from __future__ import annotations

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
    if normalise(value) != value:
        raise Bug("The value is not in normal form: pass it through normalise() before it is written.")
    return rfc8785.dumps(value)


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
