"""Results of units of different size against a common figure: what chance alone would do, and what more.

A funnel plot (Spiegelhalter 2005, Stat Med 24:1185) asks of a result only whether it lies outside what
units of that size show anyway. Real units always differ a little more than chance: `dispersion` measures by
how much, from the middle of the results (winsorised), and widens the limits, either by a factor or by a
variance that is added. A large unit is not accused for being large, nor a small one for being small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from goodstanding.stats.spread import quantile

LIMIT_95, LIMIT_998 = 1.959964, 3.090232
TAIL = 0.1  # what is winsorised at either end
FEWEST_UNITS = 5


class Scale(StrEnum):
    """How a result is compared: shares and counts on the scale they come in, or made even by a root."""

    SHARE = "share"
    COUNT = "count"
    ROOT_COUNT = "root_count"
    AMOUNT = "amount"


class Widening(StrEnum):
    NONE = "none"
    FACTOR = "factor"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Dispersion:
    """`phi` is the mean square of the winsorised z: 1 is chance alone. `added` is the variance between units
    on the scale of the comparison, from the same z and their standard errors."""

    units: int
    phi: float
    added: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """One point per unit in the order given. `theta` is the common figure, `se` on the scale of
    comparison."""

    scale: Scale
    theta: float
    size: tuple[float, ...]
    figure: tuple[float, ...]
    z: tuple[float, ...]
    dispersion: Dispersion
    widening: Widening
    spread: float | None = None

    def outside(self, limit: float = LIMIT_998) -> tuple[int, ...]:
        """Places in the order given whose result lies outside."""
        return tuple(i for i, z in enumerate(self.z) if abs(z) > limit)

    def limits(self, size: float, limit: float = LIMIT_998) -> tuple[float, float]:
        """Between which figures a unit of this size stays, on the scale of the figures."""
        half = limit * _widened(
            _error(self.scale, self.theta, size, self.spread), self.dispersion, self.widening
        )
        if self.scale is Scale.ROOT_COUNT:
            middle = sqrt(self.theta)
            return max(0.0, middle - half) ** 2, (middle + half) ** 2
        low, high = self.theta - half, self.theta + half
        if self.scale is Scale.SHARE:
            return max(0.0, low), min(1.0, high)
        return (low if self.scale is Scale.AMOUNT else max(0.0, low)), high


def funnel(
    values: Sequence[float],
    sizes: Sequence[float],
    scale: Scale,
    *,
    widening: Widening = Widening.ADDED,
    spread: float | None = None,
) -> Funnel | None:
    """`values` are totals (good cases, events, money) over `sizes` (cases, work). None below five units.

    Amounts need `spread`, the standard deviation of one unit of work.
    """
    pairs = [(value, size) for value, size in zip(values, sizes, strict=True) if size > 0]
    work = sum(size for _, size in pairs)
    if len(pairs) < FEWEST_UNITS or (scale is Scale.AMOUNT and spread is None):
        return None
    theta = sum(value for value, _ in pairs) / work
    errors = [_error(scale, theta, size, spread) for _, size in pairs]
    if not all(errors):
        return None
    figures = [value / size for value, size in pairs]
    plain = [(_on(scale, f) - _on(scale, theta)) / e for f, e in zip(figures, errors, strict=True)]
    found = dispersion(plain, errors)
    z = [p * e / _widened(e, found, widening) for p, e in zip(plain, errors, strict=True)]
    return Funnel(scale, theta, tuple(s for _, s in pairs), tuple(figures), tuple(z), found, widening, spread)


def dispersion(z: Sequence[float], errors: Sequence[float]) -> Dispersion:
    """Winsorised at a tenth at either end; the added variance is the moment estimate (DerSimonian, Laird)."""
    ordered = sorted(z)
    low, high = quantile(ordered, TAIL), quantile(ordered, 1 - TAIL)
    count = len(z)
    phi = sum(min(max(each, low), high) ** 2 for each in z) / count
    weights = [1 / error**2 for error in errors]
    total = sum(weights)
    under = total - sum(w * w for w in weights) / total
    added = max(0.0, (count * phi - (count - 1)) / under) if under > 0 else 0.0
    return Dispersion(count, phi, added)


def two_sided(z: float) -> float:
    """How often chance alone goes so far, in either direction."""
    return 2 * NormalDist().cdf(-abs(z))


def _on(scale: Scale, figure: float) -> float:
    return sqrt(max(figure, 0.0)) if scale is Scale.ROOT_COUNT else figure


def _error(scale: Scale, theta: float, size: float, spread: float | None = None) -> float:
    if scale is Scale.SHARE:
        return sqrt(theta * (1 - theta) / size)
    if scale is Scale.COUNT:
        return sqrt(theta / size)
    if scale is Scale.ROOT_COUNT:
        return 1 / (2 * sqrt(size))
    return (spread or 0.0) / sqrt(size)


def _widened(error: float, found: Dispersion, widening: Widening) -> float:
    if widening is Widening.FACTOR:
        return error * sqrt(max(1.0, found.phi))
    if widening is Widening.ADDED:
        return sqrt(error**2 + found.added)
    return error
