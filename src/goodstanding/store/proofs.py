"""Hashes of the log out of the tables, for any proof: asked for together, in two statements or few more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.db.models import Q

from goodstanding.domain.errors import Damage
from goodstanding.record import merkle
from goodstanding.store import models

T = TypeVar("T")
RUNS = 200
"""Runs of neighbouring hashes asked for in one statement."""


def with_hashes(work: Callable[[merkle.HashAt], T]) -> T:
    """The result of `work`, which is run twice: once to learn which hashes it wants, once with them.

    It must ask for the same hashes whatever they are, as every proof does."""
    wanted: dict[int, set[int]] = defaultdict(set)

    def note(level: int, position: int) -> bytes:
        wanted[level].add(position)
        return merkle.EMPTY_ROOT

    work(note)
    found = {(level, at): value for level in wanted for at, value in _read(level, wanted[level])}

    def give(level: int, position: int) -> bytes:
        try:
            return found[level, position]
        except KeyError:
            raise Damage(
                f"Hash {position} at level {level} of the log is missing. Run “goodstanding check”."
            ) from None

    return work(give)


def head() -> merkle.Head:
    """Where the log stands, committed. One statement."""
    size, held = models.LogHead.objects.values_list("size", "peaks").get(id=1)
    peaks = bytes(held)
    return merkle.Head(size, tuple(peaks[at : at + 32] for at in range(0, len(peaks), 32)))


def consistency(old: int, new: int) -> tuple[bytes, ...]:
    """From an empty log there is nothing to prove."""
    if old == 0:
        return ()
    return with_hashes(lambda hash_at: merkle.consistency_proof(old, new, hash_at))


def inclusion(index: int, size: int) -> tuple[bytes, ...]:
    return with_hashes(lambda hash_at: merkle.inclusion_proof(index, size, hash_at))


def root_at(size: int) -> bytes:
    """The root that the log had when it had `size` leaves."""
    return with_hashes(lambda hash_at: merkle.root_at(size, hash_at))


def _read(level: int, positions: set[int]) -> Iterator[tuple[int, bytes]]:
    runs = list(_runs(sorted(positions)))
    for start in range(0, len(runs), RUNS):
        some = runs[start : start + RUNS]
        if level == 0:
            leaves = models.Leaf.objects.filter(_within("idx", some))
            yield from ((at, bytes(value)) for at, value in leaves.values_list("idx", "hash"))
        else:
            tiles = models.TileHash.objects.filter(_within("position", some), level=level)
            yield from ((at, bytes(value)) for at, value in tiles.values_list("position", "hash"))


def _within(field: str, runs: list[tuple[int, int]]) -> Q:
    rule = Q()
    for first, last in runs:
        rule |= Q(**{f"{field}__range": (first, last)})
    return rule


def _runs(positions: list[int]) -> Iterator[tuple[int, int]]:
    first = last = positions[0]
    for position in positions[1:]:
        if position != last + 1:
            yield first, last
            first = position
        last = position
    yield first, last
