"""How a figure lies among those of comparable people in the same period. Never who has which.

None means "not enough people" and is a normal answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The person included; so that at least four others stand behind every figure shown.
FEWEST_PEOPLE = 5
FEWEST_OTHERS = 4
# With fewer others the tails together with the quartiles would nearly give away single people's figures.
FEWEST_OTHERS_FOR_TAILS = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle and edges of the others' figures. The tails are None where they would tell too much."""

    others: int
    median: float
    lower_quartile: float
    upper_quartile: float
    p10: float | None
    p90: float | None

    def place(self, value: float) -> str:
        """Where a figure lies, in words about the spread and not about the person."""
        if self.p10 is not None and value < self.p10:
            return "below nine tenths of the others"
        if self.p90 is not None and value > self.p90:
            return "above nine tenths of the others"
        if value < self.lower_quartile:
            return "below the middle half of the others"
        if value > self.upper_quartile:
            return "above the middle half of the others"
        return "within the middle half of the others"


def peer_spread(own: float | None, others: Sequence[float]) -> Spread | None:
    """The spread of the others' figures in one period; `own` counts as a member of the group if present."""
    people = len(others) + (own is not None)
    if people < FEWEST_PEOPLE or len(others) < FEWEST_OTHERS:
        return None
    ordered = sorted(others)
    tails = len(ordered) >= FEWEST_OTHERS_FOR_TAILS
    return Spread(
        others=len(ordered),
        median=quantile(ordered, 0.5),
        lower_quartile=quantile(ordered, 0.25),
        upper_quartile=quantile(ordered, 0.75),
        p10=quantile(ordered, 0.1) if tails else None,
        p90=quantile(ordered, 0.9) if tails else None,
    )


def quantile(ordered: Sequence[float], p: float) -> float:
    """By linear interpolation between neighbours, as spreadsheets do it (type 7 of Hyndman and Fan)."""
    place = (len(ordered) - 1) * p
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
