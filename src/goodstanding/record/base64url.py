"""Base64url without padding, read strictly: exactly one spelling for every value (RFC 4648 section 3.5)."""

from __future__ import annotations

import base64
import binascii

from goodstanding.domain.errors import Damage

URL_SAFE = bytes.maketrans(b"+/", b"-_")


def encode(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).translate(URL_SAFE, b"=").decode("ascii")


def decode(text: str) -> bytes:
    """The bytes, or Damage: padding, foreign characters and stray bits in the last character are refused."""
    try:
        raw = text.encode("ascii")
        data = base64.b64decode(raw + b"=" * (-len(raw) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Damage("A part of the record is not base64url text.") from error
    # Python ignores the unused low bits of the last character; a flip there would otherwise go unnoticed.
    if encode(data) != text:
        raise Damage("A part of the record is base64url text in a second spelling; only one is valid.")
    return data
