"""Ratings by different raters, taken apart: the person, the rater's habit, and what is left.

    score = mean + person + rater + person × rater + the rest

crossed and normal, by (restricted) maximum likelihood; ordinal scores go in as they are or as normal scores
(`normal_scores`). Habit explains more of a rating than the person does (Scullen, Mount and Goff 2000, J
Appl Psychol 85:956), so a low rating by a new rater says little. What comes out supports: it can say that a
rating is unusual for this person *and* this rater. It never stands alone, and no finding is made from it.

The larger of the two crossed factors is eliminated exactly (it is diagonal); what remains is a dense matrix
of the smaller one. Scores of one person by one rater are first drawn together to their mean, which carries
the person × rater part exactly. Cost: smaller factor cubed for each try of the variances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Array = NDArray[float64]
    Places = NDArray[int64]

UNUSUAL = 0.025
FEWEST_RATINGS = 30
FEWEST_EARLIER = 2


@dataclass(frozen=True, slots=True)
class Variances:
    """Between persons, raters, person-rater pairs; `rest` within a pair."""

    person: float
    rater: float
    pair: float
    rest: float


@dataclass(frozen=True, slots=True)
class Fit:
    """`person` and `rater` are predictions by place, `*_error` their standard errors (the mean as known)."""

    fixed: Array
    variances: Variances
    deviance: float
    person: Array
    rater: Array
    person_error: Array
    rater_error: Array


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Ratings drawn together by person and rater: who, by whom, how many, mean score, mean of the fixed part;
    `within` is the sum of squares inside pairs."""

    person: Places
    rater: Places
    count: Array
    score: Array
    fixed: Array
    within: float
    ratings: int


def fit(
    person: Places,
    rater: Places,
    score: Array,
    fixed: Array | None = None,
    *,
    restricted: bool = True,
    pair: bool = True,
) -> Fit:
    """Persons and raters as places 0, 1, 2, …; `fixed` has a column for each known influence (default: the
    mean).

    With `pair` off the person × rater part is left out; then fixed columns may differ within a pair.
    """
    import numpy as np
    from scipy.optimize import minimize

    columns = np.ones((len(score), 1)) if fixed is None else fixed
    rows = _pairs(person, rater, score, columns) if pair else _as_they_are(person, rater, score, columns)

    def deviance(theta: Array) -> float:
        return _solve(rows, theta, restricted).deviance

    start = np.array([0.5, 0.5, 0.3] if pair else [0.5, 0.5])
    bounds = [(0.0, 20.0)] * len(start)
    found: Any = minimize(
        deviance, start, method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-13, "gtol": 1e-6}
    )
    polished: Any = minimize(
        deviance, found.x, method="Nelder-Mead", bounds=bounds,
        options={"xatol": 1e-6, "fatol": 1e-6, "initial_simplex": _simplex(found.x)},
    )  # fmt: skip
    return _solve(rows, polished.x, restricted).fit()


def normal_scores(levels: Sequence[int]) -> Array:
    """Ordinal levels by where they lie among all: the normal quantile of the middle of each level's share."""
    import numpy as np
    from scipy.stats import norm

    given = np.asarray(levels)
    _, place, count = np.unique(given, return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - count / 2) / len(given)
    scores: Array = norm.ppf(middle)[place]
    return scores


@dataclass(frozen=True, slots=True)
class Unusual:
    """One new rating beside what this person and this rater make usual. `chance`: of one at least as low."""

    expected: float
    error: float
    score: float
    chance: float

    @property
    def is_unusual(self) -> bool:
        return self.chance <= UNUSUAL


def beside_usual(fitted: Fit, person: int, rater: int | None, score: float) -> Unusual:
    """A new rating by `rater` (None: one who is not known yet) against ratings that do not contain it."""
    from math import sqrt
    from statistics import NormalDist

    expected = float(fitted.fixed[0] + fitted.person[person])
    variance = fitted.variances.rest + fitted.variances.pair + float(fitted.person_error[person]) ** 2
    if rater is None:
        variance += fitted.variances.rater
    else:
        expected += float(fitted.rater[rater])
        variance += float(fitted.rater_error[rater]) ** 2
    error = sqrt(variance)
    chance = NormalDist().cdf((score - expected) / error) if error else 1.0
    return Unusual(expected, error, score, chance)


def _simplex(at: Array) -> Array:
    import numpy as np

    return np.vstack([at, *(at + 0.02 * row for row in np.eye(len(at)))])


def _pairs(person: Places, rater: Places, score: Array, fixed: Array) -> _Pairs:
    import numpy as np

    key = person * (int(rater.max()) + 1) + rater
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    count = np.bincount(place).astype(float)
    mean = np.bincount(place, weights=score) / count
    columns = np.column_stack([np.bincount(place, weights=column) / count for column in fixed.T])
    within = float(((score - mean[place]) ** 2).sum())
    return _Pairs(person[first], rater[first], count, mean, columns, within, len(score))


def _as_they_are(person: Places, rater: Places, score: Array, fixed: Array) -> _Pairs:
    import numpy as np

    return _Pairs(person, rater, np.ones(len(score)), score, fixed, 0.0, len(score))


@dataclass(frozen=True, slots=True)
class _Solved:
    """The mixed-model equations at one choice of relative standard deviations `theta`."""

    rows: _Pairs
    theta: Array
    deviance: float
    sigma2: float
    fixed: Array
    large: Array
    small: Array
    large_diagonal: Array
    cross: Any
    inverse_of: Any
    persons_are_large: bool

    def fit(self) -> Fit:
        import numpy as np
        from scipy.linalg import cho_solve

        pair = float(self.theta[2]) ** 2 if len(self.theta) == 3 else 0.0
        person, rater = float(self.theta[0]), float(self.theta[1])
        large, small = (person, rater) if self.persons_are_large else (rater, person)
        inverse = cho_solve(self.inverse_of, np.eye(len(self.small)))
        half = self.cross @ inverse
        across = np.asarray(self.cross.multiply(half).sum(axis=1)).ravel()
        large_variance = 1 / self.large_diagonal + across / self.large_diagonal**2
        error = {
            "large": np.sqrt(self.sigma2 * large_variance) * large,
            "small": np.sqrt(self.sigma2 * np.diag(inverse)) * small,
        }
        found = {"large": self.large * large, "small": self.small * small}
        one, two = ("large", "small") if self.persons_are_large else ("small", "large")
        variances = Variances(
            person**2 * self.sigma2, rater**2 * self.sigma2, pair * self.sigma2, self.sigma2
        )
        return Fit(self.fixed, variances, self.deviance, found[one], found[two], error[one], error[two])


def _solve(rows: _Pairs, theta: Array, restricted: bool) -> _Solved:
    """Bates and others 2015 (J Stat Softw 67), with the larger factor eliminated by hand."""
    import numpy as np
    from scipy.linalg import cho_factor, cho_solve
    from scipy.sparse import csr_array

    pair = float(theta[2]) ** 2 if len(theta) == 3 else 0.0
    persons, raters = int(rows.person.max()) + 1, int(rows.rater.max()) + 1
    flip = persons < raters
    big, few = (rows.rater, rows.person) if flip else (rows.person, rows.rater)
    a, b = (theta[1], theta[0]) if flip else (theta[0], theta[1])
    sizes = max(persons, raters), min(persons, raters)
    weight = rows.count / (1 + pair * rows.count)
    diagonal = a * a * np.bincount(big, weights=weight, minlength=sizes[0]) + 1
    cross = csr_array((a * b * weight, (big, few)), shape=sizes)
    small = np.diag(b * b * np.bincount(few, weights=weight, minlength=sizes[1]) + 1)
    scaled = csr_array((cross.data / np.repeat(diagonal, np.diff(cross.indptr)), cross.indices, cross.indptr),
                       shape=sizes)  # fmt: skip
    schur = cho_factor(small - (cross.T @ scaled).toarray(), lower=True, check_finite=False)
    sides = np.column_stack([rows.fixed, rows.score]) * weight[:, None]
    top = a * np.column_stack([np.bincount(big, weights=c, minlength=sizes[0]) for c in sides.T])
    low = b * np.column_stack([np.bincount(few, weights=c, minlength=sizes[1]) for c in sides.T])
    u_small = cho_solve(schur, low - scaled.T @ top)
    u_large = (top - cross @ u_small) / diagonal[:, None]
    both = np.column_stack([rows.fixed, rows.score]).T @ sides - top.T @ u_large - low.T @ u_small
    known, right = both[:-1, :-1], both[:-1, -1]
    beta = np.linalg.solve(known, right)
    squares = float(both[-1, -1] - right @ beta) + rows.within
    freedom = rows.ratings - (len(beta) if restricted else 0)
    sigma2 = squares / freedom
    size = float(np.log(diagonal).sum() + 2 * np.log(np.diag(schur[0])).sum())
    size += float(np.log1p(pair * rows.count).sum()) if pair else 0.0
    deviance = size + freedom * (1 + np.log(2 * np.pi * sigma2))
    if restricted:
        deviance += float(np.linalg.slogdet(known)[1])
    given = np.append(-beta, 1.0)
    return _Solved(rows, theta, float(deviance), sigma2, beta, u_large @ given, u_small @ given,
                   diagonal, cross, schur, not flip)  # fmt: skip
