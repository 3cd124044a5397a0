"""The review of published decisions: what it finds, and that it raises no decisive alarm where none was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from goodstanding.domain import casefile
from goodstanding.review.score import Score, Scored, outcome_of, score_case, table

HERE = Path(__file__).resolve().parents[2] / "fixtures" / "decisions"
OUTCOMES = json.loads((HERE / "outcomes.json").read_text())
FILES = sorted(p for p in HERE.glob("*.json") if p.name != "outcomes.json")

# Decided on a ground of which the facts that are published say nothing: a file that is silent shows nothing.
NOT_IN_THE_FACTS = {
    ("B03", "policy_steps_skipped"),
    ("C09", "support_not_given"),
    ("C09", "consequence_not_stated"),
}


def scored(path: Path) -> Scored:
    case = casefile.read(json.loads(path.read_text()))
    return score_case(case, outcome_of({"id": case.id, **OUTCOMES[case.id]}))


def test_all_decisions_are_here_with_their_outcomes() -> None:
    assert len(FILES) == len(OUTCOMES) == 24
    assert {casefile.read(json.loads(p.read_text())).id for p in FILES} == set(OUTCOMES)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:3])
def test_every_decisive_defect_that_the_facts_show_is_found(path: Path) -> None:
    row = scored(path)
    assert {(row.outcome.id, key) for key in row.missed} <= NOT_IN_THE_FACTS


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:3])
def test_no_file_that_the_employer_won_raises_a_decisive_finding(path: Path) -> None:
    assert not scored(path).false_alarms


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem[:3])
def test_no_point_that_a_tribunal_refused_is_rated_decisive(path: Path) -> None:
    assert not scored(path).rejected_decisive


def test_the_score_is_printed_as_a_table() -> None:
    score = Score(tuple(scored(p) for p in FILES))
    text = table(score)
    assert text.count("\n") == len(FILES) + 1
    assert f"{score.found} of {score.asked}" in text


def test_a_fixture_says_nothing_of_how_it_was_decided() -> None:
    for path in FILES:
        assert set(json.loads(path.read_text())) <= {
            *("format", "version", "id", "title", "source", "jurisdiction", "as_of", "facts")
        }
