"""Run a library's work in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def apart(do: Callable[[], T]) -> T:
    """pyHanko starts an event loop for what it does, and cannot in a thread where one is running already."""
    with ThreadPoolExecutor(max_workers=1) as one:
        return one.submit(do).result()
