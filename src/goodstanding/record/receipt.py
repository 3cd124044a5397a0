"""The receipt: one JSON file that lets its holder show, alone, what was recorded and when.

There is one spelling for every receipt (JSON with two spaces of indent, the keys in this order, no escapes
that JSON does not demand), so nothing in the file can be altered without being refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from goodstanding.domain.errors import Damage

FORMAT: Literal["good-standing-receipt"] = "good-standing-receipt"
VERSION: Literal[1] = 1
KEYS = ("format", "version", "leaf", "disclosures", "proof")
MOST_BYTES = 1 << 23


@dataclass(frozen=True, slots=True)
class Receipt:
    """The leaf's exact bytes, the parts that the holder may read, and the text of a tlog-proof."""

    leaf: bytes
    disclosures: tuple[str, ...]
    proof: str

    @property
    def text(self) -> str:
        values = (FORMAT, VERSION, self.leaf.decode("ascii"), list(self.disclosures), self.proof)
        return spelled(dict(zip(KEYS, values, strict=True)))


def spelled(value: Any) -> str:
    """The one spelling, which JavaScript gives as `JSON.stringify(value, null, 2) + "\\n"`."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def file_name(number: int) -> str:
    """`number`: which entry, as people count it."""
    return f"receipt-{number}.json"


def read(data: bytes) -> Receipt:
    """Read strictly, or Damage that names the field that is wrong."""
    if len(data) > MOST_BYTES:
        raise Damage(f"The file has {len(data)} bytes; a receipt has {MOST_BYTES} at most.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Damage(f"The file is not UTF-8 text (byte {error.start}).") from error
    loaded = _load(text)
    if not isinstance(loaded, dict):
        raise Damage("The file is JSON, but not a receipt: it is not an object with named fields.")
    _check_fields(loaded)
    if spelled(loaded) != text or tuple(loaded) != KEYS:
        raise Damage(_respelled(text))
    if not loaded["leaf"].isascii():
        raise Damage("The field “leaf” does not have the form of a leaf.")
    return Receipt(loaded["leaf"].encode("ascii"), tuple(loaded["disclosures"]), loaded["proof"])


def _load(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=no_twins, parse_float=_refused, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise Damage(f"The file is not JSON text (line {error.lineno}, column {error.colno}).") from error
    except (ValueError, RecursionError) as error:
        raise Damage("The file is not JSON text of a receipt.") from error


def _check_fields(loaded: dict[str, Any]) -> None:
    unknown = [key for key in loaded if key not in KEYS]
    if unknown:
        raise Damage(f"A receipt has no field “{unknown[0][:40]}”.")
    missing = [key for key in KEYS if key not in loaded]
    if missing:
        raise Damage(f"The field “{missing[0]}” is missing.")
    if loaded["format"] != FORMAT:
        raise Damage(f"The field “format” does not say “{FORMAT}”.")
    if type(loaded["version"]) is not int or loaded["version"] != VERSION:
        raise Damage(f"The field “version” is not {VERSION}, the only version that is known here.")
    for name in ("leaf", "proof"):
        if not isinstance(loaded[name], str):
            raise Damage(f"The field “{name}” is not text.")
    parts = loaded["disclosures"]
    if not isinstance(parts, list) or not all(isinstance(each, str) for each in parts):
        raise Damage("The field “disclosures” is not a list of texts.")


def _respelled(text: str) -> str:
    reason = (
        "Windows line ends" if "\r" in text
        else "a field named in another order, spaces or escapes that were not there"
    )  # fmt: skip
    return (
        f"The file was saved anew by another program ({reason}). Its words may be unchanged, but it is not "
        "the file that was given out: use the original."
    )


def no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise Damage(f"The field “{key[:40]}” is there twice.")
        made[key] = value
    return made


def _refused(text: str) -> Any:
    raise Damage(f"The file holds the number {text[:40]}, which no receipt has.")
