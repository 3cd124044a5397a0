"""What a rule is: one concept, a small pure function, its words, its source, and the versions it has had."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Protocol

from goodstanding.review.comparators import NONE, Comparators
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import BOTH_SIDES, Audience, Hit, Missing, Severity, Source

Outcome = Hit | Missing
Parameters = Mapping[str, Any]


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a rule may know beside the file."""

    as_of: date
    parameters: Parameters = field(default_factory=_none)
    comparators: Comparators = NONE
    pack: str = ""

    def number(self, name: str) -> float:
        return float(self.parameters[name])

    def days(self, name: str) -> int:
        return int(self.parameters[name])


class Check(Protocol):
    def __call__(self, file: ReviewFile, ctx: Context, /) -> Iterable[Outcome]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A rule as it stood for a time. Days are inclusive; None is open.

    `governs`: the law on the day of the event is applied, or, where a court has said how the law always was,
    the law on the day of the review.
    """

    id: str = "1"
    severity: Severity = Severity.SERIOUS
    effective_from: date | None = None
    effective_to: date | None = None
    parameters: Parameters = field(default_factory=_none)
    governs: Literal["event", "review"] = "event"
    source: Source | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`check` yields a Hit for each occurrence, a Missing where it cannot tell, nothing where all is well."""

    id: str
    title: str
    means: str
    check: Check
    source: Source
    innocent: tuple[str, ...]
    settles: tuple[str, ...]
    asks: str
    versions: tuple[Version, ...] = (Version(),)
    parameters: Parameters = field(default_factory=_none)
    """Defaults; a version, a pack and an organisation may each set others."""
    parameter_words: Mapping[str, str] = field(default_factory=_none)
    """What each parameter is, with its unit."""
    audience: frozenset[Audience] = BOTH_SIDES
    decisive_key: str = ""
    """The name of the same defect in the collection of published decisions, where it has one."""
    needs: tuple[str, ...] = ()
    """Comparators without which it cannot be evaluated."""

    def at(self, severity: Severity | None = None, **parameters: Any) -> Rule:
        """The same rule with another weight or other parameters, for a pack."""
        versions = tuple(replace(v, severity=severity) for v in self.versions) if severity else self.versions
        return replace(
            self, versions=versions, parameters=MappingProxyType({**self.parameters, **parameters})
        )

    def with_versions(self, *versions: Version) -> Rule:
        return replace(self, versions=versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The rules of one jurisdiction, with an account of what it covers."""

    id: str
    title: str
    about: str
    rules: tuple[Rule, ...]
    jurisdictions: tuple[str, ...] = ()
    """Codes whose files it is run on unless others are asked for; a code covers its parts (`US` covers
    `US-CA`)."""

    def rule(self, id_: str) -> Rule | None:
        return next((r for r in self.rules if r.id == id_), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What an organisation set for one rule, and why. It is an entry of the organisation, never of a
    person."""

    rule: str
    reason: str
    off: bool = False
    parameters: Parameters = field(default_factory=_none)


@dataclass(slots=True)
class Registry:
    """Rules in the order of their writing; two of one id are a bug."""

    rules: list[Rule] = field(default_factory=list)

    def rule(self, **about: Any) -> Callable[[Check], Rule]:
        """Decorator: makes the function a Rule with these words."""

        def made(check: Check) -> Rule:
            for name in ("parameters", "parameter_words"):
                about[name] = MappingProxyType(dict(about.get(name, {})))
            rule = Rule(check=check, **about)
            if any(r.id == rule.id for r in self.rules):
                raise ValueError(f"There are two rules {rule.id}.")
            self.rules.append(rule)
            return rule

        return made
