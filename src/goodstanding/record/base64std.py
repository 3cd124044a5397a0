"""Base64 as C2SP texts use it (RFC 4648 section 4, padded), read strictly: one spelling for every value."""

from __future__ import annotations

import base64
import binascii

from goodstanding.domain.errors import Damage


def encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def decode(text: str, what: str) -> bytes:
    """The bytes, or Damage that names `what`: stray bits, missing padding, foreign characters are refused."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Damage(f"{what} is not base64 text.") from error
    if encode(data) != text:  # unused bits of the last character: a flip there would otherwise go unnoticed
        raise Damage(f"{what} is base64 text in a second spelling; only one is valid.")
    return data
