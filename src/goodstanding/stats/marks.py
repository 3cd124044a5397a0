"""The few figures of a group that the spread around any one member rests on.

A spread leaves the person's own figure out, so each member sees another one. Which figures a quantile
needs depends only on ranks: besides the neighbours of each place, the next one up, for when the figure
left out stands below. Keeping these instead of all gives the same answer and gives less away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import SupportsFloat

from goodstanding.stats.spread import (
    FEWEST_OTHERS,
    FEWEST_OTHERS_FOR_TAILS,
    FEWEST_PEOPLE,
    Spread,
)

QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True)
class GroupMarks:
    """`figures` by rank, from 0 the lowest; `people` is how many there are in the group."""

    people: int
    figures: Mapping[int, float]

    @classmethod
    def of(cls, figures: Sequence[float]) -> GroupMarks | None:
        """None where the group is too small for anybody to be shown a spread."""
        if len(figures) < FEWEST_OTHERS:
            return None
        ordered = sorted(figures)
        ranks = {rank for p in QUANTILES for rank in _ranks(len(ordered), p)}
        return cls(len(ordered), {rank: ordered[rank] for rank in sorted(ranks)})

    def spread(self, own: float | None, *, member: bool) -> Spread | None:
        """As `peer_spread` of the others' figures. `member`: the own figure is among the group's."""
        others = self.people - member
        if others + (own is not None) < FEWEST_PEOPLE or others < FEWEST_OTHERS:
            return None
        tails = others >= FEWEST_OTHERS_FOR_TAILS
        p10, low, median, high, p90 = (self._quantile(p, own if member else None) for p in QUANTILES)
        return Spread(
            others=others,
            median=median,
            lower_quartile=low,
            upper_quartile=high,
            p10=p10 if tails else None,
            p90=p90 if tails else None,
        )

    def _quantile(self, p: float, left_out: float | None) -> float:
        count = self.people - (left_out is not None)
        place = (count - 1) * p
        below = int(place)
        low = self._at(below, left_out)
        high = self._at(min(below + 1, count - 1), left_out)
        return low + (high - low) * (place - below)

    def _at(self, rank: int, left_out: float | None) -> float:
        """The figure at a rank once one equal to `left_out` is gone: the next one up from there on."""
        here = self.figures[rank]
        if left_out is None or here < left_out:
            return here
        return self.figures[rank + 1]


def _ranks(count: int, p: float) -> set[int]:
    whole = int((count - 1) * p)
    fewer = int((count - 2) * p) if count > 1 else 0
    wanted = {whole, whole + 1, fewer, fewer + 1, fewer + 2}
    return {rank for rank in wanted if 0 <= rank < count}


def per_unit(value: SupportsFloat, exposure: SupportsFloat | None) -> float | None:
    """A figure per unit of work where the work is known; None where there was none."""
    if exposure is None:
        return float(value)
    work = float(exposure)
    return float(value) / work if work else None
