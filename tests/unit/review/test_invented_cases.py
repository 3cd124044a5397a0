"""Invented case files in the manner of published decisions: near twins on both sides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.decisions import batch
from goodstanding.review.score import score_one

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
CASES = [pytest.param(c, id=c["id"]) for c in json.loads((FIXTURES / "invented_cases.json").read_text())]
BATCHES = [pytest.param(c, id=c["id"]) for p in sorted(FIXTURES.glob("read/batch_*.txt")) for c in batch(p)]
# A good record, then criticism within months: serious, but employers have won such cases too.
TOO_CLOSE = {("H01", "praise_contradicts_reason"), ("K04", "praise_contradicts_reason")}


@pytest.mark.parametrize("case", CASES)
def test_what_was_decisive_is_found_and_nothing_else_is_alarmed(case: dict[str, Any]) -> None:
    row = score_one(case)
    assert {(row.outcome.id, key) for key in row.missed} <= TOO_CLOSE
    assert not row.false_alarms
    assert not row.rejected_decisive


# Ireland has no pack here; a warning that had "not been raised"; a plan between the praise and the end.
NOT_FOUND = {
    ("N05", "no_hearing_before_decision"),
    ("N06", "warning_stage_skipped"),
    ("N10", "praise_contradicts_reason"),
    # A separation agreement drawn up in advance is found; that no earlier note names the problems is not.
    ("Q06", "performance_docs_missing"),
}


@pytest.mark.parametrize("case", BATCHES)
def test_the_batches_that_were_read_are_found_too(case: dict[str, Any]) -> None:
    row = score_one(case)
    assert {(row.outcome.id, key) for key in row.missed} <= NOT_FOUND
    assert not row.false_alarms
    assert not row.rejected_decisive
