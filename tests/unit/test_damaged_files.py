"""Every damaged file of tests/fixtures/damaged is refused at the step and the place that its name says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from goodstanding.documents.verification.sources import items_in
from goodstanding.documents.verification.verify import Given, verify
from goodstanding.record import key_file
from goodstanding.record.verification import Outcome
from tests.damaged import FOLDER, written
from tests.unit.test_standalone_verifier import proves

EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text())
KEY_TEXT = (FOLDER / "keys.txt").read_text()
KEYS = key_file.read(KEY_TEXT)


def outcome(path: Path) -> tuple[Outcome, list[tuple[int, str]]]:
    found = [verify(item, Given(KEYS), alone=True) for item in items_in(path)]
    reports = [each.report for each in found if each is not None]
    wrong = [(step.number, step.where) for report in reports for step in report.wrong]
    return reports[0].outcome, wrong


def test_the_good_receipt_beside_them_is_proved() -> None:
    assert outcome(FOLDER / "good-receipt.json")[0] is Outcome.GOOD
    assert proves((FOLDER / "good-receipt.json").read_bytes(), KEY_TEXT)


@pytest.mark.parametrize("name", EXPECTED)
def test_each_is_named_for_what_is_wrong_with_it(name: str) -> None:
    found, wrong = outcome(FOLDER / name)
    assert found is Outcome.WRONG
    assert wrong[0][0] == EXPECTED[name]["step"], wrong
    assert EXPECTED[name]["where"] in wrong[0][1]


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("receipt-")])
def test_the_short_verifier_refuses_each(name: str) -> None:
    assert not proves((FOLDER / name).read_bytes(), KEY_TEXT)


def test_the_files_are_those_that_the_tests_describe_and_none_lies_about_unused() -> None:
    made = written()
    assert {path.name for path in FOLDER.iterdir()} == set(made)
    assert json.loads(made["expected.json"]) == EXPECTED
