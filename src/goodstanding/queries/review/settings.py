"""Which rules apply here: what the organisation set, with the history of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from goodstanding.queries.organisation import OrganisationView, organisation
from goodstanding.review.packs import PACKS, packs_for
from goodstanding.review.rule import Override, Pack, Rule
from goodstanding.store import models

EVERYBODY, NOBODY, BY_PLACE = "everybody", "nobody", ""
APPLIES: Mapping[str, str] = MappingProxyType(
    {
        BY_PLACE: "to people in its place",
        EVERYBODY: "to everybody",
        NOBODY: "to nobody",
    }
)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history. It is never changed; the last one of a rule or pack holds."""

    about: str
    key: str
    off: bool
    parameters: Mapping[str, float]
    applies: str
    reason: str
    by: UUID
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """What was set last for one rule or pack."""

    off: bool = False
    parameters: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    applies: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds today. Without a change every rule of the packs of somebody's place runs as it is
    written."""

    held: Mapping[tuple[str, str], Held]

    def last(self, about: str, key: str) -> Held | None:
        return self.held.get((about, key))

    def applies(self, pack: str) -> str:
        said = self.last("pack", pack)
        return said.applies if said else BY_PLACE

    def packs_for(self, jurisdiction: str) -> tuple[Pack, ...]:
        """Those of the place that were not switched off, then those that hold for everybody."""
        by_place = [p for p in packs_for(jurisdiction) if self.applies(p.id) != NOBODY]
        known = {p.id for p in by_place}
        return (
            *by_place,
            *(p for p in PACKS.values() if p.id not in known and self.applies(p.id) == EVERYBODY),
        )

    def overrides(self) -> tuple[Override, ...]:
        """A rule set back to how it is written is no override."""
        return tuple(
            Override(rule=key, reason=h.reason, off=h.off, parameters=MappingProxyType(dict(h.parameters)))
            for (about, key), h in sorted(self.held.items())
            if about == "rule" and (h.off or h.parameters)
        )

    def in_words(self) -> tuple[str, ...]:
        """What differs from the rules as written, a line each, for the entry that records a review."""
        lines = [_rule_line(o) for o in self.overrides()]
        lines += [
            f"Pack {key}: {APPLIES[h.applies]}"
            for (about, key), h in sorted(self.held.items())
            if about == "pack" and h.applies
        ]
        return tuple(line[:300] for line in lines)


def _rule_line(override: Override) -> str:
    if override.off:
        return f"Rule {override.rule}: switched off"
    values = ", ".join(f"{name} {value:g}" for name, value in sorted(override.parameters.items()))
    return f"Rule {override.rule}: {values}"


def settled(of: OrganisationView | None = None) -> Settled:
    """Read with the organisation. One statement, none where that is at hand."""
    kept = (of or organisation()).review
    return Settled(
        MappingProxyType({(about, key): Held(**h) for about, each in kept.items() for key, h in each.items()})
    )


def history(about: str = "", key: str = "") -> tuple[Change, ...]:
    """Every change, or those of one rule or pack, the latest first. One statement."""
    asked = {"about": about, "key": key} if about else {}
    rows = (
        models.ReviewChange.objects.filter(**asked)
        .order_by("-id")
        .values_list("about", "key", "off", "parameters", "applies", "reason", "by_id", "by__name", "at")
    )
    return tuple(Change(*row) for row in rows)


def known_rules(packs: Iterable[Pack] | None = None) -> dict[str, tuple[Rule, tuple[Pack, ...]]]:
    """Every rule with the packs that hold it, in the packs' order."""
    found: dict[str, tuple[Rule, tuple[Pack, ...]]] = {}
    for pack in packs if packs is not None else PACKS.values():
        for rule in pack.rules:
            known = found.get(rule.id)
            found[rule.id] = (rule, (*(known[1] if known else ()), pack))
    return found
