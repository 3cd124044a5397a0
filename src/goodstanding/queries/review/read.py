"""A file as the review reads it for one viewer, and what the review then says.

What of a file is read is decided by how the viewer stands to it, never by what they happen to have written:
somebody who once wrote for counsel and manages the person now is told no more than any manager.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import Any
from uuid import UUID

from goodstanding.domain.case import Case
from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.entries.plan import Delivered
from goodstanding.domain.entries.review import FindingNoted
from goodstanding.domain.file import File
from goodstanding.domain.lifecycle import PRE_DELIVERY
from goodstanding.domain.policy import Policy
from goodstanding.domain.relation import Relation, Standing
from goodstanding.domain.remembered import Remembered
from goodstanding.domain.visibility import reads_drafts
from goodstanding.queries.review.comparators import gather
from goodstanding.queries.review.settings import Settled
from goodstanding.review.comparators import NONE, Comparators
from goodstanding.review.engine import Review, review
from goodstanding.review.file import ReviewFile
from goodstanding.review.finding import Audience, Finding
from goodstanding.review.from_entries import from_entries
from goodstanding.review.packs import PACKS
from goodstanding.review.rule import Pack, Rule

ABOUT_THE_REVIEW = frozenset({"file_reviewed", "finding_disposed", "exported", "letter_issued"})
"""Kinds that say what was done with a file. What a file shows does not hang on them."""


@dataclass(frozen=True, slots=True)
class Reads:
    """Which entries a review is made from, and for whom."""

    drafts: bool
    compartments: frozenset[Visibility]
    audiences: frozenset[Audience]

    def takes(self, entry: Entry[Any], delivered: frozenset[UUID]) -> bool:
        match entry.visibility:
            case Visibility.SHARED:
                return True
            case Visibility.DRAFT:
                return self.drafts or entry.case in delivered
        return entry.visibility in self.compartments


FOR_A_STEP = frozenset({Audience.HR})
"""Before a step only what every evaluator may know is looked at: nothing of a compartment shows in it."""


def reads(standing: Standing) -> Reads:
    """For the page of whoever stands so. Both sides read the same, but for compartments and open drafts."""
    compartments: set[Visibility] = set()
    audiences: set[Audience] = set()
    if standing.has(Relation.SELF):
        compartments.add(Visibility.LEAVE)
        audiences.add(Audience.EMPLOYEE)
    elif standing.reads_whole_shared_file and standing.relations != {Relation.COUNSEL}:
        audiences.add(Audience.HR)
    if standing.has(Relation.LEAVE):
        compartments.add(Visibility.LEAVE)
        audiences.add(Audience.LEAVE)
    if standing.has(Relation.COUNSEL):
        compartments.add(Visibility.COUNSEL)
        audiences.add(Audience.COUNSEL)
    return Reads(reads_drafts(standing), frozenset(compartments), frozenset(audiences))


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A review and what it was made from. `entries` counts those that it read."""

    review: Review
    file: ReviewFile
    as_of: date
    entries: int
    rules: str
    packs: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def noted(self) -> tuple[FindingNoted, ...]:
        """The findings as an entry keeps them: those that say something, not what cannot be told."""
        told = (f for f in self.review.findings if f.severity != "not_recorded")
        return tuple(noted(f) for f in told)


def noted(finding: Finding) -> FindingNoted:
    return FindingNoted(
        key=finding.key, rule=finding.rule, version=finding.version, pack=finding.pack,
        severity=finding.severity.value, title=finding.title,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """What the review has to know of the person beside their entries."""

    person: UUID
    jurisdiction: str
    working_days: str
    policy: Policy
    names: Mapping[UUID, str]


def look(
    entries: Sequence[Entry[Any]],
    whose: Whose,
    wanted: Reads,
    *,
    as_of: date,
    setting: Settled,
    comparators: Comparators = NONE,
    drafts: Iterable[Case] = (),
) -> Looked:
    """Run the rules over these entries, which are already cut to what `wanted` takes. No statement.

    `drafts`: plans that are read as if they were delivered on the day. What is asked again of the very
    same things is answered from what came of it the first time.
    """
    asked = _Asked(tuple(entries), whose, wanted, as_of, setting, comparators, tuple(drafts))
    known = _looked.get((whose.person, wanted))
    if known is None or known[0] != asked:
        known = _looked.put((whose.person, wanted), (asked, _look(asked)), weight=len(entries))
    return known[1]


@dataclass(frozen=True, slots=True)
class _Asked:
    """Everything that a review is made from. Two that are equal have the same findings."""

    entries: tuple[Entry[Any], ...]
    whose: Whose
    wanted: Reads
    as_of: date
    setting: Settled
    comparators: Comparators
    drafts: tuple[Case, ...]


_looked: Remembered[tuple[UUID, Reads], tuple[_Asked, Looked]] = Remembered(3_000)


def _look(asked: _Asked) -> Looked:
    entries, whose, wanted, as_of = asked.entries, asked.whose, asked.wanted, asked.as_of
    setting, comparators, drafts = asked.setting, asked.comparators, asked.drafts
    said = plans_by_case([e for e in entries if e.kind not in ABOUT_THE_REVIEW], drafts, as_of)
    weekdays = frozenset(int(day) for day in whose.working_days if day in "0123456")
    file = from_entries(
        said,
        subject=whose.person,
        jurisdiction=whose.jurisdiction or whose.policy.jurisdiction,
        names=whose.names,
        compartments=sorted(c.value for c in wanted.compartments),
        working_weekdays=weekdays,
    )
    packs = setting.packs_for(whose.jurisdiction or whose.policy.jurisdiction)
    found = review(file, packs, as_of=as_of, comparators=comparators, overrides=setting.overrides())
    return Looked(
        review=found.for_(*wanted.audiences),
        file=file,
        as_of=as_of,
        entries=sum(e.kind not in ABOUT_THE_REVIEW for e in entries),
        rules=rules_version(),
        packs=tuple(p.id for p in packs),
        changed=setting.in_words(),
    )


def plans_by_case(entries: Sequence[Entry[Any]], drafts: Iterable[Case], as_of: date) -> list[Entry[Any]]:
    """The same with every delivered plan under its case’s id, and each draft as if delivered on the day.

    So a finding about a plan keeps its key from the first draft to the last, and an answer stays with it.
    """
    ids: dict[UUID | None, UUID] = {e.id: e.case for e in entries if e.kind == "delivered" and e.case}
    found = [_renamed(e, ids) if e.id in ids or e.refers_to in ids else e for e in entries]
    for case in drafts:
        last = next((e for e in reversed(entries) if e.kind == "plan_drafted" and e.case == case.id), None)
        if last is not None:
            terms = last.payload.terms
            said = Delivered(terms=terms, deficiencies=case.deficiencies, how="As it would be delivered.")
            as_given = replace(last, id=case.id, payload=said, happened=as_of, visibility=Visibility.SHARED)
            found.append(as_given)
    return found


def _renamed(entry: Entry[Any], ids: Mapping[UUID | None, UUID]) -> Entry[Any]:
    refers_to = ids.get(entry.refers_to, entry.refers_to)
    return replace(entry, id=ids.get(entry.id, entry.id), refers_to=refers_to)


def undelivered(cases: Iterable[Case], wanted: Reads) -> list[Case]:
    """Drafts that whoever reads them may look at as the plans that they are going to be."""
    return [c for c in cases if wanted.drafts and c.state in PRE_DELIVERY]


def readable(entries: Iterable[Entry[Any]], cases: Mapping[UUID, Case], wanted: Reads) -> list[Entry[Any]]:
    delivered = frozenset(id for id, case in cases.items() if case.delivered)
    return [e for e in entries if wanted.takes(e, delivered)]


def look_for_step(
    entries: Sequence[Entry[Any]],
    file: File,
    standing: Standing,
    whose: Whose,
    *,
    case: UUID | None,
    as_of: date,
    setting: Settled,
    chain_intact: bool | None = None,
) -> Looked:
    """The review before a step in a case, as everybody who takes part in the step may read it."""
    wanted = Reads(reads_drafts(standing), frozenset(), FOR_A_STEP)
    said = readable(entries, file.cases, wanted)
    others = gather(
        whose.person, file, file.cases.get(case) if case else None, policy=whose.policy, as_of=as_of,
        chain_intact=chain_intact,
    )  # fmt: skip
    drafts = [c for c in undelivered(file.cases.values(), wanted) if c.id == case]
    return look(said, whose, wanted, as_of=as_of, setting=setting, comparators=others, drafts=drafts)


@cache
def rules_version() -> str:
    """Names the rules as they are written: the program's version, and a digest of ids, versions and
    defaults."""
    lines = [_line(pack) for pack in PACKS.values()]
    return f"{version('goodstanding')} {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()[:12]}"


def _line(pack: Pack) -> str:
    return f"{pack.id}: {'; '.join(map(_rule_line, pack.rules))}"


def _rule_line(rule: Rule) -> str:
    versions = [
        (v.id, v.severity.value, v.effective_from, v.effective_to, sorted(v.parameters.items()))
        for v in rule.versions
    ]
    return f"{rule.id} {versions} {sorted(rule.parameters.items())}"
