"""The published schemas and the reference say what the program does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from goodstanding.cli import main
from goodstanding.record.verification import exports, logs, receipts
from tests.damaged import FOLDER

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def schema(name: str) -> Any:
    return json.loads((REFERENCE / name).read_text())


def test_a_receipt_is_valid_by_its_schema_and_others_are_not() -> None:
    loaded = json.loads((FOLDER / "good-receipt.json").read_text())
    jsonschema.validate(loaded, schema("receipt.schema.json"))
    for name in ("field-unknown", "field-missing", "version-unknown"):
        damaged = json.loads((FOLDER / f"receipt-{name}.json").read_text())
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(damaged, schema("receipt.schema.json"))


def test_the_answer_as_json_is_valid_by_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", str(FOLDER), "--key", str(FOLDER / "keys.txt"), "--format", "json"])
    said = json.loads(capsys.readouterr().out)
    jsonschema.validate(said, schema("verification.schema.json"))
    assert said["outcome"] == "wrong"
    assert {each["kind"] for each in said["verified"]} >= {"receipt", "export", "log"}


def test_the_table_of_steps_has_as_many_rows_as_there_are_steps() -> None:
    text = (REFERENCE / "receipt.md").read_text()
    table = text.split("## The steps")[1].split("\n\n")[1].splitlines()[2:]
    filled = [[bool(cell.strip()) for cell in line.strip("|").split("|")][1:] for line in table]
    columns = [sum(row[at] for row in filled) for at in range(3)]
    assert columns == [len(receipts.TITLES), len(exports.TITLES), len(logs.TITLES)]
