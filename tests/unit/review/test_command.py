"""`goodstanding review`: formats, readers, exit codes, and errors that say what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from goodstanding.cli import main

ROOT = Path(__file__).resolve().parents[3]
DECISIONS = ROOT / "tests" / "fixtures" / "decisions"
DECISIVE = str(next(DECISIONS.glob("B10-*.json")))
SOUND = str(next(DECISIONS.glob("A11-*.json")))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["review", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize(("file", "code"), [(DECISIVE, 10), (SOUND, 0)])
def test_the_exit_code_tells_whether_anything_decisive_was_found(
    capsys: pytest.CaptureFixture[str], file: str, code: int
) -> None:
    assert run(capsys, file)[0] == code


def test_what_is_cut_from_a_reader_does_not_show_in_the_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, DECISIVE, "--for", "hr")
    assert code == 0
    assert "D04" not in text
    assert "protected activity" not in text


def test_text_names_grounds_arithmetic_and_innocent_explanations(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = run(capsys, DECISIVE)
    for part in (
        "DECISIVE (2)",
        "Rests on",
        "between 0 and 93 days",
        "It could also be",
        "What would settle it",
    ):
        assert part in text
    assert "NOT RECORDED" in text
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 100


def test_the_employee_gets_questions(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = run(capsys, SOUND, "--for", "employee")
    assert text.startswith("Questions to raise about")
    assert "Ask: " in text


def test_json_is_of_the_published_schema(capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = run(capsys, DECISIVE, "--format", "json")
    schema = json.loads((ROOT / "docs" / "reference" / "review-report.schema.json").read_text())
    report = json.loads(text)
    jsonschema.validate(report, schema)
    assert report["decisive"] is True
    assert {f["rule"] for f in report["findings"]} <= {r["rule"] for r in report["rules"]}


def test_html_stands_alone_and_escapes_what_people_wrote(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    facts = [
        {
            "seq": 1,
            "type": "plan_opened",
            "text": "<script>alert(1)</script> PIP; nothing said what would pass.",
        },
        {"seq": 2, "type": "termination", "text": "Dismissed."},
    ]
    case = tmp_path / "case.json"
    case.write_text(json.dumps({"format": "goodstanding.case", "version": 1, "title": "<b>", "facts": facts}))
    out = tmp_path / "page.html"
    run(capsys, str(case), "--format", "html", "--to", str(out))
    page = out.read_text()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert 'src="' not in page
    assert "@media print" in page


def test_a_list_of_cases_is_reviewed_one_after_another(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    both = tmp_path / "both.json"
    both.write_text(json.dumps([json.loads(Path(f).read_text()) for f in (SOUND, DECISIVE)]))
    code, text, _ = run(capsys, str(both))
    assert code == 10
    assert text.count("These findings weigh the paper") == 2
    _, as_json, _ = run(capsys, str(both), "--format", "json")
    assert len(json.loads(as_json)) == 2
    _, page, _ = run(capsys, str(both), "--format", "html")
    assert page.count("<main>") == 2


def test_packs_and_the_day_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    file = str(next(DECISIONS.glob("A01-*.json")))
    assert run(capsys, file, "--pack", "us-federal-432")[0] == 10
    assert run(capsys, file, "--as-of", "2020-01-01")[0] == 0
    assert run(capsys, file, "--pack", "good-practice")[0] == 0


def test_published_decisions_can_be_scored(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, str(ROOT / "tests" / "fixtures" / "invented_cases.json"), "--score")
    assert code == 0
    assert "Decisive findings on files that the employer won: 0." in text


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        (None, [], "cannot be read"),
        ("{", [], "is not JSON"),
        ("3", [], "JSON object"),
        ({"format": "other"}, [], "goodstanding.case"),
        ({"format": "goodstanding.case", "version": 1}, [], "facts"),
        (
            {"format": "goodstanding.case", "version": 1, "facts": [{"seq": 1, "date": "May"}]},
            [],
            "facts.0.date",
        ),
        ({"facts": []}, ["--pack", "mars"], "There is no pack 'mars'"),
        ({"facts": []}, ["--score"], "outcome"),
        ({"facts": []}, ["--to", "/nowhere/at/all"], "cannot be written"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: Any, arguments: list[str], said: str
) -> None:
    file = tmp_path / "file.json"
    if content is not None:
        file.write_text(content if isinstance(content, str) else json.dumps(content))
    code, _, error = run(capsys, str(file), *arguments)
    assert code == 3
    assert said in error


def test_a_day_that_is_none_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["review", SOUND, "--as-of", "soon"])
    assert stopped.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err
