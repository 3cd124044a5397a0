"""Addresses of pages, by name."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.urls import reverse


def to(name: str, *args: object) -> str:
    shape = _shape(name, tuple(None if isinstance(arg, UUID) else str(arg) for arg in args))
    return shape.format(*(arg for arg in args if isinstance(arg, UUID)))


@lru_cache(maxsize=512)
def _shape(name: str, args: tuple[str | None, ...]) -> str:
    """The address with a place for each identifier: asked of Django once, and not for each of a page's
    hundreds of links."""
    marks = [UUID(int=(1 << 96) + at) for at in range(len(args))]
    address = reverse(
        name, args=[mark if arg is None else arg for mark, arg in zip(marks, args, strict=True)]
    )
    address = address.replace("{", "{{").replace("}", "}}")
    for mark in marks:
        address = address.replace(str(mark), "{}")
    return address
