"""How well a rule did: who was ever flagged over two years of reviews, and how many of them wrongly.

False is whoever is flagged without declining, or before the onset; `unfallen` counts those among them whose
true standing had not fallen by .3 either (the others wandered or dipped for honest reasons). Recall is over
all who decline, also those with too short a history. The delay runs from the onset to the first right flag.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.signals.company import Truth

LARGE = 1.2


@dataclass(frozen=True, slots=True)
class Score:
    flagged: int
    false: int
    unfallen: int
    recall: float
    recall_large: float
    delay: float

    @property
    def fdr(self) -> float:
        return self.false / self.flagged if self.flagged else 0.0


def score(truth: Truth, flags: NDArray[np.bool_], reviews: Sequence[int], weeks: float) -> Score:
    """`flags` (reviews, people); `reviews` how many periods were known at each; `weeks` in a period."""
    times = np.array(reviews)[:, None]
    right = flags & (truth.onset[None] < times)
    wrong = flags & ~right
    found, decliner = right.any(axis=0), truth.decliner
    large = decliner & (truth.size >= LARGE)
    first = times[right.argmax(axis=0), 0] - truth.onset
    fell = np.array([fallen(truth, t, weeks) for t in reviews])
    return Score(
        flagged=int(flags.any(axis=0).sum()),
        false=int(wrong.any(axis=0).sum()),
        unfallen=int((wrong.any(axis=0) & ~(wrong & fell).any(axis=0)).sum()),
        recall=_share(found, decliner),
        recall_large=_share(found, large),
        delay=float(np.median(first[found])) * weeks if found.any() else float("nan"),
    )


def fallen(truth: Truth, t: int, weeks: float) -> NDArray[np.bool_]:
    """Whose true standing of the last 13 weeks is .3 below that of a quarter within the year before."""
    quarter = max(1, round(13 / weeks))
    now = truth.level[:, max(0, t - quarter) : t].mean(axis=1)
    starts = range(0, max(1, t - 2 * quarter), quarter)
    before = np.max([truth.level[:, s : s + quarter].mean(axis=1) for s in starts][-3:], axis=0)
    return now <= before - 0.3


def mean(scores: Sequence[Score]) -> dict[str, float]:
    def of(values: list[float]) -> float:
        known = [each for each in values if not np.isnan(each)]
        return sum(known) / len(known) if known else float("nan")

    return {
        "flagged": of([s.flagged for s in scores]),
        "false": of([s.false for s in scores]),
        "unfallen": of([s.unfallen for s in scores]),
        "fdr": of([s.fdr for s in scores]),
        "worst fdr": max(s.fdr for s in scores),
        "recall": of([s.recall for s in scores]),
        "recall large": of([s.recall_large for s in scores]),
        "delay": of([s.delay for s in scores]),
    }


def _share(found: NDArray[np.bool_], of: NDArray[np.bool_]) -> float:
    return float(found[of].mean()) if of.any() else float("nan")
