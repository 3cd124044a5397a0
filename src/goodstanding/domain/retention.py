"""How long a file has to be kept, when it may go, and what the law orders to be removed. Data and arithmetic.

Nothing here erases anything. What falls due is shown to whoever keeps the file, and a person decides.
Where no rule is known for a place, nothing falls due there: silence is not a permission.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from goodstanding.domain.entries import Entry, Visibility
from goodstanding.domain.entries.keeping import Ground, Scope
from goodstanding.domain.erased import is_gone
from goodstanding.domain.file import File

Read = Literal["source", "summary", "memory"]
READ: Mapping[Read, str] = MappingProxyType(
    {
        "source": "read in the source",
        "summary": "read in a summary of somebody else: to be confirmed",
        "memory": "not looked up: to be confirmed",
    }
)
Does = Literal["keep", "expire", "expunge"]
DOES: Mapping[Does, str] = MappingProxyType(
    {
        "keep": "has to be kept at least",
        "expire": "has no effect any more after",
        "expunge": "has to be removed after",
    }
)
Start = Literal["left", "written", "left_or_written", "case_over", "proposal", "current_until"]
STARTS: Mapping[Start, str] = MappingProxyType(
    {
        "left": "the day on which the person left",
        "written": "the day of the last entry",
        "left_or_written": "the day on which the person left or the last entry, whichever is later",
        "case_over": "the end of the last case",
        "proposal": "the written proposal, where it was withdrawn",
        "current_until": "the day until which the warning is current",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`places`: of people there and in its parts; `packs`: where one of these rule packs applies. `years`
    and `months` from `start`; `to_year_end`: then to the last day of that year."""

    id: str
    title: str
    does: Does
    start: Start
    years: int = 0
    months: int = 0
    to_year_end: bool = False
    places: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    source: str
    url: str = ""
    read: Read
    note: str = ""

    def applies(self, place: str, packs: Iterable[str]) -> bool:
        code = place.strip().upper()
        here = any(code == each or code.startswith(f"{each}-") for each in self.places)
        return here or bool(set(self.packs) & set(packs))

    def end(self, start: date) -> date:
        """The last day of the term."""
        month = start.month - 1 + self.months
        year, month = start.year + self.years + month // 12, month % 12 + 1
        day = date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
        return date(day.year, 12, 31) if self.to_year_end else day

    @property
    def term(self) -> str:
        years = f"{self.years} year{'s' if self.years != 1 else ''}" if self.years else ""
        months = f"{self.months} month{'s' if self.months != 1 else ''}" if self.months else ""
        said = " and ".join(x for x in (years, months) if x)
        return f"{said or 'no time'}{', to the end of the year' if self.to_year_end else ''}"


RULES: tuple[Rule, ...] = (
    Rule(
        id="us-1602-14", title="Personnel records, private employers", does="keep", start="left_or_written",
        years=1, places=("US",), source="29 CFR 1602.14",
        url="https://eeoc.gov/employers/summary-selected-recordkeeping-obligations-29-cfr-part-1602",
        read="source",
        note="One year from the record or the action, whichever is later; after an involuntary end, from "
        "it. State and local government and schools: two years. A charge suspends it until it is finally "
        "disposed of, also for people in the same position: place a hold.",
    ),
    Rule(
        id="us-1627-3", title="Records of personnel actions (ADEA)", does="keep", start="left_or_written",
        years=1, places=("US",), source="29 CFR 1627.3", read="memory",
    ),
    Rule(
        id="us-ca-feha", title="Records of automated and rule-based decisions", does="keep",
        start="left_or_written", years=4, places=("US-CA",),
        source="California FEHA regulations on automated-decision systems, in force from 1 October 2025",
        url="https://www.insidetechlaw.com/blog/2025/07/californias-anti-employment-discrimination-"
        "regulations-now-include-ai-expand-retention-requirements",
        read="summary",
        note="The record of rules, findings and answers lies in the file: the whole file is kept so long.",
    ),
    Rule(
        id="us-co-admt", title="Records of automated decisions", does="keep", start="left_or_written",
        years=3, places=("US-CO",), source="Colorado SB 26-189, effective 1 January 2027", read="summary",
    ),
    Rule(
        id="us-ma-52c", title="Personnel record", does="keep", start="left", years=3, places=("US-MA",),
        source="Massachusetts c. 149 § 52C (20 employees or more)",
        url="https://newenglandbizlawupdate.com/2017/11/06/the-personnel-records-puzzle-tips-for-employers",
        read="summary",
    ),
    Rule(
        id="us-federal-ratings", title="Ratings of record and performance plans", does="keep",
        start="left_or_written", years=4, places=("US-FEDERAL",), packs=("us-federal-432",),
        source="5 CFR 293.404", read="source",
    ),
    Rule(
        id="us-federal-case", title="Case files of performance-based actions", does="keep",
        start="case_over", years=7, places=("US-FEDERAL",), packs=("us-federal-432",),
        source="GRS 2.3, item 060", url="https://www.archives.gov/records-mgmt/grs/faqs-for-grs-2-3",
        read="source",
        note="Four to seven years, as the agency chose; the longest is taken here.",
    ),
    Rule(
        id="us-federal-4303d", title="Proposal withdrawn, and a year of acceptable work since",
        does="expunge", start="proposal", years=1, places=("US-FEDERAL",), packs=("us-federal-432",),
        source="5 U.S.C. 4303(d)", read="source",
        note="Every entry or other notation of the unacceptable performance for which the action was "
        "proposed is removed, where no action was taken because of improvement and performance stayed "
        "acceptable for a year from the notice. Whether it did, a person says.",
    ),
    Rule(
        id="uk-warning", title="Warning that is not current any more", does="expire",
        start="current_until", places=("GB", "UK"), source="Acas guide on discipline and grievances",
        read="summary",
        note="It is disregarded for later discipline. Whether it is also removed is for the employer’s "
        "policy and for UK GDPR Article 5(1)(e): keep it where a claim may still come.",
    ),
    Rule(
        id="uk-limitation", title="Claims from the contract", does="keep", start="left_or_written", years=6,
        places=("GB", "UK"), source="Limitation Act 1980, section 5 (England and Wales)", read="memory",
        note="UK GDPR Article 5(1)(e) then asks for its end. Scotland: five years.",
    ),
    Rule(
        id="de-limitation", title="Claims from the contract", does="keep", start="left_or_written", years=3,
        to_year_end=True, places=("DE",), source="§§ 195, 199 BGB", read="memory",
        note="Article 5(1)(e) GDPR then asks for its end.",
    ),
)  # fmt: skip

BY_ID: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in RULES})


@dataclass(frozen=True, slots=True)
class Due:
    """What may go, or has to, from the day after `day` on. `rules`: those that say so, the deciding first."""

    scope: Scope
    day: date
    ground: Ground
    rules: tuple[str, ...]
    entry: UUID | None = None
    case: UUID | None = None


def rules_for(place: str, packs: Iterable[str]) -> tuple[Rule, ...]:
    held = tuple(packs)
    return tuple(rule for rule in RULES if rule.applies(place, held))


def due(
    file: File, entries: Sequence[Entry[Any]], rules: Iterable[Rule], *, seen: frozenset[Visibility]
) -> tuple[Due, ...]:
    """Everything of these chains that falls due one day, as things stand; holds are not asked here."""
    erased = next((e for e in entries if e.kind == "erased" and e.payload.scope == "person"), None)
    entries = [e for e in entries if e.visibility in seen]
    kept = [e for e in entries if not is_gone(e.payload) and e.kind not in _ABOUT_KEEPING]
    if not kept:
        return ()
    if erased is not None:  # what is left of a file whose other chains are erased
        return (Due("person", erased.happened, erased.payload.ground, ()),)
    chosen = tuple(rules)
    found: list[Due] = []
    for rule in chosen:
        if rule.does == "expire":
            found += _warnings(file, kept, rule)
        elif rule.does == "expunge":
            found += _withdrawn(file, kept, rule)
    whole = _whole(file, kept, [rule for rule in chosen if rule.does == "keep"])
    return (*found, *([whole] if whole else []))


_ABOUT_KEEPING = frozenset({"hold_placed", "hold_released", "erased", "exported"})


def _warnings(file: File, kept: Sequence[Entry[Any]], rule: Rule) -> Iterable[Due]:
    for each in kept:
        if each.kind == "warning" and each.case is None and each.id not in file.retracted:
            yield Due("entry", rule.end(each.payload.current_until), "retention", (rule.id,), entry=each.id)


def _withdrawn(file: File, kept: Sequence[Entry[Any]], rule: Rule) -> Iterable[Due]:
    withdrawn = {e.case for e in kept if e.kind == "proposal_withdrawn"}
    for each in kept:
        case = file.cases.get(each.case) if each.case else None
        if each.kind == "proposal" and each.case in withdrawn and case is not None and not case.open:
            yield Due("case", rule.end(each.happened), "law", (rule.id,), case=each.case)


def _whole(file: File, kept: Sequence[Entry[Any]], rules: Sequence[Rule]) -> Due | None:
    """The whole file, once the person has left and the last of the rules is over."""
    if any(case.open for case in file.cases.values()):
        return None
    if file.left_on is None:
        return None
    written = max(max(e.happened, e.recorded.date()) for e in kept)
    over = [c.over_on or c.closed_on for c in file.cases.values() if c.over_on or c.closed_on]
    starts: dict[str, date | None] = {
        "left": file.left_on, "written": written, "left_or_written": max(file.left_on, written),
        "case_over": max((day for day in over if day), default=None),
    }  # fmt: skip
    ends = [(rule.end(start), rule.id) for rule in rules if (start := starts.get(rule.start)) is not None]
    if not ends:
        return None
    ends.sort(reverse=True)
    return Due("person", ends[0][0], "retention", tuple(id for _, id in ends))
