"""What every rule says, word for word, on the files of all rule tests: for a person to read through.

`python -m tests.unit.review.test_what_findings_say` writes tests/fixtures/findings.txt anew.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from goodstanding.review.comparators import NONE, Comparators
from goodstanding.review.file import Event, ReviewFile
from goodstanding.review.finding import Finding
from goodstanding.review.packs import GOOD_PRACTICE
from tests.unit.review.filing import at, found, org, plan

FIXTURE = Path(__file__).resolve().parents[2] / "fixtures" / "findings.txt"
MODULES = (
    "before_plan", "terms", "course", "passed", "records", "ending", "protected", "leave", "others",
)  # fmt: skip
PLAN = plan("2025-03-01")
# Two plans, two answers, two of everything: nothing stops at the first.
TWICE = org(
    at("2025-01-01", "plan_opened", plan="old"),
    at("2025-01-02", "plan_opened", plan="p", terms=PLAN.terms),
    at("2025-01-03", "plan_opened", plan="q", terms=PLAN.terms),
    at("2025-04-01", "job_terms"),
    at("2025-05-01", "exit_artefact"),
)
FIGURES = Comparators(policy_minimum_days=400)


def files() -> Iterator[tuple[ReviewFile, Comparators]]:
    """Every file that a rule test was given, with its comparators."""
    yield TWICE, NONE
    yield TWICE, FIGURES
    for name in MODULES:
        module = importlib.import_module(f"tests.unit.review.test_rules_{name}")
        for test in vars(module).values():
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "parametrize":
                    yield from _in(mark.args[1])


def _in(rows: Any) -> Iterator[tuple[ReviewFile, Comparators]]:
    for row in rows:
        for value in row if isinstance(row, tuple) else (row,):
            if isinstance(value, ReviewFile):
                yield value, NONE
            elif isinstance(value, Comparators):
                yield org(PLAN), value
            elif isinstance(value, tuple) and value and all(isinstance(e, Event) for e in value):
                yield org(*value), NONE


FILES = tuple(files())


def said(finding: Finding) -> str:
    grounds = "; ".join(
        f"{g.event.kind} {g.event.when}" + (f" ({g.role})" if g.role else "") for g in finding.because
    )
    parts = (
        finding.severity,
        finding.says,
        *finding.arithmetic,
        *(f"Missing: {m}." for m in finding.missing),
    )
    return f"{finding.rule} {' | '.join(filter(None, parts))} <- {grounds}"


def lines_of(rule: str) -> list[str]:
    """Each distinct thing that the rule says, once."""
    told = (said(f) for file, comparators in FILES for f in found(rule, file, comparators=comparators))
    return sorted(set(told))


@pytest.mark.parametrize("rule", [r.id for r in GOOD_PRACTICE.rules])
def test_a_rule_says_what_was_read_through(rule: str) -> None:
    read = [line for line in FIXTURE.read_text(encoding="utf-8").splitlines() if line.startswith(f"{rule} ")]
    assert lines_of(rule) == read


def test_nothing_is_left_of_rules_that_are_gone() -> None:
    rules = {r.id for r in GOOD_PRACTICE.rules}
    assert {line.split(" ")[0] for line in FIXTURE.read_text(encoding="utf-8").splitlines()} <= rules


if __name__ == "__main__":
    FIXTURE.write_text(
        "\n".join(line for r in GOOD_PRACTICE.rules for line in lines_of(r.id)) + "\n", encoding="utf-8"
    )
