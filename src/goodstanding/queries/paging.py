"""One page of many rows, of which only that page was read."""

from __future__ import annotations

from typing import TypeVar

from django.core.paginator import Page, Paginator

T = TypeVar("T")


class _Told(Paginator[T]):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: list[T], size: int, count: int) -> None:
        super().__init__(rows, size)
        self._told = count

    @property
    def count(self) -> int:
        return self._told


def clamp(number: int, count: int, size: int) -> int:
    """The nearest page that exists."""
    return min(max(number, 1), max(1, -(-count // size)))


def page_of(rows: list[T], number: int, count: int, size: int) -> Page[T]:
    return Page(rows, number, _Told(rows, size, count))
