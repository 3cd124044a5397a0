"""The five early signs that somebody's job is in trouble, and where each has its place.

What can be told from figures and assignments, the organisation tells, to the person as well. What is felt
between people is the person's own: it is noted in the personal edition, which has no path to the employer.
The organisation edition has no table, field or page for it, and must not get one: to collect it would be
surveillance.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Sign(StrEnum):
    METRICS = "metrics"  # figures beside co-workers and beside the own past
    WORK_MOVED = "work_moved"  # clients, accounts or projects go to others
    DISPLEASURE = "displeasure"  # the manager's tone changed
    MEETINGS = "meetings"  # left out of meetings, or not told of them
    EVASIVE = "evasive"  # partners answer late, or not at all


class Edition(StrEnum):
    ORGANISATION = "organisation"
    PERSONAL = "personal"


PLACES: Mapping[Sign, frozenset[Edition]] = MappingProxyType(
    {
        Sign.METRICS: frozenset({Edition.ORGANISATION, Edition.PERSONAL}),
        Sign.WORK_MOVED: frozenset({Edition.ORGANISATION, Edition.PERSONAL}),
        Sign.DISPLEASURE: frozenset({Edition.PERSONAL}),
        Sign.MEETINGS: frozenset({Edition.PERSONAL}),
        Sign.EVASIVE: frozenset({Edition.PERSONAL}),
    }
)


def told_by_the_organisation() -> frozenset[Sign]:
    return frozenset(sign for sign, places in PLACES.items() if Edition.ORGANISATION in places)
