"""The decision records: each number once, the heading says the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))


def test_each_decision_has_a_number_of_its_own_without_gaps() -> None:
    numbers = Counter(int(path.name[:4]) for path in RECORDS)
    assert numbers == Counter(range(1, len(RECORDS) + 1))


def test_the_heading_of_a_decision_says_its_number() -> None:
    for path in RECORDS:
        assert path.read_text().startswith(f"# {int(path.name[:4])}. "), path.name
