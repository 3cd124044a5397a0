"""Parts of a review side by side: NumPy lets other threads work while it goes through a large array."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

MOST = 4

A = TypeVar("A")
B = TypeVar("B")


def side_by_side(work: Callable[[A], B], parts: Iterable[A], most: int = MOST) -> Iterator[B]:
    """What `work` makes of each part, in their order, so that no result depends on who was quicker.

    At most `most` parts are in work or wait to be taken, since each has arrays of its own.
    """
    most = min(most, os.cpu_count() or 1)
    waiting: deque[Future[B]] = deque()
    with ThreadPoolExecutor(most) as pool:
        for part in parts:
            if len(waiting) == most:
                yield waiting.popleft().result()
            waiting.append(pool.submit(work, part))
        while waiting:
            yield waiting.popleft().result()
