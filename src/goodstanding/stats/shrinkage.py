"""How far single results should be believed: estimators that draw each one towards the others.

`x` are results, `variance` the sampling variance of each; both 1-D of equal length. What comes back are
estimates in the same order. Sources: Efron and Morris 1975 (JASA 70:311); Brown 2008 (AOAS 2:113); Xie, Kou
and Brown 2012 (JASA 107:1465) for SURE; Kiefer and Wolfowitz 1956 for the free prior, by EM.

Where who is measured much is also who does well (regulars bat more), a prior fitted by likelihood over all
misleads, and SURE or a prior inside the role does not: that is why there are several.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Array = NDArray[float64]

EM_STEPS = 5_000
GRID = 300


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal distribution of the true values: mean and variance."""

    mean: float
    variance: float

    def posterior(self, x: Array, variance: Array) -> Array:
        weight = self.variance / (self.variance + variance)
        return weight * x + (1 - weight) * self.mean


@dataclass(frozen=True, slots=True)
class Grid:
    """A free distribution of the true values: chances `mass` at the `points`."""

    points: Array
    mass: Array

    def posterior(self, x: Array, variance: Array) -> Array:
        return _responsibility(self.points, self.mass, x, variance) @ self.points


def james_stein(x: Array, variance: Array) -> Array:
    """The positive-part estimator around the precision-weighted mean (three results are spent on it)."""
    mean = float((x / variance).sum() / (1 / variance).sum())
    squares = float(((x - mean) ** 2 / variance).sum())
    return mean + max(0.0, 1 - (len(x) - 3) / squares) * (x - mean)


def fit_moments(x: Array, variance: Array) -> Normal:
    """Mean weighted by the marginal precision; variance from the plain sum of squares about it."""
    spread = 0.0
    for _ in range(500):
        mean = float((x / (spread + variance)).sum() / (1 / (spread + variance)).sum())
        found = float(((x - mean) ** 2 - (1 - 1 / len(x)) * variance).sum()) / (len(x) - 1)
        if abs(found - spread) < 1e-14:
            break
        spread = max(0.0, found)
    return Normal(mean, spread)


def fit_likelihood(x: Array, variance: Array) -> Normal:
    """The normal prior under which the results are likeliest."""
    import numpy as np

    def loss(mean: float, spread: float) -> float:
        total = spread + variance
        return float((np.log(total) + (x - mean) ** 2 / total).sum())

    return _two(loss, lambda spread: _weighted(x, 1 / (spread + variance)), x)


def fit_sure(x: Array, variance: Array) -> Normal:
    """Mean and variance with the least unbiased estimate of the squared error (Xie, Kou and Brown,
    theta^M)."""

    def loss(mean: float, spread: float) -> float:
        total = spread + variance
        risk = (variance / total) ** 2 * (x - mean) ** 2 + variance * (spread - variance) / total
        return float(risk.sum())

    return _two(loss, lambda spread: _weighted(x, (variance / (spread + variance)) ** 2), x)


def sure_monotone(x: Array, variance: Array) -> Array:
    """Towards the plain mean, by any amount that does not fall as the variance grows (theta^SG).

    The best amounts are an isotonic regression, found by pooling neighbours that are out of order.
    """
    import numpy as np
    from scipy.optimize import isotonic_regression

    mean, count = float(x.mean()), len(x)
    order = np.argsort(variance, kind="stable")
    # Equal variances share one amount, so that the order of ties cannot matter.
    _, group = np.unique(variance[order], return_inverse=True)
    squares = np.bincount(group, weights=(x[order] - mean) ** 2)
    wanted = np.bincount(group, weights=(1 - 1 / count) * variance[order])
    squares = np.maximum(squares, 1e-300)
    amount = np.clip(isotonic_regression(wanted / squares, weights=squares).x, 0.0, 1.0)
    back = np.empty(count)
    back[order] = amount[group]
    return (1 - back) * x + back * mean


def fit_free(x: Array, variance: Array, *, points: int = GRID, steps: int = EM_STEPS) -> Grid:
    """The distribution of the true values with the greatest likelihood, on a grid, by EM."""
    import numpy as np

    grid = np.linspace(float(x.min()), float(x.max()), points)
    density = _density(grid, x, variance)
    mass = np.full(points, 1 / points)
    for _ in range(steps):
        mass = mass * (density / (density @ mass)[:, None]).mean(axis=0)
    return Grid(grid, mass)


def _density(grid: Array, x: Array, variance: Array) -> Array:
    import numpy as np

    far = (x[:, None] - grid[None, :]) ** 2 / variance[:, None]
    density: Array = np.exp(-(far - far.min(axis=1, keepdims=True)) / 2)
    return density


def _responsibility(grid: Array, mass: Array, x: Array, variance: Array) -> Array:
    weight = _density(grid, x, variance) * mass
    shares: Array = weight / weight.sum(axis=1, keepdims=True)
    return shares


def _weighted(x: Array, weight: Array) -> float:
    return float((x * weight).sum() / weight.sum())


def _two(loss: Callable[[float, float], float], best_mean: Callable[[float], float], x: Array) -> Normal:
    """The least loss over the variance, with the best mean for each: coarse first, then fine."""
    import numpy as np
    from scipy.optimize import minimize_scalar

    def at(log_spread: float) -> float:
        spread = float(np.exp(log_spread))
        return loss(best_mean(spread), spread)

    scale = float(np.log(max(float(x.var()), 1e-300)))
    tries = np.linspace(scale - 20, scale + 5, 101)
    near = int(np.argmin([at(each) for each in tries]))
    low, high = tries[max(near - 1, 0)], tries[min(near + 1, len(tries) - 1)]
    found: Any = minimize_scalar(at, bounds=(low, high), method="bounded", options={"xatol": 1e-10})
    spread = float(np.exp(found.x))
    zero = loss(best_mean(0.0), 0.0)
    if zero <= found.fun:
        spread = 0.0
    return Normal(best_mean(spread), spread)
