"""What a review says: few findings with what they rest on, and how many people nothing can be said about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SignalKind(StrEnum):
    LEVEL = "level"  # behind comparable co-workers over the last half year
    DECLINE = "decline"  # fallen against the own past, measured against peers, at two reviews in a row
    WORK_MAY_HAVE_CHANGED = "work_may_have_changed"  # figures fell, but the work may have: cannot tell


class Reason(StrEnum):
    """Why nothing can be said about somebody."""

    NOT_ACTIVE = "not_active"  # no figures in the last periods
    FEW_PEERS = "few_peers"  # fewer than four others present
    SHORT_HISTORY = "short_history"  # too few periods with figures before a change could be seen
    NO_FIGURES = "no_figures"


class CheckName(StrEnum):
    WORK_RECORDED = "work_recorded"  # was the amount of work recorded for each period?
    WORK_FELL = "work_fell"  # did the recorded work fall with the figures?
    PEER_TOOK_OVER = "peer_took_over"  # did somebody else's volume rise when this one fell?
    QUALITY_HELD = "quality_held"  # did proportions and amounts per case hold while counts fell?
    ASSIGNMENTS = "assignments"  # do recorded assignments show fewer clients, accounts or projects?
    GROUP_SHOCK = "group_shock"  # did the whole peer group fall against its role in these periods?
    ABSENCE = "absence"  # periods without work around the change


class CheckResult(StrEnum):
    CLEAR = "clear"  # looked for and not found
    FOUND = "found"
    NOT_RECORDED = "not_recorded"  # these data cannot tell


@dataclass(frozen=True, slots=True)
class Check:
    name: CheckName
    result: CheckResult
    detail: str = ""  # one plain sentence with figures


@dataclass(frozen=True, slots=True)
class Interval:
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Onset:
    """When it likely began: `earliest` to `latest` holds 80 % of the posterior. First days of periods."""

    earliest: date
    likely: date
    latest: date
    posterior: tuple[tuple[date, float], ...]  # every candidate with its chance; they sum to 1


@dataclass(frozen=True, slots=True)
class Effect:
    """One metric in natural units per unit of work: a rate, a share from 0 to 1, an amount.

    For a decline `before` and `after` are the person's own, and `change` is theirs less the change of the
    peers (where they stand now against where they would stand had they moved with the peers). For a level,
    `before` is the peers' and `after` the person's. `change` has a 90 % interval.
    `standardised` is the same in standard deviations between people; negative is worse.
    """

    metric: str
    unit: str
    before: float | None
    after: float | None
    change: Interval | None
    standardised: Interval | None
    periods_before: int
    periods_after: int


@dataclass(frozen=True, slots=True)
class Finding:
    """`lfdr` is the chance that this one is wrong; the promise is the set's mean (`Review.set_fdr`).

    `alone` is the code of the metric that fell alone, where that tells more than all together; `size` is then
    about that metric.
    """

    person_id: str
    row: int  # of the panel
    kind: SignalKind
    peer_group: str
    onset: Onset | None
    size: Interval  # standard deviations between people, negative is worse; 90 %
    effects: tuple[Effect, ...]
    peers: int  # median of the others present in the periods used
    periods: int  # with figures, in the window used
    lfdr: float
    checks: tuple[Check, ...]
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`as_of` is the day after the last period used; `previous` that of the review that a decline also needs.

    `not_enough` counts people by reason, for each kind. People in neither list nor count have nothing to say
    about them: no finding is the usual and the best result.
    """

    as_of: date
    previous: date | None
    people: int
    judged: Mapping[SignalKind, int]
    not_enough: Mapping[SignalKind, Mapping[Reason, int]]
    findings: tuple[Finding, ...]
    set_fdr: Mapping[SignalKind, float]  # mean chance of being wrong over the findings of a kind; 0 for none
    notes: tuple[str, ...] = ()  # what holds for all: metrics without recorded work, too few people, …
