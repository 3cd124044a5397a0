"""The same figures worked out plainly, person by person and period by period: what the fast paths must equal.

Read this to know what a review computes; it runs in tests, never on a company. Each function names the fast
one it stands for. Missing is None here, so that no zero can be mistaken for a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, asinh, comb, erfc, exp, factorial, log, pi, sqrt
from statistics import NormalDist

from goodstanding.domain.evaluation import Kind

Cell = tuple[float, float] | None  # value and size


def scaled(kind: Kind, cell: Cell, *, higher_is_better: bool, geometric_mean: float = 1.0) -> float | None:
    """`scale.scale`: one figure on the scale where chance is about the same for everybody."""
    if cell is None or cell[1] <= 0:
        return None
    y, h = cell
    if kind is Kind.COUNT:
        x = sqrt((y + 3 / 8) / h)
    elif kind is Kind.PROPORTION:
        x = asin(sqrt((y + 3 / 8) / (h + 3 / 4)))
    else:
        x = asinh(4 * (y / h) / geometric_mean)
    return x if higher_is_better else -x


def geometric_mean(rates: Sequence[float]) -> float:
    """`scale.geometric_means` for one group: of the positive rates."""
    positive = [rate for rate in rates if rate > 0]
    return exp(sum(log(rate) for rate in positive) / len(positive)) if positive else 1.0


def peer_difference(
    x: Sequence[float | None], weight: Sequence[float], person: int, fewest_others: int
) -> tuple[float, float] | None:
    """`peers.peer_difference` for one period, before cutting off: (difference, weight), or None."""
    own = x[person]
    others = [(w, v) for i, (w, v) in enumerate(zip(weight, x, strict=True)) if i != person and v is not None]
    if own is None or len(others) < fewest_others:
        return None
    total = sum(w for w, _ in others)
    mean = sum(w * v for w, v in others) / total
    return own - mean, weight[person] * total / (weight[person] + total)


def exactness(kind: Kind, y: int, n: int, rate: float) -> float:
    """`few.exactness`, one person with a low figure where higher is better: exact over scaled distance."""
    if kind is Kind.PROPORTION:
        chances = [comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(y + 1)]
        distance = 2 * sqrt(n + 1 / 2) * (asin(sqrt((y + 3 / 8) / (n + 3 / 4))) - asin(sqrt(rate)))
    else:
        chances = [exp(-n * rate) * (n * rate) ** k / factorial(k) for k in range(y + 1)]
        distance = 2 * (sqrt(y + 3 / 8) - sqrt(n * rate + 1 / 8))
    tail = sum(chances) - chances[-1] / 2
    return min(1.0, NormalDist().inv_cdf(tail) / distance) if distance < 0 and tail < 0.5 else 1.0


def jump_variance(d: Sequence[float | None], weight: Sequence[float]) -> float | None:
    """`noise.jumps`, one person: mean squared jump between neighbouring periods."""
    squares = []
    for t in range(1, len(d)):
        a, b = d[t - 1], d[t]
        if a is not None and b is not None:
            squares.append((b - a) ** 2 / (1 / weight[t - 1] + 1 / weight[t]))
    return sum(squares) / len(squares) if squares else None


def step(
    c: Sequence[float | None],
    variance: Sequence[float],
    at: int,
    *,
    walk: float,
    passing: float,
    rho: float,
    unknown_start: float = 1e4,
) -> tuple[float, float]:
    """`steps.steps`: generalised least squares of a step from period `at` on, (estimate, variance).

    The covariance of what honest people do is written out in full: an unknown start, a random walk, an AR(1)
    and the noise of each period; then the step that fits best. Cubic in periods where the filter is linear.
    """
    times = [t for t, each in enumerate(c) if each is not None]
    y = [c[t] or 0.0 for t in times]
    covariance = [
        [
            unknown_start + walk * min(s, t) + passing * rho ** abs(s - t) + (variance[t] if s == t else 0.0)
            for t in times
        ]
        for s in times
    ]
    design = [1.0 if t >= at else 0.0 for t in times]
    solved = _solve(covariance, design)
    information = sum(a * b for a, b in zip(design, solved, strict=True))
    return sum(a * b for a, b in zip(y, solved, strict=True)) / information, 1 / information


def together(
    values: Sequence[float | None], weight: Sequence[float], block: int
) -> list[tuple[float, float]]:
    """`composite.Composite.alone`, one person and metric: (mean, weight) of so many periods."""
    found = []
    for end in range(len(values), block - 1, -block):
        used = [(w, v) for w, v in zip(weight[end - block : end], values[end - block : end], strict=True)
                if v is not None]  # fmt: skip
        total = sum(w for w, _ in used)
        found.append((sum(w * v for w, v in used) / total if total else 0.0, total))
    return found[::-1]


def stretch(z: Sequence[float], company: float, others: float = 20.0) -> float:
    """`null.empirical_null`, one group and date: z are the steps of its people in their errors.

    How much wider than chance they spread, drawn towards the company's; never less than 1.
    """
    many = len(z) if len(z) >= 5 else 0
    own = ((_quantile(z, 0.75) - _quantile(z, 0.25)) / 1.349) ** 2 if many else 0.0
    return max(1.0, (many * own + others * company) / (many + others))


def honest_variance(v: float, shock: float, answer: float, stretched: float) -> float:
    """`decline.by_date`: variance of an honest step where the group itself stepped by `shock`."""
    return (v + answer * shock**2) * stretched


def over_lines(logs: Sequence[Sequence[float]], shares: Sequence[float]) -> float:
    """`decline.evidence_of`: log Bayes factors of each line by date, to one for the person."""
    means = [sum(exp(each) for each in dates) / len(dates) for dates in logs]
    return log(sum(share * mean for share, mean in zip(shares, means, strict=True)) / sum(shares))


def log_bayes_factor(d: float, v: float, slab: float = 0.4) -> float:
    """`decline.by_date`: log of 2 N(d; 0, v + om²) / N(d; 0, v) · Phi(-mu/sd)."""
    total = v + slab**2
    mu, sd = d * slab**2 / total, sqrt(v * slab**2 / total)

    def log_normal(variance: float) -> float:
        return -0.5 * d * d / variance - 0.5 * log(2 * pi * variance)

    return log(2) + log_normal(total) - log_normal(v) + log(erfc(mu / sd / sqrt(2)) / 2)


def largest_set(lfdr: Sequence[float], limit: float) -> set[int]:
    """`decline.within`: from the surest on, while the mean chance of being wrong stays within the limit."""
    chosen: list[int] = []
    for person in sorted(range(len(lfdr)), key=lambda i: lfdr[i]):
        if (sum(lfdr[i] for i in chosen) + lfdr[person]) / (len(chosen) + 1) > limit:
            break
        chosen.append(person)
    return set(chosen)


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _solve(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """Gauss with pivots; the matrices of a test are small."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for k in range(size):
        best = max(range(k, size), key=lambda i: abs(rows[i][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for i in range(k + 1, size):
            factor = rows[i][k] / rows[k][k]
            rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k], strict=True)]
    found = [0.0] * size
    for k in reversed(range(size)):
        rest = sum(rows[k][j] * found[j] for j in range(k + 1, size))
        found[k] = (rows[k][size] - rest) / rows[k][k]
    return found
