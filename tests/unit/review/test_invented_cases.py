"""Invented case files in the manner of published decisions: near twins on both sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodstanding.review.score import score_one

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "invented_cases.json"
CASES = [pytest.param(c, id=c["id"]) for c in json.loads(FILE.read_text())]
# A good record, then criticism within months: serious, but employers have won such cases too.
TOO_CLOSE = {("H01", "praise_contradicts_reason"), ("K04", "praise_contradicts_reason")}


@pytest.mark.parametrize("case", CASES)
def test_what_was_decisive_is_found_and_nothing_else_is_alarmed(case: dict[str, Any]) -> None:
    row = score_one(case)
    assert {(row.outcome.id, key) for key in row.missed} <= TOO_CLOSE
    assert not row.false_alarms
    assert not row.rejected_decisive
