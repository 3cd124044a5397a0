"""What a rule may know of other people's files: frozen figures, gathered beforehand and passed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Somebody in the same job family and period. `figure` is on the measure that the plan cites."""

    label: str
    same_decider: bool
    same_role: bool
    figure: float | None = None
    plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How co-workers did on one measure, and how the person did. Shown from five people on."""

    metric: str
    higher_is_better: bool
    own: float | None
    people: int
    p90: float | None = None
    own_best: float | None = None
    """The person's best in twelve months, over as long a window as the goal's."""
    mean: float | None = None
    target: float | None = None
    period: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherPlan:
    """Another plan's own words, with the approved template taken out, and its usual facts."""

    label: str
    words: str = ""
    days: int | None = None
    started: date | None = None
    given: date | None = None
    """The day on which it was given to the person."""
    manager: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Counts for one protected group, from the counsel's compartment."""

    code: str
    people: int
    plans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparators:
    """None or empty: not gathered, so that a rule that needs it answers *not recorded*."""

    peers: tuple[Peer, ...] | None = None
    peers_higher_is_better: bool = True
    figures: tuple[Figures, ...] | None = None
    other_plans: tuple[OtherPlan, ...] | None = None
    template: str = ""
    usual_days: tuple[int, ...] | None = None
    """Lengths of other plans at this level, in days."""
    policy_minimum_days: int | None = None
    groups: tuple[Group, ...] | None = None
    quota: tuple[tuple[date, int, int], ...] | None = None
    """Per period: its first day, the number of plans that were to be opened, the number opened."""
    claim_open: bool | None = None
    """Whether a charge or claim is open for the person or somebody compared with them."""
    deletions_due: tuple[date, ...] | None = None
    chain_intact: bool | None = None


NONE = Comparators()
