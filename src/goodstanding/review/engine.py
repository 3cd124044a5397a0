"""Runs every rule of the packs over a file. None stops another; each leaves a line saying what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from goodstanding.review.comparators import NONE, Comparators
from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import (
    COUNSEL_ONLY,
    LEAVE_ONLY,
    RANK,
    Audience,
    Finding,
    Missing,
    Severity,
    grounds,
)
from goodstanding.review.rule import Context, Outcome, Override, Pack, Rule, Version
from goodstanding.review.when import Tri, When, on, said


class Result(StrEnum):
    FOUND = "found"
    NOTHING = "nothing found"
    NOT_RECORDED = "not recorded"
    OFF = "switched off"
    NOT_IN_FORCE = "not in force"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One rule and what came of it; an override is shown with its reason."""

    rule: str
    title: str
    pack: str
    versions: tuple[str, ...]
    result: Result
    audience: frozenset[Audience]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    as_of: date
    packs: tuple[str, ...]
    findings: tuple[Finding, ...]
    ran: tuple[Ran, ...]

    def of(self, *severities: Severity) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity in severities)

    @property
    def decisive(self) -> tuple[Finding, ...]:
        return self.of(Severity.DECISIVE)

    def for_(self, *audiences: Audience) -> Review:
        """Cut to what these readers may know: neither a finding of another compartment nor that its rule
        ran."""
        mine = frozenset(audiences)
        return replace(
            self,
            findings=tuple(f for f in self.findings if f.audience & mine),
            ran=tuple(r for r in self.ran if r.audience & mine),
        )


def review(
    file: ReviewFile,
    packs: Sequence[Pack],
    *,
    as_of: date,
    comparators: Comparators = NONE,
    overrides: Iterable[Override] = (),
) -> Review:
    """All findings of all packs, the weightiest first. Where two packs hold one rule, the later pack's
    counts."""
    set_by = {o.rule: o for o in overrides}
    chosen: dict[str, tuple[Pack, Rule]] = {}
    for pack in packs:
        chosen.update({rule.id: (pack, rule) for rule in pack.rules})
    findings: list[Finding] = []
    ran: list[Ran] = []
    views: dict[frozenset[str], ReviewFile] = {}
    for pack, rule in chosen.values():
        override = set_by.get(rule.id)
        closed = closed_to(rule.audience)
        if closed not in views:
            views[closed] = file.without(closed)
        found, line = _run(views[closed], pack, rule, override, as_of, comparators)
        findings += found
        ran.append(line)
    findings.sort(key=lambda f: RANK[f.severity])  # stable: within a weight, the order of the packs
    return Review(as_of=as_of, packs=tuple(p.id for p in packs), findings=tuple(findings), ran=tuple(ran))


def closed_to(audience: frozenset[Audience]) -> frozenset[str]:
    """Compartments that some reader of a rule's findings may not see. The rule does not see them either, so
    that nothing it says, and not even whether it speaks, tells of them."""
    if audience == COUNSEL_ONLY:
        return frozenset()
    if audience <= LEAVE_ONLY:
        return frozenset({"counsel"})
    return frozenset({"counsel", "leave"})


def _run(
    file: ReviewFile,
    pack: Pack,
    rule: Rule,
    override: Override | None,
    as_of: date,
    comparators: Comparators,
) -> tuple[list[Finding], Ran]:
    reason = override.reason if override else ""
    line = Ran(
        rule=rule.id, title=rule.title, pack=pack.id, versions=(), result=Result.OFF,
        audience=rule.audience, reason=reason,
    )  # fmt: skip
    if override and override.off:
        return [], line
    findings: list[Finding] = []
    used: list[str] = []
    keys: set[str] = set()
    for version in rule.versions:
        parameters = {**rule.parameters, **version.parameters, **(override.parameters if override else {})}
        ctx = Context(
            as_of=as_of, parameters=MappingProxyType(parameters), comparators=comparators, pack=pack.id
        )
        if version.governs == "review" and _in_force(version, on(as_of)).no:
            continue
        used.append(version.id)
        for outcome in rule.check(file, ctx):
            made = _finding(file, rule, version, pack, outcome, ctx)
            if made is not None and made.key not in keys:
                keys.add(made.key)
                findings.append(made)
    return findings, replace(line, versions=tuple(used), result=_result(used, findings))


def _result(used: list[str], findings: list[Finding]) -> Result:
    if not used:
        return Result.NOT_IN_FORCE
    if not findings:
        return Result.NOTHING
    told = any(f.severity is not Severity.NOT_RECORDED for f in findings)
    return Result.FOUND if told else Result.NOT_RECORDED


def _finding(
    file: ReviewFile, rule: Rule, version: Version, pack: Pack, outcome: Outcome, ctx: Context
) -> Finding | None:
    """The finding of one occurrence under one version, or None where that version was not in force."""
    because = grounds(outcome.because)
    governed = outcome.at or (because[-1].event if because else None)
    if version.governs == "event":
        force = _in_force(version, _bounded(file, governed) if governed else on(ctx.as_of))
        if force.no:
            return None
        if force.unknown:
            outcome = _which_version(rule, version, outcome, governed)
    if isinstance(outcome, Missing):
        severity, missing = Severity.NOT_RECORDED, outcome.what
        arithmetic: tuple[str, ...] = ()
    else:
        severity, missing = outcome.severity or version.severity, ()
        arithmetic = outcome.arithmetic
    return Finding(
        rule=rule.id, version=version.id, pack=pack.id, severity=severity, title=rule.title,
        means=rule.means, because=because, says=outcome.says, arithmetic=arithmetic, innocent=rule.innocent,
        settles=rule.settles, asks=rule.asks, missing=missing, source=version.source or rule.source,
        audience=rule.audience, parameters=tuple(ctx.parameters.items()),
    )  # fmt: skip


def _which_version(rule: Rule, version: Version, outcome: Outcome, governed: Event | None) -> Outcome:
    if isinstance(outcome, Missing):
        return outcome
    since = f"from {said(version.effective_from)}" if version.effective_from else "from the beginning"
    until = f" to {said(version.effective_to)}" if version.effective_to else ""
    named = f"“{governed.text[:60]}”" if governed else "the event"
    what = f"the day of {named}: this version of the rule holds {since}{until}"
    return Missing(what=(what,), because=outcome.because, says=outcome.says, at=outcome.at)


def _in_force(version: Version, when: When) -> Tri:
    """Whether the version was in force; a version without ends always was."""
    since, until = version.effective_from, version.effective_to
    too_early = Tri.NO
    if since is not None:
        too_early = _all_or_none(when.last, when.first, lambda d: d < since)
    too_late = Tri.NO
    if until is not None:
        too_late = _all_or_none(when.first, when.last, lambda d: d > until)
    return ~too_early & ~too_late


def _all_or_none(surest: date | None, other: date | None, holds: Callable[[date], bool]) -> Tri:
    """YES if even the day least likely to satisfy it does; NO if not even the likeliest does."""
    if surest is not None and holds(surest):
        return Tri.YES
    return Tri.NO if other is not None and not holds(other) else Tri.CANNOT_TELL


def _bounded(file: ReviewFile, event: Event) -> When:
    """The stretch in which the event lies, narrowed by its neighbours in the sequence where its own day is
    open."""
    when = event.when
    first, last = when.first, when.last
    if first is None:
        first = max(
            (e.when.first for e in file.events if e.order < event.order and e.when.first), default=None
        )
    if last is None:
        last = min((e.when.last for e in file.events if e.order > event.order and e.when.last), default=None)
    return When(first, last)
