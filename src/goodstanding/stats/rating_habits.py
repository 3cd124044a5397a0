"""What ratings are made of in one organisation: how much is the person's, how much whoever rated them.

The crossed model of `ratings` over all of them, summed up without anybody's name or place: shares of the
variance, how far habits of raters lie apart, and how many of the newest ratings are unusually low for this
person *and* this rater, beside how many chance alone would make so. Support only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodstanding.stats.ratings import FEWEST_EARLIER, FEWEST_RATINGS, UNUSUAL, Fit, beside_usual, fit

FEWEST_PEOPLE = 10
FEWEST_RATERS = 5
FEWEST_SHARED = 5
MOST_RATERS = 1_000  # the fit costs their number cubed; of more, an even sample
NEWEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating: of whom, by whom, the place of its level on the scale, the last day it is about."""

    person: Hashable
    rater: Hashable
    level: int
    until: date


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of the variance sum to 1; `rater_spread` is the standard deviation of raters' habits in levels.

    Of `newest` ratings that have a history, `unusual` are lower than 1 in 40 would be for the person and the
    rater; `expected` would be by chance.
    """

    ratings: int
    people: int
    raters: int
    person_share: float
    rater_share: float
    pair_share: float
    rest_share: float
    rater_spread: float
    newest: int
    unusual: int
    expected: float


def habits(ratings: Sequence[Rated], today: date) -> Habits | None:
    """None where person and rater cannot be told apart: too few of either, or hardly anybody with two."""
    some = _fewer_raters(ratings)
    last = {each.person: each for each in sorted(some, key=lambda each: each.until)}
    newest = [each for each in last.values() if each.until > today - NEWEST]
    new = {id(each) for each in newest}
    everything = _fitted(some)
    if everything is None:
        return None
    variances = everything.variances
    parts = (variances.person, variances.rater, variances.pair, variances.rest)
    total = sum(parts) or 1.0
    person, rater, pair, rest = (part / total for part in parts)
    judged, unusual = _unusual([each for each in some if id(each) not in new], newest)
    return Habits(
        len(some), len({each.person for each in some}), len({each.rater for each in some}),
        person, rater, pair, rest, variances.rater**0.5, judged, unusual, UNUSUAL * judged,
    )  # fmt: skip


def _fewer_raters(ratings: Sequence[Rated]) -> list[Rated]:
    raters = sorted({each.rater for each in ratings}, key=str)
    kept = set(raters[:: -(-len(raters) // MOST_RATERS) or 1])
    return [each for each in ratings if each.rater in kept]


def _fitted(ratings: Sequence[Rated]) -> Fit | None:
    import numpy as np

    people, raters = _places(each.person for each in ratings), _places(each.rater for each in ratings)
    by_person: dict[Hashable, set[Hashable]] = {}
    for each in ratings:
        by_person.setdefault(each.person, set()).add(each.rater)
    shared = sum(len(seen) > 1 for seen in by_person.values())
    few = len(ratings) < FEWEST_RATINGS or len(people) < FEWEST_PEOPLE or len(raters) < FEWEST_RATERS
    if few or shared < FEWEST_SHARED or len({each.level for each in ratings}) < 2:
        return None
    return fit(
        np.array([people[each.person] for each in ratings]),
        np.array([raters[each.rater] for each in ratings]),
        np.array([float(each.level) for each in ratings]),
    )


def _unusual(earlier: Sequence[Rated], newest: Sequence[Rated]) -> tuple[int, int]:
    """Of how many newest ratings it can be said, and how many are unusually low."""
    fitted = _fitted(earlier)
    if fitted is None:
        return 0, 0
    people, raters = _places(each.person for each in earlier), _places(each.rater for each in earlier)
    history = Counter(each.person for each in earlier)
    known = [each for each in newest if history[each.person] >= FEWEST_EARLIER]
    found = [
        beside_usual(fitted, people[each.person], raters.get(each.rater), float(each.level)).is_unusual
        for each in known
    ]
    return len(found), sum(found)


def _places(seen: Iterable[Hashable]) -> dict[Hashable, int]:
    return {each: place for place, each in enumerate(dict.fromkeys(seen))}
