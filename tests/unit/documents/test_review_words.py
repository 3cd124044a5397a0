"""Days inside the texts of rules are read by people."""

from __future__ import annotations

import pytest

from goodstanding.documents.review.words import in_words


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Asked 2026-10-27, open for 21 working days.", "Asked 27 October 2026, open for 21 working days."),
        ("due 2026-11-05 and given 2026-11-10", "due 5 November 2026 and given 10 November 2026"),
        ("Order 2026-13-45 is no day", "Order 2026-13-45 is no day"),
        ("[1996] UKEAT 467_95_0107", "[1996] UKEAT 467_95_0107"),
    ],
)
def test_a_day_is_written_as_people_write_it_and_nothing_else_changes(text: str, read: str) -> None:
    assert in_words(text) == read
