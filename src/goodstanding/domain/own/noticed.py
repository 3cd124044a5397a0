"""Signs: what the person noticed, and what came of looking into it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import field_validator

from goodstanding.domain.entries.base import OptionalWords, Payload, Visibility, Words
from goodstanding.domain.own.signs import NOTICED

OWN = Visibility.OWN
Frequency = Literal["once", "several", "often", ""]
Scope = Literal["one_thing", "one_person", "most", ""]
Reach = Literal["only_me", "others_too", "cannot_tell", ""]
Support = Literal["impression", "somebody", "paper", ""]


class _OfASign(Payload):
    sign: str

    @field_validator("sign")
    @classmethod
    def known(cls, sign: str) -> str:
        if sign not in NOTICED:
            raise ValueError("no such sign")
        return sign


class SignNoticed(_OfASign):
    """Missing answers are *not asked yet*, never a no."""

    kind: ClassVar = "own_sign"
    title: ClassVar = "Sign"
    visibility: ClassVar = OWN
    words: Words
    who: OptionalWords = ""
    source: OptionalWords = ""
    frequency: Frequency = ""
    scope: Scope = ""
    reach: Reach = ""
    support: Support = ""


class SignLookedInto(_OfASign):
    """What the person found out about a sort of sign."""

    kind: ClassVar = "own_sign_looked_into"
    title: ClassVar = "Looked into"
    visibility: ClassVar = OWN
    result: Literal["ordinary", "open", "confirmed"]
    words: Words
