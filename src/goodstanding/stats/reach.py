"""What share of comparable people reach a target: is it one that people do reach?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from goodstanding.domain.evaluation import Direction

FEWEST_PEERS = 5
USUAL = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """Of `peers`, `reaching` reach the target; `low` to `high` is the interval for the share."""

    peers: int
    reaching: int
    low: float
    high: float
    level: float

    @property
    def share(self) -> float:
        return self.reaching / self.peers

    @property
    def few_reach(self) -> bool:
        """Even the upper end of the interval is below a half: the target asks more than is usual."""
        return self.high < USUAL

    def __str__(self) -> str:
        return (
            f"{self.reaching} of {self.peers} comparable people reach it "
            f"({self.share:.0%}; {self.level:.0%} interval {self.low:.0%} to {self.high:.0%})"
        )


def reach(peers: Sequence[float], target: float, direction: Direction, *, level: float = 0.9) -> Reach | None:
    """The share of these peers' values, over windows of equal length, that reach `target`.

    None below five peers. The interval is Wilson's, which stays inside 0 and 1 and is fair at the ends.
    """
    if len(peers) < FEWEST_PEERS:
        return None
    at_least = direction is Direction.AT_LEAST
    reaching = sum(value >= target if at_least else value <= target for value in peers)
    low, high = wilson(reaching, len(peers), level)
    return Reach(len(peers), reaching, low, high, level)


def wilson(successes: int, trials: int, level: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + level) / 2)
    share, weight = successes / trials, z * z / trials
    centre = (share + weight / 2) / (1 + weight)
    half = z * sqrt(share * (1 - share) / trials + weight / (4 * trials)) / (1 + weight)
    return max(0.0, centre - half), min(1.0, centre + half)
