"""The rule packs there are. Each is a module of its own; `PACKS` is the list that the docs and commands
show."""

from __future__ import annotations

from types import MappingProxyType

from goodstanding.review.packs.good_practice import GOOD_PRACTICE
from goodstanding.review.rule import Pack

_ALL: tuple[Pack, ...] = (GOOD_PRACTICE,)

PACKS: MappingProxyType[str, Pack] = MappingProxyType({pack.id: pack for pack in _ALL})


def packs_for(jurisdiction: str) -> tuple[Pack, ...]:
    """What a file is reviewed by unless asked otherwise: good practice, then the jurisdiction's own."""
    code = jurisdiction.strip().upper()
    own = (p for p in _ALL if any(code == j or code.startswith(f"{j}-") for j in p.jurisdictions))
    return (GOOD_PRACTICE, *own)
