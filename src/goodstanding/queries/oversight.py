"""Counts for auditors and the works council. Never a person; never a group of one to four."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.db.models import Case, Count, OuterRef, Subquery, When

from goodstanding.queries.audit import size_and_root
from goodstanding.record.entry_parts import part_of
from goodstanding.stats.reach import wilson
from goodstanding.store import models

FEWEST = 5
LEVEL = 0.9
YEARS = 6
OUTCOMES = ("met", "not_met", "withdrawn")
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class StateCount:
    state: str
    count: int | None  # None: fewer than five


@dataclass(frozen=True, slots=True)
class OutcomeYear:
    """Plans closed in a year. All counts are None together: one alone could be worked out."""

    year: int
    plans: int | None
    counts: Mapping[str, int] | None
    met_low: float | None = None
    met_high: float | None = None

    @property
    def met_share(self) -> float | None:
        return self.counts["met"] / self.plans if self.counts and self.plans else None


@dataclass(frozen=True, slots=True)
class Stage:
    title: str
    cases: int | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class CheckIns:
    """Of the check-ins of plans delivered within a year."""

    held: int
    missed_by_employer: int | None
    missed: int | None

    @property
    def enough(self) -> bool:
        return self.missed_by_employer is not None


@dataclass(frozen=True, slots=True)
class Oversight:
    states: tuple[StateCount, ...]
    outcomes: tuple[OutcomeYear, ...]
    stages: tuple[Stage, ...]
    check_ins: CheckIns | None
    size: int
    root: str


def oversight(today: date) -> Oversight:
    """Six statements, whatever the size."""
    size, root = size_and_root()
    closed = list(
        models.Case.objects.filter(
            outcome__in=OUTCOMES, closed_on__gte=date(today.year - YEARS + 1, 1, 1)
        ).values_list("closed_on", "outcome", "opened", "delivered_on", "starts_on")
    )
    outcomes = _outcomes((day.year, outcome) for day, outcome, *_ in closed if day)
    return Oversight(_states(), outcomes, _stages(closed), _check_ins(today), size, root)


def _shown(count: int) -> int | None:
    """Nought says nothing about anybody; one to four might."""
    return None if 0 < count < FEWEST else count


def _states() -> tuple[StateCount, ...]:
    rows = models.Case.objects.values_list("state").annotate(n=Count("id")).order_by("state")
    return tuple(StateCount(state, _shown(n)) for state, n in rows)


def _outcomes(closed: Iterable[tuple[int, str]]) -> tuple[OutcomeYear, ...]:
    years: dict[int, Counter[str]] = defaultdict(Counter)
    for year, outcome in closed:
        years[year][outcome] += 1
    return tuple(_outcome_year(year, years[year]) for year in sorted(years, reverse=True))


def _outcome_year(year: int, counts: Counter[str]) -> OutcomeYear:
    plans = counts.total()
    if any(_shown(counts[outcome]) is None for outcome in OUTCOMES):
        return OutcomeYear(year, _shown(plans), None)
    low, high = wilson(counts["met"], plans, LEVEL)
    return OutcomeYear(year, plans, {o: counts[o] for o in OUTCOMES}, low, high)


def _stages(closed: list[tuple[date | None, str, date, date | None, date | None]]) -> tuple[Stage, ...]:
    before = [(delivered - opened).days for _, _, opened, delivered, _ in closed if delivered]
    running = [(day - starts).days for day, _, _, _, starts in closed if day and starts and day >= starts]
    return (
        _stage("From the concern to delivery of the plan", before),
        _stage("From the start of the plan to its outcome", running),
    )


def _stage(title: str, days: list[int]) -> Stage:
    if len(days) < FEWEST:
        return Stage(title, _shown(len(days)), None)
    return Stage(title, len(days), float(median(days)))


def _whose_doing(disclosures: str | None) -> str:
    return str(part_of(json.loads(disclosures or "[]"), "by"))


def _check_ins(today: date) -> CheckIns | None:
    recent = models.Case.objects.filter(delivered_on__gte=today - YEAR).values("id")
    told = models.Entry.objects.filter(case_id__in=recent, kind__in=("check_in", "check_in_missed"))
    # One statement, which looks up the words of those alone that were missed.
    said = models.Payload.objects.filter(entry=OuterRef("pk")).values("disclosures")
    words = Case(When(kind="check_in_missed", then=Subquery(said)))
    found = list(told.order_by().values_list("kind", words))
    missed = [_whose_doing(text) for kind, text in found if kind == "check_in_missed"]
    held = len(found) - len(missed)
    by_employer = sum(by == "employer" for by in missed)
    total = held + len(missed)
    if total == 0:
        return None
    others = len(missed) - by_employer
    if None in (_shown(held), _shown(by_employer), _shown(others)):
        return CheckIns(held, None, None) if held >= FEWEST else None
    return CheckIns(held, by_employer, len(missed))
