"""Do plans and low ratings fall evenly on groups of people? Each group beside the others, for each outcome.

A comparison is `adverse.impact`: rates, their ratio with an interval, an exact test, what one person more or
less would do, and the same within strata (the same job). Groups of fewer than five people are left out, and
so is a comparison whose other side has fewer. Nothing here says why rates differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from goodstanding.stats.adverse import Count, Impact, Stratum, impact

FEWEST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """One person, without a name. `groups` by scheme; `stratum` is the job; `had` by outcome, and no key
    where the outcome could not have been had (nobody's plan ended, nobody rated them)."""

    groups: Mapping[str, str]
    stratum: str
    had: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`group` of `scheme` against all others whose group of the scheme is known. All outcomes are harms."""

    scheme: str
    group: str
    outcome: str
    impact: Impact


def compare(people: Sequence[Counted], outcomes: Sequence[str]) -> tuple[Comparison, ...]:
    """Scheme by scheme, group by group, in alphabetical order: no order by how large a difference is."""
    schemes = sorted({scheme for person in people for scheme in person.groups})
    found = []
    for scheme in schemes:
        known = [person for person in people if scheme in person.groups]
        for group in sorted({person.groups[scheme] for person in known}):
            for outcome in outcomes:
                able = [person for person in known if outcome in person.had]
                made = _impact(able, scheme, group, outcome)
                if made is not None:
                    found.append(Comparison(scheme, group, outcome, made))
    return tuple(found)


def _impact(people: Sequence[Counted], scheme: str, group: str, outcome: str) -> Impact | None:
    inside = [person for person in people if person.groups[scheme] == group]
    outside = [person for person in people if person.groups[scheme] != group]
    if min(len(inside), len(outside)) < FEWEST_SHOWN:
        return None
    jobs = sorted({person.stratum for person in people})
    strata = [
        Stratum(job, _count(_of(inside, job), outcome), _count(_of(outside, job), outcome)) for job in jobs
    ]
    return impact(_count(inside, outcome), _count(outside, outcome), harm=True, strata=strata)


def _of(people: Sequence[Counted], job: str) -> list[Counted]:
    return [person for person in people if person.stratum == job]


def _count(people: Sequence[Counted], outcome: str) -> Count:
    return Count(sum(person.had[outcome] for person in people), len(people))
