"""The rule packs there are. Each is a module of its own; `PACKS` is the list that the docs and commands
show."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

from goodstanding.review.packs.decided import DECIDED
from goodstanding.review.packs.good_practice import GOOD_PRACTICE
from goodstanding.review.packs.places import PLACES
from goodstanding.review.rule import Pack


def _with_decided(pack: Pack) -> Pack:
    """The pack with the points that decisions settled; a rule of its own by the same id goes before."""
    mine = {rule.id for rule in pack.rules}
    return replace(pack, rules=(*pack.rules, *(r for r in DECIDED.get(pack.id, ()) if r.id not in mine)))


_ALL: tuple[Pack, ...] = (GOOD_PRACTICE, *(_with_decided(p) for p in PLACES))

PACKS: MappingProxyType[str, Pack] = MappingProxyType({pack.id: pack for pack in _ALL})


__all__ = ["GOOD_PRACTICE", "PACKS", "packs_for"]


def packs_for(jurisdiction: str) -> tuple[Pack, ...]:
    """What a file is reviewed by unless asked otherwise: good practice, then those of the nearest
    jurisdiction."""
    code = jurisdiction.strip().upper()
    fit = {
        p.id: max((len(j) for j in p.jurisdictions if code == j or code.startswith(f"{j}-")), default=0)
        for p in _ALL
    }
    nearest = max(fit.values(), default=0)
    return (GOOD_PRACTICE, *(p for p in _ALL if nearest and fit[p.id] == nearest))
