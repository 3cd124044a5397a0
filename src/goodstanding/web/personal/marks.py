"""Marks on views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

V = TypeVar("V", bound=Callable[..., HttpResponse])


def without_file(view: V) -> V:
    """Mark a view that works while the file is locked."""
    view.without_file = True  # type: ignore[attr-defined]
    return view


def by_itself(request: HttpRequest) -> None:
    """The page asked, not the person: it does not put off the lock."""
    request.by_itself = True  # type: ignore[attr-defined]
