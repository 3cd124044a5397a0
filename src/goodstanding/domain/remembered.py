"""Results of pure functions, kept while their process lives, by everything they were worked out from.

Nothing is ever told from here that was not asked for with the very same input, so nothing can be stale or
somebody else's: who asks, the day, the settings and every word that was read are a part of the key, or of
what it names. What the database holds is still read each time; what is saved is working it out again.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar
from weakref import WeakSet

_all: WeakSet[Remembered[Any, Any]] = WeakSet()

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """Results by their input, up to a weight of `most` and twice as much: what was used last outlives others.

    Two dictionaries take turns. Each step on them is one of Python's own, so that threads need no lock; at
    worst something is forgotten that was just worked out.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._new: dict[K, tuple[V, int]] = {}
        self._old: dict[K, tuple[V, int]] = {}
        self._weight = 0
        _all.add(self)

    def get(self, key: K) -> V | None:
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is None:
                return None
            self.put(key, *found)
        return found[0]

    def put(self, key: K, value: V, weight: int = 1) -> V:
        if self._weight + weight > self.most:
            self._old, self._new, self._weight = self._new, {}, 0
        self._new[key] = (value, weight)
        self._weight += weight
        return value

    def __len__(self) -> int:
        return len(self._new.keys() | self._old.keys())

    def clear(self) -> None:
        self._new, self._old, self._weight = {}, {}, 0


def forget_all() -> None:
    """As after a start, for whoever measures what the first request costs."""
    for each in list(_all):
        each.clear()
