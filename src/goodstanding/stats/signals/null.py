"""How widely the steps of honest people spread: the company itself says so, date by date and group by group.

A step D with variance V by the filter is honest news of width V · stretch + extra:

 stretch  by date, how much wider than V the middle half of the company spreads; never narrower. Within a
          group likewise, drawn towards the company's as if twenty more of its people were in the group: where
          half a group is hit by something that nobody recorded, its members do not count as declining.
 extra    people answer differently to what hits their group. lambda · G², G the group's own step at that
          date and lambda the variance of the answers, from how much wider groups spread when G is large.

Spreads are taken between quartiles, so that a tenth of the company changing for good hardly moves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from goodstanding.stats.signals.steps import Steps, steps
from goodstanding.stats.signals.wander import Wander

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_FOR_NULL = 30
MOST_FOR_NULL = 20_000
GROUP_WORTH = 20.0  # people of the company that a group's own spread stands beside
FEWEST_IN_GROUP, FEWEST_FOR_ANSWER = 5, 8
MOST_ANSWER = 0.25
QUARTILES_OF_NORMAL = 1.349
LEAST_WALK, SHOCKS_WIDER = 1e-3, 4.0  # what hits a group may step more than a person does


@dataclass(frozen=True, slots=True)
class Null:
    """`centre` (candidates,); `stretch` and `extra` (groups, candidates); `answer` is lambda."""

    centre: NDArray[np.float64]
    stretch: NDArray[np.float64]
    extra: NDArray[np.float64]
    answer: float = 0.0


def empirical_null(
    found: Steps, judged: NDArray[np.bool_], bounds: NDArray[np.intp], shock: NDArray[np.float64]
) -> Null:
    """`bounds` as `Panel.bounds`; `shock` (groups, candidates) the groups' own steps."""
    groups, count = len(bounds) - 1, found.step.shape[1]
    ok = judged & np.isfinite(found.variance).all(axis=1)
    rows = np.flatnonzero(ok)
    if len(rows) < LEAST_FOR_NULL:
        return Null(np.zeros(count), np.ones((groups, count)), np.zeros((groups, count)))
    rows = rows[:: max(1, len(rows) // MOST_FOR_NULL)]
    error = np.sqrt(found.variance[rows].astype(np.float64))
    low, middle, high = np.quantile(found.step[rows] / error, [0.25, 0.5, 0.75], axis=0)
    company = np.maximum(1.0, (high - low) / QUARTILES_OF_NORMAL) ** 2
    centre = middle * np.median(error, axis=0)
    spread, variance, members = _group_spreads(found, ok, bounds)
    share = np.divide(shock**2, variance, out=np.zeros_like(shock), where=variance > 0)
    answer = _answer(spread, company, share, members)
    spread = spread / (1 + answer * share)
    own = members[:, None] * (members >= FEWEST_IN_GROUP)[:, None]
    stretch = np.maximum(1.0, (own * spread + GROUP_WORTH * company) / (own + GROUP_WORTH))
    return Null(centre, stretch, answer * shock**2, answer)


def _group_spreads(
    found: Steps, ok: NDArray[np.bool_], bounds: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Spread of step / error (groups, candidates), usual variance likewise, and members (groups,)."""
    shape = (len(bounds) - 1, found.step.shape[1])
    spread, variance, members = np.zeros(shape), np.zeros(shape), np.zeros(shape[0])
    for g in range(shape[0]):
        rows = np.arange(bounds[g], bounds[g + 1])[ok[bounds[g] : bounds[g + 1]]]
        members[g] = many = len(rows)
        if many >= FEWEST_IN_GROUP:
            v = found.variance[rows]
            z: NDArray[np.float32] = np.sort(found.step[rows] / np.sqrt(v), axis=0)
            low, high = _between(z, 0.25), _between(z, 0.75)
            spread[g] = ((high - low) / QUARTILES_OF_NORMAL) ** 2
            variance[g] = v.mean(axis=0)
    return spread, variance, members


def _between(ordered: NDArray[np.float32], share: float) -> NDArray[np.float32]:
    """A quantile of ordered columns, between neighbours; NumPy's takes ten times as long on few rows."""
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    found: NDArray[np.float32] = ordered[low] + np.float32(place - low) * (ordered[high] - ordered[low])
    return found


def _answer(
    spread: NDArray[np.float64],
    company: NDArray[np.float64],
    share: NDArray[np.float64],
    members: NDArray[np.float64],
) -> float:
    """lambda by least squares through nought of what groups spread more, on G² / V."""
    weight = (members * (members >= FEWEST_FOR_ANSWER))[:, None]
    told = float((weight * share**2).sum())
    return (
        min(MOST_ANSWER, max(0.0, float((weight * share * (spread - company)).sum()) / told)) if told else 0.0
    )


def shocks(
    common: NDArray[np.float32], information: NDArray[np.float32], wander: Wander, first: int, last: int
) -> NDArray[np.float64]:
    """The groups' own steps. `common` and `information` (groups, periods)."""
    wider = Wander(wander.phi, SHOCKS_WIDER * max(wander.step, LEAST_WALK), wander.passing, wander.rho)
    return steps(common, information, wider, first, last).step.astype(np.float64)
