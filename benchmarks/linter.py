"""What the documentation linter costs while somebody writes: one check of 5,000 characters, and its growth.

python -m benchmarks.linter
"""

from __future__ import annotations

import statistics
import time

from goodstanding.review.linter import TextKind, lint

CHARACTERS = 5_000
TIMES = 21
MOST_MS = 25.0
MOST_GROWTH = 3.0  # of the cost per character, from 5,000 characters to 50,000
# Ordinary words with some that are marked, quoted and eased; no sentence is like the one before.
SENTENCES = (
    "In the week of {n} March fourteen of fifty boxes left the dock without filler on all six sides.",
    "The customer wrote: “You never answer, and nobody {n} cares.”",
    "He is always late with list {n} and it shows a bad attitude.",
    "We looked at {n} open tickets together; six were waiting for a reply that had come in before.",
    "Several colleagues have complained that report {n} was disappointing.",
)


def text(characters: int) -> str:
    made = ""
    n = 0
    while len(made) < characters:
        made += SENTENCES[n % len(SENTENCES)].format(n=n) + " "
        n += 1
    return made[:characters]


def cost(characters: int) -> float:
    """Milliseconds of CPU for one check, the median of several; the word list is read before."""
    given = text(characters)
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        for kind in (TextKind.CONCERN, TextKind.GOAL):
            lint(given, kind)
        taken.append((time.process_time() - start) / 2 * 1000)
    return statistics.median(taken)


def main() -> int:
    lint("Read the list.", TextKind.CONCERN)
    small, large = cost(CHARACTERS), cost(10 * CHARACTERS)
    growth = large / small / 10
    print(f"5,000 characters          {small:7.1f} ms CPU   (limit {MOST_MS:.0f})")
    print(f"50,000 characters         {large:7.1f} ms CPU")
    print(f"growth per character      {growth:7.2f}          (limit {MOST_GROWTH:.0f})")
    return int(small > MOST_MS or growth > MOST_GROWTH)


if __name__ == "__main__":
    raise SystemExit(main())
