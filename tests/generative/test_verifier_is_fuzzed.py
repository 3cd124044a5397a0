"""Receipts, exports, logs and checkpoints altered at random: never accepted, never a traceback, one mind.

The short form; `make verify-fuzz` runs the long one and prints its figures.
"""

from __future__ import annotations

import random

from benchmarks.verify_fuzz import Count, fuzz_others, fuzz_receipts


def test_receipts_altered_at_random_are_refused_by_the_program_and_by_the_short_verifier() -> None:
    found = fuzz_receipts(2_500, random.Random(1))
    assert found.tried == 2_500
    assert (found.accepted, found.stumbled, found.disagreed) == (0, 0, 0), found


def test_exports_logs_and_checkpoints_altered_at_random_make_nothing_stumble() -> None:
    found = fuzz_others(600, random.Random(2))
    assert found == Count(tried=600)
